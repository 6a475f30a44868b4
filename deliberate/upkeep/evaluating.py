"""Keeps tallies, standing and status of a proposal's posts true after a change. Called inside a transaction."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, case, cast, func, literal, select, update
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.util import identity_key

from deliberate.domain.engine.assessment import Rules, assess
from deliberate.domain.graph import Graph, Node
from deliberate.domain.places import OnPassage, OnPost, OnProposal
from deliberate.models import Choice, Post, Proposal, Vote
from deliberate.queries.graphs import load_graph
from deliberate.queries.rules import load_rules


class Tally(NamedTuple):
    """The votes on a post and on what was merged into it, each person once; the vote on the post itself wins, else the
    latest. `voters` are those of them who did not write it."""

    id: int
    agree: int
    passes: int
    disagree: int
    voters: int
    stale_votes: int


class Evaluated(NamedTuple):
    """The graph with everything as it is now, and whether anything was not so before."""

    graph: Graph
    changed: bool


def evaluate(session: Session, proposal: Proposal, retally: Collection[int] = ()) -> bool:
    """Counts the votes of the posts in `retally` again, then brings every standing and status up to date; whether any
    was not.
    """
    session.flush()
    graph = load_graph(session, proposal.id)
    return bring_up_to_date(session, proposal, graph, load_rules(session), graph.unmerged(), retally).changed


def bring_up_to_date(
    session: Session,
    proposal: Proposal,
    graph: Graph,
    rules: Rules,
    reached: Collection[int],
    retally: Collection[int],
) -> Evaluated:
    """The same for the posts in `reached` only, with the graph as it is now: it holds all that acts on them."""
    counted = _tallies(session, graph, {graph.kept(id) for id in retally})
    graph = graph.with_nodes(_counted(graph.nodes[tally.id], tally) for tally in counted)
    assessment = assess(graph, proposal.owner_id, rules, reached)
    before = graph.nodes
    now = {id: assessment.graph.nodes[id]._replace(status=assessment.status.get(id)) for id in reached}
    changed = [_found(node) for id, node in now.items() if _found(node) != _found(before[id])]
    for rows in ([tally._asdict() for tally in counted], changed):
        _write(session, rows)
    return Evaluated(graph.with_nodes(now.values()), bool(changed or counted))


def _write(session: Session, rows: list[dict[str, Any]]) -> None:
    """What was loaded of these posts before is loaded again when it is next looked at."""
    if not rows:
        return
    session.execute(update(Post), rows)
    for row in rows:
        if post := session.identity_map.get(identity_key(Post, row["id"])):
            session.expire(post, [name for name in row if name != "id"])


def _found(node: Node) -> dict[str, Any]:
    """What the engine found of a post, as its row keeps it."""
    names = ("id", "standing", "balanced", "extent", "status")
    return {name: getattr(node, name) for name in names}


def _counted(node: Node, tally: Tally) -> Node:
    return node._replace(agree=tally.agree, passes=tally.passes, disagree=tally.disagree, voters=tally.voters)


# The post that votes are counted for, with what was carried along when it was imported.
_KEPT = aliased(Post)
# Where it stands, as votes remember it (`Post.place`).
_PLACE = case(
    (_KEPT.parent_id.is_not(None), literal(str(OnPost(""))) + cast(_KEPT.parent_id, String)),
    (_KEPT.anchor.is_not(None), literal(str(OnPassage(""))) + _KEPT.anchor),
    else_=str(OnProposal()),
)


# So many posts are counted by one statement.
_AT_ONCE = 1_000


def _tallies(session: Session, graph: Graph, kept: Collection[int]) -> list[Tally]:
    """Those that are not what they were; a thousand posts in one statement, however many votes there are."""
    posts = sorted(kept)
    parts = (posts[start : start + _AT_ONCE] for start in range(0, len(posts), _AT_ONCE))
    rows = [(Tally(*row), stale) for part in parts for *row, stale in session.execute(_counting(graph, part))]
    nodes = graph.nodes
    return [
        tally
        for tally, stale in rows
        if tally.stale_votes != stale or _counted(nodes[tally.id], tally) != nodes[tally.id]
    ]


def _counting(graph: Graph, kept: Collection[int]) -> Select[int, int, int, int, int, int, int]:
    """By post its tally, and how many of its votes were stale before."""
    merged = {member: id for id in kept for member in graph.merged_into(id)}
    counted_on = case(merged, value=Vote.post_id, else_=Vote.post_id) if merged else Vote.post_id
    on_itself = Vote.post_id == counted_on
    ranked = (
        select(
            counted_on.label("post"),
            Vote.person_id,
            Vote.post_id,
            Vote.choice,
            Vote.wording,
            Vote.place,
            func.row_number()
            .over(
                partition_by=(counted_on, Vote.person_id),
                order_by=(on_itself.desc(), Vote.cast.desc(), Vote.post_id.desc()),
            )
            .label("rank"),
        )
        .where(Vote.post_id.in_([*kept, *merged]))
        .subquery()
    )
    vote = ranked.c
    stale = (vote.post_id != _KEPT.id) | (vote.wording != _KEPT.wording) | (vote.place != _PLACE)
    return (
        select(
            _KEPT.id,
            _KEPT.carried_agree + _number(vote.choice == Choice.AGREE),
            _KEPT.carried_passes + _number(vote.choice == Choice.PASS),
            _KEPT.carried_disagree + _number(vote.choice == Choice.DISAGREE),
            _KEPT.carried_voters + _number(vote.person_id != _KEPT.author_id),
            _number(stale),
            _KEPT.stale_votes,
        )
        .outerjoin(ranked, (vote.post == _KEPT.id) & (vote.rank == 1))
        .where(_KEPT.id.in_(kept))
        .group_by(_KEPT.id)
    )


def _number(counts: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((counts, 1), else_=0)), 0)
