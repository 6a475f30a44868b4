"""The orders of a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from math import sqrt

from deliberate.domain.graph import Graph, Node
from deliberate.domain.status import UNSETTLED, Status


class Order(StrEnum):
    STRONGEST = "strongest"
    UNANSWERED = "unanswered"
    CONTESTED = "contested"
    NEWEST = "newest"


# Why the first post is first, in one line.
REASONS = {
    Order.STRONGEST: "First what most voters agree with; a few votes count for less than many.",
    Order.UNANSWERED: "First what nobody has answered yet.",
    Order.CONTESTED: "First what divides voters most evenly and draws most replies.",
    Order.NEWEST: "First what was posted last.",
}


def wilson(agree: int, disagree: int) -> float:
    """Lower bound of the share that agrees, at 95 % (Wilson, 'Probable inference', JASA 1927); 0 without votes."""
    n = agree + disagree
    if n == 0:
        return 0.0
    p, z = agree / n, 1.96
    return (p + z * z / (2 * n) - z * sqrt((p * (1 - p) + z * z / (4 * n)) / n)) / (1 + z * z / n)


def ordered(graph: Graph, nodes: list[Node], order: Order, status: Mapping[int, Status | None]) -> list[Node]:
    """The nodes in the order asked for; ties are broken by age, the oldest first."""
    keys: dict[Order, Callable[[Node], tuple[float, ...]]] = {
        Order.STRONGEST: lambda node: (-wilson(node.agree, node.disagree), node.id),
        Order.UNANSWERED: lambda node: (
            status.get(node.id) is not Status.OPEN,
            status.get(node.id) not in UNSETTLED,
            -wilson(node.agree, node.disagree),
            node.id,
        ),
        Order.CONTESTED: lambda node: (-min(node.agree, node.disagree), -len(graph.replies(node.id)), node.id),
        Order.NEWEST: lambda node: (-node.id,),
    }
    return sorted(nodes, key=keys[order])
