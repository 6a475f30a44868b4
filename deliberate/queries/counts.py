"""How many posts stand how, of a proposal and of its passages. Every page that prints a count takes it from here, and
`points` lists exactly what is counted: what everybody can read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import CTE, ColumnElement, and_, case, distinct, func, or_, select
from sqlalchemy.orm import Session

from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status
from deliberate.models import Post

# Not what is held, hidden, merged into another post or taken back.
COUNTED = Post.state == State.VISIBLE


@dataclass(frozen=True)
class Counts:
    """How many points stand how; `objections` are the open ones among them, `open_weight` what the open points weigh
    together (`weight`). Of all posts: how many there are, who wrote them and the votes on them."""

    open: int = 0
    contested: int = 0
    answered: int = 0
    conceded: int = 0
    addressed: int = 0
    resolved: int = 0
    objections: int = 0
    open_weight: int = 0
    posts: int = 0
    people: int = 0
    votes: int = 0

    @property
    def settled(self) -> int:
        return self.answered + self.conceded + self.resolved


NOTHING = Counts()


def counts(session: Session, proposal_id: int) -> Counts:
    """Of a proposal, in one statement."""
    return counts_of(session, [proposal_id]).get(proposal_id, NOTHING)


def counts_of(session: Session, proposal_ids: Collection[int]) -> dict[int, Counts]:
    """The same of several proposals, those without posts left out."""
    rows = session.execute(
        select(Post.proposal_id, *_numbers())
        .where(Post.proposal_id.in_(proposal_ids), COUNTED)
        .group_by(Post.proposal_id)
    )
    return {proposal: Counts(*map(int, numbers)) for proposal, *numbers in rows}


def counts_by_passage(session: Session, proposal_id: int) -> dict[str, Counts]:
    """By the anchor of each passage that has posts, with all that was said below them; in one statement."""
    placed = placed_on_passages(Post.proposal_id == proposal_id)
    rows = session.execute(
        select(placed.c.anchor, *_numbers())
        .join_from(placed, Post, Post.id == placed.c.id)
        .where(COUNTED)
        .group_by(placed.c.anchor)
    )
    return {anchor: Counts(*map(int, numbers)) for anchor, *numbers in rows}


def total(every: Iterable[Counts]) -> Counts:
    """Together. People are not added up: one who spoke in two places would count twice."""
    counted = list(every)
    names = (field.name for field in fields(Counts) if field.name != "people")
    return Counts(**{name: sum(getattr(each, name) for each in counted) for name in names})


def weight() -> ColumnElement[int]:
    """The people who hold a point: who raised it or a twin merged into it, and who agree, each once. Who has taken it
    back no longer does; who has taken it over is one of those who agree or raised it too (`Node.weight`)."""
    others = Post.agree + Post.raised_too
    at_least_one = case((others > 0, others), else_=1)
    return case((Post.withdrawn_at.is_(None), others + 1), (Post.heir_id.is_not(None), at_least_one), else_=others)


def placed_on_passages(where: ColumnElement[bool]) -> CTE:
    """The posts on passages that are chosen by `where`, with all below them and all merged into any: `id`, and the
    `anchor` of the passage under which each is shown."""
    on_passage = Post.parent_id.is_(None) & Post.anchor.is_not(None) & Post.merged_into_id.is_(None)
    placed = select(Post.id, Post.anchor).where(on_passage, where).cte("placed", recursive=True)
    is_reply = and_(Post.parent_id == placed.c.id, Post.merged_into_id.is_(None))
    below = select(Post.id, placed.c.anchor).join(placed, or_(is_reply, Post.merged_into_id == placed.c.id))
    return placed.union(below)


def _numbers() -> tuple[ColumnElement[Any], ...]:
    """In the order of the fields of `Counts`."""
    is_open = Post.status == Status.OPEN
    return (
        *(_sum(1, Post.status == status) for status in Status),
        _sum(1, is_open & (Post.label == Label.OBJECTION)),
        _sum(weight(), is_open),
        func.count(),
        func.count(distinct(Post.author_id)),
        func.coalesce(func.sum(Post.agree + Post.passes + Post.disagree), 0),
    )


def _sum(number: ColumnElement[int] | int, where: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((where, number), else_=0)), 0)
