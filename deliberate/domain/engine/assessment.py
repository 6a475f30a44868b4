"""Standing, labelling and status together: a graph in, the same graph up to date out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.engine.standing import standings
from deliberate.domain.engine.status import QUORUM, Judge
from deliberate.domain.graph import Graph
from deliberate.domain.statuses import Status

# Raised whenever the same posts and votes would come to another standing, status or opinion group than before: a site
# that was computed by another number computes itself anew, which needs no migration.
ENGINE = 1


@dataclass(frozen=True)
class Rules:
    """By what a site computes: how strengths act on each other, and how many must have voted (`Judge`)."""

    semantics: Semantics = Semantics.QUADRATIC_ENERGY
    quorum: int = QUORUM


@dataclass(frozen=True)
class Assessment:
    """The graph with new standings and labels, and the status of each post that raises an issue."""

    graph: Graph
    status: dict[int, Status]


def assess(graph: Graph, owner: int, rules: Rules, only: Collection[int] | None = None) -> Assessment:
    """All posts, or those in `only`: everything a change reaches along replies and links. `owner` speaks for the
    proposal."""
    computed = standings(graph, rules.semantics, only)
    graph = graph.with_nodes(
        graph.nodes[post]._replace(standing=standing.value, balanced=standing.balanced)
        for post, standing in computed.items()
    )
    labels = Judge(graph, owner, rules.quorum).extents(only)
    graph = graph.with_nodes(graph.nodes[post]._replace(extent=extent) for post, extent in labels.items())
    return Assessment(graph, Judge(graph, owner, rules.quorum).statuses(only))
