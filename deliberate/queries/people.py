"""A person's page for everybody, and the list of their own posts for themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from deliberate.domain.facts import PostFacts, ProposalStatus
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act, Actor, Role, can
from deliberate.domain.statuses import UNSETTLED, Status
from deliberate.domain.texts import names
from deliberate.models import Person, Post, Proposal
from deliberate.queries.logs import LogLine, log_of_person
from deliberate.queries.pages import Page
from deliberate.queries.rows import hiding_reasons

PAGE = 20


@dataclass(frozen=True)
class PostRow:
    """A post in a list: enough to recognise it and to see how it stands. Of a proposal that is out of sight there is no
    title."""

    id: int
    label: Label
    body: str
    created: datetime
    proposal_title: str
    slug: str
    state: State
    status: Status | None
    agree: int
    passes: int
    disagree: int
    stale_votes: int
    withdrawn_at: datetime | None
    heir: int | None
    in_sight: bool

    @property
    def votes(self) -> int:
        return self.agree + self.passes + self.disagree


@dataclass(frozen=True)
class Kept:
    """The post that one of the person's posts was merged into; `body` is empty where it cannot be read."""

    id: int
    body: str


@dataclass(frozen=True)
class OwnPost:
    row: PostRow
    replies: int
    open_questions: int
    hidden_because: str
    kept: Kept | None
    may_withdraw: bool
    may_put_back: bool


@dataclass(frozen=True)
class OwnPosts:
    posts: tuple[OwnPost, ...]
    page: Page
    state: State | None
    counts: dict[State, int]


@dataclass(frozen=True)
class OwnedProposal:
    slug: str
    title: str
    status: ProposalStatus
    created: datetime
    state: State


@dataclass(frozen=True)
class Profile:
    """What a person says of themselves; `words` are empty where the viewer may not read them, and `hidden_because` says
    why, if a moderator did that. `is_mine`: the viewer is this person; `log` is what moderators did about it."""

    person: int
    words: str
    state: State
    version: int
    hidden_because: str
    is_mine: bool
    log: tuple[LogLine, ...]

    @property
    def in_sight(self) -> bool:
        return self.state is State.VISIBLE


@dataclass(frozen=True)
class PersonPage:
    """What everybody may see, and to the person and moderators what is out of sight besides."""

    name: str
    joined: datetime
    profile: Profile
    is_moderator: bool
    is_signature: bool
    posts: tuple[PostRow, ...]
    page: Page
    label: Label | None
    counts: dict[Label, int]
    proposals: tuple[OwnedProposal, ...]


def own_posts(session: Session, person: Person, state: State | None = None, page: int = 1) -> OwnPosts:
    """One page of what the person wrote, newest first, in whatever state it is; six statements."""
    person_id, viewer = person.id, person.actor()
    by_state = select(Post.state, func.count()).where(Post.author_id == person_id).group_by(Post.state)
    counts = dict(session.execute(by_state).all())
    shown = Page.nearest(page, PAGE, counts.get(state, 0) if state else sum(counts.values()))
    wanted = _rows(person_id, viewer) if state is None else _rows(person_id, viewer).where(Post.state == state)
    rows = _listed(session, wanted, shown)
    ids = [row.id for row in rows]
    replies = _replies(session, ids, person_id)
    hidden = [row.id for row in rows if row.state is State.HIDDEN]
    reasons = hiding_reasons(session, hidden)
    kept = _kept(session, ids)
    facts = _facts(session, ids)
    posts = tuple(
        OwnPost(
            row,
            *replies.get(row.id, (0, 0)),
            reasons.get(row.id, ""),
            kept.get(row.id),
            can(viewer, Act.WITHDRAW, facts[row.id]),
            can(viewer, Act.PUT_BACK, facts[row.id]),
        )
        for row in rows
    )
    return OwnPosts(posts, shown, state, counts)


def _facts(session: Session, ids: Collection[int]) -> dict[int, PostFacts]:
    with_proposal = (
        select(Post).where(Post.id.in_(ids)).options(joinedload(Post.proposal), joinedload(Post.merged_into))
    )
    return {post.id: post.facts() for post in session.scalars(with_proposal)}


def person_page(
    session: Session, name: str, viewer: Actor, page: int = 1, label: Label | None = None
) -> PersonPage | None:
    """What the person with this name contributed that is visible, or those posts of it that have one `label`; five
    statements. None if there is nobody."""
    person = session.scalar(select(Person).where(Person.name_key == names.key(name)))
    if person is None:
        return None
    in_sight = (Post.state == State.VISIBLE, Proposal.state == State.VISIBLE)
    by_label = select(Post.label, func.count()).join(Proposal, Proposal.id == Post.proposal_id)
    of_person = by_label.where(Post.author_id == person.id, *in_sight)
    counts = dict(session.execute(of_person.group_by(Post.label)).all())
    shown = Page.nearest(page, PAGE, counts.get(label, 0) if label else sum(counts.values()))
    posts = _rows(person.id, viewer).where(*in_sight)
    return PersonPage(
        name=person.name,
        joined=person.joined,
        profile=_profile(session, person, viewer),
        is_moderator=person.role is Role.MODERATOR,
        is_signature=not person.can_sign_in,
        posts=_listed(session, posts if label is None else posts.where(Post.label == label), shown),
        page=shown,
        label=label,
        counts={each: counts[each] for each in Label if each in counts},
        proposals=_owned(session, person.id, viewer),
    )


def _profile(session: Session, person: Person, viewer: Actor) -> Profile:
    state, is_mine = person.about_state, viewer.id == person.id
    readable = state is State.VISIBLE or is_mine or can(viewer, Act.MODERATE)
    log = log_of_person(session, person.id)
    because = next((line.reason for line in log if line.act is Act.HIDE_PROFILE), "")
    return Profile(
        person=person.id,
        words=person.about if readable else "",
        state=state,
        version=person.about_version,
        hidden_because=because if state is State.HIDDEN else "",
        is_mine=is_mine,
        log=log,
    )


def _rows(author_id: int, viewer: Actor) -> Select[*tuple[Any, ...]]:
    everything = true() if can(viewer, Act.MODERATE) else Proposal.owner_id == viewer.id
    in_sight = or_(Proposal.state == State.VISIBLE, everything)
    return (
        select(
            Post.id,
            Post.label,
            Post.body,
            Post.created,
            case((in_sight, Proposal.title), else_=""),
            Proposal.slug,
            Post.state,
            Post.status,
            Post.agree,
            Post.passes,
            Post.disagree,
            Post.stale_votes,
            Post.withdrawn_at,
            Post.heir_id,
            in_sight,
        )
        .join(Proposal, Proposal.id == Post.proposal_id)
        .where(Post.author_id == author_id)
        .order_by(Post.created.desc(), Post.id.desc())
    )


def _listed(session: Session, wanted: Select[*tuple[Any, ...]], page: Page) -> tuple[PostRow, ...]:
    return tuple(PostRow(*row) for row in session.execute(wanted.slice(page.start, page.stop)))


def _replies(session: Session, ids: Collection[int], author_id: int) -> dict[int, tuple[int, int]]:
    """For each post: visible replies by others, also to what was merged into it, and open questions among them."""
    cluster = select(Post.id.label("kept"), Post.id.label("member")).where(Post.id.in_(ids)).cte(recursive=True)
    cluster = cluster.union(select(cluster.c.kept, Post.id).join(cluster, Post.merged_into_id == cluster.c.member))
    is_open = and_(Post.label == Label.QUESTION, Post.status.in_(UNSETTLED))
    rows = session.execute(
        select(cluster.c.kept, func.count(), func.count().filter(is_open))
        .join(cluster, Post.parent_id == cluster.c.member)
        .where(Post.state == State.VISIBLE, Post.author_id != author_id)
        .group_by(cluster.c.kept)
    )
    return {kept: (number, questions) for kept, number, questions in rows}


def _kept(session: Session, ids: Collection[int]) -> dict[int, Kept]:
    kept = aliased(Post)
    rows = session.execute(
        select(Post.id, kept.id, kept.body, case((Proposal.state == State.VISIBLE, kept.state), else_=Proposal.state))
        .join(kept, kept.id == Post.merged_into_id)
        .join(Proposal, Proposal.id == Post.proposal_id)
        .where(Post.id.in_(ids))
    )
    return {id: Kept(into, body if state is State.VISIBLE else "") for id, into, body, state in rows}


def _owned(session: Session, person_id: int, viewer: Actor) -> tuple[OwnedProposal, ...]:
    owned = select(Proposal).where(Proposal.owner_id == person_id)
    rows = session.scalars(owned.order_by(Proposal.created.desc(), Proposal.id.desc()))
    return tuple(
        OwnedProposal(proposal.slug, proposal.title, proposal.status, proposal.created, proposal.state)
        for proposal in rows
        if can(viewer, Act.READ_PROPOSAL, proposal.facts())
    )
