"""Proposals with everything public about them, as values for `formats.sites.site_json`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from deliberate.domain.engine.acceptance import side_rejects
from deliberate.domain.graph import State
from deliberate.domain.posts import PostWords
from deliberate.formats.sites import (
    PassageAddress,
    Site,
    SiteClaim,
    SiteLink,
    SiteLogEntry,
    SitePerson,
    SitePost,
    SiteProposal,
    SiteRevision,
    SiteStatus,
    Wording,
)
from deliberate.models import (
    Acceptance,
    EarlierWording,
    Link,
    LogEntry,
    Person,
    Post,
    PostScore,
    Proposal,
    Revision,
    SiteFact,
    StatusChange,
)
from deliberate.queries.graphs import load_claims

_PUBLIC = (State.VISIBLE, State.MERGED)
T = TypeVar("T", Revision, Post, LogEntry)


def load_site(session: Session, slugs: Collection[str] | None = None) -> Site:
    """All proposals or those named, in a fixed number of statements.

    A post that was hidden, held or withdrawn has no words, no links; a revision that waits is left out. A proposal that
    is out of sight is whole and says so: whom it is shown to is for the caller to decide. No link leads to it from
    elsewhere.
    """
    proposals = session.scalars(
        select(Proposal)
        .where(Proposal.slug.in_(slugs) if slugs is not None else true())
        .options(joinedload(Proposal.owner), selectinload(Proposal.topics))
        .order_by(Proposal.slug)
    ).all()
    ids = [proposal.id for proposal in proposals]
    revisions = _grouped(
        session.scalars(
            select(Revision)
            .where(Revision.proposal_id.in_(ids), Revision.state == State.VISIBLE)
            .options(joinedload(Revision.author), selectinload(Revision.passages))
        )
    )
    posts = _grouped(
        session.scalars(
            select(Post)
            .where(Post.proposal_id.in_(ids))
            .options(joinedload(Post.author), joinedload(Post.heir))
            .order_by(Post.id)
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
    earlier, links = _earlier_wordings(session, ids), _links(session, ids)
    accepted, claims = _acceptances(session, ids), _claims(session, ids)
    sides, statuses = _sides(session, ids), _statuses(session, ids)
    raised = _raisers(posts)
    exported = tuple(
        _proposal(
            proposal,
            revisions[proposal.id],
            posts[proposal.id],
            _Beside(earlier, accepted, claims, sides, statuses, raised),
            links[proposal.id],
            log[proposal.id],
        )
        for proposal in proposals
    )
    people = {
        *(proposal.owner for proposal in proposals),
        *(revision.author for group in revisions.values() for revision in group),
        *(post.author for group in posts.values() for post in group),
        *(post.heir for group in posts.values() for post in group if post.heir),
        *(entry.moderator for group in log.values() for entry in group),
        *accepted.values(),
    }
    return Site(_people(people), exported, session.get(SiteFact, "simulated") is not None)


@dataclass(frozen=True)
class _Beside:
    """What is kept beside the posts, by their ids."""

    earlier: Mapping[int, list[Wording]]
    accepted: Mapping[int, Person]
    claims: Mapping[int, list[SiteClaim]]
    # Whether an opinion group rejects them, whether one accepts them.
    sides: Mapping[int, tuple[bool, bool]]
    statuses: Mapping[int, list[SiteStatus]]
    # How many raised the same in posts merged into them.
    raised: Mapping[int, int]


def _people(people: Iterable[Person]) -> tuple[SitePerson, ...]:
    """The names of those who contributed; not who else has an account, and no address."""
    return tuple(SitePerson(person.name, person.joined) for person in people)


def _proposal(
    proposal: Proposal,
    revisions: list[Revision],
    posts: list[Post],
    beside: _Beside,
    links: list[SiteLink],
    log: list[LogEntry],
) -> SiteProposal:
    positions = {entry.id: position for position, entry in enumerate(log)}
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
            )
            for revision in revisions
        ),
        posts=tuple(_post(post, beside) for post in posts),
        links=tuple(links),
        log=tuple(
            SiteLogEntry(
                at=entry.at,
                who=entry.moderator.name,
                act=entry.act,
                post=entry.post_id,
                reason=entry.reason,
                details=entry.details,
                undoes=positions.get(entry.undoes_id) if entry.undoes_id is not None else None,
            )
            for entry in log
        ),
    )


def _post(post: Post, beside: _Beside) -> SitePost:
    accepted_by = beside.accepted.get(post.id)
    public = post.facts().state in _PUBLIC
    rejected, favoured = beside.sides.get(post.id, (False, False))
    replies = post.parent_id is not None
    return SitePost(
        id=post.id,
        message=post.message_id,
        parent=post.parent_id,
        passage=post.anchor,
        label=post.label,
        ground=post.ground,
        author=post.author.name,
        words=post.words if public else PostWords(),
        created=post.created,
        agree=post.agree,
        passes=post.passes,
        disagree=post.disagree,
        earlier_votes=post.earlier,
        raisers=max(0, beside.raised.get(post.id, 0) - post.raised_too),
        favoured=favoured or post.carried_favoured,
        voice=post.voice if replies and post.agree else None,
        rejected=replies and (rejected or _rejected(post)),
        standing=post.standing,
        low=post.low,
        high=post.high,
        status=post.status,
        few_share=post.few_share,
        statuses=tuple(beside.statuses.get(post.id, ())),
        state=post.state,
        merged_into=post.merged_into_id,
        withdrawn=post.withdrawn_at,
        taken_over_by=post.heir.name if post.heir else None,
        wording=post.wording if public else 1,
        worded=post.worded_at,
        earlier=tuple(beside.earlier.get(post.id, ())) if public else (),
        accepted_by=accepted_by.name if accepted_by else None,
        claims=tuple(beside.claims.get(post.id, ())),
    )


def _rejected(of: Post | Link) -> bool:
    """Whether those who hold what it acts on reject it, here or where it came from."""
    return of.carried_rejected or side_rejects(of.holders_agree, of.holders_disagree)


def _raisers(posts: Mapping[int, list[Post]]) -> dict[int, int]:
    """By post how many people raised the same in posts merged into it."""
    raisers: dict[int, set[int]] = defaultdict(set)
    for post in (post for group in posts.values() for post in group):
        if post.merged_into_id is not None and post.withdrawn_at is None and post.author_id != post.kept.author_id:
            raisers[post.kept.id].add(post.author_id)
    return {id: len(people) for id, people in raisers.items()}


def _sides(session: Session, proposals: Collection[int]) -> dict[int, tuple[bool, bool]]:
    statement = select(PostScore.post_id, PostScore.rejected, PostScore.favoured)
    rows = session.execute(statement.join(Post, Post.id == PostScore.post_id).where(Post.proposal_id.in_(proposals)))
    return {post: (rejected, favoured) for post, rejected, favoured in rows}


def _statuses(session: Session, proposals: Collection[int]) -> dict[int, list[SiteStatus]]:
    rows = session.scalars(
        select(StatusChange)
        .join(Post, Post.id == StatusChange.post_id)
        .where(Post.proposal_id.in_(proposals))
        .order_by(StatusChange.at, StatusChange.id)
    )
    statuses: dict[int, list[SiteStatus]] = defaultdict(list)
    for row in rows:
        statuses[row.post_id].append(SiteStatus(row.at, row.before, row.after, row.cause, row.by_post_id))
    return statuses


def _earlier_wordings(session: Session, proposals: Collection[int]) -> dict[int, list[Wording]]:
    rows = session.scalars(
        select(EarlierWording).join(Post, Post.id == EarlierWording.post_id).where(Post.proposal_id.in_(proposals))
    )
    earlier: dict[int, list[Wording]] = defaultdict(list)
    for row in rows:
        earlier[row.post_id].append(Wording(row.number, row.worded_at, row.words))
    return earlier


def _acceptances(session: Session, proposals: Collection[int]) -> dict[int, Person]:
    """Who raised a point and says that this reply to it answers it: public, as it is on the page."""
    statement = select(Acceptance.post_id, Person).join(Person, Person.id == Acceptance.person_id)
    rows = session.execute(statement.join(Post, Post.id == Acceptance.post_id).where(Post.proposal_id.in_(proposals)))
    return dict(rows.all())


def _claims(session: Session, proposals: Collection[int]) -> dict[int, list[SiteClaim]]:
    claims: dict[int, list[SiteClaim]] = defaultdict(list)
    for post, claim in load_claims(session, Post.proposal_id.in_(proposals)):
        claims[post].append(
            SiteClaim(claim.revision, claim.holds, claim.fails, claim.raiser, claim.rejected_by is not None)
        )
    return claims


def _links(session: Session, proposals: Collection[int]) -> dict[int, list[SiteLink]]:
    other = aliased(Post)
    rows = session.execute(
        select(Link, Post, Proposal.slug)
        .join(Post, Post.id == Link.from_post_id)
        .outerjoin(other, other.id == Link.to_post_id)
        .join(Proposal, Proposal.id == func.coalesce(Link.to_proposal_id, other.proposal_id))
        .where(Post.proposal_id.in_(proposals))
        .where(or_(Proposal.state == State.VISIBLE, Proposal.id.in_(proposals)))
    )
    links: dict[int, list[SiteLink]] = defaultdict(list)
    for link, post, slug in rows:
        if post.facts().state not in _PUBLIC:
            continue
        to = link.to_post_id if link.to_post_id is not None else PassageAddress(slug, link.to_anchor)
        voice = link.voice if link.to_post_id is not None and post.agree else None
        links[post.proposal_id].append(SiteLink(link.from_post_id, to, link.polarity, voice, _rejected(link)))
    return links


def _grouped(rows: Iterable[T]) -> dict[int, list[T]]:
    """By proposal."""
    grouped: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        if row.proposal_id is not None:
            grouped[row.proposal_id].append(row)
    return grouped
