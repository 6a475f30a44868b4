"""Processes are killed under posts, votes, edits and acts: whatever was acknowledged is there afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, create_engine, text

from tests import postgres
from tests.chaos.browsers import Browser, Gone, Worker
from tests.chaos.journal import Journal
from tests.cli.processes import Served
from tests.patience import wait_for

pytestmark = pytest.mark.chaos

# On each of two databases.
KILLS = 25
NEWCOMERS = ("Nora", "Otto", "Pia")
# A round ends after so many acknowledged writes at the most.
MOST_WRITES = 30


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path))
    monkeypatch.setenv("DELIBERATE_LIMITS", "off")
    monkeypatch.delenv("REDIS_URL", raising=False)
    if request.param == "sqlite":
        monkeypatch.delenv("DATABASE_URL", raising=False)
        yield create_engine(f"sqlite:///{tmp_path / 'deliberate.sqlite3'}")
        return
    with postgres.running() as address:
        monkeypatch.setenv("DATABASE_URL", address)
        engine = create_engine(address)
        yield engine
        engine.dispose()


@pytest.mark.parametrize("server", [(), ("--gunicorn", "--workers", "2")], ids=["one process", "gunicorn"])
def test_no_acknowledged_write_is_lost_when_the_site_is_killed(
    database: Engine, tmp_path: Path, server: tuple[str, ...]
) -> None:
    journal, random = Journal(), Random(7)  # noqa: S311  # keeps no secret
    workers: list[Worker] = []
    for _ in range(KILLS if not server else 5):
        site = started(tmp_path, *server)
        address = f"http://127.0.0.1:{site.port}"
        if not workers:
            workers = hired(address, passwords(tmp_path), journal, random)
        for worker in workers:
            worker.browser.address = address
        enough = journal.done + random.randint(1, MOST_WRITES)
        with ThreadPoolExecutor(len(workers)) as pool:
            working = [pool.submit(_until_gone, worker) for worker in workers]
            wait_for(lambda enough=enough: journal.done >= enough)  # type: ignore[misc]
            killed(site)
            assert [error for one in working if (error := one.exception())] == []
    assert min(journal.count(kind) for kind in ("person", "post", "vote", "edit", "act")) > 0
    assert journal.lost(database) == []
    wait_for(is_well)
    print(f"{journal.done} writes were acknowledged, all are there", end=" ")

    # And a vote that is lost would be found.
    with database.begin() as connection:
        connection.execute(
            text(
                "DELETE FROM votes WHERE (post_id, person_id) IN (SELECT votes.post_id, votes.person_id FROM votes"
                " JOIN people ON people.id = votes.person_id WHERE people.name = 'member' LIMIT 1)"
            )
        )
    assert [lost.partition(" ")[0] for lost in journal.lost(database)] == ["vote"]


def started(data: Path, *options: str) -> Served:
    site = Served(data, *options, in_group=True)
    site.get("/healthz")
    return site


def killed(site: Served) -> None:
    """With all that it had started, at once."""
    os.killpg(site.process.pid, signal.SIGKILL)
    site.process.communicate()


def hired(address: str, known: dict[str, str], journal: Journal, random: Random) -> list[Worker]:
    names = [*known, *NEWCOMERS]
    workers = [Worker(Browser(address), name, journal, Random(random.random())) for name in names]  # noqa: S311
    for worker in workers:
        if worker.name in known:
            worker.sign_in(known[worker.name])
        else:
            worker.register()
    return workers


def is_well() -> bool:
    """What the doctor says once a worker has done what those that were killed had left."""
    done, doctor = (_command(*words) for words in (("worker", "--once"), ("doctor",)))
    return done == doctor == 0


def _command(*words: str) -> int:
    return subprocess.run([sys.executable, "-m", "deliberate", *words], stdout=subprocess.DEVNULL).returncode


def passwords(data: Path) -> dict[str, str]:
    lines = (data / "accounts.txt").read_text().splitlines()
    return {name: password for name, password, *_ in (line.split() for line in lines)}


def _until_gone(worker: Worker) -> None:
    with suppress(Gone):
        worker.work()
