"""Work that waits for longer than a worker lets it wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from deliberate.models import WorkRow, now
from deliberate.models.work import LEASE

# A worker looks every second, and what it does takes seconds.
_LATE = timedelta(minutes=1)


@dataclass(frozen=True)
class LateWork:
    rows: int
    # When the oldest was due.
    since: datetime

    @property
    def minutes(self) -> int:
        return int((now() - self.since) / timedelta(minutes=1))


def nobody_has_it() -> ColumnElement[bool]:
    return or_(WorkRow.claimed.is_(None), WorkRow.claimed < now() - LEASE)


def late_work(session: Session) -> LateWork | None:
    """What was due more than a minute ago and nobody does; not what was given up."""
    late = (WorkRow.due < now() - _LATE) & (WorkRow.attempts < WorkRow.most_attempts) & nobody_has_it()
    rows, since = session.execute(select(func.count(WorkRow.id), func.min(WorkRow.due)).where(late)).one()
    return LateWork(rows, since) if rows else None
