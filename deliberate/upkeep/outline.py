"""Keeps true where each post is shown, and how many stand below it, so that a page reads what it shows and no more.
Called inside a transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain.graph import Graph
from deliberate.domain.nodes import State
from deliberate.models import Post
from deliberate.queries.core import run
from deliberate.upkeep.writing import write


@dataclass(frozen=True)
class Spot:
    """Where a post is shown, and what is counted there, as its row keeps it."""

    shown_under_id: int | None = None
    about: str | None = None
    counted: bool = False
    replies: int = 0
    below: int = 0


_SPOTS = select(Post.id, Post.shown_under_id, Post.about, Post.counted, Post.replies, Post.below)


def _led_above() -> Select[int]:
    """Posts and all that they are shown under."""
    above = select(Post.id, Post.shown_under_id).where(_NAMED).cte("above", recursive=True)
    higher = aliased(Post)
    above = above.union(select(higher.id, higher.shown_under_id).join(above, above.c.shown_under_id == higher.id))
    return select(above.c.id)


# Built once: that takes longer than to run them.
_NAMED = Post.id.in_(bindparam("posts", expanding=True))
_SPOTS_OF = _SPOTS.where(_NAMED)
_SPOTS_ABOVE = _SPOTS.where(Post.id.in_(_led_above()))


def arrange(session: Session, graph: Graph, changed: Collection[int]) -> set[int]:
    """After these posts are new, or stand elsewhere, or are something else; `graph` is as it is now and holds all that
    is above them, and all that is shown under them. The posts of which it has become another passage.

    Three statements, and one for each post that goes to another passage with all that is below it. Linear in what is
    shown directly under these posts and in what is above them.
    """
    kept = dict.fromkeys(graph.kept(id) for id in changed)
    # What is below a merged post is shown under the other one, and goes there before the post itself goes.
    replies = [reply.id for id in kept for reply in graph.replies(id)]
    posts = list(dict.fromkeys((*replies, *changed)))
    spots = _spots(session, _SPOTS_OF, posts)
    aims = {id: _aim(graph, id) for id in posts}
    ends = {end for id in posts for end in (spots[id].shown_under_id, aims[id].shown_under_id) if end is not None}
    spots |= _spots(session, _SPOTS_ABOVE, ends - spots.keys())
    before = dict(spots)
    for id in posts:
        _count(spots, id, -1)
        spots[id] = replace(aims[id], replies=spots[id].replies, below=spots[id].below)
        _count(spots, id, 1)
    write(session, [{"id": id, **_row(spot)} for id, spot in spots.items() if spot != before[id]])
    return {
        below
        for id in posts
        if spots[id].about != before[id].about
        for below in (id, *(_go_along(session, id, spots[id].about) if spots[id].below else ()))
    }


def outline(graph: Graph) -> dict[int, Spot]:
    """Of every post of a whole graph."""
    spots = {id: _aim(graph, id) for id in graph.nodes}
    for node in graph.bottom_up():
        own = spots[node.id]
        if own.shown_under_id is not None:
            above = spots[own.shown_under_id]
            counted = int(own.counted)
            spots[own.shown_under_id] = replace(
                above, replies=above.replies + counted, below=above.below + own.below + counted
            )
    return spots


def load_spots(session: Session, proposal_id: int) -> dict[int, Spot]:
    return _read(run(session, _SPOTS.where(Post.proposal_id == proposal_id)))


def _aim(graph: Graph, post: int) -> Spot:
    node = graph.nodes[post]
    if node.state is State.MERGED:
        return Spot()
    return Spot(graph.parent(node), graph.about(post), node.leaves_a_mark)


def _row(spot: Spot) -> dict[str, Any]:
    return dict(vars(spot))


def _spots(session: Session, which: Select[*tuple[Any, ...]], posts: Collection[int]) -> dict[int, Spot]:
    return _read(run(session, which, {"posts": posts})) if posts else {}


def _read(rows: Iterable[Row[*tuple[Any, ...]]]) -> dict[int, Spot]:
    return {id: Spot(*spot) for id, *spot in rows}


def _count(spots: dict[int, Spot], post: int, sign: int) -> None:
    """Counts a post with all that is below it where it is shown, or no longer."""
    own = spots[post]
    amount = sign * (own.below + own.counted)
    above = own.shown_under_id
    if above is not None and own.counted:
        spots[above] = replace(spots[above], replies=spots[above].replies + sign)
    while above is not None and amount:
        spots[above] = replace(spots[above], below=spots[above].below + amount)
        above = spots[above].shown_under_id


def _go_along(session: Session, post: int, about: str | None) -> Iterable[int]:
    """Whatever is shown below a post that is about another passage now."""
    home = select(Post.proposal_id).where(Post.id == post).scalar_subquery()
    below = select(Post.id).where(Post.id == post).cte("below", recursive=True)
    shown = (Post.proposal_id == home) & (Post.shown_under_id == below.c.id)
    below = below.union_all(select(Post.id).join(below, shown))
    ids = session.scalars(select(below.c.id).where(below.c.id != post)).all()
    write(session, [{"id": id, "about": about} for id in ids])
    return ids
