"""A thread as pages show it: posts under what they reply to, folded where it gets deep or long. What is read is what is
shown, however long the thread is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Dialect, Integer, Select, bindparam, case, func, null, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain import labels
from deliberate.domain.engine.ranking import Known, Order, reason
from deliberate.domain.labels import Polarity
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Actor
from deliberate.domain.statuses import Status
from deliberate.domain.words import Say
from deliberate.models import Post, Proposal
from deliberate.models.posts import ORDERED
from deliberate.queries.apart import blank, in_words, rows_of
from deliberate.queries.counts import Counts
from deliberate.queries.pages import Page
from deliberate.queries.rows import PostRow, is_listed, load_rows

# So many posts to a page; of a thread that has no more, all are on one.
ROWS = 50
# Otherwise at least so many of the uppermost ones, each with so many replies, to so many levels.
TOPS = 10
WIDTH = 5
DEPTH = 3


@dataclass(frozen=True)
class Branch:
    """A post with replies to it; `folded` more are not shown under it, nor under these."""

    post: PostRow
    replies: tuple[Branch, ...] = ()
    folded: int = 0


@dataclass(frozen=True)
class ThreadPage:
    """`reason` is why the first branch is first."""

    branches: tuple[Branch, ...]
    order: Order
    reason: Say
    page: Page


def thread(
    session: Session,
    proposal: Proposal,
    viewer: Actor,
    counts: Counts,
    order: Order,
    page: int = 1,
    anchor: str | None = None,
) -> ThreadPage:
    """One page of the thread of the whole proposal, or of the passage `anchor`, of which these are the counts."""
    size = ROWS if counts.posts <= ROWS else min(ROWS, max(TOPS, ROWS * counts.tops // counts.posts))
    spot = {"home": proposal.id, "anchor": anchor}
    apart = session.scalars(_tops_out_of_sight(viewer, anchor is not None), spot).one()
    shown = Page.nearest(page, size, counts.tops + apart)
    wanted = spot | {"start": shown.start, "most": size, "whole": 2 * ROWS + 1}
    seeds = None
    if counts.posts <= ROWS:
        seeds = _seeds(session, _with_all_below(viewer, order, anchor is not None), wanted)
    # Of what is out of sight there may be any number.
    if seeds is None or len(seeds) == wanted["whole"]:
        tops = _seeds(session, _said_to(viewer, order, anchor is not None), wanted)
        seeds = _grown(session, proposal, viewer, order, tops)
    branches = _branches(load_rows(session, proposal, viewer, [seed.id for seed in seeds]), seeds)
    return ThreadPage(branches, order, _reason(proposal, order, branches), shown)


# Statements for a viewer are kept: to build one takes longer than to run it.
@lru_cache(maxsize=1_024)
def _tops_out_of_sight(viewer: Actor, of_passage: bool) -> Select[int]:
    spot = [Post.shown_under_id.is_(None), *([Post.anchor == bindparam("anchor")] if of_passage else [])]
    return _out_of_sight(viewer).where(*spot)


@lru_cache(maxsize=1_024)
def _replies_out_of_sight(viewer: Actor) -> Select[int]:
    return _out_of_sight(viewer).where(Post.shown_under_id == bindparam("parent"), Post.counted.is_(False))


def _out_of_sight(viewer: Actor) -> Select[int]:
    """How many posts the viewer finds in the thread that are in no count: what others replied to or voted on before it
    was taken away, what they alone see."""
    listed = (Post.proposal_id == bindparam("home"), Post.tally.is_(null()), is_listed(viewer))
    return select(func.count(Post.id)).where(*listed)


@dataclass(frozen=True)
class Replies:
    """One page of the replies to a post; `reason` is why the first is first, of a group where they are grouped."""

    branches: tuple[Branch, ...]
    reason: Say
    page: Page

    @property
    def against(self) -> tuple[Branch, ...]:
        return self._which(Polarity.ATTACK)

    @property
    def support(self) -> tuple[Branch, ...]:
        return self._which(Polarity.SUPPORT)

    @property
    def other(self) -> tuple[Branch, ...]:
        return self._which(Polarity.NEUTRAL)

    def _which(self, polarity: Polarity) -> tuple[Branch, ...]:
        return tuple(branch for branch in self.branches if branch.post.polarity is polarity)


class _Seed(NamedTuple):
    """A post that is shown, what it is shown under, and how much is below it."""

    id: int
    under: int | None
    below: int


class FoundReplies(NamedTuple):
    """Which replies to a post a page shows, before they are read."""

    seeds: list[_Seed]
    order: Order
    page: Page

    def ids(self) -> list[int]:
        return [seed.id for seed in self.seeds]

    def replies(self, proposal: Proposal, rows: Mapping[int, PostRow]) -> Replies:
        """`rows` has all of them."""
        branches = _branches(rows, self.seeds)
        return Replies(branches, _reason(proposal, self.order, branches), self.page)


def replies_to(session: Session, proposal: Proposal, viewer: Actor, post: Post, order: Order, page: int = 1) -> Replies:
    """In the order in which a thread shows them under the post."""
    found = find_replies(session, proposal, viewer, post, order, page, grouped=False)
    return found.replies(proposal, load_rows(session, proposal, viewer, found.ids()))


def find_replies(
    session: Session, proposal: Proposal, viewer: Actor, post: Post, order: Order, page: int, *, grouped: bool
) -> FoundReplies:
    """Grouped by what they do, or not."""
    size = min(ROWS, max(TOPS, ROWS * post.replies // max(post.below, 1)))
    home = {"home": proposal.id, "parent": post.id}
    apart = session.scalars(_replies_out_of_sight(viewer), home).one()
    shown = Page.nearest(page, size, post.replies + apart)
    direct = _seeds(session, _direct(viewer, order, grouped), home | {"start": shown.start, "most": size})
    return FoundReplies(_grown(session, proposal, viewer, order, direct), order, shown)


@lru_cache(maxsize=1_024)
def _direct(viewer: Actor, order: Order, grouped: bool) -> _Seeds:
    """Replies to one post."""
    group = case({label: list(Polarity).index(labels.rule(label).polarity) for label in labels.Label}, value=Post.label)
    return (
        select(*_SEED)
        .where(Post.proposal_id == bindparam("home"), Post.shown_under_id == bindparam("parent"), is_listed(viewer))
        .order_by(*([group] if grouped else []), *ORDERED[order])
        .offset(bindparam("start", type_=Integer))
        .limit(bindparam("most", type_=Integer))
    )


def _reason(proposal: Proposal, order: Order, branches: Iterable[Branch]) -> Say:
    """Why the first of these is first: true of the visible ones that are in this order, not of their replies."""
    rows = [branch.post for branch in branches if branch.post.state is State.VISIBLE]
    known = Known(
        voted=any(row.votes and sum(row.votes) for row in rows),
        open=any(row.status is Status.OPEN and not row.few_share for row in rows),
        groups_told=proposal.groups_told,
        bridges_told=proposal.bridges_told,
    )
    return reason(order, known)


_Seeds: TypeAlias = Select[int, int | None, int]
# To name a table anew for every page takes longer than to read it.
_REPLY = aliased(Post)
_SEED = (Post.id, Post.shown_under_id, Post.below)


def _seeds(session: Session, statement: _Seeds, wanted: dict[str, Any] | None = None) -> list[_Seed]:
    return [_Seed(*row) for row in session.execute(statement, wanted)]


# Statements for a viewer and an order are kept: to build one takes longer than to run it.
@lru_cache(maxsize=1_024)
def _said_to(viewer: Actor, order: Order, of_passage: bool) -> _Seeds:
    """What is said to the proposal and its passages, or to one passage."""
    spot = [Post.shown_under_id.is_(None), *([Post.anchor == bindparam("anchor")] if of_passage else [])]
    # What they are shown under is nothing for all; not all databases take the order of the index that begins with it
    # unless it is named.
    first = () if of_passage else (Post.shown_under_id,)
    return (
        select(*_SEED)
        .where(Post.proposal_id == bindparam("home"), *spot, is_listed(viewer))
        .order_by(*first, *ORDERED[order])
        .offset(bindparam("start", type_=Integer))
        .limit(bindparam("most", type_=Integer))
    )


@lru_cache(maxsize=1_024)
def _with_all_below(viewer: Actor, order: Order, of_passage: bool) -> _Seeds:
    """The same and all that is below them, each list of replies in order."""
    first = _said_to(viewer, order, of_passage).subquery()
    rows = select(first.c.id).cte("below", recursive=True)
    of_row = (_REPLY.proposal_id == bindparam("home")) & (_REPLY.shown_under_id == rows.c.id)
    rows = rows.union_all(select(_REPLY.id).join(rows, of_row))
    listed = select(*_SEED).where(Post.id.in_(select(rows.c.id)), is_listed(viewer)).order_by(*ORDERED[order])
    return listed.limit(bindparam("whole", type_=Integer))


def _grown(session: Session, proposal: Proposal, viewer: Actor, order: Order, tops: list[_Seed]) -> list[_Seed]:
    """With replies, the first to each before the second to any, until there are enough; a statement for each level."""
    grown, level = list(tops), tops
    for _ in range(DEPTH - 1):
        room = ROWS - len(grown)
        parents = [seed.id for seed in level if seed.below]
        if room <= 0 or not parents:
            break
        under: dict[int | None, list[_Seed]] = defaultdict(list)
        for seed in _first_replies(session, proposal, parents, viewer, order):
            under[seed.under].append(seed)
        in_turn = chain.from_iterable(zip_longest(*(under[id] for id in parents)))
        level = [seed for seed in in_turn if seed][:room]
        grown += level
    return grown


def _first_replies(
    session: Session, proposal: Proposal, parents: Collection[int], viewer: Actor, order: Order
) -> list[_Seed]:
    """The first few replies to each of these posts."""
    part = _replies_in_words(session.get_bind().dialect, viewer, order)
    return [_Seed(*row) for row in rows_of(session, part, ({"home": proposal.id, "parent": id} for id in parents))]


@lru_cache(maxsize=1_024)
def _replies_in_words(dialect: Dialect, viewer: Actor, order: Order) -> str:
    replies = (
        select(*_SEED)
        .where(Post.proposal_id == blank("home"), Post.shown_under_id == blank("parent"), is_listed(viewer))
        .order_by(*ORDERED[order])
        .limit(WIDTH)
    )
    return in_words(replies, dialect)


def _branches(rows: Mapping[int, PostRow], seeds: list[_Seed]) -> tuple[Branch, ...]:
    of = {seed.id: seed for seed in seeds}
    under: dict[int | None, list[_Seed]] = defaultdict(list)
    for seed in seeds:
        under[seed.under if seed.under in of else None].append(seed)

    def branch(seed: _Seed) -> Branch:
        shown = under[seed.id]
        rest = seed.below - sum(reply.below + rows[reply.id].counted for reply in shown)
        return Branch(rows[seed.id], tuple(map(branch, shown)), max(0, rest))

    return tuple(map(branch, under[None]))


def posts_of(branches: Iterable[Branch]) -> Iterable[PostRow]:
    """Of all of them and the replies that are shown."""
    for branch in branches:
        yield branch.post
        yield from posts_of(branch.replies)
