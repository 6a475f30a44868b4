"""What became of a point so far, as it was kept when it happened. No voter is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Actor
from deliberate.domain.statuses import Cause, Status
from deliberate.models import Post, StatusChange
from deliberate.queries.excerpts import excerpt
from deliberate.queries.pages import Page
from deliberate.queries.rows import is_listed

# So many changes to a page.
CHANGES = 20
EXCERPT = 60
# No post has so many pages of them.
_FURTHEST = 1_000_000


@dataclass(frozen=True)
class About:
    """Another post that an act was about, with its first words where anybody may read them."""

    post: int
    label: Label
    words: str


@dataclass(frozen=True)
class Change:
    """From one status to another, by an act, and the post it was about unless that is the point itself."""

    before: Status
    after: Status
    at: datetime
    cause: Cause
    about: About | None


@dataclass(frozen=True)
class History:
    """The newest change first."""

    changes: tuple[Change, ...]
    page: Page


def history(session: Session, viewer: Actor, post: int, page: int = 1) -> History:
    """Of one post, in one statement: the page that is wanted, or else the first or the last."""
    wanted = (min(max(page, 1), _FURTHEST) - 1) * CHANGES
    rows = session.execute(_changes(viewer), {"post": post, "wanted": wanted}).all()
    changes = tuple(
        Change(before, after, at, cause, None if by in (None, post) else _about(by, *of))
        for before, after, at, cause, by, _, *of in rows
    )
    return History(changes, Page.nearest(page, CHANGES, rows[0].total if rows else 0))


# To build it takes longer than to run it.
@lru_cache(maxsize=1_024)
def _changes(viewer: Actor) -> Select[*tuple[Any, ...]]:
    newest_first = (StatusChange.at.desc(), StatusChange.id.desc())
    numbered = (
        select(
            StatusChange,
            func.row_number().over(order_by=newest_first).label("number"),
            func.count().over().label("total"),
        )
        .where(StatusChange.post_id == bindparam("post"))
        .subquery()
    )
    row, wanted = numbered.c, bindparam("wanted", type_=Integer)
    start = case((row.total > wanted, wanted), else_=(row.total - 1) // CHANGES * CHANGES)
    return (
        select(
            *(row.before, row.after, row.at, row.cause, row.by_post_id, row.total),
            *(Post.label, Post.state, func.substr(Post.body, 1, 2 * EXCERPT)),
        )
        .outerjoin(Post, (Post.id == row.by_post_id) & (is_listed(viewer) | (Post.state == State.MERGED)))
        .where(row.number > start, row.number <= start + CHANGES)
        .order_by(row.number)
    )


def _about(post: int, label: Label | None, state: State | None, body: str | None) -> About | None:
    """Nothing of what the viewer is not shown."""
    if label is None:
        return None
    return About(post, label, excerpt(body or "", EXCERPT) if state is State.VISIBLE else "")
