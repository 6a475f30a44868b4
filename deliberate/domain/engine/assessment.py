"""Standing, labelling and status together: a graph in, the same graph up to date out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from deliberate.domain.engine.acceptance import QUORUM
from deliberate.domain.engine.findings import Findings
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.engine.standing import standings
from deliberate.domain.engine.status import Judge
from deliberate.domain.graph import Graph

# Raised whenever the same posts and votes would come to another standing, status or opinion group than before: a site
# that was computed by another number computes itself anew, which needs no migration.
ENGINE = 2


@dataclass(frozen=True)
class Rules:
    """By what a site computes: how strengths act on each other, and how many people, at least, accept a reply."""

    semantics: Semantics = Semantics.QUADRATIC_ENERGY
    quorum: int = QUORUM


@dataclass(frozen=True)
class Forum:
    """Whose thread it is: `owner` speaks for the proposal, `crowd` people have voted in it, and whether opinion groups
    are told."""

    owner: int
    crowd: int = 0
    groups_told: bool = False


def judge(graph: Graph, forum: Forum, rules: Rules) -> Judge:
    """Who gives the reasons for what `assess` found."""
    return Judge(graph, forum.owner, rules.quorum, forum.crowd)


def assess(graph: Graph, forum: Forum, rules: Rules, only: Collection[int] | None = None) -> Graph:
    """The graph with new labels, standings and statuses of all posts, or of those in `only`: everything a change
    reaches along replies and links."""
    labels = _findings(graph, forum, rules).extents(only)
    graph = graph.with_nodes(graph.nodes[post]._replace(extent=extent) for post, extent in labels.items())
    found = _findings(graph, forum, rules)
    computed = standings(graph, rules.semantics, rules.quorum, only)
    return graph.with_nodes(
        graph.nodes[post]._replace(
            standing=standing.value,
            low=standing.low,
            high=standing.high,
            balanced=standing.balanced,
            status=case.status if (case := found.case(post)) else None,
            few_share=case is not None and found.few_share(case),
        )
        for post, standing in computed.items()
    )


def _findings(graph: Graph, forum: Forum, rules: Rules) -> Findings:
    return Findings(graph, forum.owner, rules.quorum, forum.crowd)
