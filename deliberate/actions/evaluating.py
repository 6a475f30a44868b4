"""Keeps tallies, standing and status of a proposal's posts true after a change. Called inside a transaction."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from deliberate.domain.graph import Graph
from deliberate.domain.standing import standings
from deliberate.domain.status import statuses
from deliberate.models import Choice, Post, Proposal, Vote
from deliberate.queries.graphs import load_graph


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


def evaluate(session: Session, proposal: Proposal, retally: Collection[int] = (), graph: Graph | None = None) -> None:
    """Counts the votes of the posts in `retally` again, then brings every standing and status up to date.

    `graph` saves reading it again where nothing but votes has changed since it was loaded. Rows that were loaded
    before are not refreshed.
    """
    session.flush()
    graph = graph or load_graph(session, proposal.id)
    posts = session.scalars(select(Post).where(Post.id.in_({graph.kept(id) for id in retally}))).all()
    for post in posts:
        tally(session, post, graph)
    session.flush()
    graph = graph.with_nodes(post.node() for post in posts)
    standing = standings(graph)
    status = statuses(graph, standing, proposal.owner_id)
    current = session.execute(select(Post.id, Post.standing, Post.status).where(Post.proposal_id == proposal.id))
    changed = [
        {"id": id, "standing": standing[id].value, "status": status.get(id)}
        for id, was, is_now in current
        if id in standing and (abs(was - standing[id].value) > 1e-12 or is_now != status.get(id))
    ]
    if changed:
        session.execute(update(Post), changed)
