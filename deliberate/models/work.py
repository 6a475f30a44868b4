"""Work that follows from a change, written in the change's own transaction and done later by the worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.models.base import Base, now

# After so many failures a row is given up; tried again ever later, that is after most of a day.
MOST_ATTEMPTS = 25
# A worker that has a row says so again and again; when it has not for so long, it is taken for dead.
LEASE = timedelta(seconds=25)


class WorkKind(StrEnum):
    """What the worker can be asked for; all are about a proposal."""

    # Every standing and status of the thread anew.
    EVALUATION = "evaluation"
    # Opinion groups, common ground and the scores of posts.
    OPINIONS = "opinions"
    # The proposal, its passages and posts in the search index anew.
    INDEX = "index"


class WorkRow(Base):
    """One thing to do. The row is deleted when it is done; one that failed is tried again, later each time, until it is
    given up and waits for the person who runs the site."""

    __tablename__ = "work"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[WorkKind]
    # The id of what it is about; the kind says of which table.
    subject: Mapped[int | None] = mapped_column(index=True)
    # What the kind needs to know besides.
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Two rows with the same key ask for the same, so only one of them may wait.
    key: Mapped[str] = mapped_column(String(120))
    created: Mapped[datetime] = mapped_column(default=now)
    # Not before this time.
    due: Mapped[datetime] = mapped_column(default=now, index=True)
    # When the worker that has it last said so.
    claimed: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    most_attempts: Mapped[int] = mapped_column(default=MOST_ATTEMPTS)
    # Why it failed last, in one line for the person who runs the site.
    error: Mapped[str] = mapped_column(String(500), default="")


_waiting = WorkRow.claimed.is_(None)
Index("uq_work_waiting", WorkRow.key, unique=True, sqlite_where=_waiting, postgresql_where=_waiting)
