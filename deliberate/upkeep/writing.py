"""Writes what is kept of posts, many in one statement, and versions: not by way of objects, which takes longer."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from deliberate.models import Post, Proposal

_PROPOSALS: Any = Proposal.__table__

# So many in one statement: what is sent takes memory.
_AT_ONCE = 1_000
# Not by way of the objects that were loaded: most posts are not.
_POSTS: Any = Post.__table__
_UPDATE = update(_POSTS).where(_POSTS.c.id == bindparam("post"))


def raise_versions(session: Session, proposals: Collection[Proposal], *which: str) -> None:
    """By the database, so that of two changes each counts."""
    if not proposals:
        return
    session.connection().execute(_raising(which), {"proposals": [proposal.id for proposal in proposals]})
    for proposal in proposals:
        session.expire(proposal, which)


@cache
def _raising(which: tuple[str, ...]) -> Update:
    named = _PROPOSALS.c.id.in_(bindparam("proposals", expanding=True))
    return update(_PROPOSALS).where(named).values({name: _PROPOSALS.c[name] + 1 for name in which})


def write(session: Session, rows: list[dict[str, Any]]) -> None:
    """Each row has the `id` of a post and the same columns. What was loaded of these posts before is loaded again when
    it is next looked at."""
    session.flush()
    renamed = [{"post": row["id"]} | {name: value for name, value in row.items() if name != "id"} for row in rows]
    for start in range(0, len(rows), _AT_ONCE):
        session.connection().execute(_UPDATE, renamed[start : start + _AT_ONCE])
    for row in rows:
        if post := session.identity_map.get(identity_key(Post, row["id"])):
            session.expire(post, [name for name in row if name != "id"])
