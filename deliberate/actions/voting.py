"""Votes: cast, kept after an edit, withdrawn. One person has one vote on a post and on what was merged into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain import labels, permissions
from deliberate.domain.graph import Refusal
from deliberate.domain.permissions import Act
from deliberate.models import Choice, Person, Post, Vote, now
from deliberate.queries.graphs import load_reach
from deliberate.upkeep.evaluating import evaluate_around
from deliberate.upkeep.transaction import lock_proposal, transaction
from deliberate.upkeep.work import votes_changed


def cast_vote(session: Session, voter: Person, post_id: int, choice: Choice, wording: int | None = None) -> int:
    """Casts or changes the voter's vote and gives the post that it counts on.

    `wording` is the one the voter was shown: a vote from a page that was open during an edit is a vote on the words
    before it.
    """
    with _ballot_box(session, voter, post_id) as (post, _):
        _mark(session, voter, post, choice, wording)
        return post.id


def keep_vote(session: Session, voter: Person, post_id: int, wording: int | None = None) -> int:
    """Makes a vote that was cast on earlier words, elsewhere or on a merged post one on the post as it is now."""
    with _ballot_box(session, voter, post_id) as (post, votes):
        if not votes:
            raise Refusal("You have not voted on this post, so there is no vote to keep.")
        own = next((vote for vote in votes if vote.post_id == post.id), votes[-1])
        _mark(session, voter, post, own.choice, wording)
        return post.id


def withdraw_vote(session: Session, voter: Person, post_id: int) -> int:
    """Afterwards the voter has no vote on the post, nor on anything merged into it."""
    with _ballot_box(session, voter, post_id) as (post, votes):
        ids = [vote.post_id for vote in votes]
        session.execute(delete(Vote).where(Vote.person_id == voter.id, Vote.post_id.in_(ids)))
        return post.id


@contextmanager
def _ballot_box(session: Session, voter: Person, post_id: int) -> Iterator[tuple[Post, list[Vote]]]:
    """The post that stands for `post_id` and the voter's votes on what it stands for, oldest first; counts at the end.

    Votes in one thread are taken one after another, so two first votes of one person end as one.
    """
    with transaction(session):
        proposal = lock_proposal(session, session.scalars(select(Post.proposal_id).where(Post.id == post_id)).one())
        graph, _ = load_reach(session, proposal.id, [post_id])
        post = session.get_one(Post, graph.kept(post_id))
        permissions.check(voter.actor(), Act.VOTE, post.facts())
        if not labels.rule(post.label).asks:
            raise Refusal(f"Nobody votes on {labels.name(post.label)}.")
        cluster = [post.id, *graph.merged_into(post.id)]
        mine = select(Vote).where(Vote.person_id == voter.id, Vote.post_id.in_(cluster)).order_by(Vote.cast)
        yield post, list(session.scalars(mine))
        evaluate_around(session, proposal, [post.id])
        votes_changed(session, proposal)


def _mark(session: Session, voter: Person, post: Post, choice: Choice, wording: int | None) -> None:
    seen = wording if wording is not None and 1 <= wording <= post.wording else post.wording
    vote = session.get(Vote, (post.id, voter.id))
    if vote is None:
        vote = Vote(post_id=post.id, person_id=voter.id)
        session.add(vote)
    vote.choice, vote.wording, vote.place, vote.cast = choice, seen, post.place, now()
