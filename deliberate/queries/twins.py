"""Visible posts of a proposal that may already say what a draft says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

# So many are shown; of those on the passage that are not likely to say the same, so many at the most.
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
    """What was said about the same passage, `count` posts in all, and what was said elsewhere and is likely to be the
    same; of each the most alike first."""

    here: tuple[TwinView, ...] = ()
    elsewhere: tuple[TwinView, ...] = ()
    count: int = 0

    @property
    def likely(self) -> tuple[TwinView, ...]:
        return tuple(twin for twin in (*self.here, *self.elsewhere) if twin.is_likely)


def said_about(session: Session, proposal: Proposal, anchor: str) -> AlreadySaid:
    """For who has not written anything yet: what most people agree with first, in one statement."""
    some = any_of(*_most_agreed(proposal, anchor))
    statement = _reading(proposal, anchor).where(Post.state == State.VISIBLE, Post.id.in_(some))
    rows = session.execute(statement.order_by(Post.agree.desc(), Post.id).limit(_OF_THE_PASSAGE)).all()
    return AlreadySaid(tuple(map(_view, rows)), count=rows[0].number if rows else 0)


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
    twins = by_likeness(draft, others)
    likely = {twin.id: twin.is_likely for twin in twins}
    rest = sorted(posts.keys() - likely.keys(), key=lambda id: (-posts[id].agree, id))
    here = [id for id in (*likely, *rest) if anchor is not None and posts[id].anchor == anchor]
    shown = _first(here, likely)
    elsewhere = [id for id in likely if likely[id] and (anchor is None or posts[id].anchor != anchor)]

    def views(ids: Sequence[int]) -> tuple[TwinView, ...]:
        return tuple(_view(posts[id], likely.get(id, False)) for id in ids)

    return AlreadySaid(views(shown), views(elsewhere[: MOST - len(shown)]), rows[0].number if rows else 0)


def _first(here: Sequence[int], likely: Mapping[int, bool]) -> list[int]:
    """Those that are likely the same, and of the others so many that there are a few."""
    same = [id for id in here if likely.get(id)][:MOST]
    others = [id for id in here if not likely.get(id)]
    return [*same, *others[: max(_OF_THE_PASSAGE - len(same), 0)]]


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
