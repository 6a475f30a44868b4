"""How well a post holds up, from 0 to 1: its votes, lowered by what attacks it and raised by what supports it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.graph import Graph, Node
from deliberate.domain.labels import Polarity

SIGN = {Polarity.ATTACK: -1.0, Polarity.SUPPORT: 1.0, Polarity.NEUTRAL: 0.0}


@dataclass(frozen=True)
class Standing:
    """`balanced` is False when posts that act on each other in a circle found no balance."""

    value: float
    balanced: bool = True


def base_score(agree: int, disagree: int) -> float:
    """(agree + 1) / (agree + disagree + 2): a half when nobody voted; passes count for neither."""
    return (agree + 1) / (agree + disagree + 2)


def edge_weight(voters: int) -> float:
    """n / (n + 3), n the voters other than the author: what nobody voted on moves nothing, however much of it."""
    return voters / (voters + 3)


def standings(
    graph: Graph, semantics: Semantics = Semantics.QUADRATIC_ENERGY, only: Collection[int] | None = None
) -> dict[int, Standing]:
    """The standing of every post that is not merged. Hidden and held posts have one but move nothing.

    `only` names posts to compute; what acts on them from outside keeps the standing it has. Whatever a change reaches
    (along replies and links) must be in it.
    """
    import numpy as np

    from deliberate.domain.engine.gradual import solve

    wanted = graph.unmerged() if only is None else list(only)
    position = {post: index for index, post in enumerate(wanted)}
    base = [base_score(node.agree, node.disagree) for node in map(graph.nodes.__getitem__, wanted)]
    balanced = [True] * len(base)
    source, target, weight = [], [], []
    for post in wanted:
        for acting, polarity in graph.acting_on(post).items():
            if not (force := _force(graph.nodes[acting], polarity)):
                continue
            if acting not in position:
                position[acting] = len(base)
                base.append(graph.nodes[acting].standing)
                balanced.append(graph.nodes[acting].balanced)
            source.append(position[acting])
            target.append(position[post])
            weight.append(force)
    solution = solve(
        np.array(base, dtype=np.float64),
        np.array(source, dtype=np.int64),
        np.array(target, dtype=np.int64),
        np.array(weight, dtype=np.float64),
        semantics,
        balanced=np.array(balanced, dtype=bool),
    )
    return dict(zip(wanted, map(Standing, solution.values.tolist(), solution.balanced.tolist()), strict=False))


def _force(node: Node, polarity: Polarity) -> float:
    return SIGN[polarity] * edge_weight(node.voters)
