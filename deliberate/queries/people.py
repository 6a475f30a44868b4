"""A person's page for everybody, and the list of their own posts for themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain.facts import ProposalStatus
from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.domain.permissions import Act, Role
from deliberate.domain.statuses import UNSETTLED, Status
from deliberate.domain.texts import names
from deliberate.models import LogEntry, Person, Post, Proposal
from deliberate.queries.pages import Page

PAGE = 20


@dataclass(frozen=True)
class PostRow:
    """A post in a list: enough to recognise it and to see how it stands."""

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


@dataclass(frozen=True)
class PersonPage:
    """Only what everybody may see."""

    name: str
    joined: datetime
    about: str
    is_moderator: bool
    is_signature: bool
    posts: tuple[PostRow, ...]
    page: Page
    counts: dict[Label, int]
    proposals: tuple[OwnedProposal, ...]


def own_posts(session: Session, person_id: int, state: State | None = None, page: int = 1) -> OwnPosts:
    """One page of what the person wrote, newest first, in whatever state it is; five statements."""
    by_state = select(Post.state, func.count()).where(Post.author_id == person_id).group_by(Post.state)
    counts = dict(session.execute(by_state).all())
    shown = Page.nearest(page, PAGE, counts.get(state, 0) if state else sum(counts.values()))
    wanted = _rows(person_id) if state is None else _rows(person_id).where(Post.state == state)
    rows = _listed(session, wanted, shown)
    ids = [row.id for row in rows]
    replies = _replies(session, ids, person_id)
    reasons = _hiding_reasons(session, ids)
    kept = _kept(session, ids)
    posts = tuple(OwnPost(row, *replies.get(row.id, (0, 0)), reasons.get(row.id, ""), kept.get(row.id)) for row in rows)
    return OwnPosts(posts, shown, state, counts)


def person_page(session: Session, name: str, page: int = 1) -> PersonPage | None:
    """What the person with this name contributed that is visible; four statements. None if there is nobody."""
    person = session.scalar(select(Person).where(Person.name_key == names.key(name)))
    if person is None:
        return None
    public = (Post.author_id == person.id, Post.state == State.VISIBLE)
    counts = dict(session.execute(select(Post.label, func.count()).where(*public).group_by(Post.label)).all())
    shown = Page.nearest(page, PAGE, sum(counts.values()))
    return PersonPage(
        name=person.name,
        joined=person.joined,
        about=person.about,
        is_moderator=person.role is Role.MODERATOR,
        is_signature=not person.can_sign_in,
        posts=_listed(session, _rows(person.id).where(Post.state == State.VISIBLE), shown),
        page=shown,
        counts={label: counts[label] for label in Label if label in counts},
        proposals=_owned(session, person.id),
    )


def _rows(author_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Post.id,
            Post.label,
            Post.body,
            Post.created,
            Proposal.title,
            Proposal.slug,
            Post.state,
            Post.status,
            Post.agree,
            Post.passes,
            Post.disagree,
            Post.stale_votes,
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


def _hiding_reasons(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Why each post that is hidden was hidden last."""
    rows = session.execute(
        select(Post.id, LogEntry.reason)
        .join(LogEntry, and_(LogEntry.post_id == Post.id, LogEntry.act == Act.HIDE))
        .where(Post.id.in_(ids), Post.state == State.HIDDEN)
        .order_by(LogEntry.id)
    )
    return dict(rows.all())


def _kept(session: Session, ids: Collection[int]) -> dict[int, Kept]:
    kept = aliased(Post)
    rows = session.execute(
        select(Post.id, kept.id, kept.body, kept.state)
        .join(kept, kept.id == Post.merged_into_id)
        .where(Post.id.in_(ids))
    )
    return {id: Kept(into, body if state is State.VISIBLE else "") for id, into, body, state in rows}


def _owned(session: Session, person_id: int) -> tuple[OwnedProposal, ...]:
    owned = select(Proposal).where(Proposal.owner_id == person_id)
    rows = session.scalars(owned.order_by(Proposal.created.desc(), Proposal.id.desc()))
    return tuple(OwnedProposal(proposal.slug, proposal.title, proposal.status, proposal.created) for proposal in rows)
