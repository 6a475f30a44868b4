"""The posts of a proposal that need the viewer's vote, for the first time or again, one after another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Integer, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from deliberate.domain.engine.deciding import verdict_that_matters, what_one_vote_may_do
from deliberate.domain.engine.verdicts import Verdicts
from deliberate.domain.graph import Graph
from deliberate.domain.labels import ASKS, RAISES_AN_ISSUE, Label, Repliable, Target, name
from deliberate.domain.nodes import State
from deliberate.domain.opinions.routing import draw, mixed, priority, urgency
from deliberate.domain.permissions import Act, Actor, can
from deliberate.domain.predicates import REFUSALS, not_writer
from deliberate.domain.words import Say, Sayable, say
from deliberate.models import Passage, PointCount, Post, PostScore, Proposal, Vote
from deliberate.queries.ballots import agreed_with
from deliberate.queries.counts import WHOLE
from deliberate.queries.graphs import load_graph
from deliberate.queries.posts import PostView, load_posts
from deliberate.queries.rules import load_rules
from deliberate.queries.texts import passages_in_force
from deliberate.queries.votes import place_of


@dataclass(frozen=True)
class Asked:
    """A post to vote on, with what it replies to: `parent`, else the passage, else the proposal as a whole."""

    post: PostView
    target: Repliable
    parent: PostView | None
    passage_number: str
    passage: str
    # What one more vote may do, where it may do much.
    stake: Say | None = None

    @property
    def phrase(self) -> Say:
        """'An objection to this passage'."""
        whole = self.target is Target.PROPOSAL
        return self.post.rule.to(name(Target.PROPOSAL) if whole else say("this %(what)s", what=self.noun))

    @property
    def noun(self) -> Sayable:
        return say("reason") if self.target is Label.SUPPORT else self.target


@dataclass(frozen=True)
class LastVote:
    """What the viewer has just voted on: `post`, also when they were shown one that is `merged` into it."""

    post: PostView
    merged: bool


@dataclass(frozen=True)
class QueuePage:
    """Of `total` posts that others wrote and that ask voters something, `left` wait for the viewer's vote: they have
    none, or not on the post as it is now.

    `skipped` are those that do not come back yet; `missed` says why the last vote was not counted.
    """

    total: int
    left: int
    asked: Asked | None = None
    skipped: tuple[int, ...] = ()
    cast: LastVote | None = None
    missed: Say | None = None


def votes_needed(session: Session, proposal: Proposal, viewer: Actor) -> int:
    """How many posts wait for the viewer's vote, for the first time or again: those that ask, less the viewer's own and
    those they have voted on as they are. One statement, whose cost grows with what the viewer did, not the thread."""
    if not _may_vote(proposal, viewer):
        return 0
    return int(session.scalars(_needed(), {"home": proposal.id, "viewer": viewer.id}).one())


@cache
def _needed() -> Select[int]:
    home, viewer = bindparam("home", type_=Integer), bindparam("viewer", type_=Integer)
    asking = select(func.coalesce(func.sum(PointCount.posts), 0)).where(
        PointCount.proposal_id == home, PointCount.passage == WHOLE, PointCount.label.in_(ASKS)
    )
    asked = (Post.proposal_id == home, Post.state == State.VISIBLE, Post.label.in_(ASKS))
    own = select(func.count(Post.id)).where(*asked, Post.author_id == viewer)
    # Asked by vote: joined, as what exists may be, a database may go through all posts of the thread.
    of_these = select(Post.id).where(Post.id == Vote.post_id, _is_present(), *asked, Post.author_id != viewer)
    voted = select(func.count(of_these.scalar_subquery())).where(Vote.person_id == viewer)
    return select(asking.scalar_subquery() - own.scalar_subquery() - voted.scalar_subquery())


def vote_queue(
    session: Session,
    proposal: Proposal,
    viewer: Actor,
    random: Callable[[], float],
    skipped: Sequence[int] = (),
    voted: int | None = None,
    missed: int | None = None,
    again: int | None = None,
) -> QueuePage:
    """The next post to vote on: replies to points that the viewer holds before others, drawn half by the routing
    priority and half by where few votes more may decide something (`routing`); a fixed number of statements.

    `voted` is the post that the viewer was shown when they voted last, `missed` one whose vote was refused, `again` one
    whose vote was taken back: it comes next.
    """
    total = session.scalars(select(func.count(Post.id)).where(*_asks(proposal, viewer))).one()
    if not _may_vote(proposal, viewer):
        return QueuePage(total, total)
    priorities = _priorities(session, proposal, viewer)
    kept, fresh = _without_skipped(priorities, skipped)
    graph = load_graph(session, proposal.id)
    verdicts = Verdicts(graph, load_rules(session).quorum)
    held = agreed_with(session, graph, proposal, viewer)
    back = graph.kept(again) if again in graph.nodes else None
    chosen = back if back in priorities else _drawn(graph, verdicts, {id: priorities[id] for id in fresh}, held, random)
    seen = graph.kept(voted) if voted in graph.nodes else None
    parent = graph.parent(graph.nodes[chosen]) if chosen else None
    wanted = {id for id in (chosen, parent, seen) if id is not None}
    posts = load_posts(session, graph, wanted, viewer)
    return QueuePage(
        total=total,
        left=len(priorities),
        asked=_asked(session, proposal, graph, verdicts, posts, chosen, parent) if chosen else None,
        skipped=kept,
        cast=LastVote(posts[seen], seen != voted) if seen and _is_cast(posts[seen]) else None,
        missed=_why_missed(graph, missed, viewer),
    )


def _may_vote(proposal: Proposal, viewer: Actor) -> bool:
    """Whether the viewer may vote on visible posts; what else decides is in `_asks`."""
    return can(viewer, Act.VOTE, proposal.facts())


def _asks(proposal: Proposal, viewer: Actor) -> list[ColumnElement[bool]]:
    """Posts that ask voters something, and that somebody else wrote."""
    conditions = [Post.proposal_id == proposal.id, Post.state == State.VISIBLE, Post.label.in_(ASKS)]
    return [*conditions, Post.author_id != viewer.id] if viewer.signed_in else conditions


def _waits(viewer: Actor) -> ColumnElement[bool]:
    """Posts that the viewer has not voted on as they are now: they have no vote, or it was cast on other words, at
    another place, on another question, or on a post that was merged into this one (`CastVote.stale`)."""
    return ~exists().where(Vote.post_id == Post.id, Vote.person_id == viewer.id, _is_present())


def _is_present() -> ColumnElement[bool]:
    """A vote on a post as it is now."""
    return (Vote.label == Post.label) & (Vote.wording == Post.wording) & (Vote.place == place_of(Post))


def _priorities(session: Session, proposal: Proposal, viewer: Actor) -> dict[int, float]:
    rows = session.execute(
        select(Post.id, Post.agree, Post.passes, Post.disagree, func.coalesce(PostScore.extremity, 0.0))
        .outerjoin(PostScore, PostScore.post_id == Post.id)
        .where(*_asks(proposal, viewer), _waits(viewer))
        .order_by(Post.id)
    )
    return {id: priority(agree, passes, disagree, extremity) for id, agree, passes, disagree, extremity in rows}


def _without_skipped(waiting: Collection[int], skipped: Sequence[int]) -> tuple[tuple[int, ...], list[int]]:
    """The skips that still hold, and the posts to draw from; when everything was skipped it begins again, but not with
    the one skipped last."""
    kept = tuple(id for id in skipped if id in waiting)
    if kept and len(set(kept)) == len(waiting):
        kept = kept[-1:] if len(waiting) > 1 else ()
    return kept, [id for id in waiting if id not in kept]


def _drawn(
    graph: Graph, verdicts: Verdicts, priorities: dict[int, float], held: set[int], random: Callable[[], float]
) -> int | None:
    """One of the posts; one that replies to a point that is `held`, where there is such."""
    if not priorities:
        return None
    first = {id: own for id, own in priorities.items() if _point_above(graph, id) in held} or priorities
    asked = {id: verdict_that_matters(graph, verdicts, id) for id in first}
    return draw(mixed(first, {id: urgency(verdict) for id, verdict in asked.items() if verdict}), random)


def _point_above(graph: Graph, reply: int) -> int | None:
    """The visible objection, condition or question that it replies to."""
    parent = graph.parent(graph.nodes[reply])
    if parent is None or graph.nodes[parent].state is not State.VISIBLE:
        return None
    return parent if graph.nodes[parent].label in RAISES_AN_ISSUE else None


def _asked(
    session: Session,
    proposal: Proposal,
    graph: Graph,
    verdicts: Verdicts,
    posts: dict[int, PostView],
    chosen: int,
    parent: int | None,
) -> Asked:
    post = posts[chosen]
    passage = session.execute(
        passages_in_force(Passage.number, Passage.text).where(Proposal.id == proposal.id, Passage.anchor == post.anchor)
    ).first()
    number, text = passage or (None, "")
    return Asked(
        post,
        graph.target(graph.nodes[chosen]),
        posts[parent] if parent else None,
        number or "",
        text,
        what_one_vote_may_do(graph, verdicts, chosen),
    )


def _is_cast(post: PostView) -> bool:
    return post.ballot is not None and post.ballot.mine is not None


def _why_missed(graph: Graph, post: int | None, viewer: Actor) -> Say | None:
    if post not in graph.nodes:
        return None
    node = graph.nodes[graph.kept(post)]
    if node.state is not State.VISIBLE:
        return say("That post is not shown any more: a moderator is looking at it, or has hidden it.")
    if node.label not in ASKS:
        return say("That post has been relabelled, and nobody votes on what it is now.")
    if node.author == viewer.id:
        return REFUSALS[not_writer]
    return say("That post was being changed.")
