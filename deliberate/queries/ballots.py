"""What people voted on a post, and the viewer's own vote."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import Rules
from deliberate.domain.graph import Graph, State
from deliberate.domain.labels import rule
from deliberate.domain.permissions import Actor
from deliberate.domain.votes import KEYS, Choice, Choices
from deliberate.domain.words import Say, Sayable
from deliberate.models import Post, Proposal, Vote
from deliberate.queries.explanations import StandingView, Telling


@dataclass(frozen=True)
class CastVote:
    """The viewer's own vote; `stale` when it was cast on other words or at another place."""

    choice: Choice
    stale: bool
    wording: int


@dataclass(frozen=True)
class Closed:
    """Why nobody can vote; `slug` is that of the proposal whose log tells more, if it does."""

    why: Sayable
    slug: str


@dataclass(frozen=True)
class Box:
    """One of the choices: the word on it, the key that presses it, and how many did."""

    choice: Choice
    word: Say
    key: str
    count: int


@dataclass(frozen=True)
class Ballot:
    """The vote bar: what voters are asked, what they can say, the counts, and how many of them were cast on earlier
    words."""

    question: Say
    choices: Choices
    agree: int
    passes: int
    disagree: int
    stale: int
    mine: CastVote | None
    closed: Closed | None = None

    @property
    def total(self) -> int:
        return self.agree + self.passes + self.disagree

    @property
    def boxes(self) -> tuple[Box, ...]:
        """In the order in which they are shown."""
        counts = (self.agree, self.passes, self.disagree)
        return tuple(
            Box(choice, self.choices.word(choice), KEYS[choice], count)
            for choice, count in zip(Choice, counts, strict=True)
        )

    @property
    def tally(self) -> Say:
        """'yes 17 · unsure 5 · no 15'."""
        return self.choices.tally(self.agree, self.passes, self.disagree)


@dataclass(frozen=True)
class VotedPost:
    """What the vote bar shows of a post; `ballot` is None where nobody is asked or the viewer may not read it."""

    id: int
    wording: int
    ballot: Ballot | None
    standing: StandingView


def load_voted(session: Session, graph: Graph, rules: Rules, post_id: int, viewer: Actor) -> VotedPost:
    """A post that the viewer has just voted on, in two statements; without a ballot, if with their vote it went out of
    sight. The graph must hold all that acts on it."""
    rows = session.execute(
        select(Post, Proposal.owner_id, Vote)
        .join(Proposal, Proposal.id == Post.proposal_id)
        .outerjoin(Vote, (Vote.person_id == viewer.id) & Vote.post_id.in_([post_id, *graph.merged_into(post_id)]))
        .where(Post.id == post_id)
        .order_by(Vote.cast)
    ).all()
    post, owner, _ = rows[0]
    mine = _counting(graph, [vote for *_, vote in rows if vote])
    asks = rule(post.label).asks
    return VotedPost(
        id=post_id,
        wording=post.wording,
        ballot=ballot_of(post, asks, mine.get(post_id)) if asks and post.state is State.VISIBLE else None,
        standing=Telling(session, graph, rules, owner, [post_id]).standing(post_id),
    )


def ballot_of(post: Post, question: Say, vote: Vote | None, closed: Closed | None = None) -> Ballot:
    """The vote bar with what the viewer voted, if they did."""
    own = None
    if vote:
        stale = vote.post_id != post.id or vote.wording != post.wording or vote.place != post.place
        own = CastVote(vote.choice, stale, vote.wording if vote.post_id == post.id else 0)
    choices = rule(post.label).choices
    return Ballot(question, choices, post.agree, post.passes, post.disagree, post.stale_votes, own, closed)


def own_votes(session: Session, graph: Graph, ids: Iterable[int], viewer: Actor) -> dict[int, Vote]:
    """The viewer's vote on each post: the one cast on it, else the latest one on what was merged into it."""
    if not viewer.signed_in:
        return {}
    cast_on = [member for id in ids for member in (id, *graph.merged_into(id))]
    mine = select(Vote).where(Vote.person_id == viewer.id, Vote.post_id.in_(cast_on)).order_by(Vote.cast)
    return _counting(graph, session.scalars(mine).all())


def _counting(graph: Graph, votes: Collection[Vote]) -> dict[int, Vote]:
    """The one of somebody's votes, oldest first, that counts on each post."""
    latest = {graph.kept(vote.post_id): vote for vote in votes}
    return latest | {vote.post_id: vote for vote in votes if vote.post_id in latest}
