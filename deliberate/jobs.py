"""The worker: takes rows from the outbox, one at a time, and does what they ask for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from deliberate.models import OutboxRow, Work, now
from deliberate.upkeep.transaction import transaction

log = logging.getLogger(__name__)

# After so long a worker that has a row is taken for dead. What takes longest, a million votes, takes seconds.
ABANDONED = timedelta(minutes=10)
_FIRST_RETRY = timedelta(seconds=10)
_LAST_RETRY = timedelta(hours=1)


class Claim(NamedTuple):
    """A row that one worker has. Who took the row after it was given up for dead has another time."""

    id: int
    work: Work
    proposal_id: int
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
        id = session.scalar(_due().order_by(OutboxRow.due, OutboxRow.id).limit(1).with_for_update(skip_locked=True))
        if id is None:
            return None
        row = session.get_one(OutboxRow, id)
        row.claimed = now()
        return Claim(id, row.work, row.proposal_id, row.attempts, row.claimed)


def _due() -> Select[int]:
    free = or_(OutboxRow.claimed.is_(None), OutboxRow.claimed < now() - ABANDONED)
    return select(OutboxRow.id).where(OutboxRow.due <= now(), free)


def _do(session: Session, claim: Claim) -> bool:
    mine = (OutboxRow.id == claim.id, OutboxRow.claimed == claim.since)
    try:
        _WORK[claim.work](session, claim.proposal_id)
    except Exception as error:
        session.rollback()
        log.exception("%s of proposal %s failed", claim.work, claim.proposal_id)
        with transaction(session):
            session.execute(update(OutboxRow).where(*mine).values(_to_be_tried_again(claim, error)))
        return False
    with transaction(session):
        session.execute(delete(OutboxRow).where(*mine))
    return True


def _to_be_tried_again(claim: Claim, error: Exception) -> dict[str, object]:
    """Later each time, at most an hour."""
    delay = min(_FIRST_RETRY * 2 ** min(claim.attempts, 20), _LAST_RETRY)
    why = " ".join(f"{type(error).__name__}: {error}".split())
    return {"claimed": None, "due": now() + delay, "attempts": claim.attempts + 1, "error": why[:500]}


# What does the work is loaded when there is some: it weighs more than the rest of an idle worker.


def _evaluate(session: Session, proposal_id: int) -> None:
    from deliberate.upkeep.evaluating import evaluate
    from deliberate.upkeep.transaction import lock_proposal

    with transaction(session):
        proposal = lock_proposal(session, proposal_id)
        if evaluate(session, proposal):
            proposal.version += 1


def _compute_opinions(session: Session, proposal_id: int) -> None:
    from deliberate.actions.opinions import compute_opinions

    compute_opinions(session, proposal_id)


_WORK: dict[Work, Callable[[Session, int], object]] = {
    Work.EVALUATION: _evaluate,
    Work.OPINIONS: _compute_opinions,
}
