"""Keeps tallies, standing and status of a proposal's posts true after a change. Called inside a transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain.engine.assessment import Forum, Rules, assess
from deliberate.domain.graph import Graph
from deliberate.domain.nodes import Backing, Node
from deliberate.domain.statuses import Cause
from deliberate.models import Choice, Post, Proposal, Vote
from deliberate.queries.backing import counted_anew
from deliberate.queries.core import run
from deliberate.queries.graphs import among, load_graph
from deliberate.queries.holding import raised_too
from deliberate.queries.rules import load_rules
from deliberate.queries.votes import place_of
from deliberate.upkeep import counts
from deliberate.upkeep.backing import Shift, shifted, write_links
from deliberate.upkeep.keeping import keep_all, ordered_by
from deliberate.upkeep.remembering import remember
from deliberate.upkeep.writing import write


class Tally(NamedTuple):
    """The votes of others than its author on a post and on what was merged into it, each person once; the vote on the
    post itself wins, else the latest. What answered another question counts for `asked_before` alone. `raised_too` are
    those without a vote who raised the same."""

    id: int
    agree: int
    passes: int
    disagree: int
    earlier: int
    stale_votes: int
    asked_before: int
    raised_too: int = 0


@dataclass(frozen=True)
class Change:
    """What has happened to posts: their votes are to be counted again (`recounted`), or also what stands behind replies
    (`rearranged`: they are new, or elsewhere, or something else); or one person's votes are others (`shift`, whose post
    is recounted). `cause`, and `by`, the post that it was about, are kept with each status that becomes another one."""

    recounted: Collection[int] = ()
    rearranged: Collection[int] = ()
    shift: Shift | None = None
    cause: Cause = Cause.RULES
    by: int | None = None


class Evaluated(NamedTuple):
    """The graph with everything as it is now, and by post of which anything was not so before what was counted of it
    and what is to be: for the caller to see to."""

    graph: Graph
    changed: counts.Changes


def evaluate(session: Session, proposal: Proposal, cause: Cause = Cause.RULES) -> bool:
    """Counts all votes again and brings every standing and status up to date; whether any was not."""
    graph = load_graph(session, proposal.id)
    posts = graph.unmerged()
    change = Change(posts, posts, cause=cause)
    found = bring_up_to_date(session, proposal, graph, load_rules(session), posts, change)
    return keep_all(session, proposal, found.graph) or bool(found.changed)


def reevaluate(session: Session, proposal: Proposal, cause: Cause) -> None:
    """The same without counting votes: what is made of them has changed."""
    graph = load_graph(session, proposal.id)
    found = bring_up_to_date(session, proposal, graph, load_rules(session), graph.unmerged(), Change(cause=cause))
    keep_all(session, proposal, found.graph)


def bring_up_to_date(
    session: Session, proposal: Proposal, graph: Graph, rules: Rules, reached: Collection[int], change: Change
) -> Evaluated:
    """The same for the posts in `reached` only, with the graph as it was before: it holds all that acts on them."""
    recounted = _tallies(session, graph, {graph.kept(id) for id in (*change.recounted, *change.rearranged)})
    now = graph.with_nodes(_counted(graph.nodes[tally.id], tally) for tally in recounted)
    backings = shifted(now, change.shift) if change.shift else {}
    if change.rearranged:
        backings |= counted_anew(session, now, {now.kept(id) for id in change.rearranged})
    forum = proposal.forum()
    now = assess(now.with_backings(backings) if backings else now, forum, rules, reached)
    touched = {*reached, *(reply for reply, _ in backings)}
    counted = {tally.id: tally._asdict() for tally in recounted}
    found = {
        id: (_found(now.nodes[id], forum), _found(graph.nodes[id], forum)) for id in sorted(touched | counted.keys())
    }
    changed = {id: is_now for id, (is_now, before) in found.items() if is_now != before or id in counted}
    tallied = counts.changes(session, now.nodes, changed.keys())
    rows = {id: is_now | {"tally": tallied[id][1]} for id, is_now in changed.items()}
    # Of one post that was voted on all is written at once.
    write(session, [rows[id] | tally for id, tally in counted.items()])
    write(session, [row for id, row in rows.items() if id not in counted])
    if backings:
        write_links(session, graph, now)
    remember(session, [(graph.nodes[id], now.nodes[id]) for id in reached], change.cause, change.by)
    return Evaluated(now, tallied)


def _found(node: Node, forum: Forum) -> dict[str, Any]:
    """What the engine found of a post, and what it is ordered by, as its row keeps it."""
    names = ("id", "standing", "low", "high", "balanced", "extent", "status", "few_share")
    voice, agree, disagree, _ = node.backing or Backing()
    backing = {"voice": voice, "holders_agree": agree, "holders_disagree": disagree}
    return {name: getattr(node, name) for name in names} | backing | ordered_by(node, forum)


def _counted(node: Node, tally: Tally) -> Node:
    return node._replace(
        agree=tally.agree,
        passes=tally.passes,
        disagree=tally.disagree,
        earlier=tally.earlier,
        raised_too=tally.raised_too,
    )


# The post that votes are counted for, with what was carried along when it was imported.
_KEPT = aliased(Post)
# The one that was voted on: the same, or one that was merged into it.
_VOTED_ON = aliased(Post)


# So many posts are counted by one statement, and written by one.
_AT_ONCE = 1_000


def _tallies(session: Session, graph: Graph, kept: Collection[int]) -> list[Tally]:
    """Those that are not what they were; a thousand posts in one statement, however many votes there are, and one more
    where posts were merged."""
    posts = sorted(kept)
    parts = [posts[start : start + _AT_ONCE] for start in range(0, len(posts), _AT_ONCE)]
    also = _raised_too(session, graph, posts)
    changed = []
    for row in (row for part in parts for row in run(session, *_counting(graph, part))):
        *counts, stale, asked_before = row
        tally = Tally(*counts)._replace(raised_too=also.get(row[0], 0))
        node = graph.nodes[tally.id]
        if (tally.stale_votes, tally.asked_before) != (stale, asked_before) or _counted(node, tally) != node:
            changed.append(tally)
    return changed


def _raised_too(session: Session, graph: Graph, kept: Collection[int]) -> dict[int, int]:
    """By post how many people raised the same in posts merged into it, and have no vote on it."""
    merged = [id for id in kept if graph.merged_into(id)]
    if not merged:
        return {}
    voteless = raised_too(session, graph, merged)
    carried = dict(session.execute(select(Post.id, Post.carried_raisers).where(among(merged))).all())
    return {id: max(0, len(people) - carried[id]) for id, people in voteless.items()}


def _counting(graph: Graph, kept: Collection[int]) -> tuple[Select[*tuple[int, ...]], dict[str, list[int]]]:
    """What finds by post its tally but for `raised_too`, and how many of its votes were stale and answered another
    question before; and what is to be put into it."""
    merged = {member: id for id in kept for member in graph.merged_into(id)}
    statement = _counted_on(case(merged, value=Vote.post_id, else_=Vote.post_id)) if merged else _counted_alone()
    return statement, {"kept": list(kept), "voted_on": [*kept, *merged]}


@cache
def _counted_alone() -> Select[*tuple[int, ...]]:
    """Where nothing was merged, as nearly always: built once, since that takes longer than to run it."""
    return _counted_on(Vote.post_id)


def _counted_on(counted_on: Any) -> Select[*tuple[int, ...]]:
    """`counted_on` is the post that a vote counts on."""
    answers = Vote.label == _KEPT.label
    ranked = (
        select(
            counted_on.label("post"),
            Vote.person_id,
            Vote.post_id,
            Vote.choice,
            Vote.wording,
            Vote.place,
            answers.label("answers"),
            func.row_number()
            .over(
                partition_by=(counted_on, Vote.person_id),
                order_by=(
                    answers.desc(),
                    (Vote.post_id == counted_on).desc(),
                    Vote.cast.desc(),
                    Vote.post_id.desc(),
                ),
            )
            .label("rank"),
        )
        .join(_VOTED_ON, _VOTED_ON.id == Vote.post_id)
        .join(_KEPT, _KEPT.id == counted_on)
        .where(
            Vote.post_id.in_(bindparam("voted_on", expanding=True)),
            Vote.person_id != _VOTED_ON.author_id,
            Vote.person_id != _KEPT.author_id,
        )
        .subquery()
    )
    vote = ranked.c
    elsewhere = (vote.post_id != _KEPT.id) | (vote.place != place_of(_KEPT))
    stale = vote.answers & (elsewhere | (vote.wording != _KEPT.wording))
    agrees = vote.answers & (vote.choice == Choice.AGREE)
    return (
        select(
            _KEPT.id,
            _KEPT.carried_agree + _number(agrees),
            _KEPT.carried_passes + _number(vote.answers & (vote.choice == Choice.PASS)),
            _KEPT.carried_disagree + _number(vote.answers & (vote.choice == Choice.DISAGREE)),
            _KEPT.carried_earlier + _number(agrees & stale),
            _number(stale),
            _number(~vote.answers),
            _KEPT.stale_votes,
            _KEPT.asked_before,
        )
        .outerjoin(ranked, (vote.post == _KEPT.id) & (vote.rank == 1))
        .where(_KEPT.id.in_(bindparam("kept", expanding=True)))
        .group_by(_KEPT.id)
    )


def _number(counts: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((counts, 1), else_=0)), 0)
