"""Votes: cast, kept after an edit, withdrawn. One person has one vote on a post and on what was merged into it."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.actions.thread import Thread, thread_of
from deliberate.domain import labels
from deliberate.domain.engine.assessment import Rules
from deliberate.domain.graph import Graph, Refusal
from deliberate.domain.permissions import Act
from deliberate.domain.words import say
from deliberate.models import Choice, Person, Post, Vote, now


class Counted(NamedTuple):
    """The post that a vote counts on, in a graph with all that acts on it as it is after the vote, and the rules."""

    post: int
    graph: Graph
    rules: Rules


def cast_vote(session: Session, voter: Person, post_id: int, choice: Choice, wording: int | None = None) -> Counted:
    """Casts or changes the voter's vote and gives the post that it counts on.

    `wording` is the one the voter was shown: a vote from a page that was open during an edit is a vote on the words
    before it.
    """
    with thread_of(session, voter, Act.VOTE, post=post_id) as thread:
        _mark(thread, choice, wording)
    return Counted(thread.node.id, thread.graph, thread.rules)


def keep_vote(session: Session, voter: Person, post_id: int, wording: int | None = None) -> Counted:
    """Makes a vote that was cast on earlier words, elsewhere or on a merged post one on the post as it is now."""
    with thread_of(session, voter, Act.VOTE, post=post_id) as thread:
        votes = _votes(thread)
        if not votes:
            raise Refusal(say("You have not voted on this post, so there is no vote to keep."))
        own = next((vote for vote in votes if vote.post_id == thread.node.id), votes[-1])
        _mark(thread, own.choice, wording)
    return Counted(thread.node.id, thread.graph, thread.rules)


def withdraw_vote(session: Session, voter: Person, post_id: int) -> Counted:
    """Afterwards the voter has no vote on the post, nor on anything merged into it."""
    with thread_of(session, voter, Act.VOTE, post=post_id) as thread:
        _refuse_unasked(thread)
        if votes := [vote.post_id for vote in _votes(thread)]:
            session.execute(delete(Vote).where(Vote.person_id == voter.id, Vote.post_id.in_(votes)))
            thread.recount(thread.node.id)
    return Counted(thread.node.id, thread.graph, thread.rules)


def _votes(thread: Thread) -> list[Vote]:
    """The voter's votes on the post and on what it stands for, oldest first."""
    mine = select(Vote).where(Vote.person_id == thread.person.id, Vote.post_id.in_(thread.cluster()))
    return list(thread.session.scalars(mine.order_by(Vote.cast)))


def _mark(thread: Thread, choice: Choice, wording: int | None) -> None:
    """The same vote on the same words again changes nothing."""
    _refuse_unasked(thread)
    own = (Vote.post_id == Post.id) & (Vote.person_id == thread.person.id)
    statement = select(Post, Vote).outerjoin(Vote, own).where(Post.id == thread.node.id)
    post, vote = thread.session.execute(statement).one()
    seen = wording if wording is not None and 1 <= wording <= post.wording else post.wording
    if vote is None:
        vote = Vote(post_id=post.id, person_id=thread.person.id)
        thread.session.add(vote)
    elif (vote.choice, vote.wording, vote.place) == (choice, seen, post.place):
        return
    vote.choice, vote.wording, vote.place, vote.cast = choice, seen, post.place, now()
    thread.recount(post.id)


def _refuse_unasked(thread: Thread) -> None:
    if not labels.rule(thread.node.label).asks:
        raise Refusal(say("Nobody votes on %(label)s.", label=labels.name(thread.node.label)))
