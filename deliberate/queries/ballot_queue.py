"""The posts of a proposal that need the viewer's vote, for the first time or again, one after another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, bindparam, exists, func, select, union_all
from sqlalchemy.orm import Session, aliased

from deliberate.domain.engine.deciding import verdict_that_matters, what_one_vote_may_do
from deliberate.domain.engine.verdicts import Verdicts
from deliberate.domain.graph import Graph
from deliberate.domain.labels import ASKS, RAISES_AN_ISSUE, Label, Repliable, Target, name
from deliberate.domain.nodes import State
from deliberate.domain.opinions.routing import draw, mixed, priority, urgency
from deliberate.domain.permissions import Act, Actor, can
from deliberate.domain.predicates import REFUSALS, not_writer
from deliberate.domain.words import Say, Sayable, say
from deliberate.models import Choice, Passage, PointCount, Post, PostScore, Proposal, Vote
from deliberate.queries.ballots import agreed_with
from deliberate.queries.counts import WHOLE
from deliberate.queries.graphs import load_around, load_upwards
from deliberate.queries.merges import kept_of
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


# So many posts are drawn from; where more wait, those that follow each other in so many places: all over the thread,
# and from the first on, so that one is found as long as any waits.
_DRAWN_FROM, _PLACES = 100, 5
# Of them so many replies at the most to points that the viewer holds.
_TO_HELD = 20


def votes_needed(session: Session, proposal: Proposal, viewer: Actor) -> int:
    """How many posts wait for the viewer's vote, for the first time or again: those that ask, less the viewer's own and
    those they have voted on as they are. One statement, whose cost grows with what the viewer did, not the thread."""
    return _waiting(session, proposal, viewer).left if _may_vote(proposal, viewer) else 0


class _Waiting(NamedTuple):
    """Of `total` posts that others wrote and that ask voters something, `left` wait for the viewer's vote; `first` and
    `last` are the ends of the thread, None where there is none."""

    total: int
    left: int
    first: int | None
    last: int | None


def _waiting(session: Session, proposal: Proposal, viewer: Actor) -> _Waiting:
    asking, own, voted, *ends = session.execute(_needed(), {"home": proposal.id, "viewer": viewer.id}).one()
    return _Waiting(asking - own, asking - own - voted, *ends)


@cache
def _needed() -> Select[*tuple[Any, ...]]:
    home, viewer = bindparam("home", type_=Integer), bindparam("viewer", type_=Integer)
    asking = select(func.coalesce(func.sum(PointCount.posts), 0)).where(
        PointCount.proposal_id == home, PointCount.passage == WHOLE, PointCount.label.in_(ASKS)
    )
    asked = (Post.proposal_id == home, Post.state == State.VISIBLE, Post.label.in_(ASKS))
    own = select(func.count(Post.id)).where(*asked, Post.author_id == viewer)
    # Asked by vote: joined, as what exists may be, a database may go through all posts of the thread.
    of_these = select(Post.id).where(Post.id == Vote.post_id, _is_present(), *asked, Post.author_id != viewer)
    voted = select(func.count(of_these.scalar_subquery())).where(Vote.person_id == viewer)
    thread = select(Post.id).where(Post.proposal_id == home).limit(1)
    ends = (thread.order_by(order).scalar_subquery() for order in (Post.id.asc(), Post.id.desc()))
    return select(asking.scalar_subquery(), own.scalar_subquery(), voted.scalar_subquery(), *ends)


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
    priority and half by where few votes more may decide something (`routing`); a fixed number of statements, which read
    no more of a long thread than is drawn from.

    `voted` is the post that the viewer was shown when they voted last, `missed` one whose vote was refused, `again` one
    whose vote was taken back: it comes next.
    """
    waiting = _waiting(session, proposal, viewer)
    if not _may_vote(proposal, viewer):
        return QueuePage(waiting.total, waiting.total)
    stands_for = kept_of(session, [id for id in (voted, missed, again) if id is not None])
    seen, back = stands_for.get(voted or 0), stands_for.get(again or 0)
    priorities = _priorities(session, proposal, viewer, random, waiting, skipped, back)
    kept, fresh = _without_skipped(priorities, skipped, waiting.left)
    graph = load_upwards(session, proposal.id, priorities)
    verdicts = Verdicts(graph, load_rules(session).quorum)
    held = agreed_with(session, graph, viewer)
    chosen = back if back in priorities else _drawn(graph, verdicts, {id: priorities[id] for id in fresh}, held, random)
    parent = graph.parent(graph.nodes[chosen]) if chosen else None
    around = load_around(session, proposal.id, {id for id in (chosen, parent, *stands_for.values()) if id is not None})
    posts = load_posts(session, around, {id for id in (chosen, parent, seen) if id in around.nodes}, viewer)
    return QueuePage(
        total=waiting.total,
        left=waiting.left,
        asked=_asked(session, proposal, graph, verdicts, posts, chosen, parent) if chosen else None,
        skipped=kept,
        cast=LastVote(posts[seen], seen != voted) if seen in posts and _is_cast(posts[seen]) else None,
        missed=_why_missed(around, stands_for.get(missed or 0), viewer),
    )


def _may_vote(proposal: Proposal, viewer: Actor) -> bool:
    """Whether the viewer may vote on visible posts; what else decides is in `_asks`."""
    return can(viewer, Act.VOTE, proposal.facts())


def _asks(viewer: Actor) -> list[ColumnElement[bool]]:
    """Posts that ask voters something, and that somebody else wrote."""
    return [Post.state == State.VISIBLE, Post.label.in_(ASKS), Post.author_id != viewer.id]


def _waits(viewer: Actor) -> ColumnElement[bool]:
    """Posts that the viewer has not voted on as they are now: they have no vote, or it was cast on other words, at
    another place, on another question, or on a post that was merged into this one (`CastVote.stale`)."""
    return ~exists().where(Vote.post_id == Post.id, Vote.person_id == viewer.id, _is_present())


def _is_present() -> ColumnElement[bool]:
    """A vote on a post as it is now."""
    return (Vote.label == Post.label) & (Vote.wording == Post.wording) & (Vote.place == place_of(Post))


def _priorities(
    session: Session,
    proposal: Proposal,
    viewer: Actor,
    random: Callable[[], float],
    number: _Waiting,
    skipped: Sequence[int],
    back: int | None,
) -> dict[int, float]:
    """The routing priority of posts that wait: of all of them, while they are not too many; else of some that were not
    skipped and follow each other in a few places of the thread, of replies to points that the viewer holds, of those
    that were `skipped`, and of the one that is to come `back`."""
    anywhere = (
        select(Post.id, Post.agree, Post.passes, Post.disagree, func.coalesce(PostScore.extremity, 0.0))
        .outerjoin(PostScore, PostScore.post_id == Post.id)
        .where(*_asks(viewer), _waits(viewer))
    )
    waiting = anywhere.where(Post.proposal_id == proposal.id)
    parts = [waiting.order_by(Post.id).limit(_DRAWN_FROM)]
    if number.left > _DRAWN_FROM and number.first and number.last:
        others = (number.first + int(random() * (number.last - number.first + 1)) for _ in range(_PLACES - 1))
        some = waiting.where(Post.id.not_in(skipped)).order_by(Post.id).limit(_DRAWN_FROM // _PLACES)
        parts = [some.where(Post.id >= start) for start in (number.first, *others)]
        parts += [anywhere.where(Post.parent_id.in_(_agreed_with(proposal, viewer))).limit(_TO_HELD)]
        parts += [waiting.where(Post.id.in_([*skipped, back or 0]))]
    rows = session.execute(union_all(*(select(part.subquery()) for part in parts)))
    return dict(sorted((row[0], priority(*row[1:])) for row in rows))


def _agreed_with(proposal: Proposal, viewer: Actor) -> Select[int]:
    """Posts of a proposal that the viewer agreed with, asked by vote."""
    point = aliased(Post)
    here = select(point.id).where(point.id == Vote.post_id, point.proposal_id == proposal.id).scalar_subquery()
    return select(here).where(Vote.person_id == viewer.id, Vote.choice == Choice.AGREE)


def _without_skipped(waiting: Collection[int], skipped: Sequence[int], left: int) -> tuple[tuple[int, ...], list[int]]:
    """The skips that still hold, and the posts to draw from; when everything was skipped it begins again, but not with
    the one skipped last."""
    kept = tuple(id for id in skipped if id in waiting)
    if kept and len(set(kept)) >= left:
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
    node = graph.nodes.get(post or 0)
    if node is None:
        return None
    if node.state is not State.VISIBLE:
        return say("That post is not shown any more: a moderator is looking at it, or has hidden it.")
    if node.label not in ASKS:
        return say("That post has been relabelled, and nobody votes on what it is now.")
    if node.author == viewer.id:
        return REFUSALS[not_writer]
    return say("That post was being changed.")
