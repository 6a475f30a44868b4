"""The public log of what moderators did: who, what, why, and whether it was undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain.acts import ACTS, Act, Undone, details
from deliberate.domain.details import Details
from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.domain.words import Sayable
from deliberate.models import LogEntry, Person, Post
from deliberate.queries.pages import Page

PAGE = 30


@dataclass(frozen=True)
class LogLine:
    """`words` are those of the post, empty unless everybody may read them."""

    id: int
    at: datetime
    who: str
    act: Act
    reason: str
    details: Details
    post: int | None
    label: Label | None
    words: str
    undone_by: str
    undone_at: datetime | None
    can_be_undone: bool

    @property
    def done(self) -> Act:
        """The act itself, or the one that it took back."""
        return self.details.act if isinstance(self.details, Undone) else self.act

    @property
    def told(self) -> Details:
        """What the log tells of that act."""
        return self.details.details if isinstance(self.details, Undone) else self.details

    @property
    def said(self) -> Sayable:
        """What it is called in the log, with what is told of it; the bare name of what moderators do not do."""
        row = ACTS[self.done].curation
        if row is None:
            return str(self.done)
        return replace(row.said, values=self.told.told())


@dataclass(frozen=True)
class LogPage:
    lines: tuple[LogLine, ...]
    page: Page


def log_page(session: Session, proposal_id: int, page: int = 1) -> LogPage:
    """One page of a thread's log, newest first; two statements."""
    of_thread = LogEntry.proposal_id == proposal_id
    total = session.scalar(select(func.count()).where(of_thread)) or 0
    shown = Page.nearest(page, PAGE, total)
    return LogPage(_read(session, _lines().where(of_thread).slice(shown.start, shown.stop)), shown)


def log_of_post(session: Session, post_id: int, most: int = PAGE) -> tuple[LogLine, ...]:
    """What was done to one post, newest first."""
    return _read(session, _lines().where(LogEntry.post_id == post_id).limit(most))


def log_line(session: Session, entry_id: int) -> LogLine | None:
    lines = _read(session, _lines().where(LogEntry.id == entry_id))
    return lines[0] if lines else None


_undo, _undoer, _kept = aliased(LogEntry), aliased(Person), aliased(Post)
# Words that everybody may read; those of a merged post go with the post that was kept.
_is_public = case((Post.state == State.MERGED, _kept.state), else_=Post.state) == State.VISIBLE


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(LogEntry, Person.name, Post.label, _is_public, Post.body, _undoer.name, _undo.at)
        .join(Person, Person.id == LogEntry.moderator_id)
        .outerjoin(Post, Post.id == LogEntry.post_id)
        .outerjoin(_kept, _kept.id == Post.merged_into_id)
        .outerjoin(_undo, _undo.undoes_id == LogEntry.id)
        .outerjoin(_undoer, _undoer.id == _undo.moderator_id)
        .order_by(LogEntry.id.desc())
    )


def _read(session: Session, rows: Select[*tuple[Any, ...]]) -> tuple[LogLine, ...]:
    return tuple(_line(row) for row in session.execute(rows))


def _line(row: Sequence[Any]) -> LogLine:
    entry, who, label, is_public, body, undone_by, undone_at = row
    return LogLine(
        id=entry.id,
        at=entry.at,
        who=who,
        act=entry.act,
        reason=entry.reason,
        details=details(entry.act, entry.details),
        post=entry.post_id,
        label=label,
        words=body if is_public else "",
        undone_by=undone_by or "",
        undone_at=undone_at,
        can_be_undone=entry.inverse is not None and undone_by is None,
    )
