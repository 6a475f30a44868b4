"""Proposals with everything public about them, as values for `formats.sites.site_json`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

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
    Wording,
)
from deliberate.models import Acceptance, EarlierWording, Link, LogEntry, Person, Post, Proposal, Revision, SiteFact
from deliberate.queries.graphs import load_claims

# Tables and columns that no export shows, each with the reason; every other column is in it, as it is or as an order.
NOT_EXPORTED = {
    "flags": "for moderators only",
    "opinion_reports": "computed from single votes",
    "work": "what waits on this site",
    "placings": "what single people think",
    "sign_ins": "private",
    "post_scores": "computed from single votes",
    "votes": "what single people think; a post says how many voted how",
    "acceptances.created": "nothing depends on it",
    "addressing_claims.id": "another site has ids of its own",
    "judgements.created": "nothing depends on it",
    "links.id": "another site has ids of its own",
    "messages.author_id": "the author of its posts",
    "messages.created": "when its first post was written",
    "messages.id": "said by its posts",
    "messages.once": "keeps a form on this site from being sent twice",
    "messages.proposal_id": "the proposal of its posts",
    "moderation_log.person_id": "what a person says of themselves belongs to an account",
    "moderation_log.inverse": "an act is undone where it was done",
    "passages.id": "another site has ids of its own",
    "people.about_state": "belongs to an account",
    "people.about_version": "only forms that are open on this site ask for it",
    "people.about": "belongs to an account; whoever is exported is a name under what they wrote",
    "people.email": "private",
    "people.id": "another site has ids of its own",
    "people.is_local": "belongs to an account",
    "people.look": "made from the name",
    "people.look_capital": "made from the name",
    "people.look_small": "made from the name",
    "people.name_key": "made from the name",
    "people.password_hash": "private",
    "people.role": "each site has moderators of its own",
    "people.trusted": "moderators decide on each site",
    "posts.balanced": "computed anew by an import",
    "posts.carried_agree": "part of what is counted in agree",
    "posts.carried_disagree": "part of what is counted in disagree",
    "posts.carried_passes": "part of what is counted in passes",
    "posts.carried_voters": "part of what is counted in voters",
    "posts.extent": "computed anew by an import",
    "posts.stale_votes": "counted from single votes",
    "posts.version": "only forms that are open on this site ask for it",
    "proposals.id": "another site has ids of its own",
    "proposals.revision": "the highest number of its revisions",
    "proposals.version": "only who keeps pages of this site asks for it",
    "proposals.votes_version": "only what is computed from single votes asks for it",
    "revisions.id": "another site has ids of its own",
    "site_facts.value": "a site is simulated or not; its rules are for each site to choose",
}

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
    exported = tuple(
        _proposal(
            proposal,
            revisions[proposal.id],
            posts[proposal.id],
            _Beside(earlier, accepted, claims),
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
        voters=post.voters,
        standing=post.standing,
        status=post.status,
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
        claims[post].append(SiteClaim(claim.revision, claim.holds, claim.fails, claim.raiser))
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
        links[post.proposal_id].append(SiteLink(link.from_post_id, to, link.polarity))
    return links


def _grouped(rows: Iterable[T]) -> dict[int, list[T]]:
    """By proposal."""
    grouped: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        if row.proposal_id is not None:
            grouped[row.proposal_id].append(row)
    return grouped
