"""Keeps what stands behind replies true (`graph.Backing`). Called inside a transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from deliberate.domain.engine.backing import Edge, backings, edges_into
from deliberate.domain.graph import VOICE, Backing, Graph
from deliberate.domain.labels import rule
from deliberate.models import Choice, Link, Post, Vote
from deliberate.queries.graphs import among

_VALUE = {Choice.AGREE: 1, Choice.PASS: 0, Choice.DISAGREE: -1}


@dataclass(frozen=True)
class Shift:
    """What one person's votes were and are, by the post they count on (1, 0, -1), of the posts around one."""

    person: int
    post: int
    before: Mapping[int, int]
    after: Mapping[int, int]

    def on_post(self, value: int) -> int:
        """How many more of the votes on the post itself are such ones."""
        return (self.after.get(self.post) == value) - (self.before.get(self.post) == value)


def votes_around(session: Session, graph: Graph, person: int, post: int) -> list[Vote]:
    """The person's votes on a post, what it acts on, and whatever acts on any of these, oldest first; in one
    statement. Votes on merged posts are among them, wherever those are."""
    near = {post, *graph.acted_on(post)}
    clusters = {member for id in near for member in (id, *graph.merged_into(id))}
    linked = {reply for id in near for reply in graph.acting_on(id) if graph.parent(graph.nodes[reply]) != id}
    votes = (
        select(Vote)
        .join(Post, Post.id == Vote.post_id)
        .where(
            Vote.person_id == person,
            or_(Post.parent_id.in_(clusters), Post.id.in_(clusters | linked), Post.merged_into_id.is_not(None)),
        )
        .order_by(Vote.cast, Vote.post_id)
    )
    return [vote for vote in session.scalars(votes) if vote.post_id in graph.nodes]


def counted(graph: Graph, votes: Iterable[Vote]) -> dict[int, int]:
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
    from deliberate.domain.opinions.ballots import VoteTable

    voted = shift.before.keys() | shift.after.keys()
    near = (shift.post, *graph.acted_on(shift.post))
    edges = [edge for edge in edges_into(graph, near) if edge[0] in voted]
    before, after = (
        backings(graph, VoteTable.of((shift.person, post, value) for post, value in votes.items()), edges)
        for votes in (shift.before, shift.after)
    )
    return {edge: graph.backing(*edge) - before[edge] + after[edge] for edge in edges if before[edge] != after[edge]}


def counted_anew(session: Session, graph: Graph, posts: Collection[int]) -> dict[Edge, Backing]:
    """What stands behind whatever acts on these posts, or on what they act on; in four statements at the most."""
    from deliberate.queries.votes import votes_on

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
    session.connection().execute(
        update(Link)
        .where(ends)
        .values(voice=bindparam("v"), holders_agree=bindparam("a"), holders_disagree=bindparam("d")),
        changed,
    )
