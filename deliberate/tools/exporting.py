"""Proposals with everything public about them, as values for `formats.sites.site_json`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from deliberate.domain.nodes import State
from deliberate.domain.words import say
from deliberate.formats.errors import FormatError
from deliberate.formats.sites import (
    InTurn,
    Site,
    SiteLink,
    SiteLogEntry,
    SitePerson,
    SitePost,
    SiteProposal,
    SiteRevision,
)
from deliberate.models import (
    Acceptance,
    LogEntry,
    Person,
    Post,
    Proposal,
    Revision,
    SiteFact,
    Whereabouts,
)
from deliberate.tools.exporting_posts import AT_ONCE, links_of, posts_of, raisers

_IN_FORCE = Revision.state == State.VISIBLE
T = TypeVar("T", Revision, LogEntry)
Slugs = Collection[str] | None


def load_site(session: Session, slugs: Slugs = None, advance: Callable[[int], None] = lambda posts: None) -> Site:
    """All proposals or those named, which are read when it is their turn; `advance` is told of posts that were. The
    number of statements grows with the number of posts, by the thousand. Raises FormatError for one that is not there.

    A post that was hidden, held or withdrawn has no words, no links; a revision that waits is left out. A proposal that
    is out of sight is whole and says so: whom it is shown to is for the caller to decide. No link leads to it from
    elsewhere.
    """
    which = _named(slugs)
    found = sorted((slug, id) for slug, id in session.execute(select(Proposal.slug, Proposal.id).where(which)))
    if missing := set(slugs or ()) - {slug for slug, _ in found}:
        raise FormatError(say("there is no proposal “%(slug)s” here", slug=min(missing)))
    sizes = dict(
        session.execute(
            select(Post.proposal_id, func.count()).join(Post.proposal).where(which).group_by(Post.proposal_id)
        ).all()
    )
    reader = _Reader(session, which, sizes, advance)
    proposals = InTurn(lambda: reader.read([id for _, id in found]), len(found))
    return Site(_people(session, which), proposals, session.get(SiteFact, "simulated") is not None)


def count_posts(session: Session, slugs: Slugs = None) -> int:
    return session.scalars(select(func.count(Post.id)).join(Post.proposal).where(_named(slugs))).one()


def _named(slugs: Slugs) -> ColumnElement[bool]:
    return Proposal.slug.in_(slugs) if slugs is not None else true()


def _people(session: Session, which: ColumnElement[bool]) -> tuple[SitePerson, ...]:
    """The names of those who contributed; not who else has an account, and no address."""
    of_posts = select(Post.id).join(Post.proposal).where(which).correlate(None)
    statements = (
        select(Proposal.owner_id).where(which),
        select(Revision.author_id).join(Proposal, Proposal.id == Revision.proposal_id).where(_IN_FORCE, which),
        select(Post.author_id).join(Post.proposal).where(which),
        select(Post.heir_id).join(Post.proposal).where(which),
        select(LogEntry.moderator_id).join(Proposal, Proposal.id == LogEntry.proposal_id).where(which),
        select(Whereabouts.person_id).where(Whereabouts.post_id.in_(of_posts)),
        select(Acceptance.person_id).where(Acceptance.post_id.in_(of_posts)),
    )
    named = or_(*(Person.id.in_(statement) for statement in statements))
    rows = session.execute(select(Person.name, Person.joined).where(named))
    return tuple(SitePerson(name, joined) for name, joined in rows)


class _Reader:
    """Reads proposals. `which`: all that are exported; `sizes`: how many posts each has."""

    def __init__(
        self,
        session: Session,
        which: ColumnElement[bool],
        sizes: Mapping[int, int],
        advance: Callable[[int], None],
    ) -> None:
        self._session, self._which, self._sizes, self._advance = session, which, sizes, advance

    def read(self, ids: Iterable[int]) -> Iterator[SiteProposal]:
        """In this order: several small ones together, in a fixed number of statements, so that many take few."""
        for together in self._together(ids):
            yield from self._read(together)

    def _together(self, ids: Iterable[int]) -> Iterator[list[int]]:
        together: list[int] = []
        posts = 0
        for id in ids:
            size = self._sizes.get(id, 0)
            if together and (posts + size > AT_ONCE or len(together) == AT_ONCE):
                yield together
                together, posts = [], 0
            together.append(id)
            posts += size
        if together:
            yield together

    def _read(self, ids: list[int]) -> Iterator[SiteProposal]:
        session = self._session
        proposals = session.scalars(
            select(Proposal)
            .where(Proposal.id.in_(ids))
            .options(joinedload(Proposal.owner), selectinload(Proposal.topics))
        )
        revisions = _grouped(
            session.scalars(
                select(Revision)
                .where(Revision.proposal_id.in_(ids), _IN_FORCE)
                .options(joinedload(Revision.author), selectinload(Revision.passages))
            )
        )
        log = _grouped(
            session.scalars(
                select(LogEntry)
                .where(LogEntry.proposal_id.in_(ids))
                .options(joinedload(LogEntry.moderator))
                .order_by(LogEntry.id)
            )
        )
        links, raised = links_of(session, ids, self._which), raisers(session, ids)
        by_id = {proposal.id: proposal for proposal in proposals}
        posts: Mapping[int, Collection[SitePost]]
        if len(ids) == 1:
            [id] = ids
            posts = {id: InTurn(lambda: self._read_posts(id, raised), self._sizes.get(id, 0))}
        else:
            posts = posts_of(session, Post.proposal_id.in_(ids), raised)
            self._advance(sum(map(len, posts.values())))
        for id in ids:
            yield _proposal(by_id[id], revisions[id], posts.get(id, ()), links[id], log[id])

    def _read_posts(self, proposal: int, raised: Mapping[int, int]) -> Iterator[SitePost]:
        of_it, last = Post.proposal_id == proposal, 0
        part = select(Post.id).where(of_it).order_by(Post.id).limit(AT_ONCE)
        while ids := self._session.scalars(part.where(Post.id > last)).all():
            yield from posts_of(self._session, of_it & Post.id.between(ids[0], ids[-1]), raised)[proposal]
            self._advance(len(ids))
            last = ids[-1]


def _proposal(
    proposal: Proposal,
    revisions: list[Revision],
    posts: Collection[SitePost],
    links: list[SiteLink],
    log: list[LogEntry],
) -> SiteProposal:
    positions = {entry.id: position for position, entry in enumerate(log)}
    sealed = {entry.answers_id for entry in log if entry.details.get("sealed")}
    return SiteProposal(
        slug=proposal.slug,
        title=proposal.title,
        summary=proposal.summary,
        phase=proposal.phase,
        locked=proposal.locked,
        state=proposal.state,
        topics=tuple(topic.name for topic in proposal.topics),
        authors=tuple(proposal.authors),
        source=proposal.source,
        language=proposal.language,
        created=proposal.created,
        owner=proposal.owner.name,
        crowd=proposal.crowd,
        revisions=tuple(
            SiteRevision(
                revision.number,
                revision.created,
                revision.author.name,
                revision.summary,
                tuple(passage.value() for passage in revision.passages),
                revision.asked,
            )
            for revision in revisions
        ),
        posts=posts,
        links=tuple(links),
        log=tuple(
            SiteLogEntry(
                at=entry.at,
                who=entry.moderator.name,
                act=entry.act,
                post=entry.post_id,
                reason="" if entry.id in sealed else entry.reason,
                details=entry.details,
                undoes=positions.get(entry.undoes_id) if entry.undoes_id is not None else None,
                answers=positions.get(entry.answers_id) if entry.answers_id is not None else None,
            )
            for entry in log
        ),
    )


def _grouped(rows: Iterable[T]) -> dict[int, list[T]]:
    """By proposal."""
    grouped: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        if row.proposal_id is not None:
            grouped[row.proposal_id].append(row)
    return grouped
