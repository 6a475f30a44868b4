"""Keeps true what pages read of posts so that they need not read whole threads: where each is shown and how much stands
below it, what it is ordered by, and the counts. Called inside a transaction, once standings and statuses are true."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import Forum
from deliberate.domain.engine.ranking import NOT_BRIDGING, keys
from deliberate.domain.graph import Graph, Node, State
from deliberate.models import Post, PostScore, Proposal
from deliberate.upkeep import counts
from deliberate.upkeep.outline import arrange, load_spots, outline
from deliberate.upkeep.writing import write


def ordered_by(node: Node, forum: Forum) -> dict[str, Any]:
    """As the row of the post keeps it."""
    return keys(node, groups_told=forum.groups_told)._asdict()


def keep(
    session: Session, proposal: Proposal, graph: Graph, changed: Collection[int], rearranged: Collection[int]
) -> None:
    """After `changed` posts have other votes, standings or statuses, and `rearranged` ones are new, or stand elsewhere,
    or are something else; the graph is as it is now, and all that these reach is in it."""
    nodes, forum = graph.nodes, proposal.forum()
    moved: set[int] = set()
    # Votes are told also of what was withdrawn.
    told = {id for id in changed if nodes[id].state is State.WITHDRAWN}
    if rearranged or told:
        kept = {graph.kept(id) for id in rearranged}
        write(session, [{"id": id, **ordered_by(nodes[id], forum)} for id in sorted({*kept, *rearranged})])
        moved = arrange(session, graph, {*rearranged, *kept, *told})
        moved |= {*rearranged, *kept}
    counts.count(session, proposal, nodes, {*changed, *moved})


def keep_all(session: Session, proposal: Proposal, graph: Graph) -> bool:
    """The same for a whole thread, whatever was kept of it; whether anything of that was not true."""
    forum, spots = proposal.forum(), outline(graph)
    bridging = func.coalesce(PostScore.bridging, NOT_BRIDGING)
    stored = session.execute(
        select(Post.id, Post.strength, Post.waiting, Post.divided, Post.weight, Post.bridging, bridging, Post.tally)
        .outerjoin(PostScore, PostScore.post_id == Post.id)
        .where(Post.proposal_id == proposal.id)
    ).all()
    before = load_spots(session, proposal.id)
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
