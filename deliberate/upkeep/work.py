"""Asking the worker for something, in the transaction of the change that it follows from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.models import Proposal, WorkKind, WorkRow, now

# Many votes in a short time make one computation.
_GATHERING = timedelta(seconds=2)


def ask_for(
    session: Session,
    kind: WorkKind,
    subject: int,
    *,
    payload: dict[str, Any] | None = None,
    key: str = "",
    delay: timedelta = timedelta(),
) -> None:
    """Adds a row, unless one that nobody has claimed asks for the same: that has the same `key`, which names kind and
    subject where nothing else is given. The caller has locked the subject.

    One that failed and waits to be tried again, or was given up, is tried now: what was changed may be what it failed
    at.
    """
    key = key or f"{kind} {subject}"
    waiting = select(WorkRow).where(WorkRow.key == key, WorkRow.claimed.is_(None))
    # Locked until the caller commits: a worker that took the row before that would not see what it was asked for.
    row, due = session.scalar(waiting.with_for_update()), now() + delay
    if row is None:
        session.add(WorkRow(kind=kind, subject=subject, payload=payload or {}, key=key, due=due))
        return
    if row.due > due:
        row.due = due
    if row.attempts >= row.most_attempts:
        row.attempts, row.due = 0, due


def votes_changed(session: Session, proposal: Proposal) -> None:
    """What is computed from the votes is out of date: the worker computes it anew in a moment."""
    proposal.votes_version += 1
    ask_for(session, WorkKind.OPINIONS, proposal.id, delay=_GATHERING)
