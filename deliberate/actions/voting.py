"""Votes: cast, kept after an edit, withdrawn. One person has one vote on a post and on what was merged into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from deliberate.actions.thread import Thread, thread_of
from deliberate.domain import labels, places
from deliberate.domain.arranging import Refusal
from deliberate.domain.engine.assessment import Rules
from deliberate.domain.graph import Graph
from deliberate.domain.papers import Paper, Seen
from deliberate.domain.permissions import Act
from deliberate.domain.words import say
from deliberate.models import Choice, Person, Proposal, now
from deliberate.upkeep.backing import counted, votes_around
from deliberate.upkeep.writing import take_vote_back, write_vote


class Counted(NamedTuple):
    """The post that a vote counts on, in a graph with all that acts on it as it is after the vote, the rules, and the
    voter's votes on the post and on what was merged into it, oldest first."""

    post: int
    graph: Graph
    rules: Rules
    proposal: Proposal
    votes: list[Paper]


def cast_vote(session: Session, voter: Person, post_id: int, choice: Choice, seen: Seen | None = None) -> Counted:
    """Casts or changes the voter's vote and gives the post that it counts on.

    `seen` is what the voter was shown: a vote from a page that was open during an edit, or while the passage was
    reworded, is a vote on the words before it.
    """
    with _voting(session, voter, post_id) as box:
        _mark(box, choice, seen)
    return box.counted()


def keep_vote(session: Session, voter: Person, post_id: int, seen: Seen | None = None) -> Counted:
    """Makes a vote that was cast on other words, another question, elsewhere or on a merged post one on the post as it
    is now."""
    with _voting(session, voter, post_id) as box:
        votes = box.on_post()
        if not votes:
            raise Refusal(say("You have not voted on this post, so there is no vote to keep."))
        own = next((vote for vote in votes if vote.post_id == box.thread.node.id), votes[-1])
        _mark(box, own.choice, seen)
    return box.counted()


def withdraw_vote(session: Session, voter: Person, post_id: int) -> Counted:
    """Afterwards the voter has no vote on the post, nor on anything merged into it."""
    with _voting(session, voter, post_id) as box:
        for vote in box.on_post():
            box.votes.remove(vote)
            take_vote_back(session, vote)
    return box.counted()


@dataclass
class _Box:
    """The voter's votes on a post and around it, oldest first."""

    thread: Thread
    votes: list[Paper]

    def on_post(self) -> list[Paper]:
        """Those on the post and on what it stands for."""
        cluster = self.thread.cluster()
        return [vote for vote in self.votes if vote.post_id in cluster]

    def counted(self) -> Counted:
        thread = self.thread
        return Counted(thread.node.id, thread.graph, thread.rules, thread.proposal, self.on_post())


@contextmanager
def _voting(session: Session, voter: Person, post_id: int) -> Iterator[_Box]:
    with thread_of(session, voter, Act.VOTE, post=post_id) as thread:
        if not labels.rule(thread.node.label).asks:
            raise Refusal(say("Nobody votes on %(label)s.", label=labels.name(thread.node.label)))
        votes = votes_around(session, thread.graph, voter.id, thread.node.id)
        box = _Box(thread, votes)
        before, cast = counted(thread.graph, votes), box.on_post()
        yield box
        if cast != box.on_post():
            thread.shift(before, counted(thread.graph, box.votes))


def _mark(box: _Box, choice: Choice, seen: Seen | None) -> None:
    """The same vote on the same words again changes nothing."""
    node = box.thread.node
    present = Seen(node.wording, node.reworded_in)
    pairs = zip(seen or present, present, strict=True)
    wording, since = (was if 1 <= was <= latest else latest for was, latest in pairs)
    place = places.on_words(places.at(node.parent, node.anchor), since)
    vote = Paper(node.id, box.thread.person.id, choice, node.label, wording, place, now())
    before = next((vote for vote in box.votes if vote.post_id == node.id), None)
    if before:
        if before._replace(cast=vote.cast) == vote:
            return
        box.votes.remove(before)
    box.votes.append(vote)
    write_vote(box.thread.session, vote)
