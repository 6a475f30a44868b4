"""Keeps what stands behind replies true (`graph.Backing`). Called inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from deliberate.domain.engine.backing import Edge, backings_by, edges_into
from deliberate.domain.graph import Graph
from deliberate.domain.labels import rule
from deliberate.domain.nodes import Backing
from deliberate.domain.papers import Paper
from deliberate.models import Choice, Link, Post, Vote
from deliberate.queries.core import run

_VALUE = {Choice.AGREE: 1, Choice.PASS: 0, Choice.DISAGREE: -1}


@dataclass(frozen=True)
class Shift:
    """What one person's votes were and are, by the post they count on (1, 0, -1), of the posts around one."""

    post: int
    before: Mapping[int, int]
    after: Mapping[int, int]

    def on_post(self, value: int) -> int:
        """How many more of the votes on the post itself are such ones."""
        return (self.after.get(self.post) == value) - (self.before.get(self.post) == value)


def votes_around(session: Session, graph: Graph, person: int, post: int) -> list[Paper]:
    """The person's votes on a post, what it acts on, and whatever acts on any of these, oldest first; in one
    statement. Votes on merged posts are among them, wherever those are."""
    near = {post, *graph.acted_on(post)}
    clusters = {member for id in near for member in (id, *graph.merged_into(id))}
    linked = {reply for id in near for reply in graph.acting_on(id) if graph.parent(graph.nodes[reply]) != id}
    values = {"person": person, "above": clusters, "posts": clusters | linked}
    return [vote for vote in map(Paper._make, run(session, _AROUND, values)) if vote.post_id in graph.nodes]


# Built once: that takes longer than to run it.
_AROUND = (
    select(*(getattr(Vote, name) for name in Paper._fields))
    .join(Post, Post.id == Vote.post_id)
    .where(
        Vote.person_id == bindparam("person"),
        or_(
            Post.parent_id.in_(bindparam("above", expanding=True)),
            Post.id.in_(bindparam("posts", expanding=True)),
            Post.merged_into_id.is_not(None),
        ),
    )
    .order_by(Vote.cast, Vote.post_id)
)


def counted(graph: Graph, votes: Iterable[Paper]) -> dict[int, int]:
    """By the post that they count on one person's votes, given oldest first: the one on the post itself, else the
    latest on what was merged into it; none on what they wrote, or on another question."""
    counting: dict[int, int] = {}
    own: dict[int, int] = {}
    for vote in votes:
        kept = graph.nodes[graph.kept(vote.post_id)]
        authors = (kept.author, graph.nodes[vote.post_id].author)
        if vote.person_id in authors or vote.label is not kept.label or not rule(kept.label).asks:
            continue
        (own if vote.post_id == kept.id else counting)[kept.id] = _VALUE[vote.choice]
    return counting | own


def shifted(graph: Graph, shift: Shift) -> dict[Edge, Backing]:
    """What stands behind those replies of which it is not what it was, once one person's votes are others. Linear in
    the votes of that person around the post."""
    voted = shift.before.keys() | shift.after.keys()
    near = (shift.post, *graph.acted_on(shift.post))
    edges = [edge for edge in edges_into(graph, near) if edge[0] in voted]
    before, after = (backings_by(graph, votes, edges) for votes in (shift.before, shift.after))
    return {edge: graph.backing(*edge) - before[edge] + after[edge] for edge in edges if before[edge] != after[edge]}


def write_links(session: Session, before: Graph, now: Graph) -> None:
    """What stands behind the links, where that has changed."""
    changed = [
        {"source": link.source, "target": link.target} | dict(zip(("v", "a", "d"), link.backing[:3], strict=True))
        for was, link in zip(before.links, now.links, strict=True)
        if link.backing != was.backing and link.backing
    ]
    if not changed:
        return
    ends = (Link.from_post_id == bindparam("source")) & (Link.to_post_id == bindparam("target"))
    run(
        session,
        update(Link)
        .where(ends)
        .values(voice=bindparam("v"), holders_agree=bindparam("a"), holders_disagree=bindparam("d")),
        changed,
    )
