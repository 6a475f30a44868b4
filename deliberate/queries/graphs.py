"""The graph of one proposal, whole or what one change reaches. 'Is it merged?' is answered by this graph only."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain import labels
from deliberate.domain.engine.status import point_of
from deliberate.domain.graph import DEEPEST, Claim, Graph, Link, Node, State
from deliberate.models import Acceptance, AddressingClaim, Judgement, Post, Revision
from deliberate.models import Link as LinkRow

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
    Post.standing,
    Post.balanced,
    Post.extent,
    Post.status,
    Post.withdrawn_at.is_not(None),
    Post.heir_id,
)
# Whose word counts as that of the person who raised it (`graph.raised_by`).
_RAISER = case((Post.withdrawn_at.is_not(None), Post.heir_id), else_=Post.author_id)
# To the post that this one was merged into, else to the one it replies to.
_UPWARDS = func.coalesce(Post.merged_into_id, Post.parent_id)
# The posts at the two ends of a link; naming them anew for every graph would take longer than reading few links.
_BEGIN, _END = aliased(Post), aliased(Post)
# What a change reaches is read part by part up to this many posts; beyond, the whole thread is.
_REACH = 2_000


def load_graph(session: Session, proposal_id: int) -> Graph:
    """Every post of a proposal as light values, oldest first, and the links between them, in three statements."""
    whole = _links(session, proposal_id, _BEGIN.proposal_id == proposal_id)
    return _graph(session, Post.proposal_id == proposal_id, whole)


def counted_on(graph: Graph) -> dict[int, int]:
    """By post the one that votes on it count for: what stands for it, if that is visible and voters are asked about it;
    votes on other posts do not count."""
    stands = ((id, graph.nodes[graph.kept(id)]) for id in graph.nodes)
    return {id: kept.id for id, kept in stands if kept.state is State.VISIBLE and labels.rule(kept.label).asks}


def load_reach(session: Session, proposal_id: int, posts: Collection[int]) -> tuple[Graph, set[int]]:
    """Whatever a change of these posts can change, along replies and links, and a graph with all that acts on it.

    Posts that are merged are not among them: the post that was kept is. Four statements, and more where links lead on:
    their number grows with the links that are followed one after another, not with the number of posts.
    """
    reached: set[int] = set()
    links: dict[Link, None] = {}
    fresh = set(posts)
    while fresh and len(reached) <= _REACH:
        above = set(_upwards(session, fresh))
        reached |= above
        touching = _links(session, proposal_id, or_(LinkRow.from_post_id.in_(above), LinkRow.to_post_id.in_(above)))
        links |= dict.fromkeys(touching)
        fresh = {link.target for link in touching if link.source in above} - reached
    if len(reached) > _REACH:
        graph = load_graph(session, proposal_id)
        return graph, set(graph.unmerged())
    linking = set(_upwards(session, {link.source for link in links} - reached))
    replies = Post.parent_id.in_(reached) & (Post.state != State.MERGED)
    acting = select(Post.id).where(or_(Post.id.in_({*reached, *linking}), replies)).cte(recursive=True)
    # Who wrote or was content with what was merged into them matters too.
    acting = acting.union(select(Post.id).join(acting, Post.merged_into_id == acting.c.id))
    graph = _graph(session, Post.id.in_(select(acting.c.id)), links)
    return graph, {id for id in reached if graph.nodes[id].merged_into is None}


def height(session: Session, post: int) -> int:
    """How many levels of posts there are from `post` down, itself included, in one statement.

    Beyond twice as many as may stand below each other nothing more is looked for.
    """
    rows = select(literal(post).label("id"), literal(1).label("level")).cte("below", recursive=True)
    reply = (Post.parent_id == rows.c.id) & Post.merged_into_id.is_(None)
    level = case((Post.merged_into_id == rows.c.id, rows.c.level), else_=rows.c.level + 1)
    found = select(Post.id, level).join(rows, or_(reply, Post.merged_into_id == rows.c.id))
    rows = rows.union(found.where(rows.c.level < 2 * DEEPEST))
    deepest: int = session.scalars(select(func.max(rows.c.level))).one()
    return deepest


def _graph(session: Session, where: ColumnElement[bool], links: Iterable[Link]) -> Graph:
    """The posts with the links between them. That somebody is content with a reply, or with what was merged into it,
    counts while the point that both reply to is one they raised."""
    statement = select(*_COLUMNS, Acceptance.person_id).outerjoin(Acceptance, Acceptance.post_id == Post.id)
    rows = [
        (Node(*columns), content) for *columns, content in session.execute(statement.where(where).order_by(Post.id))
    ]
    claims = dict(load_claims(session, where))
    graph = Graph((node._replace(claim=claims.get(node.id)) for node, _ in rows), links)
    marked = [
        graph.nodes[kept]._replace(accepted=True)
        for reply, content in rows
        if content is not None
        and (point := point_of(graph, kept := graph.kept(reply.id)))
        and point.raiser == content
        and graph.replies_to(reply, point.id)
    ]
    return graph.with_nodes(marked) if marked else graph


def load_claims(session: Session, where: ColumnElement[bool]) -> list[tuple[int, Claim]]:
    """The posts that a revision claims to deal with and what people say to it, the latest claim last. One that waits
    for a moderator claims nothing yet."""

    def said(holds: bool) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((Judgement.holds.is_(holds), 1), else_=0)), 0)

    by_raiser = case((Judgement.person_id == _RAISER, case((Judgement.holds, 1), else_=0)))
    rows = session.execute(
        select(
            AddressingClaim.post_id,
            Revision.number,
            AddressingClaim.carried_holds + said(True),
            AddressingClaim.carried_fails + said(False),
            func.max(by_raiser),
            Revision.author_id,
        )
        .join(Post, Post.id == AddressingClaim.post_id)
        .join(Revision, Revision.id == AddressingClaim.revision_id)
        .outerjoin(Judgement, Judgement.claim_id == AddressingClaim.id)
        .where(where, Revision.state == State.VISIBLE)
        .group_by(AddressingClaim.id, Revision.number, Revision.author_id)
        .order_by(Revision.number)
    )
    return [
        (post, Claim(number, holds, fails, None if raiser is None else bool(raiser), claimant))
        for post, number, holds, fails, raiser, claimant in rows
    ]


def _links(session: Session, proposal_id: int, where: ColumnElement[bool]) -> list[Link]:
    """Links between two posts of this proposal: the record of a proposal depends on no other thread.

    Asked for the proposal too, SQLite would begin with all of its posts.
    """
    statement = (
        select(_BEGIN.id, _END.id, LinkRow.polarity, _BEGIN.proposal_id, _END.proposal_id)
        .select_from(LinkRow)
        .join(_BEGIN, _BEGIN.id == LinkRow.from_post_id)
        .join(_END, _END.id == LinkRow.to_post_id)
        .where(where)
        .order_by(LinkRow.id)
    )
    rows = session.execute(statement)
    return [Link(source, target, how) for source, target, how, *homes in rows if {*homes} == {proposal_id}]


def _upwards(session: Session, start: Collection[int]) -> Iterable[int]:
    """These posts, all that they reply to or were merged into, and what was merged into any of them."""
    if not start:
        return ()
    above = select(Post.id).where(Post.id.in_(start)).cte("above", recursive=True)
    above = above.union(select(_UPWARDS).join(above, above.c.id == Post.id).where(_UPWARDS.is_not(None)))
    cluster = select(above.c.id).cte("cluster", recursive=True)
    cluster = cluster.union(select(Post.id).join(cluster, Post.merged_into_id == cluster.c.id))
    return session.scalars(select(cluster.c.id))
