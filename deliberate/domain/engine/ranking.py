"""The orders of a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from math import inf
from typing import NamedTuple

from deliberate.domain.graph import Graph, Node
from deliberate.domain.labels import rule
from deliberate.domain.statuses import UNSETTLED, Status
from deliberate.domain.words import Say, say


class Order(StrEnum):
    STRONGEST = "strongest"
    BRIDGING = "bridging"
    UNANSWERED = "unanswered"
    CONTESTED = "contested"
    NEWEST = "newest"


# Why the first post is first, in one line.
REASONS = {
    Order.STRONGEST: say("Shown first: what most voters say yes to; a few votes count for less than many."),
    Order.BRIDGING: say("Shown first: what convinces people who usually disagree."),
    Order.UNANSWERED: say("Shown first: what nobody has answered yet."),
    Order.CONTESTED: say("Shown first: what has the most people on both sides, then what draws the most replies."),
    Order.NEWEST: say("Shown first: what was posted last."),
}
_BY_GROUPS = say("Shown first: what all opinion groups say yes to, not only the largest.")
_NO_VOTES = say("Nobody has voted on these yet; until then the oldest come first, comments last.")
_NOT_BRIDGED = say("It cannot be told yet what bridges opinions; until then first what most voters say yes to.")
_NOTHING_OPEN = say("Nothing here is open; first what is contested or addressed, then the strongest.")


class Score(NamedTuple):
    """What everybody's votes say about a post: how far all groups agree with it, 0 to 1 (None while no groups can be
    told), and how well it convinces people who usually disagree, mostly from -1 to 1 (None while that cannot be told).
    """

    consensus: float | None = None
    bridging: float | None = None


class Scores:
    """The scores of a proposal's posts, by post, and what is known at all: opinion groups, and what bridges them."""

    def __init__(self, of: Mapping[int, Score]) -> None:
        self._of = of
        self.groups_known = any(score.consensus is not None for score in of.values())
        self.bridges_known = any(score.bridging is not None for score in of.values())

    def strength(self, node: Node) -> float:
        """How far the opinion groups agree with a post, once they are known, else the lower end of the range of its
        standing: 0 to 1, and -1 for what nobody is asked to vote on."""
        if not rule(node.label).asks:
            return -1.0
        if not self.groups_known:
            return node.low
        consensus = self._score(node).consensus
        if consensus is not None:
            return consensus
        # Nobody has voted on it, its votes came with an import, or the worker has yet to see them. By the formula of
        # consensus all voters are one group then, and without votes it is 1/2.
        return (node.agree + 1) / (node.agree + node.passes + node.disagree + 2)

    def bridging(self, node: Node) -> float:
        """How well a post convinces people who usually disagree; less than anything while that is not known of it."""
        bridging = self._score(node).bridging
        return -inf if bridging is None else bridging

    def _score(self, node: Node) -> Score:
        return self._of.get(node.id, _UNKNOWN)


_UNKNOWN = Score()
NO_SCORES = Scores({})


def reason(order: Order, nodes: Iterable[Node], status: Mapping[int, Status | None], scores: Scores = NO_SCORES) -> Say:
    """Why the first of these posts is first, in one line."""
    by_votes = order is Order.STRONGEST or (order is Order.BRIDGING and not scores.bridges_known)
    if by_votes and not any(node.agree or node.passes or node.disagree for node in nodes):
        return _NO_VOTES
    if order is Order.BRIDGING and not scores.bridges_known:
        return _NOT_BRIDGED
    if order is Order.UNANSWERED and not any(_waiting(node, status.get(node.id)) == _FIRST for node in nodes):
        return _NOTHING_OPEN
    return _BY_GROUPS if order is Order.STRONGEST and scores.groups_known else REASONS[order]


def ordered(
    graph: Graph,
    nodes: list[Node],
    order: Order,
    status: Mapping[int, Status | None],
    scores: Scores = NO_SCORES,
) -> list[Node]:
    """The nodes in the order asked for; ties are broken by age, the oldest first.

    The strongest are those of the greatest `Scores.strength`, which also orders posts that bridge opinions equally, or
    wait for an answer equally.
    """
    keys: dict[Order, Callable[[Node], tuple[float, ...]]] = {
        Order.STRONGEST: lambda node: (-scores.strength(node), node.id),
        Order.BRIDGING: lambda node: (-scores.bridging(node), -scores.strength(node), node.id),
        Order.UNANSWERED: lambda node: (_waiting(node, status.get(node.id)), -scores.strength(node), node.id),
        Order.CONTESTED: lambda node: (-min(node.agree, node.disagree), -len(graph.replies(node.id)), node.id),
        Order.NEWEST: lambda node: (-node.id,),
    }
    return sorted(nodes, key=keys[order])


_FIRST = 0


def _waiting(node: Node, status: Status | None) -> int:
    """How soon it is to be answered: first what is open, then what else is unsettled, what few share, and the rest."""
    if node.few_share:
        return 2
    if status is Status.OPEN:
        return _FIRST
    return 1 if status in UNSETTLED else 3
