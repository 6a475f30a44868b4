"""Revisions of a proposal: what they changed, what they claim to deal with, and what a next one could deal with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from deliberate.domain.facts import ProposalFacts, claim_on
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import Claim, State
from deliberate.domain.permissions import Act, Actor, can
from deliberate.domain.statuses import Status
from deliberate.domain.texts.anchors import fates
from deliberate.domain.texts.diffs import PassageChange, passage_changes
from deliberate.domain.texts.passages import Passage, anchored
from deliberate.models import AddressingClaim, Judgement, Person, PointCount, Post, Proposal, Revision, Whereabouts
from deliberate.models import Passage as PassageRow
from deliberate.models.posts import WEIGHTIEST
from deliberate.queries.counts import COUNTED, WHOLE
from deliberate.queries.excerpts import excerpt
from deliberate.queries.merges import kept_of
from deliberate.queries.pages import Page

# How many points the form for a revision lists; beyond, the strongest.
PAGE = 20
_LISTED = 100
_EXCERPT = 140
# What a change of the text could deal with, the most pressing first.
_PRESSING = (Status.OPEN, Status.CONTESTED, Status.CONCEDED, Status.ADDRESSED)


@dataclass(frozen=True)
class Point:
    """An objection, condition or question; `settles` is what the person who raised it says would settle it."""

    post: int
    label: Label
    status: Status
    words: str
    settles: str
    anchor: str | None = None


@dataclass(frozen=True)
class RevisionLine:
    number: int
    created: datetime
    summary: str
    author: str
    state: State
    addresses: tuple[Point, ...]


@dataclass(frozen=True)
class ClaimView:
    """What the latest claim about a post says, what people say to it, and whether the viewer may say something."""

    claim: Claim
    summary: str
    mine: bool | None
    may_judge: bool


def readable_revision(viewer: Actor, proposal: Proposal) -> ColumnElement[bool]:
    """Those that are in force or were; the others are read by whoever put the proposal up, and by moderators."""
    if viewer.id == proposal.owner_id or can(viewer, Act.MODERATE):
        return true()
    return Revision.state == State.VISIBLE


def may_read(session: Session, proposal: Proposal, viewer: Actor, number: int) -> bool:
    """Whether there is such a revision, and the viewer may read it."""
    here = (Revision.proposal_id == proposal.id) & (Revision.number == number)
    return session.scalar(select(Revision.id).where(here, readable_revision(viewer, proposal))) is not None


def revisions(session: Session, proposal: Proposal, viewer: Actor, page: int = 1) -> tuple[list[RevisionLine], Page]:
    """Newest first, in as many statements however many points they claim to deal with."""
    here = (Revision.proposal_id == proposal.id) & readable_revision(viewer, proposal)
    shown = Page.nearest(page, PAGE, session.scalars(select(func.count()).where(here)).one())
    rows = session.execute(
        select(Revision.number, Revision.created, Revision.summary, Person.name, Revision.state)
        .join(Person, Person.id == Revision.author_id)
        .where(here)
        .order_by(Revision.number.desc())
        .slice(shown.start, shown.stop)
    )
    lines = rows.all()
    addressed = _addressed(session, proposal, [number for number, *_ in lines])
    return [RevisionLine(*row, tuple(addressed.get(row[0], ()))) for row in lines], shown


def changes(session: Session, proposal: Proposal, number: int, since: int | None = None) -> list[PassageChange]:
    """What a revision changed in the one before it that came into force, or in any other; nothing for the first. In one
    statement."""
    other = _number_before(proposal, number) if since is None else since
    rows = session.execute(
        select(Revision.number, PassageRow)
        .join(PassageRow, PassageRow.revision_id == Revision.id)
        .where(Revision.proposal_id == proposal.id)
        .where(or_(Revision.number == number, Revision.number == other))
        .order_by(PassageRow.position)
    )
    passages: dict[bool, list[Passage]] = defaultdict(list)
    for of, row in rows:
        passages[of == number].append(row.value())
    return passage_changes(passages[False], passages[True]) if passages[False] else []


def dealt_with(
    session: Session, proposal: Proposal, viewer: Actor, number: int, since: int | None = None
) -> dict[str, list[Point]]:
    """The points that a revision claims to deal with, or all after `since` up to it, by the passage they were raised
    on."""
    after = number - 1 if since is None else since
    between = (Revision.proposal_id == proposal.id) & (Revision.number > after) & (Revision.number <= number)
    numbers = session.scalars(select(Revision.number).where(between, readable_revision(viewer, proposal))).all()
    found = _addressed(session, proposal, numbers)
    points: dict[str, list[Point]] = defaultdict(list)
    for point in dict.fromkeys(point for addressed in found.values() for point in addressed):
        if point.anchor:
            points[point.anchor].append(point)
    return dict(points)


def pressing_points(session: Session, proposal: Proposal, always: Collection[int] = ()) -> tuple[list[Point], int]:
    """The points that a revision could deal with, those in `always` first, and how many more there are: of each status
    those that most people hold, as everywhere. In six statements at the most, whatever was said."""
    raised = select(Post).where(Post.proposal_id == proposal.id, COUNTED)
    chosen = session.scalars(raised.where(Post.id.in_(always), Post.status.is_not(None)).order_by(*WEIGHTIEST)).all()
    listed = sorted(
        chosen, key=lambda post: _PRESSING.index(post.status) if post.status in _PRESSING else len(_PRESSING)
    )
    for status in _PRESSING:
        if (room := _LISTED - len(listed)) > 0:
            further = raised.where(Post.status == status, Post.id.not_in(always))
            listed += session.scalars(further.order_by(*WEIGHTIEST).limit(room))
    counted = select(func.sum(PointCount.posts)).where(
        PointCount.proposal_id == proposal.id, PointCount.passage == WHOLE, PointCount.status.in_(_PRESSING)
    )
    more = (session.scalar(counted) or 0) - sum(post.status in _PRESSING for post in listed)
    return [_point(post) for post in listed], more


@dataclass(frozen=True)
class Question:
    """Where a passage went about which that is not certain: to one of the candidates, each known by a key that the same
    text gives it again, or nowhere. `posts`: how many are about it."""

    passage: Passage
    candidates: tuple[tuple[str, Passage], ...]
    posts: int


def questions(session: Session, proposal: Proposal, old: Sequence[Passage], new: Sequence[Passage]) -> list[Question]:
    """In the order of the old text."""
    keys = [passage.anchor for passage in anchored(replace(passage, anchor="") for passage in new)]
    unsure = [(passage, fate) for passage, fate in zip(old, fates(old, new), strict=True) if not fate.certain]
    posts = posts_about(session, proposal, [passage.anchor for passage, _ in unsure])
    return [
        Question(passage, tuple((keys[place], new[place]) for place in fate.candidates), posts.get(passage.anchor, 0))
        for passage, fate in unsure
    ]


def places_of(new: Sequence[Passage], keys: Mapping[str, str]) -> dict[str, int]:
    """The places of the candidates that were chosen, by the anchors of the old passages; unknown keys are left out."""
    places = {passage.anchor: place for place, passage in enumerate(anchored(replace(one, anchor="") for one in new))}
    return {anchor: places[key] for anchor, key in keys.items() if key in places}


@dataclass(frozen=True)
class Said:
    """What the author of a revision says became of a passage: where it is now, or None where it is gone; and who says
    otherwise, for posts on it."""

    before: Passage
    now: Passage | None
    otherwise: tuple[tuple[int, str], ...] = ()


def said_of(session: Session, proposal: Proposal, number: int) -> list[Said]:
    """About passages where that was not certain; in three statements."""
    here = (Revision.proposal_id == proposal.id) & (Revision.number == number)
    asked = session.scalar(select(Revision.asked).where(here)) or {}
    if not asked:
        return []
    rows = session.execute(
        select(Revision.number, PassageRow)
        .join(PassageRow, PassageRow.revision_id == Revision.id)
        .where(Revision.proposal_id == proposal.id, PassageRow.anchor.in_(asked))
        .where(or_(Revision.number == number, Revision.number == _number_before(proposal, number)))
        .order_by(PassageRow.position)
    )
    passages: dict[bool, dict[str, Passage]] = {True: {}, False: {}}
    for of, row in rows:
        passages[of == number][row.anchor] = row.value()
    otherwise = _otherwise(session, proposal, number, passages[False])
    return [
        Said(before, passages[True].get(anchor), tuple(otherwise[anchor])) for anchor, before in passages[False].items()
    ]


def _otherwise(
    session: Session, proposal: Proposal, number: int, anchors: Collection[str]
) -> dict[str, list[tuple[int, str]]]:
    """By passage the visible posts on it of which somebody said then that their words are elsewhere, and who."""
    rows = session.execute(
        select(Post.anchor, Post.id, Person.name)
        .join(Whereabouts, Whereabouts.post_id == Post.id)
        .join(Person, Person.id == Whereabouts.person_id)
        .where(Post.proposal_id == proposal.id, Post.anchor.in_(anchors), COUNTED, Whereabouts.revision >= number)
        .order_by(Post.id)
        .distinct()
    )
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for anchor, post, name in rows:
        found[anchor or ""].append((post, name))
    return found


def posts_about(session: Session, proposal: Proposal, anchors: Collection[str]) -> dict[str, int]:
    """How many visible posts were made directly on each of these passages."""
    statement = select(Post.anchor, func.count()).where(Post.proposal_id == proposal.id, Post.anchor.in_(anchors))
    rows = session.execute(statement.where(Post.state == State.VISIBLE).group_by(Post.anchor))
    return {anchor: count for anchor, count in rows if anchor}


def claims(
    session: Session, graph: Graph, ids: Collection[int], viewer: Actor, proposal: ProposalFacts
) -> dict[int, ClaimView]:
    """The latest claim about each of these posts, in one statement, or none where nothing is claimed."""
    claimed = {id: claim for id in ids if (claim := graph.claim(id))}
    if not claimed:
        return {}
    cluster = {member: kept for kept in claimed for member in (kept, *graph.merged_into(kept))}
    rows = session.execute(
        select(AddressingClaim.post_id, Revision.number, Revision.summary, Revision.author_id, Judgement.holds)
        .join(Revision, Revision.id == AddressingClaim.revision_id)
        .outerjoin(Judgement, (Judgement.claim_id == AddressingClaim.id) & (Judgement.person_id == viewer.id))
        .where(AddressingClaim.post_id.in_(cluster), Revision.state == State.VISIBLE)
        .order_by(AddressingClaim.id)
    )
    views = {}
    for post, number, summary, author, mine in rows:
        node = graph.nodes[cluster[post]]
        if number == claimed[node.id].revision:
            facts = claim_on(graph, node.id, author, proposal)
            views[node.id] = ClaimView(claimed[node.id], summary, mine, can(viewer, Act.JUDGE, facts))
    return views


def _addressed(session: Session, proposal: Proposal, revisions: Collection[int]) -> dict[int, list[Point]]:
    """By number of the revision that claims to deal with them: the posts that stand for them, if they are visible."""
    claimed = session.execute(
        select(Revision.number, AddressingClaim.post_id)
        .join(AddressingClaim, AddressingClaim.revision_id == Revision.id)
        .where(Revision.proposal_id == proposal.id, Revision.number.in_(revisions))
    ).all()
    if not claimed:
        return {}
    stands_for = kept_of(session, {post for _, post in claimed})
    kept = {(number, stands_for[post]) for number, post in claimed}
    which = Post.id.in_({post for _, post in kept}) & (Post.state == State.VISIBLE)
    points = {post.id: _point(post) for post in session.scalars(select(Post).where(which))}
    addressed: dict[int, list[Point]] = defaultdict(list)
    for number, post in sorted(kept):
        if post in points:
            addressed[number].append(points[post])
    return addressed


def _number_before(proposal: Proposal, number: int) -> ColumnElement[int]:
    earlier = select(func.max(Revision.number)).where(
        Revision.proposal_id == proposal.id, Revision.number < number, Revision.state == State.VISIBLE
    )
    return func.coalesce(earlier.scalar_subquery(), number)


def _point(post: Post) -> Point:
    words = excerpt(post.body, _EXCERPT)
    return Point(post.id, post.label, post.status or Status.OPEN, words, post.words.settles, post.anchor)
