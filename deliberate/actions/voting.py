"""Votes: cast, kept after an edit, withdrawn. One person has one vote on a post and on what was merged into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deliberate.actions.thread import Thread, thread_of
from deliberate.domain import labels, places
from deliberate.domain.arranging import Refusal
from deliberate.domain.engine.assessment import Rules
from deliberate.domain.graph import Graph
from deliberate.domain.permissions import Act
from deliberate.domain.words import say
from deliberate.models import Choice, Person, Post, Vote, now
from deliberate.upkeep.backing import counted, votes_around


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
    with _voting(session, voter, post_id) as box:
        _mark(box, choice, wording)
    return box.counted()


def keep_vote(session: Session, voter: Person, post_id: int, wording: int | None = None) -> Counted:
    """Makes a vote that was cast on other words, another question, elsewhere or on a merged post one on the post as it
    is now."""
    with _voting(session, voter, post_id) as box:
        votes = box.on_post()
        if not votes:
            raise Refusal(say("You have not voted on this post, so there is no vote to keep."))
        own = next((vote for vote in votes if vote.post_id == box.thread.node.id), votes[-1])
        _mark(box, own.choice, wording)
    return box.counted()


def withdraw_vote(session: Session, voter: Person, post_id: int) -> Counted:
    """Afterwards the voter has no vote on the post, nor on anything merged into it."""
    with _voting(session, voter, post_id) as box:
        for vote in box.on_post():
            box.votes.remove(vote)
            session.delete(vote)
    return box.counted()


@dataclass
class _Box:
    """The voter's votes on a post and around it, oldest first."""

    thread: Thread
    votes: list[Vote]

    def on_post(self) -> list[Vote]:
        """Those on the post and on what it stands for."""
        cluster = self.thread.cluster()
        return [vote for vote in self.votes if vote.post_id in cluster]

    def counted(self) -> Counted:
        return Counted(self.thread.node.id, self.thread.graph, self.thread.rules)


@contextmanager
def _voting(session: Session, voter: Person, post_id: int) -> Iterator[_Box]:
    with thread_of(session, voter, Act.VOTE, post=post_id) as thread:
        if not labels.rule(thread.node.label).asks:
            raise Refusal(say("Nobody votes on %(label)s.", label=labels.name(thread.node.label)))
        votes = votes_around(session, thread.graph, voter.id, thread.node.id)
        box = _Box(thread, votes)
        before, cast = counted(thread.graph, votes), [_cast(vote) for vote in box.on_post()]
        yield box
        if cast != [_cast(vote) for vote in box.on_post()]:
            thread.shift(before, counted(thread.graph, box.votes))


def _cast(vote: Vote) -> tuple[object, ...]:
    return vote.post_id, vote.choice, vote.label, vote.wording, vote.place


_WORDING = select(Post.wording, Post.reworded_in).where(Post.id == bindparam("post"))


def _mark(box: _Box, choice: Choice, wording: int | None) -> None:
    """The same vote on the same words again changes nothing."""
    session, node = box.thread.session, box.thread.node
    latest, since = session.execute(_WORDING, {"post": node.id}).one()
    place = places.on_words(places.at(node.parent, node.anchor), since)
    seen = wording if wording is not None and 1 <= wording <= latest else latest
    vote = next((vote for vote in box.votes if vote.post_id == node.id), None)
    if vote is None:
        vote = Vote(post_id=node.id, person_id=box.thread.person.id)
        session.add(vote)
        box.votes.append(vote)
    elif _cast(vote) == (node.id, choice, node.label, seen, place):
        return
    vote.choice, vote.label, vote.wording, vote.place, vote.cast = choice, node.label, seen, place, now()
