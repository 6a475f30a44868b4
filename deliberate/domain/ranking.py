"""The orders of a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from math import inf, sqrt
from typing import NamedTuple

from deliberate.domain.graph import Graph, Node
from deliberate.domain.status import UNSETTLED, Status


class Order(StrEnum):
    STRONGEST = "strongest"
    BRIDGING = "bridging"
    UNANSWERED = "unanswered"
    CONTESTED = "contested"
    NEWEST = "newest"


# Why the first post is first, in one line.
REASONS = {
    Order.STRONGEST: "First what most voters agree with; a few votes count for less than many.",
    Order.BRIDGING: "First what convinces people who usually disagree.",
    Order.UNANSWERED: "First what nobody has answered yet.",
    Order.CONTESTED: "First what has the most people on both sides, then what draws the most replies.",
    Order.NEWEST: "First what was posted last.",
}
_BY_GROUPS = "First what all opinion groups agree with, not only the largest."
_NO_VOTES = "Nobody has voted here yet; until then the oldest come first."
_NOT_BRIDGED = "Too few have voted to tell what bridges opinions; until then first what most voters agree with."
# Group-informed consensus of what nobody has voted on: in every group (0 + 1) / (0 + 2).
_UNDECIDED = 0.5


class Score(NamedTuple):
    """What everybody's votes say about a post: how far all groups agree with it (None while no groups can be told), and
    how well it convinces people who usually disagree."""

    consensus: float | None = None
    bridging: float | None = None


def reason(order: Order, graph: Graph, scores: Mapping[int, Score]) -> str:
    """Why the first post is first, in one line."""
    if order is Order.BRIDGING and all(score.bridging is None for score in scores.values()):
        return _NOT_BRIDGED
    if order is Order.STRONGEST and not any(
        node.agree or node.passes or node.disagree for node in graph.nodes.values()
    ):
        return _NO_VOTES
    return _BY_GROUPS if order is Order.STRONGEST and _groups_known(scores) else REASONS[order]


def _groups_known(scores: Mapping[int, Score]) -> bool:
    return any(score.consensus is not None for score in scores.values())


def wilson(agree: int, disagree: int) -> float:
    """Lower bound of the share that agrees, at 95 % (Wilson, 'Probable inference', JASA 1927); 0 without votes."""
    n = agree + disagree
    if n == 0:
        return 0.0
    p, z = agree / n, 1.96
    return (p + z * z / (2 * n) - z * sqrt((p * (1 - p) + z * z / (4 * n)) / n)) / (1 + z * z / n)


def ordered(
    graph: Graph,
    nodes: list[Node],
    order: Order,
    status: Mapping[int, Status | None],
    scores: Mapping[int, Score] | None = None,
) -> list[Node]:
    """The nodes in the order asked for; ties are broken by age, the oldest first.

    The strongest is what the opinion groups agree with, once they are known, else by Wilson's bound.
    """
    scores = scores or {}
    nothing = Score()
    groups_known = _groups_known(scores)

    def strength(node: Node) -> float:
        if not groups_known:
            return wilson(node.agree, node.disagree)
        consensus = scores.get(node.id, nothing).consensus
        return _UNDECIDED if consensus is None else consensus

    def bridging(node: Node) -> float:
        found = scores.get(node.id, nothing).bridging
        return -inf if found is None else found

    keys: dict[Order, Callable[[Node], tuple[float, ...]]] = {
        Order.STRONGEST: lambda node: (-strength(node), node.id),
        Order.BRIDGING: lambda node: (-bridging(node), -strength(node), node.id),
        Order.UNANSWERED: lambda node: (
            status.get(node.id) is not Status.OPEN,
            status.get(node.id) not in UNSETTLED,
            -strength(node),
            node.id,
        ),
        Order.CONTESTED: lambda node: (-min(node.agree, node.disagree), -len(graph.replies(node.id)), node.id),
        Order.NEWEST: lambda node: (-node.id,),
    }
    return sorted(nodes, key=keys[order])
