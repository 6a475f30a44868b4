"""The graph of one proposal, whole or what one change reaches. 'Is it merged?' is answered by this graph only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    SQLColumnExpression,
    bindparam,
    case,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from deliberate.domain import labels, places
from deliberate.domain.arranging import DEEPEST
from deliberate.domain.engine.status import point_of
from deliberate.domain.graph import Graph
from deliberate.domain.nodes import Backing, Content, Link, Node, State
from deliberate.models import Acceptance, Choice, Post, PostScore, Vote
from deliberate.models import Link as LinkRow
from deliberate.queries.claims import CLAIMS, claims_of
from deliberate.queries.core import run

_IDENTITY = (
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
    Post.earlier,
    Post.raised_too,
)
_BACKING = (Post.voice, Post.holders_agree, Post.holders_disagree, Post.carried_rejected)
_OUTCOME = (
    func.coalesce(PostScore.rejected, false()),
    or_(func.coalesce(PostScore.favoured, false()), Post.carried_favoured),
    PostScore.consensus,
    Post.standing,
    Post.low,
    Post.high,
    Post.balanced,
    Post.extent,
    Post.status,
    Post.few_share,
    Post.withdrawn_at.is_not(None),
    Post.heir_id,
    Post.wording,
    Post.reworded_in,
)
_COLUMNS = (*_IDENTITY, *_BACKING, *_OUTCOME)
_NODES = (
    select(*_COLUMNS, Acceptance.person_id)
    .outerjoin(Acceptance, Acceptance.post_id == Post.id)
    .outerjoin(PostScore, PostScore.post_id == Post.id)
    .order_by(Post.id)
)
# What is found once the posts are read: `content` and `claim`.
_LATER = (None, None)
_BACKED = slice(len(_IDENTITY), len(_IDENTITY) + len(_BACKING))
# What a change reaches is read part by part up to this many posts; beyond, the whole thread is.
_REACH = 2_000
# So many posts are named in a statement.
NAMED = 1_000


class _Which(NamedTuple):
    """Which posts, and which claims of revisions about them. Statements are built once: that takes longer than to run
    them."""

    nodes: Select[*tuple[Any, ...]]
    claims: Select[*tuple[Any, ...]]


def _which(where: ColumnElement[bool]) -> _Which:
    return _Which(_NODES.where(where), CLAIMS.where(where))


def _some(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True)


_OF_THREAD = _which(Post.proposal_id == bindparam("home"))
_NAMED_ONES = _which(Post.id.in_(_some("posts")) & (Post.proposal_id == bindparam("home")))


def _around() -> ColumnElement[bool]:
    """Posts with the replies to some, and who wrote or was content with what was merged into them, which matters
    too."""
    replies = Post.parent_id.in_(_some("reached")) & (Post.state != State.MERGED)
    acting = select(Post.id).where(or_(Post.id.in_(_some("posts")), replies)).cte(recursive=True)
    acting = acting.union(select(Post.id).join(acting, Post.merged_into_id == acting.c.id))
    return Post.id.in_(select(acting.c.id))


_ACTING_ON = _which(_around())

# The posts at the two ends of a link; naming them anew for every graph would take longer than reading few links.
_BEGIN, _END = aliased(Post), aliased(Post)
_LINKED = (LinkRow.voice, LinkRow.holders_agree, LinkRow.holders_disagree, LinkRow.carried_rejected)
_LINKS = (
    select(_BEGIN.id, _END.id, LinkRow.polarity, *_LINKED, _BEGIN.proposal_id, _END.proposal_id)
    .select_from(LinkRow)
    .join(_BEGIN, _BEGIN.id == LinkRow.from_post_id)
    .join(_END, _END.id == LinkRow.to_post_id)
    .order_by(LinkRow.id)
)
_LINKS_OF_THREAD = _LINKS.where(_BEGIN.proposal_id == bindparam("home"))
_LINKS_TO = _LINKS.where(LinkRow.to_post_id.in_(_some("posts")))
_LINKS_AT = _LINKS.where(or_(LinkRow.from_post_id.in_(_some("posts")), LinkRow.to_post_id.in_(_some("posts"))))


def _led(step: SQLColumnExpression[Any]) -> Select[int]:
    """Posts, all that they lead to by such steps, and what was merged into any of them."""
    above = select(Post.id).where(Post.id.in_(_some("posts"))).cte("above", recursive=True)
    # Asked by post: joined, a database may go through all posts there are. The last step leads to nothing.
    above = above.union(
        select(select(step).where(Post.id == above.c.id).scalar_subquery()).where(above.c.id.is_not(None))
    )
    cluster = select(above.c.id).where(above.c.id.is_not(None)).cte("cluster", recursive=True)
    cluster = cluster.union(select(Post.id).join(cluster, Post.merged_into_id == cluster.c.id))
    return select(cluster.c.id)


# To the post that this one was merged into, else to the one it replies to; or to the first alone.
_UPWARDS = _led(func.coalesce(Post.merged_into_id, Post.parent_id))
_KEPT = _led(Post.merged_into_id)


def load_graph(session: Session, proposal_id: int) -> Graph:
    """Every post of a proposal as light values, oldest first, and the links between them, in three statements."""
    home = {"home": proposal_id}
    return _graph(session, _OF_THREAD, home, _links(session, proposal_id, _LINKS_OF_THREAD, home))


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
        touching = _links(session, proposal_id, _LINKS_AT, {"posts": above})
        links |= dict.fromkeys(touching)
        fresh = {link.target for link in touching if link.source in above} - reached
    if len(reached) > _REACH:
        graph = load_graph(session, proposal_id)
        return graph, set(graph.unmerged())
    # What stands above those that only link to what is reached is not read: it decides nothing here.
    linking = set(_upwards(session, {link.source for link in links} - reached, _KEPT))
    graph = _graph(session, _ACTING_ON, {"reached": reached, "posts": {*reached, *linking}}, links)
    return graph, {id for id in reached if graph.nodes[id].merged_into is None}


def load_around(session: Session, proposal_id: int, posts: Collection[int]) -> Graph:
    """A graph with all that is told of these posts: what they are below, what acts on them, and what acts on that. In
    nine statements at the most; what it holds grows with the replies to these posts, not with the thread."""
    own = set(_upwards(session, posts, _KEPT))
    acting, links = _acting(session, proposal_id, own)
    further, more_links = _acting(session, proposal_id, acting)
    read = {*_upwards(session, posts), *acting, *further}
    return _part(session, proposal_id, read, dict.fromkeys((*links, *more_links)))


def load_upwards(session: Session, proposal_id: int, posts: Collection[int]) -> Graph:
    """A graph of these posts and of what they are below, without links: as much as it takes to say what people who vote
    on them would decide. In four statements; what it holds grows with the levels above these posts."""
    read = set(_upwards(session, posts))
    return _part(session, proposal_id, read) if read else Graph(())


def _part(session: Session, proposal_id: int, posts: Collection[int], links: Iterable[Link] = ()) -> Graph:
    """These posts; where they are more than a statement can name, all of the thread."""
    if len(posts) > NAMED:
        return _graph(session, _OF_THREAD, {"home": proposal_id}, links)
    return _graph(session, _NAMED_ONES, {"home": proposal_id, "posts": posts}, links)


def _acting(session: Session, proposal_id: int, posts: Collection[int]) -> tuple[set[int], list[Link]]:
    """What replies or links to these posts, with what stands for it and what was merged into that."""
    links = _links(session, proposal_id, _LINKS_TO, {"posts": posts})
    replies = run(session, _REPLIES, {"posts": posts}).scalars()
    found = {*replies, *(link.source for link in links)}
    return set(_upwards(session, found, _KEPT)), links


_REPLIES = select(Post.id).where(Post.parent_id.in_(_some("posts")), Post.state != State.MERGED)


def among(posts: Collection[int]) -> ColumnElement[bool]:
    """Posts of one thread; where they are more than a statement can name, all of the thread they are in, of which the
    others are for the caller to leave out."""
    if len(posts) <= NAMED:
        return Post.id.in_(posts)
    some = next(iter(posts))
    return Post.proposal_id == select(Post.proposal_id).where(Post.id == some).scalar_subquery()


def below_in_turn(session: Session, posts: Collection[int]) -> set[int]:
    """These posts and the replies to them in turn, of which what it takes to be accepted may depend on votes on these
    posts (`Verdicts.holders`): they end with what raises an issue of its own. In one statement."""
    rows = select(Post.id, literal(False).label("ends")).where(Post.id.in_(posts)).cte("in_turn", recursive=True)
    is_reply = (Post.parent_id == rows.c.id) & ~rows.c.ends
    is_twin = Post.merged_into_id == rows.c.id
    ends = case((is_twin, rows.c.ends), else_=Post.label.in_(labels.RAISES_AN_ISSUE))
    rows = rows.union(select(Post.id, ends).join(rows, or_(is_reply, is_twin)))
    return set(run(session, select(rows.c.id)).scalars())


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


def _graph(session: Session, which: _Which, values: dict[str, Any], links: Iterable[Link]) -> Graph:
    """The posts with the links between them. That somebody is content with a reply, or with what was merged into it,
    counts while the point that both reply to is one they raised."""
    rows = [(_node(columns), content) for *columns, content in run(session, which.nodes, values)]
    claims = dict(claims_of(session, which.claims, values))
    graph = Graph((node._replace(claim=claims[node.id]) if node.id in claims else node for node, _ in rows), links)
    content_with = {
        kept: person
        for reply, person in rows
        if person is not None
        and (point := point_of(graph, kept := graph.kept(reply.id)))
        and point.raiser == person
        and graph.replies_to(reply, point.id)
    }
    if not content_with:
        return graph
    said = _said_by(session, graph, content_with)
    return graph.with_nodes(graph.nodes[reply]._replace(content=content) for reply, content in said.items())


def _node(columns: list[Any]) -> Node:
    return Node._make([*columns[: _BACKED.start], Backing._make(columns[_BACKED]), *columns[_BACKED.stop :], *_LATER])


def _said_by(session: Session, graph: Graph, people: Mapping[int, int]) -> dict[int, Content]:
    """By reply in which of its counts the vote of one person is: the one on the reply itself, else the latest on what
    was merged into it."""
    of_cluster = {member: reply for reply in people for member in (reply, *graph.merged_into(reply))}
    rows = session.execute(
        select(Vote, Post.wording, Post.parent_id, Post.anchor, Post.reworded_in)
        .join(Post, Post.id == Vote.post_id)
        .where(Vote.post_id.in_(of_cluster), Vote.person_id.in_(set(people.values())))
        .order_by(Vote.post_id.in_(people), Vote.cast, Vote.post_id)
    )
    said = dict.fromkeys(people, Content())
    for vote, wording, parent, anchor, since in rows:
        reply = of_cluster[vote.post_id]
        is_own = vote.person_id in (graph.nodes[reply].author, graph.nodes[vote.post_id].author)
        if vote.person_id != people[reply] or is_own:
            continue
        is_asked = vote.label is graph.nodes[reply].label
        place = places.on_words(places.at(parent, anchor), since)
        is_present = (vote.post_id, vote.wording, vote.place) == (reply, wording, place)
        said[reply] = Content(
            agree=int(is_asked and is_present and vote.choice is Choice.AGREE),
            disagree=int(is_asked and vote.choice is Choice.DISAGREE),
        )
    return said


def _links(session: Session, proposal_id: int, which: Select[*tuple[Any, ...]], values: dict[str, Any]) -> list[Link]:
    """Links between two posts of this proposal: the record of a proposal depends on no other thread.

    Asked for the proposal too, SQLite would begin with all of its posts.
    """
    return [
        Link(source, target, how, Backing._make(backing))
        for source, target, how, *backing, home, other in run(session, which, values)
        if home == other == proposal_id
    ]


def _upwards(session: Session, start: Collection[int], how: Select[int] = _UPWARDS) -> Iterable[int]:
    """These posts, all that they lead to, and what was merged into any of them."""
    return run(session, how, {"posts": start}).scalars() if start else ()
