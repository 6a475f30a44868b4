"""Lists of posts that answer a question: which objections are open, who raised what, what a passage is blamed for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Dialect, String, and_, bindparam, func, literal_column, or_, select
from sqlalchemy.orm import Session

from deliberate.domain.labels import Ground, Label
from deliberate.domain.permissions import Actor
from deliberate.domain.statuses import Outcome, Status
from deliberate.domain.texts import names
from deliberate.models import Person, PointCount, Post, Proposal
from deliberate.models.posts import WEIGHTIEST
from deliberate.queries.apart import blank, in_words, rows_of
from deliberate.queries.counts import COUNTED, WHOLE
from deliberate.queries.excerpts import excerpt
from deliberate.queries.pages import Page
from deliberate.queries.rows import PostRow, load_rows

PAGE = 30
# So many open objections stand beside the head of a proposal.
STRONGEST = 3


class Order(StrEnum):
    STRONGEST = "strongest"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Wanted:
    """What a list is of; a field that names nothing leaves it open. `anchors`: below these passages, `raised`: by the
    people with these numbers."""

    outcomes: tuple[Outcome, ...] = ()
    labels: tuple[Label, ...] = ()
    grounds: tuple[Ground, ...] = ()
    anchors: tuple[str, ...] = ()
    raised: tuple[int, ...] = ()
    order: Order = Order.STRONGEST


@dataclass(frozen=True)
class PointsPage:
    """`contested`: where it lists what is open and nothing else, how many posts of the same kind are contested."""

    rows: tuple[PostRow, ...]
    page: Page
    contested: int = 0


@dataclass(frozen=True)
class OpenPoint:
    """What is still open, in its own words, and how many people hold it."""

    post: int
    label: Label
    words: str
    weight: int


def points_page(session: Session, proposal: Proposal, wanted: Wanted, viewer: Actor, page: int = 1) -> PointsPage:
    """One page of a list, in two statements besides those of its rows, and one more for a list of what is open."""
    where = _conditions(proposal.id, wanted)
    shown = Page.nearest(page, PAGE, _number(session, proposal.id, wanted))
    listed = select(Post.id).where(*where).order_by(*_ordered(wanted.order))
    # To find that there is nothing a database would go through all of the thread.
    ids = session.scalars(listed.slice(shown.start, shown.stop)).all() if shown.total else ()
    rows = load_rows(session, proposal, viewer, ids) if ids else {}
    contested = 0
    if wanted.outcomes == (Outcome.OPEN,):
        contested = _number(session, proposal.id, replace(wanted, outcomes=(Outcome.CONTESTED,)))
    return PointsPage(tuple(rows[id] for id in ids), shown, contested)


def _number(session: Session, proposal_id: int, wanted: Wanted) -> int:
    """How many are listed: as it is kept, unless it is asked for what is not counted apart."""
    if wanted.grounds or wanted.raised:
        return session.scalar(select(func.count()).select_from(Post).where(*_conditions(proposal_id, wanted))) or 0
    counted = select(func.sum(PointCount.posts)).where(
        PointCount.proposal_id == proposal_id, PointCount.passage.in_(wanted.anchors or (WHOLE,))
    )
    if wanted.outcomes:
        counted = counted.where(_stands(PointCount.status, PointCount.few_share, wanted.outcomes))
    if wanted.labels:
        counted = counted.where(PointCount.label.in_(list(map(str, wanted.labels))))
    return session.scalar(counted) or 0


def strongest_objections(session: Session, proposal_id: int) -> tuple[OpenPoint, ...]:
    """The open ones, as they stand first in their list, each with its first words; in one statement."""
    rows = session.execute(_QUOTED, {"home": proposal_id})
    return tuple(OpenPoint(id, label, excerpt(body), number) for id, label, body, number in rows)


def strongest_open(session: Session, proposal_ids: Collection[int]) -> dict[int, OpenPoint]:
    """By proposal the open objection or condition that most people hold, a question only where there is none; in one
    statement."""
    part = _strongest_in_words(session.get_bind().dialect)
    found: dict[int, tuple[Any, ...]] = {}
    for proposal, is_question, weight, low, id, label, body in rows_of(session, part, _blanks(proposal_ids)):
        point = (not is_question, weight, low, -id, label, body)
        found[proposal] = max(found.get(proposal, point), point)
    return {
        proposal: OpenPoint(-id, Label(label), body, weight)
        for proposal, (_, weight, _, id, label, body) in found.items()
    }


_IS_OPEN = and_(COUNTED, Post.status == Status.OPEN, Post.few_share.is_(False))
_RAISED = (Label.OBJECTION, Label.CONDITION, Label.QUESTION)


def _blanks(proposals: Iterable[int]) -> Iterator[dict[str, Any]]:
    for home in proposals:
        yield from ({"home": home, "label": str(label), "asks": int(label is Label.QUESTION)} for label in _RAISED)


@cache
def _strongest_in_words(dialect: Dialect) -> str:
    label = literal_column("'{label}'", String)
    strongest = (
        select(Post.proposal_id, blank("asks"), Post.weight, Post.low, Post.id, Post.label, Post.body)
        .where(Post.proposal_id == blank("home"), _IS_OPEN, Post.label == label)
        .order_by(*WEIGHTIEST)
        .limit(1)
    )
    return in_words(strongest, dialect)


_QUOTED = (
    select(Post.id, Post.label, Post.body, Post.weight)
    .where(
        Post.proposal_id == bindparam("home"),
        _IS_OPEN,
        Post.label == Label.OBJECTION,
    )
    .order_by(*WEIGHTIEST)
    .limit(STRONGEST)
)


def _ordered(order: Order) -> tuple[ColumnElement[Any], ...]:
    if order is Order.STRONGEST:
        return WEIGHTIEST
    return (Post.id.desc() if order is Order.NEWEST else Post.id.asc(),)


def _conditions(proposal_id: int, wanted: Wanted) -> list[ColumnElement[bool]]:
    where = [Post.proposal_id == proposal_id, COUNTED]
    if wanted.outcomes:
        where.append(_stands(Post.status, Post.few_share, wanted.outcomes))
    for column, values in (
        (Post.label, wanted.labels),
        (Post.ground, wanted.grounds),
        (Post.author_id, wanted.raised),
    ):
        if values:
            where.append(column.in_(values))
    if wanted.anchors:
        where.append(Post.about.in_(wanted.anchors))
    return where


def _stands(status: Any, few_share: Any, outcomes: Collection[Outcome]) -> ColumnElement[bool]:
    """What few share is none of the others, whatever its status."""
    statuses = [Status(outcome) for outcome in outcomes if outcome is not Outcome.FEW_SHARE]
    plain = and_(status.in_(statuses), few_share.is_(False))
    if Outcome.FEW_SHARE not in outcomes:
        return plain
    return or_(plain, few_share.is_(True)) if statuses else few_share.is_(True)


def people_called(session: Session, called: Collection[str]) -> dict[str, tuple[int, str]]:
    """By what somebody is called in an address, their number and name; nobody else. In one statement."""
    keys = {names.key(name): name for name in called}
    rows = session.execute(select(Person.name_key, Person.id, Person.name).where(Person.name_key.in_(keys)))
    return {keys[key]: (id, name) for key, id, name in rows}


def is_replied_to(session: Session, proposal_id: int, anchor: str) -> bool:
    """Whether anybody ever said anything to this passage, be it in the text or not."""
    said = (Post.proposal_id == proposal_id) & (Post.anchor == anchor)
    return session.scalar(select(Post.id).where(said).limit(1)) is not None
