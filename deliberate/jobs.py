"""The worker: takes rows of work, one at a time, and does what they ask for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, delete, or_, select, update
from sqlalchemy.orm import Session

from deliberate.models import WorkKind, WorkRow, now
from deliberate.upkeep.transaction import transaction

log = logging.getLogger(__name__)

# After so long a worker that has a row is taken for dead. What takes longest, a million votes, takes seconds.
ABANDONED = timedelta(minutes=10)
_FIRST_RETRY = timedelta(seconds=10)
_LAST_RETRY = timedelta(hours=1)


class Claim(NamedTuple):
    """A row that one worker has. Who took the row after it was given up for dead has another time."""

    id: int
    kind: WorkKind
    subject: int
    payload: dict[str, Any]
    key: str
    attempts: int
    since: datetime


def run_due(session: Session, keep_going: Callable[[], bool] = lambda: True) -> int:
    """Does everything that is due; gives the number of rows that were done. What fails is put back for later."""
    done = 0
    while keep_going() and (claim := _claim(session)):
        done += _do(session, claim)
    return done


def _claim(session: Session) -> Claim | None:
    """Looking for a row costs one statement and no lock; two workers never get the same."""
    nothing_due = session.scalar(_due().limit(1)) is None
    session.rollback()
    if nothing_due:
        return None
    with transaction(session):
        id = session.scalar(_due().order_by(WorkRow.due, WorkRow.id).limit(1).with_for_update(skip_locked=True))
        if id is None:
            return None
        row = session.get_one(WorkRow, id)
        row.claimed = now()
        return Claim(id, row.kind, row.subject or 0, row.payload, row.key, row.attempts, row.claimed)


def _due() -> Select[int]:
    free = or_(WorkRow.claimed.is_(None), WorkRow.claimed < now() - ABANDONED)
    return select(WorkRow.id).where(WorkRow.due <= now(), WorkRow.attempts < WorkRow.most_attempts, free)


def _do(session: Session, claim: Claim) -> bool:
    mine = (WorkRow.id == claim.id) & (WorkRow.claimed == claim.since)
    try:
        _WORK[claim.kind](session, claim.subject, claim.payload)
    except Exception as error:
        session.rollback()
        log.exception("%s failed", claim.key)
        with transaction(session):
            _put_back(session, claim, mine, error)
        return False
    with transaction(session):
        session.execute(delete(WorkRow).where(mine))
    return True


def _put_back(session: Session, claim: Claim, mine: ColumnElement[bool], error: Exception) -> None:
    """To be tried again later each time, at most an hour, unless another row has asked for the same meanwhile."""
    same = select(WorkRow.id).where(WorkRow.key == claim.key, WorkRow.claimed.is_(None))
    if session.scalar(same) is not None:
        session.execute(delete(WorkRow).where(mine))
        return
    delay = min(_FIRST_RETRY * 2 ** min(claim.attempts, 20), _LAST_RETRY)
    why = " ".join(f"{type(error).__name__}: {error}".split())
    values = {"claimed": None, "due": now() + delay, "attempts": claim.attempts + 1, "error": why[:500]}
    session.execute(update(WorkRow).where(mine).values(values))


# What does the work is loaded when there is some: it weighs more than the rest of an idle worker.


def _evaluate(session: Session, proposal_id: int, payload: dict[str, Any]) -> None:
    from deliberate.upkeep.evaluating import evaluate
    from deliberate.upkeep.transaction import lock_proposal

    with transaction(session):
        proposal = lock_proposal(session, proposal_id)
        if evaluate(session, proposal):
            proposal.version += 1


def _compute_opinions(session: Session, proposal_id: int, payload: dict[str, Any]) -> None:
    from deliberate.actions.opinions import compute_opinions

    compute_opinions(session, proposal_id)


_WORK: dict[WorkKind, Callable[[Session, int, dict[str, Any]], object]] = {
    WorkKind.EVALUATION: _evaluate,
    WorkKind.OPINIONS: _compute_opinions,
}
