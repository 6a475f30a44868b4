"""The worker: takes rows of work, one at a time, and does what they ask for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, delete, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from deliberate.models import WorkKind, WorkRow, now
from deliberate.models.trouble import Trouble, described, trouble
from deliberate.models.work import LEASE
from deliberate.queries.work import nobody_has_it
from deliberate.upkeep.transaction import transaction

log = logging.getLogger(__name__)

# How often a worker says that it lives, and how often at the most of one row: what takes longest, a million votes,
# takes seconds, and what takes ten minutes hangs.
_RENEWAL = LEASE / 5
_MOST_RENEWALS = 120
_FIRST_RETRY = timedelta(seconds=10)
_LAST_RETRY = timedelta(hours=1)


@dataclass
class Claim:
    """A row that one worker has. Who took the row after it was given up for dead has another time."""

    id: int
    kind: WorkKind
    subject: int
    payload: dict[str, Any]
    key: str
    attempts: int
    since: datetime

    @property
    def mine(self) -> ColumnElement[bool]:
        return (WorkRow.id == self.id) & (WorkRow.claimed == self.since)


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
    with transaction(session, shown=False):
        id = session.scalar(_due().order_by(WorkRow.due, WorkRow.id).limit(1).with_for_update(skip_locked=True))
        if id is None:
            return None
        row = session.get_one(WorkRow, id)
        if row.claimed:  # whoever had it died, perhaps of it
            row.attempts, row.error = row.attempts + 1, "its worker died"
        row.claimed = now()
        return Claim(id, row.kind, row.subject or 0, row.payload, row.key, row.attempts, row.claimed)


def _due() -> Select[int]:
    return select(WorkRow.id).where(WorkRow.due <= now(), WorkRow.attempts < WorkRow.most_attempts, nobody_has_it())


def _do(session: Session, claim: Claim) -> bool:
    try:
        with _kept(session, claim):
            _WORK[claim.kind](session, claim.subject, claim.payload)
    except Exception as error:
        session.rollback()
        if trouble(error) in (Trouble.AWAY, Trouble.FULL):
            raise  # the row cannot be put back now; it is taken again as one of a dead worker
        log.exception("%s failed", claim.key)
        with transaction(session, shown=False):
            _put_back(session, claim, error)
        return False
    with transaction(session, shown=False):
        session.execute(delete(WorkRow).where(claim.mine))
    return True


@contextmanager
def _kept(session: Session, claim: Claim) -> Iterator[None]:
    """Meanwhile the claim is renewed, over a connection of its own."""
    engine, done = session.get_bind().engine, Event()
    renewing = Thread(target=_keep, args=(engine, claim, done), name="claim", daemon=True)
    renewing.start()
    try:
        yield
    finally:
        done.set()
        renewing.join()


def _keep(engine: Engine, claim: Claim, done: Event) -> None:
    for _ in range(_MOST_RENEWALS):
        if done.wait(_RENEWAL.total_seconds()):
            return
        try:
            if not _renew(engine, claim):
                return
        except SQLAlchemyError as error:
            log.warning("%s: the claim was not renewed: %s", claim.key, described(error))


def _renew(engine: Engine, claim: Claim) -> bool:
    """Whether it was still ours."""
    with Session(engine) as session, transaction(session, shown=False):
        moment = now()
        renewed = session.execute(update(WorkRow).where(claim.mine).values(claimed=moment).returning(WorkRow.id)).all()
    if renewed:
        claim.since = moment
    return bool(renewed)


def _put_back(session: Session, claim: Claim, error: Exception) -> None:
    """To be tried again later each time, at most an hour, unless another row has asked for the same meanwhile."""
    same = select(WorkRow.id).where(WorkRow.key == claim.key, WorkRow.claimed.is_(None))
    if session.scalar(same) is not None:
        session.execute(delete(WorkRow).where(claim.mine))
        return
    delay = min(_FIRST_RETRY * 2 ** min(claim.attempts, 20), _LAST_RETRY)
    values = {"claimed": None, "due": now() + delay, "attempts": claim.attempts + 1, "error": described(error)}
    session.execute(update(WorkRow).where(claim.mine).values(values))


# What does the work is loaded when there is some: it weighs more than the rest of an idle worker.


def _evaluate(session: Session, proposal_id: int, payload: dict[str, Any]) -> None:
    from deliberate.upkeep.evaluating import evaluate
    from deliberate.upkeep.transaction import lock_proposal

    with transaction(session):
        proposal = lock_proposal(session, proposal_id)
        if evaluate(session, proposal):
            proposal.version += 1


def _index(session: Session, proposal_id: int, payload: dict[str, Any]) -> None:
    from deliberate.upkeep.indexing import index_thread
    from deliberate.upkeep.transaction import lock_proposal

    with transaction(session):
        index_thread(session, lock_proposal(session, proposal_id))


def _compute_opinions(session: Session, proposal_id: int, payload: dict[str, Any]) -> None:
    from deliberate.actions.opinions import compute_opinions

    compute_opinions(session, proposal_id)


_WORK: dict[WorkKind, Callable[[Session, int, dict[str, Any]], object]] = {
    WorkKind.EVALUATION: _evaluate,
    WorkKind.OPINIONS: _compute_opinions,
    WorkKind.INDEX: _index,
}
