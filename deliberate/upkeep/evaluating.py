"""Keeps tallies, standing and status of a proposal's posts true after a change. Called inside a transaction."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import assess
from deliberate.domain.engine.status import Status
from deliberate.domain.graph import Graph
from deliberate.models import Choice, Post, Proposal, Vote
from deliberate.queries.graphs import load_graph, load_reach
from deliberate.queries.rules import load_rules


def tally(session: Session, post: Post, graph: Graph) -> None:
    """Counts the votes on a post and on what was merged into it, each person once; the vote on the post itself wins."""
    ids = [post.id, *graph.merged_into(post.id)]
    votes = session.scalars(select(Vote).where(Vote.post_id.in_(ids)).order_by(Vote.cast)).all()
    counted = {vote.person_id: vote for vote in votes}
    counted |= {vote.person_id: vote for vote in votes if vote.post_id == post.id}
    choices = [vote.choice for vote in counted.values()]
    post.agree = post.carried_agree + choices.count(Choice.AGREE)
    post.passes = post.carried_passes + choices.count(Choice.PASS)
    post.disagree = post.carried_disagree + choices.count(Choice.DISAGREE)
    post.voters = post.carried_voters + len(counted) - (post.author_id in counted)
    post.stale_votes = sum(is_stale(vote, post) for vote in counted.values())


def is_stale(vote: Vote, post: Post) -> bool:
    """Whether a vote was cast on other words, at another place, or on a post that was merged into this one."""
    return vote.post_id != post.id or vote.wording != post.wording or vote.place != post.place


def evaluate(session: Session, proposal: Proposal, retally: Collection[int] = ()) -> None:
    """Counts the votes of the posts in `retally` again, then brings every standing and status up to date.

    Rows that were loaded before are not refreshed.
    """
    session.flush()
    graph = load_graph(session, proposal.id)
    _bring_up_to_date(session, proposal, graph, graph.unmerged(), retally)


def evaluate_around(session: Session, proposal: Proposal, posts: Collection[int]) -> None:
    """The same after a change of these posts only: counts their votes and computes what they reach, nothing else."""
    session.flush()
    graph, reached = load_reach(session, proposal.id, posts)
    _bring_up_to_date(session, proposal, graph, reached, posts)


def _bring_up_to_date(
    session: Session, proposal: Proposal, graph: Graph, reached: Collection[int], retally: Collection[int]
) -> None:
    posts = session.scalars(select(Post).where(Post.id.in_({graph.kept(id) for id in retally}))).all()
    for post in posts:
        tally(session, post, graph)
    session.flush()
    graph = graph.with_nodes(
        graph.nodes[one.id]._replace(agree=one.agree, passes=one.passes, disagree=one.disagree, voters=one.voters)
        for one in posts
    )
    found = assess(graph, proposal.owner_id, load_rules(session), reached)
    was = graph.nodes
    is_now = found.graph.nodes
    statuses = _statuses(session, proposal, reached)
    changed = [
        {
            "id": id,
            "standing": is_now[id].standing,
            "balanced": is_now[id].balanced,
            "extent": is_now[id].extent,
            "status": found.status.get(id),
        }
        for id in reached
        if (was[id].standing, was[id].balanced, was[id].extent)
        != (is_now[id].standing, is_now[id].balanced, is_now[id].extent)
        or statuses[id] != found.status.get(id)
    ]
    if changed:
        session.execute(update(Post), changed)


def _statuses(session: Session, proposal: Proposal, reached: Collection[int]) -> dict[int, Status | None]:
    """What is kept for these posts, and for others where they are many."""
    which = Post.id.in_(reached) if len(reached) <= 500 else Post.proposal_id == proposal.id
    return dict(session.execute(select(Post.id, Post.status).where(which)).all())
