"""A post as lists show it: its words, a line above and one below. Read from its own row, whatever else is in the
thread; why it stands as it does is told where it is opened (`queries.posts`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, and_, bindparam, case, false, or_, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain import labels, places
from deliberate.domain.engine.explanations import shown
from deliberate.domain.engine.verdicts import may_deal_with
from deliberate.domain.facts import SITE, ProposalFacts, claim_facts, post_facts
from deliberate.domain.labels import Ground, Label, Polarity, Rule
from deliberate.domain.nodes import State, is_refuted, raised_by
from deliberate.domain.papers import Seen
from deliberate.domain.permissions import Act, Actor, can, denial
from deliberate.domain.posts import FIELDS, PostWords
from deliberate.domain.predicates import moderator
from deliberate.domain.statuses import Outcome, Status
from deliberate.domain.votes import Choice
from deliberate.domain.words import Say
from deliberate.models import Acceptance, LogEntry, Person, Post, Proposal, Vote
from deliberate.queries.holding import Withdrawal
from deliberate.queries.notices import notice
from deliberate.queries.perspectives import load_seen

# The post, its words, its place and its label: what a vote is cast on.
Present: TypeAlias = tuple[int, int, places.Place, Label]


@dataclass(frozen=True, slots=True)
class PostRow:
    """`words` are empty where the viewer may not read them; `notice` then says why. `standing` is None where nothing is
    known of it. `may_vote` and `may_reply` are what is offered: nothing that would be refused."""

    id: int
    label: Label
    ground: Ground | None
    author: str
    created: datetime
    seen: Seen
    state: State
    status: Status | None
    few_share: bool
    refuted: bool
    words: PostWords
    notice: Say | None
    withdrawn: datetime | None
    votes: tuple[int, int, int] | None
    standing: tuple[float, float, float] | None
    mine: Choice | None
    stale: bool
    # Who raised the point that it replies to says that it answers it; whether the viewer may say so, who raised it.
    accepted: bool
    may_accept: bool
    # Whether the viewer raised it, and may say which words it is about.
    may_say_where: bool
    # For one opinion group it is settled, for another not.
    groups_differ: bool
    may_vote: bool
    may_reply: bool
    merged: int
    # How many people hold it.
    weight: int
    # Whether it is counted among the replies of the post it is shown under; how many it has, and how many below.
    counted: bool
    replies: int
    below: int
    parent: int | None
    about: str | None
    version: int

    @property
    def rule(self) -> Rule:
        return labels.rule(self.label)

    @property
    def wording(self) -> int:
        return self.seen.wording

    @property
    def reworded(self) -> bool:
        """Whether the passage it is about was given other words since it was raised."""
        return self.seen.reworded_in > 1

    @property
    def polarity(self) -> Polarity:
        return self.rule.polarity

    @property
    def body(self) -> str:
        return self.words.body

    @property
    def outcome(self) -> Outcome | None:
        return Outcome.of(self.status, self.few_share) if self.status else None


_HEIR = aliased(Person)
_COLUMNS = (
    *(Post.id, Post.label, Post.ground, Post.author_id, Post.created, Post.wording, Post.state, Post.status),
    *(Post.few_share, Post.extent, Post.withdrawn_at, Post.heir_id, Post.agree, Post.passes),
    *(Post.disagree, Post.raised_too, Post.standing, Post.low, Post.high, Post.counted, Post.replies),
    *(Post.below, Post.weight, Post.parent_id, Post.shown_under_id, Post.anchor, Post.about, Post.version),
    Post.reworded_in,
    *(Person.name.label("author"), _HEIR.name.label("heir")),
)
# A composite would be put together by a slower way.
_WORDS = tuple(getattr(Post, field.name) for field in FIELDS)
# Built once: to build a statement takes longer than to run it.
_ROWS = (
    select(*_COLUMNS, *_WORDS)
    .join(Person, Person.id == Post.author_id)
    .outerjoin(_HEIR, _HEIR.id == Post.heir_id)
    .where(Post.id.in_(bindparam("ids", expanding=True)))
)
_TWINS = select(Post.id, Post.merged_into_id).where(Post.merged_into_id.in_(bindparam("ids", expanding=True)))
_OWN = (
    select(Vote.post_id, Vote.choice, Vote.wording, Vote.place, Vote.label)
    .where(Vote.person_id == bindparam("person"), Vote.post_id.in_(bindparam("ids", expanding=True)))
    .order_by(Vote.cast)
)
# The point that a reply is shown under, and whose it is.
_POINT = aliased(Post)
_RAISER = case((_POINT.withdrawn_at.is_not(None), _POINT.heir_id), else_=_POINT.author_id)
_MARKS = (
    select(
        *(Post.id, Post.label, Post.author_id, Post.state),
        *(_POINT.label, _POINT.state, _RAISER, Acceptance.person_id),
    )
    .join(_POINT, _POINT.id == Post.shown_under_id)
    .outerjoin(Acceptance, Acceptance.post_id == Post.id)
    .where(Post.id.in_(bindparam("ids", expanding=True)), _POINT.label.in_(labels.RAISES_AN_ISSUE))
)


def is_listed(viewer: Actor) -> ColumnElement[bool]:
    """The posts that the viewer finds in a thread: what leaves a mark, or has below it what does; their own, too, and
    all of them for moderators. What is merged is where the other one is."""
    if moderator(viewer, SITE):
        return Post.state != State.MERGED
    seen = or_(Post.counted, Post.below > 0)
    own = and_(Post.author_id == viewer.id, Post.state != State.MERGED) if viewer.signed_in else false()
    return or_(seen, own)


def load_rows(session: Session, proposal: Proposal, viewer: Actor, ids: Collection[int]) -> dict[int, PostRow]:
    """These posts of one proposal, in three statements, one more for who is signed in, where some are hidden, and
    where opinion groups are told; of none in none."""
    if not ids:
        return {}
    found: Sequence[Any] = session.execute(_ROWS, {"ids": list(ids)}).all()
    twins = merged_into(session, ids)
    merged = Counter(twins.values())
    marks = _marks(session, proposal, viewer, ids)
    seen = load_seen(session, proposal.slug, ids) if proposal.groups_told else {}
    mine = own_votes(session, viewer, ids, twins)
    hidden = [row.id for row in found if row.state is State.HIDDEN]
    reasons = hiding_reasons(session, hidden)
    about = proposal.facts()
    return {
        row.id: _row(
            row,
            viewer,
            about,
            mine.get(row.id),
            merged[row.id],
            reasons.get(row.id, ""),
            marks.get(row.id, (False, False)),
            groups_differ=row.id in seen and seen[row.id].split is not None,
        )
        for row in found
    }


_HIDING = (
    select(LogEntry.post_id, LogEntry.reason)
    .where(LogEntry.post_id.in_(bindparam("posts", expanding=True)), LogEntry.act == Act.HIDE)
    .order_by(LogEntry.id)
)


def hiding_reasons(session: Session, posts: Collection[int]) -> dict[int, str]:
    """By hidden post what the moderator said, the last who hid it."""
    if not posts:
        return {}
    rows = session.execute(_HIDING, {"posts": list(posts)})
    return {post: reason for post, reason in rows if post is not None}


def merged_into(session: Session, ids: Collection[int]) -> dict[int, int]:
    """What was merged into these posts, directly or by way of others, and which of them each was merged into."""
    twins: dict[int, int] = {}
    into: Mapping[int, int] = {id: id for id in ids}
    while into:
        rows = session.execute(_TWINS, {"ids": list(into)})
        into = {id: into[kept] for id, kept in rows if kept is not None and id not in twins}
        twins |= into
    return twins


def _marks(session: Session, proposal: Proposal, viewer: Actor, ids: Collection[int]) -> dict[int, tuple[bool, bool]]:
    """Of the replies to points that deal with them: whether who raised the point says that this answers it, and whether
    the viewer may."""
    rows = session.execute(_MARKS, {"ids": list(ids)})
    marks = {}
    about = proposal.facts()
    for id, label, author, state, above, state_above, raiser, by in rows:
        if not may_deal_with(above, label, labels.rule(label).polarity):
            continue
        may = state is State.VISIBLE and can(viewer, Act.ACCEPT, claim_facts(raiser, author, state_above, about))
        marks[id] = by is not None and by == raiser, may
    return marks


def own_votes(session: Session, viewer: Actor, ids: Collection[int], twins: Mapping[int, int]) -> dict[int, Any]:
    """The viewer's vote on each post: the one cast on it, else the latest one on what was merged into it."""
    if not viewer.signed_in:
        return {}
    votes = session.execute(_OWN, {"person": viewer.id, "ids": [*ids, *twins]}).all()
    latest = {twins.get(vote.post_id, vote.post_id): vote for vote in votes}
    return latest | {vote.post_id: vote for vote in votes if vote.post_id in latest}


def is_stale(vote: Any, present: Present) -> bool:
    """Whether the question has another meaning now than it had for who cast it."""
    return (vote.post_id, vote.wording, vote.place, vote.label) != present


def present_place(post: Any) -> places.Place:
    """Where a vote on it would be cast now."""
    return places.on_words(places.at(post.parent_id, post.anchor), post.reworded_in)


def _row(
    post: Any,
    viewer: Actor,
    about: ProposalFacts,
    vote: Any,
    merged: int,
    hidden_because: str,
    marks: tuple[bool, bool],
    *,
    groups_differ: bool,
) -> PostRow:
    rule = labels.rule(post.label)
    facts = post_facts(post.author_id, post.state, post.state, about, post.withdrawn_at is not None, post.heir_id)
    readable = post.state is State.VISIBLE or can(viewer, Act.READ_POST, facts)
    refused = denial(viewer, Act.VOTE, facts)
    own = vote if vote and viewer.id != post.author_id and readable and rule.asks else None
    present = (post.id, post.wording, present_place(post), post.label)
    return PostRow(
        id=post.id,
        label=post.label,
        ground=post.ground,
        author=post.author,
        created=post.created,
        seen=Seen(post.wording, post.reworded_in),
        state=post.state,
        status=post.status if post.state is not State.WITHDRAWN else None,
        few_share=post.few_share,
        refuted=is_refuted(post.label, post.extent),
        words=PostWords(*post[-len(_WORDS) :]) if readable else PostWords(),
        notice=notice(post.state, hidden_because, _withdrawal(post)),
        withdrawn=post.withdrawn_at,
        votes=(post.agree, post.passes, post.disagree) if rule.asks and readable else None,
        standing=_standing(post) if rule.asks and readable else None,
        mine=own.choice if own else None,
        stale=own is not None and is_stale(own, present),
        accepted=marks[0],
        may_accept=marks[1],
        may_say_where=_may_say_where(post, viewer, about),
        groups_differ=groups_differ,
        may_vote=refused is None or refused.signs_in,
        may_reply=post.state is State.VISIBLE and not about.closed,
        merged=merged,
        weight=post.weight,
        counted=post.counted,
        replies=post.replies,
        below=post.below,
        parent=post.shown_under_id,
        about=post.about,
        version=post.version,
    )


def _may_say_where(post: Any, viewer: Actor, about: ProposalFacts) -> bool:
    if post.anchor is None or viewer.id not in (post.author_id, post.heir_id) or not viewer.signed_in:
        return False
    raiser = raised_by(post.author_id, post.withdrawn_at is not None, post.heir_id)
    return can(viewer, Act.SAY_WHERE, claim_facts(raiser, about.owner, post.state, about))


def _standing(post: Any) -> tuple[float, float, float] | None:
    """Nothing where nobody voted and nothing acts on it."""
    is_known = post.agree or post.disagree or post.standing != 0.5
    return (shown(post.standing), shown(post.low), shown(post.high)) if is_known else None


def _withdrawal(post: Any) -> Withdrawal | None:
    if post.withdrawn_at is None:
        return None
    return Withdrawal(post.withdrawn_at, post.agree + post.raised_too, post.heir or "")
