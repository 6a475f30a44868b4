"""What people voted on a post, and the viewer's own vote."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from deliberate.domain import places
from deliberate.domain.engine.assessment import Rules
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, rule
from deliberate.domain.nodes import State
from deliberate.domain.papers import Paper, Seen
from deliberate.domain.permissions import Actor
from deliberate.domain.places import OnPassage, Place, dated
from deliberate.domain.votes import KEYS, Choice, Choices
from deliberate.domain.words import Say, Sayable
from deliberate.models import Post, PostScore, Proposal, Vote
from deliberate.queries.core import run
from deliberate.queries.explanations import StandingView, Telling
from deliberate.queries.perspectives import TALLIES, SeenByGroups, seen_by_groups

_Vote = TypeVar("_Vote", Vote, Paper)


@dataclass(frozen=True)
class CastVote:
    """The viewer's own vote; `stale` when it was cast on other words or at another place, or answered another question:
    what was `asked` then."""

    choice: Choice
    stale: bool
    wording: int
    asked: Say | None = None
    # Whether it was cast at the same passage, if on other words of it.
    same_passage: bool = False


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
class Asked:
    """Another question, which the post asked when it had another label, and how people answered it."""

    question: Say
    tally: Say


@dataclass(frozen=True)
class Others:
    """Votes in a tally that were cast on a merged post, and votes that are in none: by what the post was then."""

    elsewhere: int = 0
    before: tuple[tuple[Label, tuple[int, int, int]], ...] = ()


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
    # How many of them voted on a post that was merged into this one, and what others answered that was asked before.
    elsewhere: int = 0
    asked_before: tuple[Asked, ...] = ()

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
    seen: Seen
    ballot: Ballot | None
    standing: StandingView
    # None where nothing can be told of groups, be it that there are some or not.
    by_group: SeenByGroups | None
    groups_told: bool

    @property
    def wording(self) -> int:
        return self.seen.wording


_VOTED = (
    select(
        *(Post.id, Post.label, Post.state, Post.wording, Post.author_id, Post.parent_id, Post.anchor),
        *(Post.reworded_in, Post.stale_votes, Post.asked_before, *TALLIES, PostScore.by_group),
    )
    .outerjoin(PostScore, PostScore.post_id == Post.id)
    .where(Post.id == bindparam("post"))
)


def load_voted(
    session: Session, graph: Graph, rules: Rules, proposal: Proposal, post_id: int, votes: Collection[Paper]
) -> VotedPost:
    """A post that somebody has just voted on, with their votes on it and on what was merged into it, oldest first; in
    two statements. Without a ballot, if with their vote it went out of sight. The graph must hold all that acts on
    it."""
    post = run(session, _VOTED, {"post": post_id}).one()
    mine = _counting(graph, votes)
    asks = rule(post.label).asks and post.state is State.VISIBLE
    others = other_votes(session, graph, [post]).get(post_id, NO_OTHERS)
    return VotedPost(
        id=post_id,
        seen=Seen(post.wording, post.reworded_in),
        ballot=ballot_of(post, mine.get(post_id), others) if asks else None,
        standing=Telling(session, graph, rules, proposal.forum(), [post_id]).standing(post_id),
        by_group=seen_by_groups(proposal.slug, post, post.by_group) if asks else None,
        groups_told=proposal.groups_told,
    )


def ballot_of(post: Post | Row[Any], vote: Vote | Paper | None, others: Others, closed: Closed | None = None) -> Ballot:
    """The vote bar of a post that asks something, with what the viewer voted, if they did."""
    own = None
    if vote and vote.person_id != post.author_id:
        place = places.on_words(places.at(post.parent_id, post.anchor), post.reworded_in)
        present = (post.id, post.wording, place, post.label)
        stale = (vote.post_id, vote.wording, vote.place, vote.label) != present
        asked = rule(vote.label).asks if vote.label is not post.label else None
        wording = vote.wording if vote.post_id == post.id else 0
        own = CastVote(vote.choice, stale, wording, asked, _is_same_passage(vote.place, post))
    asks = rule(post.label)
    if asks.asks is None:
        raise LookupError(f"nobody votes on {post.label}")
    return Ballot(
        question=asks.asks,
        choices=asks.choices,
        agree=post.agree,
        passes=post.passes,
        disagree=post.disagree,
        stale=post.stale_votes - others.elsewhere,
        mine=own,
        closed=closed,
        elsewhere=others.elsewhere,
        asked_before=tuple(
            Asked(question, rule(label).choices.tally(*counts))
            for label, counts in others.before
            if (question := rule(label).asks)
        ),
    )


def _is_same_passage(place: Place, post: Post | Row[Any]) -> bool:
    return isinstance(place, OnPassage) and post.anchor is not None and dated(place.anchor)[0] == dated(post.anchor)[0]


def other_votes(session: Session, graph: Graph, posts: Collection[Post | Row[Any]]) -> dict[int, Others]:
    """Of the posts that stand for merged ones or had another label; in one statement where there are such, else in
    none."""
    wanted = [post for post in posts if post.asked_before or graph.merged_into(post.id)]
    if not wanted:
        return {}
    of_cluster = {member: post.id for post in wanted for member in (post.id, *graph.merged_into(post.id))}
    rows = session.scalars(
        select(Vote)
        .where(Vote.post_id.in_(of_cluster))
        .order_by(Vote.post_id.in_([post.id for post in wanted]), Vote.cast, Vote.post_id)
    )
    counting: dict[tuple[int, int], Vote] = {}
    for vote in rows:
        kept = graph.nodes[of_cluster[vote.post_id]]
        before = counting.get((kept.id, vote.person_id))
        answers = vote.label is kept.label
        if vote.person_id in (kept.author, graph.nodes[vote.post_id].author):
            continue
        if before is None or answers or before.label is not kept.label:
            counting[kept.id, vote.person_id] = vote
    votes_of: dict[int, list[Vote]] = defaultdict(list)
    for (kept_id, _), vote in counting.items():
        votes_of[kept_id].append(vote)
    return {post.id: _others(post, votes_of[post.id]) for post in wanted}


def _others(post: Post | Row[Any], votes: Collection[Vote]) -> Others:
    before: dict[Label, Counter[Choice]] = defaultdict(Counter)
    for vote in votes:
        if vote.label is not post.label:
            before[vote.label][vote.choice] += 1
    return Others(
        sum(vote.label is post.label and vote.post_id != post.id for vote in votes),
        tuple(
            (label, (counts[Choice.AGREE], counts[Choice.PASS], counts[Choice.DISAGREE]))
            for label, counts in sorted(before.items())
        ),
    )


NO_OTHERS = Others()


def own_votes(session: Session, graph: Graph, ids: Iterable[int], viewer: Actor) -> dict[int, Vote]:
    """The viewer's vote on each post: the one cast on it, else the latest one on what was merged into it."""
    if not viewer.signed_in:
        return {}
    cast_on = [member for id in ids for member in (id, *graph.merged_into(id))]
    return _counting(graph, session.scalars(_OWN, {"person": viewer.id, "posts": cast_on}).all())


_OWN = (
    select(Vote)
    .where(Vote.person_id == bindparam("person"), Vote.post_id.in_(bindparam("posts", expanding=True)))
    .order_by(Vote.cast)
)


def agreed_with(session: Session, graph: Graph, viewer: Actor) -> set[int]:
    """The posts of a graph that the viewer agrees with, also by a vote on earlier words or on what was merged into
    them; in one statement."""
    mine = (
        select(Vote).where(Vote.person_id == viewer.id, Vote.post_id.in_(graph.nodes)).order_by(Vote.cast, Vote.post_id)
    )
    on_kept = ((vote, graph.nodes[graph.kept(vote.post_id)]) for vote in session.scalars(mine))
    answers = [vote for vote, kept in on_kept if vote.label is kept.label and viewer.id != kept.author]
    return {post for post, vote in _counting(graph, answers).items() if vote.choice is Choice.AGREE}


def _counting(graph: Graph, votes: Collection[_Vote]) -> dict[int, _Vote]:
    """The one of somebody's votes, oldest first, that counts on each post."""
    latest = {graph.kept(vote.post_id): vote for vote in votes}
    return latest | {vote.post_id: vote for vote in votes if vote.post_id in latest}
