"""How many posts stand how, of a proposal and of its passages, as it is kept (`upkeep.counts`). Every page that prints
a count takes it from here, and `points` lists exactly what is counted: what everybody can read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Status
from deliberate.models import PointCount, Post, Proposal

# Not what is held, hidden, merged into another post or taken back.
COUNTED = Post.state == State.VISIBLE
# In place of a passage: all of the proposal.
WHOLE = ""


@dataclass(frozen=True)
class Counts:
    """How many points stand how, those apart that few share; `objections` are the open ones among them, `open_weight`
    what the open points weigh together (`Node.weight`). Of all posts: how many there are, how many of them reply to no
    other one (`tops`), who wrote them and the votes on them."""

    open: int = 0
    contested: int = 0
    answered: int = 0
    conceded: int = 0
    addressed: int = 0
    resolved: int = 0
    few_share: int = 0
    objections: int = 0
    open_weight: int = 0
    posts: int = 0
    tops: int = 0
    people: int = 0
    votes: int = 0

    @property
    def settled(self) -> int:
        return self.answered + self.conceded + self.resolved


_FIELDS = tuple(field.name for field in fields(Counts))
NOTHING = Counts()


def counts(session: Session, proposal: Proposal) -> Counts:
    """Of a proposal, in one statement."""
    return counts_of(session, [proposal])[proposal.id]


_COLUMNS = (
    *(PointCount.proposal_id, PointCount.passage, PointCount.label, PointCount.status),
    *(PointCount.few_share, PointCount.posts, PointCount.tops, PointCount.weight, PointCount.votes),
)
_OF_WHOLES = select(*_COLUMNS).where(
    PointCount.proposal_id.in_(bindparam("ids", expanding=True)), PointCount.passage == WHOLE
)
_OF_ALL = select(*_COLUMNS).where(PointCount.proposal_id == bindparam("id"))


def counts_of(session: Session, proposals: Collection[Proposal]) -> dict[int, Counts]:
    """The same of several proposals."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(_OF_WHOLES, {"ids": [proposal.id for proposal in proposals]}):
        rows[row.proposal_id].append(row)
    return {proposal.id: _sum(rows[proposal.id], proposal.people) for proposal in proposals}


def counts_by_passage(session: Session, proposal: Proposal) -> dict[str, Counts]:
    """By the anchor of each passage that has posts, with all that was said below them, and of the proposal as a
    `WHOLE`; in one statement. People are counted of the whole only."""
    rows: dict[str, list[Any]] = {WHOLE: []}
    for row in session.execute(_OF_ALL, {"id": proposal.id}):
        rows.setdefault(row.passage, []).append(row)
    every = {passage: _sum(some, 0 if passage else proposal.people) for passage, some in rows.items()}
    return {passage: found for passage, found in every.items() if found.posts or passage == WHOLE}


def total(every: Iterable[Counts]) -> Counts:
    """Together. People are not added up: one who spoke in two places would count twice."""
    counted = list(every)
    names = (name for name in _FIELDS if name != "people")
    return Counts(**{name: sum(getattr(each, name) for each in counted) for name in names})


def _sum(rows: Iterable[Any], people: int) -> Counts:
    numbers = dict.fromkeys(_FIELDS, 0) | {"people": people}
    for row in rows:
        numbers["posts"] += row.posts
        numbers["tops"] += row.tops
        numbers["votes"] += row.votes
        if row.few_share:
            numbers["few_share"] += row.posts
            continue
        if row.status:
            numbers[row.status] += row.posts
        if row.status == Status.OPEN:
            numbers["open_weight"] += row.weight
            numbers["objections"] += row.posts if row.label == Label.OBJECTION else 0
    return Counts(**numbers)
