"""Keeps the counts of a proposal and its passages true (`models.counts`): each post remembers what was counted of it,
and is counted anew by the difference. Called inside a transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import bindparam, delete, insert, select, text
from sqlalchemy.orm import Session

from deliberate.domain.nodes import Node, State
from deliberate.models import Participation, PointCount, Post, Proposal
from deliberate.queries.core import run
from deliberate.queries.graphs import NAMED, among


class Kind(NamedTuple):
    """A row of counts."""

    passage: str
    label: str
    status: str
    few_share: bool


class Sums(NamedTuple):
    posts: int = 0
    tops: int = 0
    weight: int = 0
    votes: int = 0

    def plus(self, other: Sums, sign: int) -> Sums:
        return Sums(*(mine + sign * theirs for mine, theirs in zip(self, other, strict=True)))


Tally: TypeAlias = dict[str, Any] | None

_ADD = text(
    "INSERT INTO point_counts (proposal_id, passage, label, status, few_share, posts, tops, weight, votes) "
    "VALUES (:proposal, :passage, :label, :status, :few_share, :posts, :tops, :weight, :votes) "
    "ON CONFLICT (proposal_id, passage, label, status, few_share) DO UPDATE SET "
    "posts = point_counts.posts + excluded.posts, tops = point_counts.tops + excluded.tops, "
    "weight = point_counts.weight + excluded.weight, votes = point_counts.votes + excluded.votes"
)
_TAKE_PART = text(
    "INSERT INTO participations (proposal_id, person_id, posts) VALUES (:proposal, :person, :posts) "
    "ON CONFLICT (proposal_id, person_id) DO UPDATE SET posts = participations.posts + excluded.posts RETURNING posts"
)


def tally(node: Node, about: str | None, *, is_top: bool) -> Tally:
    """What is counted of a post, about a passage or the proposal; None of one that is out of sight."""
    if node.state is not State.VISIBLE:
        return None
    return {
        "passage": about or "",
        "top": is_top,
        "label": str(node.label),
        "status": str(node.status or ""),
        "few_share": node.few_share,
        "weight": node.weight,
        "votes": node.sides + node.passes,
        "author": node.author,
    }


Changes: TypeAlias = dict[int, tuple[Tally, Tally]]


def changes(session: Session, nodes: Mapping[int, Node], posts: Collection[int]) -> Changes:
    """By post what is counted of it and what is to be, of these posts; of those that are no node, the passage alone may
    have changed. In one statement."""
    found: Changes = {}
    for id, about, is_top, before in _counted_of(session, posts) if posts else ():
        if id in posts:
            found[id] = before, tally(nodes[id], about, is_top=bool(is_top)) if id in nodes else _moved(before, about)
    return found


_COUNTED = select(Post.id, Post.about, Post.shown_under_id.is_(None), Post.tally)
# Built once: that takes longer than to run it.
_COUNTED_OF_FEW = _COUNTED.where(Post.id.in_(bindparam("posts", expanding=True)))


def _counted_of(session: Session, posts: Collection[int]) -> Iterable[Any]:
    if len(posts) <= NAMED:
        return run(session, _COUNTED_OF_FEW, {"posts": list(posts)})
    return run(session, _COUNTED.where(among(posts)))


def add_up(session: Session, proposal: Proposal, changed: Iterable[tuple[Tally, Tally]]) -> None:
    """Brings the counts up to date, once the posts remember what is counted of them; in one statement, and one for each
    author of whom more or fewer posts are visible."""
    sums: dict[Kind, Sums] = {}
    authors: Counter[int] = Counter()
    for both in changed:
        for counted, sign in zip(both, (-1, 1), strict=True):
            _add(sums, authors, counted, sign)
    _change(session, proposal.id, {kind: amount for kind, amount in sums.items() if any(amount)})
    for person, more in authors.items():
        if more:
            proposal.people += _takes_part(session, proposal.id, person, more)


def _moved(before: Tally, about: str | None) -> Tally:
    return before and before | {"passage": about or ""}


def totals(tallies: Iterable[Tally]) -> tuple[dict[Kind, Sums], Counter[int]]:
    """All counts, and by person how many posts are visible."""
    sums: dict[Kind, Sums] = {}
    authors: Counter[int] = Counter()
    for counted in tallies:
        _add(sums, authors, counted, 1)
    return sums, authors


def stored(session: Session, proposal_id: int) -> tuple[dict[Kind, Sums], Counter[int]]:
    """The same as it is kept."""
    mine = select(PointCount).where(PointCount.proposal_id == proposal_id)
    sums = {
        Kind(row.passage, row.label, row.status, row.few_share): Sums(row.posts, row.tops, row.weight, row.votes)
        for row in session.scalars(mine)
    }
    wrote = select(Participation.person_id, Participation.posts).where(Participation.proposal_id == proposal_id)
    authors = Counter(dict(session.execute(wrote).all()))
    return {kind: amount for kind, amount in sums.items() if any(amount)}, +authors


def replace(session: Session, proposal: Proposal, sums: Mapping[Kind, Sums], authors: Mapping[int, int]) -> None:
    """Writes all counts of a proposal anew."""
    for table in (PointCount, Participation):
        session.execute(delete(table).where(table.proposal_id == proposal.id))
    _change(session, proposal.id, sums)
    if authors:
        rows = [{"proposal_id": proposal.id, "person_id": id, "posts": posts} for id, posts in authors.items()]
        session.execute(insert(Participation), rows)
    proposal.people = len(authors)


def _add(sums: dict[Kind, Sums], authors: Counter[int], counted: Tally, sign: int) -> None:
    if counted is None:
        return
    amount = Sums(1, int(counted["top"]), counted["weight"], counted["votes"])
    for passage in {"", counted["passage"]}:
        kind = Kind(passage, counted["label"], counted["status"], counted["few_share"])
        sums[kind] = sums.get(kind, Sums()).plus(amount, sign)
    authors[counted["author"]] += sign


def _change(session: Session, proposal: int, sums: Mapping[Kind, Sums]) -> None:
    rows = [{"proposal": proposal, **kind._asdict(), **amount._asdict()} for kind, amount in sorted(sums.items())]
    if rows:
        run(session, _ADD, rows)


def _takes_part(session: Session, proposal: int, person: int, more: int) -> int:
    """How many more people wrote a post that is visible: one, none, or one fewer."""
    posts: int = run(session, _TAKE_PART, {"proposal": proposal, "person": person, "posts": more}).scalar_one()
    return (posts > 0) - (posts - more > 0)
