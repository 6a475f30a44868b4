"""What fails is tried again later, given up after the last time, and named by the doctor."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from deliberate import jobs
from deliberate.extensions import db
from deliberate.jobs import run_due
from deliberate.models import Proposal, WorkKind, now
from deliberate.models.work import MOST_ATTEMPTS
from deliberate.tools.doctor import examine
from tests.jobs.waiting import Job, ask, checked, fail, let_time_pass, rows


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
    let_time_pass(session, timedelta(seconds=24))
    assert run_due(session) == 0
    let_time_pass(session, timedelta(seconds=2))
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


# The doctor


def test_the_doctor_says_what_failed_and_what_nobody_does(
    session: Session, proposal: Proposal, doing: Callable[[Job], None]
) -> None:
    ask(session, proposal)
    let_time_pass(session, timedelta(seconds=50))
    assert checked(session).ok
    let_time_pass(session, timedelta(seconds=11))
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
