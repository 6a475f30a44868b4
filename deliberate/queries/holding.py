"""Who holds a point besides its author: those who raised it, too, in a post merged into it, and those who agree."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.facts import ProposalFacts, facts_of
from deliberate.domain.graph import Graph
from deliberate.domain.labels import RAISES_AN_ISSUE
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act, Actor, can
from deliberate.models import Person, Post
from deliberate.queries.votes import votes_on


@dataclass(frozen=True)
class Holders:
    """`people` each once; `nameless` are those whose votes came with an import."""

    people: frozenset[int]
    nameless: int = 0

    @property
    def number(self) -> int:
        return len(self.people) + self.nameless


@dataclass(frozen=True)
class Withdrawal:
    """That its author took a post back, and of what stays since others hold it: how many do, who took it over, and
    whether the viewer may."""

    at: datetime
    holders: int = 0
    heir: str = ""
    may_take_over: bool = False


def withdrawals(
    session: Session, graph: Graph, posts: Collection[Post], viewer: Actor, proposal: ProposalFacts
) -> dict[int, Withdrawal]:
    """Of those of the posts that were taken back; in three statements where others hold some of them, else in none."""
    found = {post.id: Withdrawal(post.withdrawn_at) for post in posts if post.withdrawn_at}
    held = [id for id in found if graph.nodes[id].state is State.VISIBLE]
    if not held:
        return found
    heirs = {heir for id in held if (heir := graph.nodes[id].heir)}
    names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(heirs))).all())
    for id, by in holders(session, graph, held).items():
        heir = graph.nodes[id].heir
        may = viewer.id in by.people and can(viewer, Act.TAKE_OVER, facts_of(graph, id, proposal))
        found[id] = Withdrawal(found[id].at, by.number, names[heir] if heir else "", may)
    return found


def holders(session: Session, graph: Graph, posts: Collection[int]) -> dict[int, Holders]:
    """By post, in three statements at the most. Who agrees holds what raises an issue; to agree with anything else is
    to be persuaded by it."""
    issues = {id for id in posts if graph.nodes[id].label in RAISES_AN_ISSUE}
    values = _values(session, graph, posts)
    carried = dict(session.execute(select(Post.id, Post.carried_agree).where(Post.id.in_(issues))).all())
    found = {}
    for id in posts:
        agreeing = {person for person, value in values[id].items() if value == 1} if id in issues else set()
        found[id] = Holders(frozenset(agreeing | _voteless(graph, id, values[id])), carried.get(id, 0))
    return found


def raised_too(session: Session, graph: Graph, posts: Collection[int]) -> dict[int, set[int]]:
    """By post who raised the same in posts merged into it and has no vote on it; in two statements."""
    values = _values(session, graph, posts)
    return {id: _voteless(graph, id, values[id]) for id in posts}


def _voteless(graph: Graph, post: int, values: Mapping[int, int]) -> set[int]:
    twins = (graph.nodes[twin] for twin in graph.merged_into(post))
    return {twin.author for twin in twins if not twin.withdrawn} - {graph.nodes[post].author} - values.keys()


def _values(session: Session, graph: Graph, posts: Collection[int]) -> dict[int, dict[int, int]]:
    """By post how each person voted on it."""
    votes = votes_on(session, graph, posts)
    values: dict[int, dict[int, int]] = {post: {} for post in posts}
    for person, post, value in zip(votes.person.tolist(), votes.post.tolist(), votes.value.tolist(), strict=True):
        values[votes.posts[post]][votes.people[person]] = value
    return values
