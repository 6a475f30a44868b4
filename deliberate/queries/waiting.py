"""What waits for a moderator: posts, proposals, revisions and what people say of themselves, in one queue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from deliberate.domain.acts import Thing
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.models import Flag, Person, Post, Proposal, Revision, Whereabouts
from deliberate.models.whereabouts import DISPUTED
from deliberate.queries.moderation import Case, FlagLine, flags_on, is_new
from deliberate.queries.pages import Page
from deliberate.queries.things import ThingCase

PAGE = 25


@dataclass(frozen=True)
class Waiting:
    """One thing in the queue: flagged, held, disputed, or the work of somebody no moderator has approved yet.

    `key` is what it is called in addresses; a post has a `label`. `title` is that of the proposal it belongs to.
    """

    of: Thing
    id: int
    key: str
    label: Label | None
    body: str
    author: str
    author_is_new: bool
    created: datetime
    title: str
    state: State
    flags: tuple[FlagLine, ...] = ()
    # Who raised it and who revised the text disagree about where it belongs.
    disputed: bool = False

    def is_for(self, case: Case | ThingCase | None) -> bool:
        """Whether the case is about it."""
        if isinstance(case, ThingCase):
            return (self.of, self.id) == (case.of, case.id)
        return case is not None and (self.of, self.id) == (Thing.POST, case.post.id)


@dataclass(frozen=True)
class Queue:
    items: tuple[Waiting, ...]
    page: Page


_FLAGS = (
    select(Flag.post_id, func.count().label("number"))
    .where(Flag.handled_at.is_(None))
    .group_by(Flag.post_id)
    .subquery()
)


_DISPUTED = Post.id.in_(select(Whereabouts.post_id).where(DISPUTED))


def queue(session: Session, page: int = 1) -> Queue:
    """Flagged posts first, those with most flags on top; then what is held or by new people, oldest first.

    Two statements, two more where there are posts, and one more for each other kind of thing.
    """
    waiting = _everything()
    total = session.scalar(select(func.count()).select_from(waiting)) or 0
    shown = Page.nearest(page, PAGE, total)
    order = waiting.c.flags.desc(), waiting.c.created, waiting.c.of, waiting.c.id
    rows = session.execute(select(waiting.c.of, waiting.c.id).order_by(*order).slice(shown.start, shown.stop)).all()
    wanted: dict[Thing, list[int]] = defaultdict(list)
    for of, id in rows:
        wanted[Thing(of)].append(id)
    found = {(one.of, one.id): one for of, ids in wanted.items() for one in _READ[of](session, ids)}
    return Queue(tuple(found[Thing(of), id] for of, id in rows), shown)


def _everything() -> Subquery:
    flags = func.coalesce(_FLAGS.c.number, 0)
    posts = (
        _row(Thing.POST, Post.id, Post.created, flags)
        .join(Person, Person.id == Post.author_id)
        .outerjoin(_FLAGS, _FLAGS.c.post_id == Post.id)
        .where(or_(_FLAGS.c.number > 0, _waits(Post.state), _DISPUTED))
    )
    proposals = _row(Thing.PROPOSAL, Proposal.id, Proposal.created).join(Person, Person.id == Proposal.owner_id)
    revisions = _row(Thing.REVISION, Revision.id, Revision.created).where(Revision.state == State.HELD)
    profiles = _row(Thing.PROFILE, Person.id, Person.joined).where(Person.about != "")
    return union_all(
        posts, proposals.where(_waits(Proposal.state)), revisions, profiles.where(_waits(Person.about_state))
    ).subquery()


def _row(of: Thing, id: Any, created: Any, flags: Any = None) -> Select[*tuple[Any, ...]]:
    number = literal(0) if flags is None else flags
    return select(literal(str(of)).label("of"), id.label("id"), created.label("created"), number.label("flags"))


def _waits(state: Any) -> ColumnElement[bool]:
    by_new_people = and_(state == State.VISIBLE, Person.trusted.is_(False), Person.password_hash.is_not(None))
    return or_(state == State.HELD, by_new_people)


def _posts(session: Session, ids: Collection[int]) -> Iterable[Waiting]:
    said = flags_on(session, ids)
    rows = session.execute(
        select(Post, Person, Proposal.title, _DISPUTED)
        .join(Person, Person.id == Post.author_id)
        .join(Proposal, Proposal.id == Post.proposal_id)
        .where(Post.id.in_(ids))
    )
    for post, author, title, disputed in rows:
        flags = said.get(post.id, ())
        yield Waiting(
            Thing.POST,
            post.id,
            str(post.id),
            post.label,
            post.body,
            *(author.name, is_new(author)),
            post.created,
            title,
            post.state,
            flags,
            disputed,
        )


def _proposals(session: Session, ids: Collection[int]) -> Iterable[Waiting]:
    rows = session.execute(
        select(Proposal, Person).join(Person, Person.id == Proposal.owner_id).where(Proposal.id.in_(ids))
    )
    for one, owner in rows:
        by = (owner.name, is_new(owner))
        yield Waiting(Thing.PROPOSAL, one.id, one.slug, None, one.summary, *by, one.created, one.title, one.state)


def _revisions(session: Session, ids: Collection[int]) -> Iterable[Waiting]:
    rows = session.execute(
        select(Revision, Person, Proposal.title)
        .join(Person, Person.id == Revision.author_id)
        .join(Proposal, Proposal.id == Revision.proposal_id)
        .where(Revision.id.in_(ids))
    )
    for one, author, title in rows:
        by = (author.name, is_new(author))
        yield Waiting(Thing.REVISION, one.id, str(one.id), None, one.summary, *by, one.created, title, one.state)


def _profiles(session: Session, ids: Collection[int]) -> Iterable[Waiting]:
    for one in session.scalars(select(Person).where(Person.id.in_(ids))):
        by = (one.name, is_new(one))
        yield Waiting(Thing.PROFILE, one.id, str(one.id), None, one.about, *by, one.joined, "", one.about_state)


_READ = {Thing.POST: _posts, Thing.PROPOSAL: _proposals, Thing.REVISION: _revisions, Thing.PROFILE: _profiles}
