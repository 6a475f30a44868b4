"""Who holds a point besides its author: those who raised it, too, in a post merged into it, and those who agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.facts import ProposalFacts, facts_of
from deliberate.domain.graph import Graph, State
from deliberate.domain.labels import RAISES_AN_ISSUE
from deliberate.domain.permissions import Act, Actor, can
from deliberate.models import Choice, Person, Post, Vote


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
    """By post, in two statements. Who agrees holds what raises an issue; to agree with anything else is to be
    persuaded by it."""
    issues = {id for id in posts if graph.nodes[id].label in RAISES_AN_ISSUE}
    agreeing = _agreeing(session, graph, issues)
    carried = dict(session.execute(select(Post.id, Post.carried_agree).where(Post.id.in_(issues))).all())
    found = {}
    for id in posts:
        twins = (graph.nodes[twin] for twin in graph.merged_into(id))
        people = agreeing[id] | {one.author for one in twins if not one.withdrawn}
        found[id] = Holders(frozenset(people - {graph.nodes[id].author}), carried.get(id, 0))
    return found


def _agreeing(session: Session, graph: Graph, posts: Collection[int]) -> dict[int, set[int]]:
    """By post who agrees: of several votes of a person the one on the post itself counts, else the latest."""
    of_cluster = {member: id for id in posts for member in (id, *graph.merged_into(id))}
    votes = select(Vote.post_id, Vote.person_id, Vote.choice).where(Vote.post_id.in_(of_cluster))
    on_itself = Vote.post_id.in_(posts)
    counting: dict[int, dict[int, Choice]] = defaultdict(dict)
    for post, person, choice in session.execute(votes.order_by(on_itself, Vote.cast, Vote.post_id)):
        counting[of_cluster[post]][person] = choice
    agreed: dict[int, set[int]] = defaultdict(set)
    for post, choices in counting.items():
        agreed[post] = {person for person, choice in choices.items() if choice is Choice.AGREE}
    return agreed
