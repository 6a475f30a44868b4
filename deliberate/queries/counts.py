"""How many points of a proposal stand how, as it is kept (`upkeep.counts`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.statuses import Status
from deliberate.models import PointCount, Proposal


@dataclass(frozen=True)
class Counts:
    """Of what raises an issue and is visible: how many stand how. `tops` of the posts reply to no other one."""

    open: int = 0
    contested: int = 0
    answered: int = 0
    conceded: int = 0
    addressed: int = 0
    resolved: int = 0
    posts: int = 0
    tops: int = 0
    people: int = 0
    votes: int = 0

    @property
    def unsettled(self) -> int:
        return self.open + self.contested + self.addressed

    @property
    def settled(self) -> int:
        return self.answered + self.conceded + self.resolved


def load_counts(session: Session, proposals: Collection[int]) -> dict[int, Counts]:
    """Of each proposal as a whole, in two statements."""
    people = dict(session.execute(select(Proposal.id, Proposal.people).where(Proposal.id.in_(proposals))).all())
    rows: dict[int, list[PointCount]] = defaultdict(list)
    for row in session.scalars(
        select(PointCount).where(PointCount.proposal_id.in_(proposals), PointCount.passage == "")
    ):
        rows[row.proposal_id].append(row)
    return {id: _sum(rows[id], people[id]) for id in people}


def counts_by_passage(session: Session, proposal: Proposal) -> Mapping[str, Counts]:
    """Of each passage that anything was said about, everything below that included, and of the proposal as a whole,
    which is the passage ''; in one statement. People are counted of the whole only."""
    rows: dict[str, list[PointCount]] = {"": []}
    for row in session.scalars(select(PointCount).where(PointCount.proposal_id == proposal.id)):
        rows.setdefault(row.passage, []).append(row)
    return {passage: _sum(some, 0 if passage else proposal.people) for passage, some in rows.items()}


def _sum(rows: Iterable[PointCount], people: int) -> Counts:
    numbers = dict.fromkeys(("posts", "tops", "votes", *map(str, Status)), 0)
    for row in rows:
        numbers["posts"] += row.posts
        numbers["tops"] += row.tops
        numbers["votes"] += row.votes
        if row.status:
            numbers[row.status] += row.posts
    return Counts(**numbers, people=people)
