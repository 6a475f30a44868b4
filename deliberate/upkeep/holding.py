"""What becomes of a point that its author has taken back: it stays as long as others hold it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.graph import Graph, State
from deliberate.models import Post
from deliberate.queries.holding import holders


def let_go(session: Session, graph: Graph, posts: Collection[int]) -> bool:
    """Takes out of sight what nobody holds any more, and its heir from what they no longer hold; whether there was
    any."""
    withdrawn = [id for id in posts if graph.nodes[id].withdrawn]
    if not withdrawn:
        return False
    holding, changed = holders(session, graph, withdrawn), False
    waiting = (State.VISIBLE, State.HELD)
    for post in session.scalars(select(Post).where(Post.id.in_(withdrawn), Post.state.in_(waiting))):
        held = holding[post.id]
        if post.heir_id is not None and post.heir_id not in held.people:
            post.heir_id, changed = None, True
        if not held.number:
            post.state, changed = State.WITHDRAWN, True
    if changed:
        session.flush()
    return changed
