"""Work that follows from a change, written in the change's own transaction and done later by the worker."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.models.base import Base, now


class Work(StrEnum):
    """What the worker can be asked for; every kind is about one proposal."""

    # Every standing and status of the thread anew.
    EVALUATION = "evaluation"
    # Opinion groups, common ground and the scores of posts.
    OPINIONS = "opinions"


class OutboxRow(Base):
    """One thing to do. The row is deleted when it is done; one that failed is tried again, later each time."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    work: Mapped[Work]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    created: Mapped[datetime] = mapped_column(default=now)
    # Not before this time.
    due: Mapped[datetime] = mapped_column(default=now, index=True)
    # Set by the worker that has it; a worker that died leaves it set, and another takes the row after a while.
    claimed: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    # Why it failed last, in one line for the person who runs the site.
    error: Mapped[str] = mapped_column(String(500), default="")
