"""Asking the worker for something, in the transaction of the change that it follows from."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.models import OutboxRow, Proposal, Work, now

# Many votes in a short time make one computation.
_GATHERING = timedelta(seconds=2)


def ask_for(session: Session, proposal: Proposal, work: Work, delay: timedelta = timedelta()) -> None:
    """Adds a row, unless one that nobody has claimed asks for the same; the caller has locked the proposal.

    One that failed and waits to be tried again is tried now: what was changed may be what it failed at.
    """
    waiting = select(OutboxRow).where(
        OutboxRow.proposal_id == proposal.id, OutboxRow.work == work, OutboxRow.claimed.is_(None)
    )
    # Locked until the caller commits: a worker that took the row before that would not see what it was asked for.
    row, due = session.scalar(waiting.limit(1).with_for_update()), now() + delay
    if row is None:
        session.add(OutboxRow(work=work, proposal_id=proposal.id, due=due))
    elif row.due > due:
        row.due = due


def votes_changed(session: Session, proposal: Proposal) -> None:
    """What is computed from the votes is out of date: the worker computes it anew in a moment."""
    proposal.votes_version += 1
    ask_for(session, proposal, Work.OPINIONS, _GATHERING)
