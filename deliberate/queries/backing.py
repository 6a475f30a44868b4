"""What stands behind replies (`graph.Backing`), counted from votes."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from deliberate.domain.engine.backing import Edge, backings, edges_into
from deliberate.domain.graph import Graph
from deliberate.domain.nodes import VOICE, Backing
from deliberate.models import Link, Post
from deliberate.queries.graphs import among
from deliberate.queries.votes import votes_on


def counted_anew(session: Session, graph: Graph, posts: Collection[int]) -> dict[Edge, Backing]:
    """What stands behind whatever acts on these posts, or on what they act on; in four statements at the most."""
    near = {id for post in posts for id in (post, *graph.acted_on(post))}
    edges = edges_into(graph, sorted(near))
    if not edges:
        return {}
    votes = votes_on(session, graph, {post for edge in edges for post in edge})
    carried = _carried(session, graph, edges)
    return {edge: carried[edge] + backing for edge, backing in backings(graph, votes, edges).items()}


def _carried(session: Session, graph: Graph, edges: Collection[Edge]) -> dict[Edge, Backing]:
    """What came with an import: without the voices, all who agreed are taken as different people."""
    replies = {reply for reply, _ in edges}
    came = or_(Post.carried_agree > 0, Post.carried_rejected)
    columns = (Post.id, Post.carried_agree, Post.carried_voice, Post.carried_rejected)
    whole: dict[int, int] = {}
    known: dict[Edge, tuple[int | None, bool]] = {}
    for id, agree, voice, rejected in session.execute(select(*columns).where(among(replies), came)):
        whole[id] = agree * VOICE
        if id in replies and (parent := graph.parent(graph.nodes[id])) is not None:
            known[id, parent] = voice, rejected
    if not whole:
        return dict.fromkeys(edges, Backing())
    of_links = select(Link.from_post_id, Link.to_post_id, Link.carried_voice, Link.carried_rejected)
    linked = of_links.join(Post, Post.id == Link.from_post_id).where(among(whole), Link.to_post_id.is_not(None))
    for source, target, voice, rejected in session.execute(linked):
        if source in graph.nodes and target in graph.nodes:
            known.setdefault((graph.kept(source), graph.kept(target)), (voice, rejected))
    carried = {}
    for edge in edges:
        voice, rejected = known.get(edge, (None, False))
        carried[edge] = Backing(whole.get(edge[0], 0) if voice is None else voice, rejected=rejected)
    return carried
