"""Writes votes, what is kept of posts, many in one statement, and versions: not by way of objects, which takes
longer."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Executable, Update, bindparam, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from deliberate.domain.papers import Paper
from deliberate.models import Post, Proposal, Vote
from deliberate.queries.core import run

_PROPOSALS: Any = Proposal.__table__

_VOTES: Any = Vote.__table__
_TAKE_BACK = delete(_VOTES).where(_VOTES.c.post_id == bindparam("post"), _VOTES.c.person_id == bindparam("person"))

# So many in one statement: what is sent takes memory.
_AT_ONCE = 1_000
# Not by way of the objects that were loaded: most posts are not.
_POSTS: Any = Post.__table__
_UPDATE = update(_POSTS).where(_POSTS.c.id == bindparam("post"))


def raise_versions(session: Session, proposals: Collection[Proposal], *which: str) -> None:
    """By the database, so that of two changes each counts."""
    if not proposals:
        return
    run(session, _raising(which), {"proposals": [proposal.id for proposal in proposals]})
    for proposal in proposals:
        session.expire(proposal, which)


@cache
def _raising(which: tuple[str, ...]) -> Update:
    named = _PROPOSALS.c.id.in_(bindparam("proposals", expanding=True))
    return update(_PROPOSALS).where(named).values({name: _PROPOSALS.c[name] + 1 for name in which})


def write_vote(session: Session, vote: Paper) -> None:
    """Instead of the one that the person has on the post, if there is one."""
    run(session, _voting(session.get_bind().dialect.name), vote._asdict())


def take_vote_back(session: Session, vote: Paper) -> None:
    run(session, _TAKE_BACK, {"post": vote.post_id, "person": vote.person_id})


@cache
def _voting(dialect: str) -> Executable:
    cast = postgresql.insert(_VOTES) if dialect == "postgresql" else sqlite.insert(_VOTES)
    key = _VOTES.primary_key.columns.keys()
    others = {name: cast.excluded[name] for name in Paper._fields if name not in key}
    return cast.on_conflict_do_update(index_elements=key, set_=others)


def write(session: Session, rows: list[dict[str, Any]]) -> None:
    """Each row has the `id` of a post and the same columns. What was loaded of these posts before is loaded again when
    it is next looked at."""
    renamed = [{"post": row["id"]} | {name: value for name, value in row.items() if name != "id"} for row in rows]
    for start in range(0, len(rows), _AT_ONCE):
        run(session, _UPDATE, renamed[start : start + _AT_ONCE])
    for row in rows:
        if post := session.identity_map.get(identity_key(Post, row["id"])):
            session.expire(post, [name for name in row if name != "id"])
