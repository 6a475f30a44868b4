"""Posts with everything public about them, and the links between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from deliberate.domain.engine.acceptance import side_rejects
from deliberate.domain.nodes import State
from deliberate.domain.posts import PostWords
from deliberate.formats.sites import (
    PassageAddress,
    SiteClaim,
    SiteLink,
    SitePost,
    SiteStatus,
    SiteWhere,
    Wording,
)
from deliberate.models import (
    Acceptance,
    EarlierWording,
    Link,
    Person,
    Post,
    PostScore,
    Proposal,
    StatusChange,
    Whereabouts,
)
from deliberate.queries.claims import load_claims

_PUBLIC = (State.VISIBLE, State.MERGED)
# So many posts are held in memory: those of a thread, one part after another, or of several threads together.
AT_ONCE = 1_000


def posts_of(session: Session, which: ColumnElement[bool], raised: Mapping[int, int]) -> dict[int, list[SitePost]]:
    """By proposal."""
    posts = session.scalars(
        select(Post).where(which).options(joinedload(Post.author), joinedload(Post.heir)).order_by(Post.id)
    ).all()
    beside = _Beside(
        _earlier_wordings(session, which),
        _acceptances(session, which),
        _claims(session, which),
        _sides(session, which),
        _statuses(session, which),
        _where(session, which),
        raised,
    )
    by_proposal: dict[int, list[SitePost]] = defaultdict(list)
    for post in posts:
        by_proposal[post.proposal_id].append(_post(post, beside))
    return by_proposal


@dataclass(frozen=True)
class _Beside:
    """What is kept beside the posts, by their ids."""

    earlier: Mapping[int, list[Wording]]
    accepted: Mapping[int, str]
    claims: Mapping[int, list[SiteClaim]]
    # Whether an opinion group rejects them, whether one accepts them.
    sides: Mapping[int, tuple[bool, bool]]
    statuses: Mapping[int, list[SiteStatus]]
    where: Mapping[int, list[SiteWhere]]
    # How many raised the same in posts merged into them.
    raised: Mapping[int, int]


def _post(post: Post, beside: _Beside) -> SitePost:
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
        accepted_by=beside.accepted.get(post.id),
        claims=tuple(beside.claims.get(post.id, ())),
        where=tuple(beside.where.get(post.id, ())),
    )


def _rejected(of: Post | Link) -> bool:
    """Whether those who hold what it acts on reject it, here or where it came from."""
    return of.carried_rejected or side_rejects(of.holders_agree, of.holders_disagree)


def raisers(session: Session, proposals: Collection[int]) -> dict[int, int]:
    """By post how many people raised the same in posts merged into it."""
    of_them = Post.proposal_id.in_(proposals)
    columns = select(Post.id, Post.author_id, Post.merged_into_id, Post.withdrawn_at.is_(None))
    rows: Sequence[Any] = session.execute(columns.where(of_them, Post.merged_into_id.is_not(None))).all()
    into: dict[int, int] = {id: other for id, _, other, _ in rows}
    kept_for = select(Post.merged_into_id).where(of_them, Post.merged_into_id.is_not(None))
    authors = dict(session.execute(select(Post.id, Post.author_id).where(Post.id.in_(kept_for))).all())
    raising: dict[int, set[int]] = defaultdict(set)
    for _, author, kept, stays in rows:
        while kept in into:
            kept = into[kept]
        if stays and author != authors[kept]:
            raising[kept].add(author)
    return {id: len(people) for id, people in raising.items()}


def _sides(session: Session, which: ColumnElement[bool]) -> dict[int, tuple[bool, bool]]:
    statement = select(PostScore.post_id, PostScore.rejected, PostScore.favoured)
    rows = session.execute(statement.join(Post, Post.id == PostScore.post_id).where(which))
    return {post: (rejected, favoured) for post, rejected, favoured in rows}


def _statuses(session: Session, which: ColumnElement[bool]) -> dict[int, list[SiteStatus]]:
    rows = session.scalars(
        select(StatusChange)
        .join(Post, Post.id == StatusChange.post_id)
        .where(which)
        .order_by(StatusChange.at, StatusChange.id)
    )
    statuses: dict[int, list[SiteStatus]] = defaultdict(list)
    for row in rows:
        statuses[row.post_id].append(SiteStatus(row.at, row.before, row.after, row.cause, row.by_post_id))
    return statuses


def _where(session: Session, which: ColumnElement[bool]) -> dict[int, list[SiteWhere]]:
    rows = session.scalars(
        select(Whereabouts)
        .join(Post, Post.id == Whereabouts.post_id)
        .where(which)
        .options(joinedload(Whereabouts.person))
        .order_by(Whereabouts.created, Whereabouts.id)
    )
    where: dict[int, list[SiteWhere]] = defaultdict(list)
    for row in rows:
        said = SiteWhere(row.created, row.person.name, row.revision, row.anchor, row.agreed, row.answered, row.decided)
        where[row.post_id].append(said)
    return where


def _earlier_wordings(session: Session, which: ColumnElement[bool]) -> dict[int, list[Wording]]:
    rows = session.scalars(select(EarlierWording).join(Post, Post.id == EarlierWording.post_id).where(which))
    earlier: dict[int, list[Wording]] = defaultdict(list)
    for row in rows:
        earlier[row.post_id].append(Wording(row.number, row.worded_at, row.words))
    return earlier


def _acceptances(session: Session, which: ColumnElement[bool]) -> dict[int, str]:
    """Who raised a point and says that this reply to it answers it: public, as it is on the page."""
    statement = select(Acceptance.post_id, Person.name).join(Person, Person.id == Acceptance.person_id)
    return dict(session.execute(statement.join(Post, Post.id == Acceptance.post_id).where(which)).all())


def _claims(session: Session, which: ColumnElement[bool]) -> dict[int, list[SiteClaim]]:
    claims: dict[int, list[SiteClaim]] = defaultdict(list)
    for post, claim in load_claims(session, which):
        claims[post].append(
            SiteClaim(claim.revision, claim.holds, claim.fails, claim.raiser, claim.rejected_by is not None)
        )
    return claims


def links_of(session: Session, proposals: Collection[int], exported: ColumnElement[bool]) -> dict[int, list[SiteLink]]:
    other = aliased(Post)
    rows = session.execute(
        select(Link, Post, Proposal.slug)
        .join(Post, Post.id == Link.from_post_id)
        .outerjoin(other, other.id == Link.to_post_id)
        .join(Proposal, Proposal.id == func.coalesce(Link.to_proposal_id, other.proposal_id))
        .where(Post.proposal_id.in_(proposals))
        .where(or_(Proposal.state == State.VISIBLE, exported)),
        execution_options={"yield_per": AT_ONCE},
    )
    links: dict[int, list[SiteLink]] = defaultdict(list)
    for link, post, slug in rows:
        if post.facts().state not in _PUBLIC:
            continue
        to = link.to_post_id if link.to_post_id is not None else PassageAddress(slug, link.to_anchor)
        voice = link.voice if link.to_post_id is not None and post.agree else None
        links[post.proposal_id].append(SiteLink(link.from_post_id, to, link.polarity, voice, _rejected(link)))
    return links
