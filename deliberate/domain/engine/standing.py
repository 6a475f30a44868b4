"""How well a post holds up, from 0 to 1: its votes, lowered by what attacks it and raised by what supports it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from deliberate.domain.engine.acceptance import QUORUM, quorum_for
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Polarity
from deliberate.domain.nodes import VOICE

_AGREE, _DISAGREE = attrgetter("agree"), attrgetter("disagree")
SIGN = {Polarity.ATTACK: -1.0, Polarity.SUPPORT: 1.0, Polarity.NEUTRAL: 0.0}


@dataclass(frozen=True)
class Standing:
    """`low` and `high` are the range in which it is likely to come to stand, were more people to vote. `balanced` is
    False when posts that act on each other in a circle found no balance."""

    value: float
    low: float
    high: float
    balanced: bool = True


def base_score(agree: int, disagree: int) -> float:
    """(agree + 1) / (agree + disagree + 2): a half when nobody voted; passes count for neither."""
    return (agree + 1) / (agree + disagree + 2)


def edge_weights(graph: Graph, post: int, quorum: int = QUORUM) -> dict[int, float]:
    """By each reply that acts on a post n / (n + q), n the voices of those who agree with the reply, q the quorum for
    those who took sides on the post: a half at the quorum, and k people bring less than k / q to bear by new replies,
    however many. 0 to 1 for a support, 0 to -1 for an attack; nothing for what is refuted."""
    asked = quorum_for(graph.nodes[post].sides, quorum)
    weights = {}
    for reply, polarity, backing in graph.acting(post):
        voices = 0 if reply.is_refuted else backing.voice / VOICE
        weights[reply.id] = SIGN[polarity] * (voices / (voices + asked))
    return weights


def standings(
    graph: Graph,
    semantics: Semantics = Semantics.QUADRATIC_ENERGY,
    quorum: int = QUORUM,
    only: Collection[int] | None = None,
) -> dict[int, Standing]:
    """The standing of every post that is not merged. Hidden and held posts have one but move nothing.

    `only` names posts to compute; what acts on them from outside keeps the standing it has. Whatever a change reaches
    (along replies and links) must be in it.
    """
    import numpy as np

    from deliberate.domain.engine.ranges import base_range, with_ranges

    wanted = graph.unmerged() if only is None else list(only)
    position = {post: index for index, post in enumerate(wanted)}
    own = [graph.nodes[post] for post in wanted]
    base = [base_score(node.agree, node.disagree) for node in own]
    agree, disagree = (np.array([count(node) for node in own], dtype=np.int64) for count in (_AGREE, _DISAGREE))
    low, high = (ends.tolist() for ends in base_range(agree, disagree))
    source, target, weight = [], [], []
    for at, post in enumerate(wanted):
        for acting, force in edge_weights(graph, post, quorum).items():
            if force:
                source.append(position.setdefault(acting, len(position)))
                target.append(at)
                weight.append(force)
    outside = [graph.nodes[post] for post in islice(position, len(own), None)]
    base += [node.standing for node in outside]
    low += [node.low for node in outside]
    high += [node.high for node in outside]
    balanced = [True] * len(own) + [node.balanced for node in outside]
    edges = np.array(source, dtype=np.int64), np.array(target, dtype=np.int64), np.array(weight, dtype=np.float64)
    lowest, middle, highest = (np.array(end, dtype=np.float64) for end in (low, base, high))
    rested = np.array(balanced, dtype=bool)
    solution, between = with_ranges(lowest, middle, highest, *edges, semantics, conviction=True, balanced=rested)
    found = zip(
        solution.values.tolist(), between.low.tolist(), between.high.tolist(), solution.balanced.tolist(), strict=True
    )
    return {post: Standing(*values) for post, values in zip(wanted, found, strict=False)}
