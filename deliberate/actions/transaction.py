"""One write transaction, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.models import Proposal


@contextmanager
def transaction(session: Session) -> Iterator[None]:
    """Begins a write transaction, commits it at the end, rolls back if anything is raised.

    What was loaded before is expired, so it is read again inside: on SQLite the write lock is taken first (BEGIN
    IMMEDIATE), so a reader never has to become a writer halfway and fail.
    """
    session.rollback()
    session.connection(execution_options={"begin": "IMMEDIATE"})
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


def lock_proposal(session: Session, proposal_id: int) -> Proposal:
    """The proposal, locked for this transaction: changes of one thread happen one after another."""
    statement = select(Proposal).where(Proposal.id == proposal_id).with_for_update(of=Proposal)
    return session.scalars(statement, execution_options={"populate_existing": True}).one()
