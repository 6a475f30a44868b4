"""The list of proposals: what each is, what is still open, who took part, and a small picture of its map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Select, Text, cast, func, select
from sqlalchemy.orm import Session, joinedload

from deliberate.domain.facts import Phase, ProposalStatus, from_status
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Status
from deliberate.models import PointCount, Post, Proposal, Topic
from deliberate.queries.apart import blank, in_words, rows_of
from deliberate.queries.counts import COUNTED, WHOLE, Counts, counts_of
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
    proposals = session.scalars(
        _sorted(wanted, sort).slice(shown.start, shown.stop).options(joinedload(Proposal.owner))
    ).all()
    ids = [proposal.id for proposal in proposals]
    counts, open_points, strips = counts_of(session, proposals), strongest_open(session, ids), _strips(session, ids)
    topics: dict[int, list[str]] = defaultdict(list)
    of_these = select(Topic.proposal_id, Topic.name).where(Topic.proposal_id.in_(ids)).order_by(Topic.name)
    for proposal, name in session.execute(of_these):
        topics[proposal].append(name)
    rows = tuple(
        Row(
            slug=proposal.slug,
            title=proposal.title,
            summary=proposal.summary,
            authors=proposal.written_by,
            status=proposal.status,
            topics=tuple(topics[proposal.id]),
            created=proposal.created,
            counts=counts[proposal.id],
            strongest_open=open_points.get(proposal.id),
            strip=tuple(strips.get(proposal.id, ())),
        )
        for proposal in proposals
    )
    is_empty = not total and session.scalar(select(Proposal.id).limit(1)) is None
    return HomePage(rows, _all_topics(session), shown, is_empty)


def _all_topics(session: Session) -> tuple[str, ...]:
    """Of any proposal that everybody sees. From one name to the next, so that what thousands have is looked at once."""
    first = select(func.min(Topic.name).label("name")).cte("topics", recursive=True)
    following = select(func.min(Topic.name)).where(Topic.name > first.c.name).correlate(first).scalar_subquery()
    names = first.union_all(select(following).where(first.c.name.is_not(None)))
    of_visible = (
        select(Topic.name)
        .join(Proposal, Proposal.id == Topic.proposal_id)
        .where(Topic.name == names.c.name, Proposal.state == State.VISIBLE)
        .correlate(names)
    )
    return tuple(session.scalars(select(names.c.name).where(of_visible.exists()).order_by(names.c.name)))


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
        counted = select(func.coalesce(func.sum(PointCount.posts), 0)).where(
            PointCount.proposal_id == Proposal.id, PointCount.passage == WHOLE, *conditions
        )
        return counted.correlate(Proposal).scalar_subquery()

    is_open = (PointCount.status == str(Status.OPEN), PointCount.few_share.is_(False))
    orders: dict[Sort, tuple[ColumnElement[Any], ...]] = {
        Sort.NEWEST: (Proposal.created.desc(), Proposal.id.desc()),
        Sort.OPEN: (number(*is_open).desc(), Proposal.id.desc()),
        Sort.DISCUSSED: (number().desc(), Proposal.id.desc()),
        Sort.TITLE: (func.lower(Proposal.title).asc(), Proposal.id.asc()),
    }
    return statement.order_by(*orders[sort])


def _strips(session: Session, ids: Collection[int]) -> dict[int, list[Cell]]:
    """The points made directly on the document, in the order they were made; as many people take each up as replied or
    voted."""
    strips: dict[int, list[Cell]] = defaultdict(list)
    part = _strip_in_words(session.get_bind().dialect)
    for proposal, label, status, people in rows_of(session, part, ({"home": id} for id in ids)):
        strips[proposal].append(Cell(Label(label), status and Status(status), people))
    return strips


@cache
def _strip_in_words(dialect: Dialect) -> str:
    taken_up = Post.replies + Post.agree + Post.passes + Post.disagree + 1
    first = (
        select(Post.proposal_id, Post.label, Post.status, taken_up)
        .where(Post.proposal_id == blank("home"), Post.shown_under_id.is_(None), COUNTED, Post.label != Label.COMMENT)
        .order_by(Post.shown_under_id.desc(), Post.id)  # as `ix_posts_newest` from its end
        .limit(STRIP)
    )
    return in_words(first, dialect)
