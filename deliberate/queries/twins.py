"""Visible posts of a proposal that may already say what a draft says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Status
from deliberate.domain.texts.twins import Draft, Other, by_likeness, comparable
from deliberate.models import Person, PointCount, Post, Proposal
from deliberate.models.posts import ORDERED
from deliberate.queries.alike import any_of, worth_comparing

# So many are shown at once; of what else was said about the passage, so many.
MOST = 5
_OF_THE_PASSAGE = 3
# What many agree with is strong or contested: of each kind so many are read.
_AGREED = ("strongest", "contested")
_MOST_AGREED = 50


@dataclass(frozen=True)
class TwinView:
    id: int
    label: Label
    body: str
    author: str
    status: Status | None
    agree: int
    anchor: str | None
    is_likely: bool = False


@dataclass(frozen=True)
class AlreadySaid:
    """What is `alike` on the same passage and what is likely to be the same `elsewhere`, the most alike first; some of
    what else was said `here`, on the passage, and the `count` of all that was."""

    alike: tuple[TwinView, ...] = ()
    elsewhere: tuple[TwinView, ...] = ()
    here: tuple[TwinView, ...] = ()
    count: int = 0

    @property
    def likely(self) -> tuple[TwinView, ...]:
        return tuple(twin for twin in (*self.alike, *self.elsewhere) if twin.is_likely)


def said_about(session: Session, proposal: Proposal, anchor: str) -> AlreadySaid:
    """For who has not written anything yet: what most people agree with first, in one statement."""
    some = any_of(*_most_agreed(proposal, anchor))
    statement = _reading(proposal, anchor).where(Post.state == State.VISIBLE, Post.id.in_(some))
    rows = session.execute(statement.order_by(Post.agree.desc(), Post.id).limit(_OF_THE_PASSAGE)).all()
    return AlreadySaid(here=tuple(map(_view, rows)), count=rows[0].number if rows else 0)


def already_said(
    session: Session,
    proposal: Proposal,
    label: Label | None,
    body: str,
    *,
    anchor: str | None = None,
    passage: str = "",
    parent: int | None = None,
) -> AlreadySaid:
    """For a draft on the passage with this `anchor` and text, or in reply to `parent`, whose words it takes up; in one
    statement, and one more in a long thread."""
    compared = comparable(label) if label else frozenset[Label]()
    draft = Draft(body, proposal.language, anchor, passage)
    beside = [] if anchor is None else _most_agreed(proposal, anchor)
    rows = worth_comparing(session, _reading(proposal, anchor), proposal.id, draft, compared, beside=beside)
    posts = {row.id: row for row in rows if row.id != parent}
    others = (Other(post.id, post.body, post.anchor) for post in posts.values() if post.label in compared)
    twins = {twin.id: twin for twin in by_likeness(draft, others)}
    here = {id for id, post in posts.items() if anchor is not None and post.anchor == anchor}
    rest = sorted(here - twins.keys(), key=lambda id: (-posts[id].agree, id))
    alike = [id for id, twin in twins.items() if twin.is_alike and id in here][:MOST]
    elsewhere = [id for id, twin in twins.items() if twin.is_likely and id not in here]
    others_here = [id for id in (*twins, *rest) if id in here and id not in alike]

    def views(ids: Sequence[int]) -> tuple[TwinView, ...]:
        return tuple(_view(posts[id], id in twins and twins[id].is_likely) for id in ids)

    return AlreadySaid(
        views(alike),
        views(elsewhere[: MOST - len(alike)]),
        views(others_here[:_OF_THE_PASSAGE]),
        rows[0].number if rows else 0,
    )


_COLUMNS = (Post.id, Post.label, Post.body, Person.name.label("author"), Post.status, Post.agree, Post.anchor)


def _reading(proposal: Proposal, anchor: str | None) -> Select[*tuple[Any, ...]]:
    """Of each post what is shown, and beside it how many there are on the passage."""
    return select(*_COLUMNS, _count(proposal, anchor).label("number")).join(Person, Person.id == Post.author_id)


def _view(row: Row[Any], is_likely: bool = False) -> TwinView:
    return TwinView(*(*row[: len(_COLUMNS)], is_likely))


def _count(proposal: Proposal, anchor: str | None) -> ScalarSelect[int]:
    """As it is kept (`queries.counts`)."""
    of_passage = (PointCount.proposal_id == proposal.id) & (PointCount.passage == anchor)
    return select(func.coalesce(func.sum(PointCount.tops), 0)).where(of_passage).scalar_subquery()


def _most_agreed(proposal: Proposal, anchor: str) -> list[Select[int]]:
    """Posts on the passage, in whatever state: databases that do not know how many are visible would read them all."""
    on_passage = select(Post.id).where(Post.proposal_id == proposal.id, Post.anchor == anchor)
    return [on_passage.order_by(*ORDERED[order]).limit(_MOST_AGREED) for order in _AGREED]
