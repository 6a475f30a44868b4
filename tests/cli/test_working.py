"""`deliberate worker`, by itself and beside a server: it works until it is told to stop."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from select import select as look
from types import SimpleNamespace

import psycopg
import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from deliberate import jobs
from deliberate.cli import working
from tests.cli.processes import Served
from tests.cli.said import Deliberate
from tests.patience import PATIENCE, wait_for
from tests.web.outages import nothing_said_yet


@pytest.fixture
def site(deliberate: Deliberate, data: Path, lakes: Path) -> Path:
    """The data folder of a site with one proposal."""
    assert deliberate("import", lakes).code == 0
    return data


def write(site: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(site / "deliberate.sqlite3", timeout=10)
    try:
        with connection:
            return connection.execute(statement).fetchall()
    finally:
        connection.close()


def ask_site(site: Path, work: str, due: str = "2026-01-01 00:00:00", key: str = "made") -> None:
    write(
        site,
        "INSERT INTO work (kind, subject, payload, key, created, due, attempts, most_attempts, error) "
        f"SELECT '{work}', id, '{{}}', '{key} {work} ' || id, '{due}', '{due}', 0, 25, '' FROM proposals",
    )


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_worker(pid: int) -> bool:
    try:
        return b"\0worker\0" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def test_once_does_what_is_due_and_says_how_much(deliberate: Deliberate, site: Path) -> None:
    write(site, "DELETE FROM work")
    ask_site(site, "evaluation")
    ask_site(site, "opinions")
    ask_site(site, "opinions", due="2999-01-01 00:00:00", key="later")
    assert deliberate("worker", "--once").json == {"done": 2, "waiting": 1}
    assert deliberate("worker", "--once").json == {"done": 0, "waiting": 1}


@pytest.mark.server
def test_a_worker_works_until_it_is_told_to_stop(site: Path) -> None:
    ask_site(site, "evaluation")
    command = [sys.executable, "-m", "deliberate", "worker"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as worker:
        wait_for(lambda: write(site, "SELECT id FROM work") == [])
        worker.send_signal(signal.SIGTERM)
        _, said = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, said) == (0, "")


def test_a_signal_wakes_a_worker_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes while the worker waits, for as long as it likes, for something to read; then there is something."""
    woken: list[bool] = []

    def signalled_meanwhile(reading: list[socket.socket], writing: list[int], failing: list[int], most: float) -> None:
        signal.raise_signal(signal.SIGTERM)
        woken.append(look(reading, writing, failing, 0)[0] == reading)

    monkeypatch.setattr(working, "select", SimpleNamespace(select=signalled_meanwhile))
    with working._stopping(None) as stop:
        stop.wait(1_000)
    assert woken == [True]


def test_a_worker_outlives_a_database_that_does_not_answer(
    session: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Stop(working._Stop):
        """Told to stop when it has waited twice."""

        waited: list[float] = []

        def __init__(self) -> None:
            self.asked = False

        def keep_going(self) -> bool:
            return len(self.waited) < 2

        def wait(self, seconds: float) -> None:
            self.waited.append(seconds)

    def run_due(session: Session, keep_going: object) -> int:
        if not Stop.waited:
            raise OperationalError("SELECT", None, psycopg.OperationalError("gone away"))
        return 0

    nothing_said_yet(monkeypatch)
    monkeypatch.setattr(jobs, "run_due", run_due)
    working._work(session, Stop())
    assert Stop.waited == [10, 1]
    [line] = caplog.messages
    assert "the database does not answer: work waits (OperationalError: gone away)" in line
    assert "Traceback" not in caplog.text


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")


@needs_proc
@pytest.mark.server
@pytest.mark.parametrize(
    ("options", "how"),
    [((), signal.SIGTERM), ((), signal.SIGKILL), (("--gunicorn", "--workers", "1"), signal.SIGTERM)],
    ids=["waitress", "waitress killed", "gunicorn"],
)
def test_a_server_has_a_worker_that_ends_with_it(
    site: Path, serving: Callable[..., Served], options: tuple[str, ...], how: signal.Signals
) -> None:
    served = serving(*options)
    served.get("/healthz")
    [worker] = [pid for pid in children(served.process.pid) if is_worker(pid)]
    if how is signal.SIGKILL:
        ask_site(site, "evaluation")
        wait_for(lambda: write(site, "SELECT id FROM work") == [])
    served.process.send_signal(how)
    served.process.wait(PATIENCE)
    wait_for(lambda: not is_worker(worker))


@needs_proc
@pytest.mark.server
def test_a_server_can_be_without_a_worker(site: Path, serving: Callable[..., Served]) -> None:
    served = serving("--no-worker")
    served.get("/healthz")
    assert children(served.process.pid) == []
