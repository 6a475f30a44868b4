"""The graph of one proposal, read in one statement. 'Is it merged?' is answered by this graph and nowhere else."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.graph import Graph, Node
from deliberate.models import Post

_COLUMNS = (
    Post.id,
    Post.label,
    Post.author_id,
    Post.parent_id,
    Post.anchor,
    Post.state,
    Post.merged_into_id,
    Post.agree,
    Post.passes,
    Post.disagree,
    Post.voters,
)


def load_graph(session: Session, proposal_id: int) -> Graph:
    """Every post of a proposal as light values, oldest first; bodies are not read."""
    rows = session.execute(select(*_COLUMNS).where(Post.proposal_id == proposal_id).order_by(Post.id))
    return Graph(Node(*row) for row in rows)
