"""What becomes of a point that its author has taken back: it stays as long as others hold it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.graph import Graph
from deliberate.domain.nodes import State
from deliberate.models import Post
from deliberate.queries.holding import holders


def let_go(session: Session, graph: Graph, posts: Collection[int]) -> set[int]:
    """Takes out of sight what nobody holds any more, and its heir from what they no longer hold; gives these posts."""
    withdrawn = [id for id in posts if graph.nodes[id].withdrawn]
    changed: set[int] = set()
    if not withdrawn:
        return changed
    holding = holders(session, graph, withdrawn)
    waiting = (State.VISIBLE, State.HELD)
    for post in session.scalars(select(Post).where(Post.id.in_(withdrawn), Post.state.in_(waiting))):
        held = holding[post.id]
        if post.heir_id is not None and post.heir_id not in held.people:
            post.heir_id = None
            changed.add(post.id)
        if not held.number:
            post.state = State.WITHDRAWN
            changed.add(post.id)
    return changed
