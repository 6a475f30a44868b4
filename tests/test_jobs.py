"""Work and its worker: nothing is lost, nothing is done twice at once, what fails is tried again later."""

from __future__ import annotations

import json
import logging
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from select import select as look
from threading import Barrier, Lock
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from deliberate import jobs
from deliberate.actions.voting import cast_vote
from deliberate.cli import cli, working
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status
from deliberate.extensions import db
from deliberate.jobs import run_due
from deliberate.models import Choice, OpinionReport, Proposal, WorkKind, WorkRow, now
from deliberate.models.work import MOST_ATTEMPTS
from deliberate.tools.doctor import Finding, examine
from deliberate.upkeep.transaction import lock_proposal, transaction
from deliberate.upkeep.work import ask_for, votes_changed
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory, VoteFactory
from tests.patience import PATIENCE, wait_for
from tests.test_cli import Served

Job = Callable[[Session, int, dict[str, Any]], object]


@pytest.fixture
def proposal(session: Session) -> Proposal:
    proposal = ProposalFactory()
    session.commit()
    return proposal


@pytest.fixture
def doing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Job], None]:
    """`doing(job)` makes this the work of every row."""

    def do(job: Job) -> None:
        for work in WorkKind:
            monkeypatch.setitem(jobs._WORK, work, job)

    return do


def ask(
    session: Session, proposal: Proposal, kind: WorkKind = WorkKind.EVALUATION, delay: timedelta = timedelta()
) -> None:
    with transaction(session):
        ask_for(session, kind, lock_proposal(session, proposal.id).id, delay=delay)


def rows(session: Session) -> list[WorkRow]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(WorkRow).order_by(WorkRow.id)))


def let_time_pass(session: Session, passed: timedelta) -> None:
    for row in rows(session):
        row.due -= passed
        if row.claimed:
            row.claimed -= passed
    session.commit()


def checked(session: Session) -> Finding:
    return next(finding for finding in examine(session, fix=False) if finding.check == "work")


def fail(session: Session, proposal_id: int, payload: dict[str, Any]) -> None:
    raise ZeroDivisionError("no\nsuch number")


# Asking


def test_what_has_another_key_or_payload_is_other_work(
    session: Session, proposal: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[int, dict[str, Any]]] = []
    monkeypatch.setitem(jobs._WORK, WorkKind.EVALUATION, lambda own, subject, payload: done.append((subject, payload)))
    with transaction(session):
        for number in (1, 2, 1):
            ask_for(session, WorkKind.EVALUATION, proposal.id, payload={"to": number}, key=f"mail {number}")
    assert run_due(session) == 2
    assert done == [(proposal.id, {"to": 1}), (proposal.id, {"to": 2})]


def test_two_rows_that_ask_for_the_same_cannot_wait(session: Session) -> None:
    for _ in range(2):
        session.add(WorkRow(kind=WorkKind.OPINIONS, subject=1, key="opinions 1"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_same_work_waits_once(session: Session, proposal: Proposal) -> None:
    for _ in range(3):
        ask(session, proposal, WorkKind.OPINIONS)
    ask(session, proposal, WorkKind.EVALUATION)
    assert [row.kind for row in rows(session)] == [WorkKind.OPINIONS, WorkKind.EVALUATION]


def test_nothing_is_asked_for_by_a_change_that_was_rolled_back(session: Session, proposal: Proposal) -> None:
    def fail_after_asking() -> None:
        with transaction(session):
            votes_changed(session, lock_proposal(session, proposal.id))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_asking()
    assert rows(session) == []
    assert proposal.votes_version == 0


def test_many_votes_make_one_computation_a_moment_later(session: Session, cast: Cast, proposal: Proposal) -> None:
    post = PostFactory(proposal=proposal)
    session.commit()
    for person in (cast.ada, cast.ben, cast.mo):
        cast_vote(session, person, post.id, Choice.AGREE)
    assert run_due(session) == 0
    [row] = rows(session)
    assert row.due > row.created
    assert proposal.votes_version == 3
    let_time_pass(session, timedelta(seconds=5))
    assert run_due(session) == 1
    assert session.get_one(OpinionReport, proposal.id).version == 3


def test_a_row_is_not_taken_while_a_change_counts_on_it(session: Session, proposal: Proposal) -> None:
    """The worker would not see that change, nor would it be asked again."""
    if db.engine.dialect.name != "postgresql":
        return  # on SQLite the worker waits for the change, as for any other
    ask(session, proposal)
    with transaction(session):
        ask_for(session, WorkKind.EVALUATION, lock_proposal(session, proposal.id).id)
        with Session(db.engine) as other:
            assert run_due(other) == 0
    assert run_due(session) == 1


# Doing


def test_work_is_done_and_its_row_is_gone(session: Session, proposal: Proposal) -> None:
    objection = PostFactory(proposal=proposal, label=Label.OBJECTION, standing=0.9)
    rebuttal = PostFactory(parent=objection, label=Label.REBUTTAL)
    VoteFactory(post=rebuttal)
    session.commit()
    ask(session, proposal, WorkKind.EVALUATION)
    ask(session, proposal, WorkKind.OPINIONS)
    assert run_due(session) == 2
    assert rows(session) == []
    session.refresh(objection)
    assert objection.standing < 0.9
    assert objection.status in Status
    assert session.get_one(OpinionReport, proposal.id).report["votes"] == 1


def test_what_is_not_due_waits(session: Session, proposal: Proposal) -> None:
    ask(session, proposal, delay=timedelta(minutes=1))
    assert run_due(session) == 0
    let_time_pass(session, timedelta(minutes=2))
    assert run_due(session) == 1


def test_a_worker_that_is_asked_to_stop_takes_no_more(session: Session, proposal: Proposal) -> None:
    ask(session, proposal, WorkKind.EVALUATION)
    ask(session, proposal, WorkKind.OPINIONS)
    answers = iter([True, False])
    assert run_due(session, lambda: next(answers)) == 1
    assert [row.claimed for row in rows(session)] == [None]


def test_changes_while_a_job_runs_make_another_row(
    session: Session, proposal: Proposal, doing: Callable[[Job], None]
) -> None:
    def meanwhile(own: Session, proposal_id: int, payload: dict[str, Any]) -> None:
        with Session(db.engine) as other:
            for _ in range(2):
                ask(other, proposal, delay=timedelta(seconds=2))

    doing(meanwhile)
    ask(session, proposal)
    [first] = [row.id for row in rows(session)]
    assert run_due(session) == 1
    [second] = rows(session)
    assert second.id > first
    assert second.claimed is None


def test_looking_for_work_costs_one_statement(
    session: Session, proposal: Proposal, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    ask(session, proposal, delay=timedelta(minutes=1))
    with count_statements() as statements:
        run_due(session)
    assert len([one for one in statements if not one.startswith("BEGIN")]) == 1


# Failing


def test_a_failing_job_is_tried_later_and_keeps_its_error(
    session: Session, proposal: Proposal, doing: Callable[[Job], None], caplog: pytest.LogCaptureFixture
) -> None:
    doing(fail)
    ask(session, proposal)
    with caplog.at_level(logging.ERROR):
        assert run_due(session) == 0
    [row] = rows(session)
    assert (row.attempts, row.claimed, row.error) == (1, None, "ZeroDivisionError: no such number")
    assert row.due > now() + timedelta(seconds=5)
    assert caplog.messages == [f"evaluation {proposal.id} failed"]
    assert "Traceback" in caplog.text


def test_it_is_tried_later_each_time_but_within_an_hour(
    session: Session, proposal: Proposal, doing: Callable[[Job], None]
) -> None:
    doing(fail)
    ask(session, proposal)
    delays = []
    for _ in range(MOST_ATTEMPTS):
        let_time_pass(session, timedelta(hours=1))
        run_due(session)
        [row] = rows(session)
        delays.append(row.due - now())
    assert delays[0] < delays[1] < delays[2]
    assert timedelta(minutes=59) < max(delays) <= timedelta(hours=1)
    assert row.attempts == MOST_ATTEMPTS


def test_what_waits_to_be_tried_again_is_tried_at_once_when_it_is_asked_for_again(
    session: Session, proposal: Proposal, doing: Callable[[Job], None]
) -> None:
    doing(fail)
    ask(session, proposal)
    for _ in range(9):
        let_time_pass(session, timedelta(hours=1))
        run_due(session)
    ask(session, proposal)
    [row] = rows(session)
    assert row.due <= now()
    assert row.attempts == 9
    run_due(session)
    [row] = rows(session)
    assert row.due > now() + timedelta(minutes=50)


def test_one_failing_job_does_not_keep_others_waiting(
    session: Session, proposal: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(jobs._WORK, WorkKind.EVALUATION, fail)
    ask(session, proposal, WorkKind.EVALUATION)
    ask(session, proposal, WorkKind.OPINIONS)
    assert run_due(session) == 1
    assert [row.kind for row in rows(session)] == [WorkKind.EVALUATION]


def test_a_job_that_left_a_transaction_half_done_leaves_nothing(
    session: Session, proposal: Proposal, doing: Callable[[Job], None]
) -> None:
    def half(own: Session, proposal_id: int, payload: dict[str, Any]) -> None:
        own.get_one(Proposal, proposal_id).title = "Half done"
        own.flush()
        raise ZeroDivisionError

    doing(half)
    ask(session, proposal)
    run_due(session)
    session.refresh(proposal)
    assert proposal.title != "Half done"


def test_a_killed_workers_row_is_taken_again(session: Session, proposal: Proposal) -> None:
    ask(session, proposal)
    assert jobs._claim(session)
    assert run_due(session) == 0
    let_time_pass(session, timedelta(minutes=9))
    assert run_due(session) == 0
    let_time_pass(session, timedelta(minutes=2))
    assert run_due(session) == 1
    assert rows(session) == []


def test_who_was_given_up_for_dead_does_not_take_the_row_from_who_has_it(
    session: Session, proposal: Proposal, doing: Callable[[Job], None]
) -> None:
    def too_long(own: Session, proposal_id: int, payload: dict[str, Any]) -> None:
        let_time_pass(own, timedelta(minutes=11))
        with Session(db.engine) as other:
            assert jobs._claim(other)

    doing(too_long)
    ask(session, proposal)
    run_due(session)
    [row] = rows(session)
    assert row.claimed is not None


# Two workers


def test_two_workers_do_not_take_the_same_row(app: Flask, session: Session, doing: Callable[[Job], None]) -> None:
    proposals = [ProposalFactory() for _ in range(6)]
    session.commit()
    for proposal in proposals:
        ask(session, proposal)
    begin, lock = Barrier(3), Lock()
    done: list[int] = []

    def note(own: Session, proposal_id: int, payload: dict[str, Any]) -> None:
        with lock:
            done.append(proposal_id)
        time.sleep(0.02)

    def work(_: int) -> int:
        with app.app_context():
            begin.wait(PATIENCE)
            return run_due(db.session())

    doing(note)
    with ThreadPoolExecutor(3) as pool:
        counts = list(pool.map(work, range(3)))
    assert sorted(done) == [proposal.id for proposal in proposals]
    assert sum(counts) == len(proposals)
    assert rows(session) == []


# The doctor


def test_the_doctor_says_what_failed_and_what_nobody_does(
    session: Session, proposal: Proposal, doing: Callable[[Job], None]
) -> None:
    ask(session, proposal)
    let_time_pass(session, timedelta(minutes=12))
    assert checked(session).ok
    let_time_pass(session, timedelta(minutes=3, seconds=1))
    late = checked(session)
    assert (late.ok, "1 row" in str(late.found), "deliberate worker" in str(late.found)) == (False, True, True)
    doing(fail)
    run_due(session)
    failed = checked(session)
    assert (failed.ok, "no such number" in str(failed.found)) == (False, True)


def test_the_doctor_is_content_while_a_worker_has_the_row(session: Session, proposal: Proposal) -> None:
    ask(session, proposal, delay=-timedelta(minutes=20))
    assert jobs._claim(session)
    assert checked(session).ok


# The command


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a site with one proposal."""
    monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path / "data"))
    for name in ("DATABASE_URL", "DELIBERATE_SECRET_KEY", "DELIBERATE_HOST", "DELIBERATE_PORT", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "lakes.txt").write_text("Title: Lakes\nSlug: lakes\n---\n# Plan\n\nThe lakes come next.\n")
    run("import", str(tmp_path / "lakes.txt"))
    return tmp_path / "data"


def run(*arguments: str) -> str:
    ran = CliRunner().invoke(cli, arguments)
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def write(site: Path, statement: str) -> list[tuple[object, ...]]:
    import sqlite3

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


def test_once_does_what_is_due_and_says_how_much(site: Path) -> None:
    write(site, "DELETE FROM work")
    ask_site(site, "evaluation")
    ask_site(site, "opinions")
    ask_site(site, "opinions", due="2999-01-01 00:00:00", key="later")
    assert json.loads(run("worker", "--once")) == {"done": 2, "waiting": 1}
    assert json.loads(run("worker", "--once")) == {"done": 0, "waiting": 1}


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
            raise OperationalError("SELECT", None, Exception("gone away"))
        return 0

    monkeypatch.setattr(jobs, "run_due", run_due)
    working._work(session, Stop())
    assert Stop.waited == [10, 1]
    assert "gone away" in caplog.text


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")


@pytest.fixture
def serving(site: Path) -> Iterator[Callable[..., Served]]:
    running: list[Served] = []

    def serve(*options: str) -> Served:
        running.append(Served(site, *options))
        running[-1].get("/healthz")
        return running[-1]

    yield serve
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()


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
    [worker] = [pid for pid in children(served.process.pid) if is_worker(pid)]
    if how is signal.SIGKILL:
        ask_site(site, "evaluation")
        wait_for(lambda: write(site, "SELECT id FROM work") == [])
    served.process.send_signal(how)
    served.process.wait(PATIENCE)
    wait_for(lambda: not is_worker(worker))


@needs_proc
@pytest.mark.server
def test_a_server_can_be_without_a_worker(serving: Callable[..., Served]) -> None:
    assert children(serving("--no-worker").process.pid) == []


# Giving up


def test_what_fails_as_often_as_it_may_is_given_up_until_it_is_asked_for_again(
    session: Session, proposal: Proposal, doing: Callable[[Job], None]
) -> None:
    doing(fail)
    ask(session, proposal)
    for _ in range(MOST_ATTEMPTS):
        assert run_due(session) == 0
        let_time_pass(session, timedelta(hours=2))
    [row] = rows(session)
    assert (row.attempts, row.claimed) == (MOST_ATTEMPTS, None)
    found = checked(session)
    assert not found.ok
    assert f"1 row given up (evaluation {proposal.id}: ZeroDivisionError: no such number)" in str(found.found)
    assert run_due(session) == 0
    assert rows(session)[0].attempts == MOST_ATTEMPTS
    doing(lambda own, subject, payload: None)
    assert run_due(session) == 0
    ask(session, proposal)
    assert run_due(session) == 1
    assert rows(session) == []


def test_the_doctor_has_what_was_given_up_tried_again(
    session: Session, proposal: Proposal, doing: Callable[[Job], None]
) -> None:
    ask(session, proposal)
    rows(session)[0].attempts = MOST_ATTEMPTS
    session.commit()
    doing(lambda own, subject, payload: None)
    assert run_due(session) == 0
    examine(session, fix=True)
    assert run_due(session) == 1
    assert checked(session).ok


def test_what_failed_while_the_same_was_asked_for_again_waits_once(
    session: Session, proposal: Proposal, doing: Callable[[Job], None]
) -> None:
    def meanwhile(own: Session, subject: int, payload: dict[str, Any]) -> None:
        ask(own, proposal)
        raise ZeroDivisionError

    doing(meanwhile)
    ask(session, proposal)
    run_due(session, iter([True, False]).__next__)
    [row] = rows(session)
    assert (row.attempts, row.error) == (0, "")
