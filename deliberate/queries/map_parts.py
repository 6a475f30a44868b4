"""The part of an argument map that a page shows, read level by level by what is kept of each post: what it costs is
what it shows, however long the thread.

On the map is what a visitor finds in the thread, but for comments and all that is below them, unless they are wanted.
What is counted below a box is what the thread counts there, comments too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Dialect, Select, and_, bindparam, case, func, null, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain.engine.ranking import Order
from deliberate.domain.labels import GRAMMAR, Label
from deliberate.domain.maps import ROOT, Box, Kind, MapPart, anchor_of, in_turn, section_of
from deliberate.domain.numbers import whole
from deliberate.domain.permissions import VISITOR
from deliberate.models import PointCount, Post, Proposal
from deliberate.models.posts import ORDERED
from deliberate.queries.apart import blank, blank_words, in_words, rows_of
from deliberate.queries.counts import WHOLE
from deliberate.queries.merges import kept_of
from deliberate.queries.rows import is_listed

# What wide parents show first: what has the most people on both sides, then what draws the most replies.
_FIRST = ORDERED[Order.CONTESTED]
_OFF_MAP = tuple(row.label for row in GRAMMAR.values() if not row.on_map)


@dataclass(frozen=True)
class Overview:
    """What is counted of a whole map: how many visible posts are comments; by passage (`WHOLE` is the proposal) how
    many posts are about it, and how many boxes stand directly under it, of the proposal those of no passage."""

    comments: int
    posts: Counter[str]
    tops: Counter[str]
    with_comments: bool

    @property
    def passages(self) -> list[str]:
        """Those that are on the map."""
        return [passage for passage, tops in self.tops.items() if tops and passage != WHOLE]

    def holds(self, label: Label) -> bool:
        return self.with_comments or label not in _OFF_MAP

    def box(self, id: str) -> Box | None:
        """Of the proposal or a passage; None if it is not on the map."""
        if id == ROOT:
            return Box(ROOT, None, self.posts[WHOLE], len(self.passages) + self.tops[WHOLE])
        passage = anchor_of(id)
        if id != section_of(passage) or passage == WHOLE or not self.tops[passage]:
            return None
        return Box(id, ROOT, self.posts[passage], self.tops[passage])


def load_overview(session: Session, proposal: Proposal, *, comments: bool) -> Overview:
    """In two statements, of which the second reads what is said to the document and is out of sight."""
    posts: Counter[str] = Counter()
    tops: Counter[str] = Counter()
    left_out = 0
    for passage, label, number, top in session.execute(_COUNTED, {"home": proposal.id}):
        posts[passage] += number
        if label in _OFF_MAP and passage == WHOLE:
            left_out += number
        if comments or label not in _OFF_MAP:
            tops[passage] += top
    # What is said to a passage is counted of the whole, too.
    tops[WHOLE] -= sum(number for passage, number in tops.items() if passage != WHOLE)
    for place, number in session.execute(_unseen(comments), {"home": proposal.id}):
        tops[place or WHOLE] += number
    return Overview(left_out, posts, tops, comments)


def find(
    session: Session, proposal: Proposal, overview: Overview, root: str, *, skip: int = 0, limit: int
) -> MapPart | None:
    """A part with its root, or the post that it was merged into, and what is above that, and nothing below yet; None if
    there is no such box. In two statements at the most."""
    post = whole(root)
    path = _of_document(overview, root) if post is None else _path(session, proposal, overview, post)
    return MapPart(path[:-1], path[-1], skip=skip, limit=limit) if path else None


def fill(session: Session, proposal: Proposal, overview: Overview, part: MapPart, passages: Sequence[str]) -> None:
    """Reads what is below the root, in one statement for each level, and one more for what is said to passages. All
    `passages` on the map are in the document's order."""
    reading = _Reading(session, proposal, overview, passages)
    while wanted := part.wanted():
        part.add(reading.boxes(wanted))


class _Seed(NamedTuple):
    """A post on the map, what it is shown under, and how much is below it."""

    id: int
    under: int | None
    anchor: str | None
    below: int
    children: int
    strength: float

    @property
    def parent(self) -> str:
        if self.under is not None:
            return str(self.under)
        return ROOT if self.anchor is None else section_of(self.anchor)

    def box(self) -> Box:
        return Box(str(self.id), self.parent, self.below, self.children)


def _of_document(overview: Overview, root: str) -> list[Box]:
    """The box of a passage or the proposal, with the one above it."""
    boxes = [overview.box(id) for id in dict.fromkeys((ROOT, root))]
    return [box for box in boxes if box] if boxes[-1] else []


def _path(session: Session, proposal: Proposal, overview: Overview, post: int) -> list[Box]:
    """From the proposal down to the post that stands for this one; nothing if that is not on the map."""
    path: list[Box] = []
    under = kept_of(session, [post]).get(post)
    rows = session.execute(_above(overview.with_comments), {"home": proposal.id, "post": under}).all()
    seeds = {row[0]: _Seed(*row) for row in rows}
    while under is not None:
        if under not in seeds:
            return []
        path.append(seeds[under].box())
        under = seeds[under].under
    top = _of_document(overview, path[-1].parent or ROOT) if path else []
    return [*top, *path[::-1]] if top else []


class _Reading:
    def __init__(self, session: Session, proposal: Proposal, overview: Overview, passages: Sequence[str]) -> None:
        self._session = session
        self._proposal = proposal
        self._overview = overview
        self._passages = passages

    def boxes(self, wanted: dict[str, range]) -> Iterator[Box]:
        """The children of these boxes at these ranks."""
        if ROOT in wanted:
            yield from self._uppermost(wanted.pop(ROOT))
        seeds = self._seeds(wanted)
        for id, ranks in wanted.items():
            yield from _placed([seed.box() for seed in seeds[id]], _as_shown(seeds[id]), ranks.start)

    def _uppermost(self, ranks: range) -> Iterator[Box]:
        """Passages, the one with the most posts first, and what is said to the proposal as a whole, in turn; as shown
        passages come first, in the document's order."""
        posts_about = self._overview.posts
        passages = sorted(self._passages, key=lambda passage: -posts_about[passage])
        turns = list(in_turn(len(passages), self._overview.tops[WHOLE], ranks))
        places = [place for is_post, place in turns if is_post]
        seeds = self._seeds({ROOT: range(places[0], places[-1] + 1)})[ROOT] if places else []
        posts = iter(seeds)
        chosen = [
            next(map(_Seed.box, posts), None) if is_post else self._overview.box(section_of(passages[place]))
            for is_post, place in turns
        ]
        in_order = [*map(section_of, self._passages), *_as_shown(seeds)]
        return _placed([box for box in chosen if box], in_order, ranks.start)

    def _seeds(self, wanted: dict[str, range]) -> dict[str, list[_Seed]]:
        parts: dict[Kind, list[dict[str, Any]]] = defaultdict(list)
        for id, ranks in wanted.items():
            kind = Kind.of(id)
            parent = anchor_of(id) if kind is Kind.SECTION else whole(id)
            part = {"home": self._proposal.id, "parent": parent, "start": ranks.start, "most": len(ranks)}
            parts[kind].append(part)
        dialect = self._session.get_bind().dialect
        seeds: dict[str, list[_Seed]] = defaultdict(list)
        for kind, blanks in parts.items():
            words = _in_words(dialect, kind, self._overview.with_comments)
            for seed in (_Seed(*row) for row in rows_of(self._session, words, blanks)):
                seeds[seed.parent].append(seed)
        return seeds


def _as_shown(seeds: list[_Seed]) -> list[str]:
    """As a thread is ordered, the strongest first."""
    return [str(seed.id) for seed in sorted(seeds, key=lambda seed: (-seed.strength, seed.id))]


def _placed(boxes: Sequence[Box], in_order: Sequence[str], first: int) -> Iterator[Box]:
    """Children by rank, of which the first has this one, each with its place; their ids are in order as shown, perhaps
    among others."""
    ids = {box.id for box in boxes}
    order = {id: place for place, id in enumerate((id for id in in_order if id in ids), first)}
    for rank, box in enumerate(boxes, first):
        yield replace(box, rank=rank, order=order[box.id])


_COUNTED = (
    select(PointCount.passage, PointCount.label, func.sum(PointCount.posts), func.sum(PointCount.tops))
    .where(PointCount.proposal_id == bindparam("home"))
    .group_by(PointCount.passage, PointCount.label)
)
_REPLY = aliased(Post)
_HIGHER = aliased(Post)


def _is_on_map(comments: bool) -> ColumnElement[bool]:
    """Of what no comment is above."""
    listed = is_listed(VISITOR)
    return listed if comments else and_(listed, Post.label.not_in(_OFF_MAP))


def _columns(comments: bool) -> tuple[Any, ...]:
    """Of a seed."""
    replies = select(func.count(_REPLY.id)).where(
        _REPLY.proposal_id == Post.proposal_id, _REPLY.shown_under_id == Post.id
    )
    unseen = replies.where(_REPLY.tally.is_(null()), _REPLY.counted.is_(False), _REPLY.below > 0)
    if comments:
        children = Post.replies + unseen.scalar_subquery()
    else:
        # Nobody votes on these: they are the weakest, and stand together at the end of an index.
        left_out = replies.where(_REPLY.counted, _REPLY.strength < 0, _REPLY.label.in_(_OFF_MAP)).scalar_subquery()
        children = Post.replies + unseen.where(_REPLY.label.not_in(_OFF_MAP)).scalar_subquery() - left_out
    own = (Post.id, Post.shown_under_id, Post.anchor, Post.below)
    return (*own, case((Post.below > 0, children), else_=0), Post.strength)


@lru_cache
def _unseen(comments: bool) -> Select[str | None, int]:
    """What is said to the document, out of sight and yet listed: it is in no count."""
    said_to_it = (Post.proposal_id == bindparam("home"), Post.shown_under_id.is_(None), Post.tally.is_(null()))
    counted = select(Post.anchor, func.count(Post.id)).where(*said_to_it, _is_on_map(comments))
    return counted.group_by(Post.anchor)


@lru_cache
def _above(comments: bool) -> Select[*tuple[Any, ...]]:
    """A post of a proposal, and what is above it."""
    above = (
        select(Post.id, Post.shown_under_id)
        .where(Post.id == bindparam("post"), Post.proposal_id == bindparam("home"))
        .cte("above", recursive=True)
    )
    above = above.union(select(_HIGHER.id, _HIGHER.shown_under_id).join(above, _HIGHER.id == above.c.shown_under_id))
    return select(*_columns(comments)).where(Post.id.in_(select(above.c.id)), _is_on_map(comments))


@lru_cache
def _in_words(dialect: Dialect, kind: Kind, comments: bool) -> str:
    """The children of one box."""
    said_to = {
        Kind.PROPOSAL: (Post.shown_under_id.is_(None), Post.anchor.is_(None)),
        Kind.SECTION: (Post.shown_under_id.is_(None), Post.anchor == blank_words("parent")),
        Kind.POST: (Post.shown_under_id == blank("parent"),),
    }
    # Under the proposal all stand under nothing: not all databases take the order of the index unless it is named.
    first = (Post.shown_under_id,) if kind is Kind.PROPOSAL else ()
    children = (
        select(*_columns(comments))
        .where(Post.proposal_id == blank("home"), *said_to[kind], _is_on_map(comments))
        .order_by(*first, *_FIRST)
        .offset(blank("start"))
        .limit(blank("most"))
    )
    return in_words(children, dialect)
