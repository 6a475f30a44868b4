"""Keeps true what pages read of posts so that they need not read whole threads: where each is shown and how much stands
below it, what it is ordered by, and the counts. Called inside a transaction, once standings and statuses are true."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import Forum
from deliberate.domain.engine.ranking import NOT_BRIDGING, keys
from deliberate.domain.graph import Graph
from deliberate.domain.nodes import Node, State
from deliberate.models import Post, PostScore, Proposal
from deliberate.upkeep import counts
from deliberate.upkeep.outline import arrange, load_spots, outline
from deliberate.upkeep.writing import write


def ordered_by(node: Node, forum: Forum) -> dict[str, Any]:
    """As the row of the post keeps it."""
    return keys(node, groups_told=forum.groups_told)._asdict()


def keep(
    session: Session, proposal: Proposal, graph: Graph, changed: counts.Changes, rearranged: Collection[int]
) -> None:
    """After `rearranged` posts are new, or stand elsewhere, or are something else, and others have `changed`; the graph
    is as it is now, and all that these reach is in it."""
    # Votes are told also of what was withdrawn.
    told = {id for id in changed if graph.nodes[id].state is State.WITHDRAWN}
    more: counts.Changes = {}
    if rearranged or told:
        more = _rearrange(session, proposal.forum(), graph, {*rearranged, *map(graph.kept, rearranged)}, told)
    counts.add_up(session, proposal, [*changed.values(), *more.values()])


def _rearrange(session: Session, forum: Forum, graph: Graph, posts: set[int], told: set[int]) -> counts.Changes:
    write(session, [{"id": id, **ordered_by(graph.nodes[id], forum)} for id in sorted(posts)])
    moved = arrange(session, graph, posts | told)
    changed = counts.changes(session, graph.nodes, posts | moved)
    write(session, [{"id": id, "tally": now} for id, (before, now) in changed.items() if now != before])
    return changed


def keep_all(session: Session, proposal: Proposal, graph: Graph) -> bool:
    """The same for a whole thread, whatever was kept of it, and whether groups are told; whether anything of the posts
    and the counts was not true."""
    spots = outline(graph)
    bridging = func.coalesce(PostScore.bridging, NOT_BRIDGING)
    stored = session.execute(
        select(Post.id, Post.strength, Post.waiting, Post.divided, Post.weight, Post.bridging, bridging, Post.tally)
        .outerjoin(PostScore, PostScore.post_id == Post.id)
        .where(Post.proposal_id == proposal.id)
    ).all()
    proposal.groups_told = any(node.consensus is not None for node in graph.nodes.values())
    proposal.bridges_told = any(row[6] != NOT_BRIDGING for row in stored)
    forum, before = proposal.forum(), load_spots(session, proposal.id)
    rows, tallies = [], []
    for id, *ordered, bridges, bridges_now, tallied in stored:
        node, spot = graph.nodes[id], spots[id]
        now = {**ordered_by(node, forum), "bridging": bridges_now}
        tallies.append(tally := counts.tally(node, spot.about, is_top=spot.shown_under_id is None))
        if (*now.values(), spot, tally) != (*ordered, bridges, before[id], tallied):
            rows.append({"id": id, **now, **vars(spot), "tally": tally})
    write(session, rows)
    sums, authors = counts.totals(tallies)
    if counts.stored(session, proposal.id) == (sums, authors) and proposal.people == len(authors):
        return bool(rows)
    counts.replace(session, proposal, sums, authors)
    return True
