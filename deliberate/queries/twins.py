"""Visible posts of a proposal that may already say what a draft says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Status
from deliberate.domain.texts.twins import Draft, Other, by_likeness, comparable
from deliberate.models import Person, Post, Proposal

# So many are shown; of those on the passage that are not likely to say the same, so many at the most.
MOST = 5
_OF_THE_PASSAGE = 3


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
    statement = _visible(proposal).add_columns(func.count().over()).where(Post.anchor == anchor)
    rows = session.execute(statement.order_by(Post.agree.desc(), Post.id).limit(_OF_THE_PASSAGE)).all()
    return AlreadySaid(tuple(TwinView(*post) for *post, _ in rows), count=rows[0][-1] if rows else 0)


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
    statement."""
    compared = comparable(label) if label else frozenset[Label]()
    statement = _visible(proposal).where(Post.label.in_(compared) | (Post.anchor == anchor)).order_by(Post.id)
    if parent is not None:
        statement = statement.where(Post.id != parent)
    posts = {row.id: row for row in session.execute(statement)}
    others = (Other(post.id, post.body, post.anchor) for post in posts.values() if post.label in compared)
    twins = by_likeness(Draft(body, proposal.language, anchor, passage), others)
    likely = {twin.id: twin.is_likely for twin in twins}
    rest = sorted(posts.keys() - likely.keys(), key=lambda id: (-posts[id].agree, id))
    here = [id for id in (*likely, *rest) if anchor is not None and posts[id].anchor == anchor]
    shown = _first(here, likely)
    elsewhere = [id for id in likely if likely[id] and (anchor is None or posts[id].anchor != anchor)]

    def views(ids: Sequence[int]) -> tuple[TwinView, ...]:
        return tuple(TwinView(**posts[id]._mapping, is_likely=likely.get(id, False)) for id in ids)

    return AlreadySaid(views(shown), views(elsewhere[: MOST - len(shown)]), len(here))


def _first(here: Sequence[int], likely: Mapping[int, bool]) -> list[int]:
    """Those that are likely the same, and of the others so many that there are a few."""
    same = [id for id in here if likely.get(id)][:MOST]
    others = [id for id in here if not likely.get(id)]
    return [*same, *others[: max(_OF_THE_PASSAGE - len(same), 0)]]


def _visible(proposal: Proposal) -> Select[*tuple[Any, ...]]:
    return (
        select(Post.id, Post.label, Post.body, Person.name.label("author"), Post.status, Post.agree, Post.anchor)
        .join(Person, Person.id == Post.author_id)
        .where(Post.proposal_id == proposal.id, Post.state == State.VISIBLE)
    )
