"""How each opinion group sees a point: what its standing and status would be were only that group's votes there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deliberate.domain.engine.assessment import Forum, Rules, assess
from deliberate.domain.graph import Graph
from deliberate.domain.nodes import Node
from deliberate.domain.opinions.disclosure import MIN_DESCRIBED, Votes
from deliberate.domain.statuses import Status

# What becomes of a point by its own text is the same for every group.
_BY_THE_TEXT = (Status.ADDRESSED, Status.RESOLVED)


@dataclass(frozen=True)
class Perspective:
    """`standing` is 0 to 1, None where fewer than MIN_DESCRIBED took sides; `status` is None for what raises no issue,
    and where a revision of the text settles it."""

    standing: float | None
    status: Status | None


def perspectives(graph: Graph, votes: Mapping[int, Votes], forum: Forum, rules: Rules) -> dict[int, Perspective]:
    """By post of which `votes` holds a group's: as if nobody else had voted. Who the group's people are is not asked:
    each reply has as many voices as of them agree with it, and that somebody raised the point, or is content, is none.

    What is computed from votes that may be told (`disclosure.tell`) tells no more than they do.
    """
    links = (link._replace(backing=None) for link in graph.links)
    alone = Graph((_alone(node, votes) for node in graph.nodes.values()), links)
    seen = assess(alone, forum, rules)
    return {post: _perspective(graph.nodes[post], seen.nodes[post]) for post in votes}


def _alone(node: Node, votes: Mapping[int, Votes]) -> Node:
    agree, passes, disagree = votes.get(node.id, (0, 0, 0))
    node = node._replace(agree=agree, passes=passes, disagree=disagree, backing=None, content=None)
    return node._replace(earlier=0, raised_too=0, rejected=False, favoured=False)


def _perspective(node: Node, seen: Node) -> Perspective:
    took_sides = seen.sides >= MIN_DESCRIBED
    return Perspective(
        standing=seen.standing if took_sides else None,
        status=seen.status if took_sides and node.status not in _BY_THE_TEXT else None,
    )
