"""Asking for work: nothing is lost, and the same waits once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deliberate import jobs
from deliberate.actions.voting import cast_vote
from deliberate.extensions import db
from deliberate.jobs import run_due
from deliberate.models import Choice, OpinionReport, Proposal, WorkKind, WorkRow, now
from deliberate.upkeep import work
from deliberate.upkeep.transaction import lock_proposal, transaction
from deliberate.upkeep.work import ask_for, votes_changed
from tests.cast import Cast
from tests.factories import PostFactory
from tests.jobs.waiting import ask, let_time_pass, rows


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


@pytest.mark.parametrize(
    ("attempts", "due", "is_moved", "is_afresh"),
    [
        (3, -60, True, True),
        (3, 60, True, True),
        (2, -60, False, False),
        (2, 60, True, False),
    ],
)
def test_what_waits_is_done_no_later_than_asked_and_what_was_given_up_begins_afresh(
    session: Session,
    proposal: Proposal,
    monkeypatch: pytest.MonkeyPatch,
    attempts: int,
    due: int,
    is_moved: bool,
    is_afresh: bool,
) -> None:
    """`due`: so many seconds after what is asked for now."""
    moment = now()
    monkeypatch.setattr(work, "now", lambda: moment)
    asked = moment + timedelta(seconds=10)
    waits = asked + timedelta(seconds=due)
    session.add(
        WorkRow(
            kind=WorkKind.EVALUATION,
            subject=proposal.id,
            key=f"evaluation {proposal.id}",
            due=waits,
            attempts=attempts,
            most_attempts=3,
        )
    )
    session.commit()
    ask(session, proposal, delay=timedelta(seconds=10))
    [row] = rows(session)
    assert (row.due, row.attempts) == (asked if is_moved else waits, 0 if is_afresh else attempts)


def test_votes_are_gathered_for_two_seconds(
    session: Session, proposal: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = now()
    monkeypatch.setattr(work, "now", lambda: moment)
    with transaction(session):
        votes_changed(session, lock_proposal(session, proposal.id))
    [row] = rows(session)
    assert (row.kind, row.due) == (WorkKind.OPINIONS, moment + timedelta(seconds=2))
