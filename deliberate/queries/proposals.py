"""The list of proposals: what each is, what is still open, who took part, and a small picture of its map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, distinct, func, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain.facts import Phase, ProposalStatus, from_status
from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status
from deliberate.models import Post, Proposal, Topic
from deliberate.queries.counts import NOTHING, Counts, counts_of
from deliberate.queries.pages import Page
from deliberate.queries.points import OpenPoint, strongest_open

PAGE = 20
# A strip shows this many points; the rest of a long thread is on the map.
STRIP = 40


class Sort(StrEnum):
    NEWEST = "newest"
    OPEN = "open"
    DISCUSSED = "discussed"
    TITLE = "title"


@dataclass(frozen=True)
class Cell:
    """A top-level point in the strip: as wide as people took it up, patterned by its status."""

    label: Label
    status: Status | None
    people: int


@dataclass(frozen=True)
class Row:
    slug: str
    title: str
    summary: str
    authors: tuple[str, ...]
    status: ProposalStatus
    topics: tuple[str, ...]
    created: datetime
    counts: Counts
    strongest_open: OpenPoint | None
    strip: tuple[Cell, ...]


@dataclass(frozen=True)
class HomePage:
    rows: tuple[Row, ...]
    topics: tuple[str, ...]
    page: Page
    # Nothing was ever proposed, whatever was looked for.
    is_empty: bool


def home_page(
    session: Session,
    *,
    words: str = "",
    topic: str = "",
    status: ProposalStatus | None = None,
    sort: Sort = Sort.NEWEST,
    page: int = 1,
) -> HomePage:
    """One page of the list, in eight statements however many proposals and posts there are, in nine if none."""
    wanted = _wanted(words, topic, status)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    shown = Page.nearest(page, PAGE, total)
    proposals = session.scalars(_sorted(wanted, sort).slice(shown.start, shown.stop)).all()
    ids = [proposal.id for proposal in proposals]
    counts, open_points, strips = counts_of(session, ids), strongest_open(session, ids), _strips(session, ids)
    topics: dict[int, list[str]] = defaultdict(list)
    of_visible = select(Topic.proposal_id, Topic.name).join(Proposal, Proposal.id == Topic.proposal_id)
    for proposal, name in session.execute(of_visible.where(Proposal.state == State.VISIBLE).order_by(Topic.name)):
        topics[proposal].append(name)
    rows = tuple(
        Row(
            slug=proposal.slug,
            title=proposal.title,
            summary=proposal.summary,
            authors=tuple(proposal.authors),
            status=proposal.status,
            topics=tuple(topics[proposal.id]),
            created=proposal.created,
            counts=counts.get(proposal.id, NOTHING),
            strongest_open=open_points.get(proposal.id),
            strip=tuple(strips.get(proposal.id, ())),
        )
        for proposal in proposals
    )
    is_empty = not total and session.scalar(select(Proposal.id).limit(1)) is None
    return HomePage(rows, tuple(sorted({name for names in topics.values() for name in names})), shown, is_empty)


def _wanted(words: str, topic: str, status: ProposalStatus | None) -> Select[Proposal]:
    statement = select(Proposal).where(Proposal.state == State.VISIBLE)
    for word in words.split()[:8]:
        text = func.lower(Proposal.title + " " + Proposal.summary + " " + cast(Proposal.authors, Text))
        statement = statement.where(text.contains(word.lower(), autoescape=True))
    if topic:
        statement = statement.where(Proposal.topics.any(Topic.name == topic))
    if status:
        phase, locked = from_status(status)
        statement = statement.where(Proposal.phase == phase)
        if phase is Phase.OPEN:
            statement = statement.where(Proposal.locked.is_(locked))
    return statement


def _sorted(statement: Select[Proposal], sort: Sort) -> Select[Proposal]:
    def number(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        counted = select(func.count()).where(Post.proposal_id == Proposal.id, Post.state == State.VISIBLE, *conditions)
        return counted.correlate(Proposal).scalar_subquery()

    orders: dict[Sort, tuple[ColumnElement[Any], ...]] = {
        Sort.NEWEST: (Proposal.created.desc(), Proposal.id.desc()),
        Sort.OPEN: (number(Post.status == Status.OPEN).desc(), Proposal.id.desc()),
        Sort.DISCUSSED: (number().desc(), Proposal.id.desc()),
        Sort.TITLE: (func.lower(Proposal.title).asc(), Proposal.id.asc()),
    }
    return statement.order_by(*orders[sort])


def _strips(session: Session, ids: Collection[int]) -> dict[int, list[Cell]]:
    """The points made directly on the document, in the order they were made."""
    reply = aliased(Post)
    replies = (
        select(func.count(distinct(reply.author_id)))
        .where(reply.parent_id == Post.id, reply.state == State.VISIBLE)
        .correlate(Post)
        .scalar_subquery()
    )
    rank = func.row_number().over(partition_by=Post.proposal_id, order_by=Post.id)
    ranked = (
        select(Post.id, rank.label("rank"))
        .where(Post.proposal_id.in_(ids), Post.state == State.VISIBLE, Post.parent_id.is_(None))
        .where(Post.label != Label.COMMENT)
        .subquery()
    )
    rows = session.execute(
        select(Post.proposal_id, Post.label, Post.status, replies + Post.agree + Post.passes + Post.disagree + 1)
        .join(ranked, ranked.c.id == Post.id)
        .where(ranked.c.rank <= STRIP)
        .order_by(Post.id)
    )
    strips: dict[int, list[Cell]] = defaultdict(list)
    for proposal, label, status, people in rows:
        strips[proposal].append(Cell(label, status, people))
    return strips
