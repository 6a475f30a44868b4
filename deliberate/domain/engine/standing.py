"""How well a post holds up, from 0 to 1: its votes, lowered by what attacks it and raised by what supports it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice
from typing import NamedTuple

from deliberate.domain.engine.acceptance import QUORUM, quorum_for
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.semantics import Semantics, formula_of
from deliberate.domain.engine.sureness import base_range
from deliberate.domain.engine.walk import Act, Acts, Walked, walked
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Polarity
from deliberate.domain.nodes import VOICE

# So many edges are walked along one after the other; more are quicker as arrays.
_FEW = 500
SIGN = {Polarity.ATTACK: -1.0, Polarity.SUPPORT: 1.0, Polarity.NEUTRAL: 0.0}


class Standing(NamedTuple):
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
    however many. 0 to 1 for a support, 0 to -1 for an attack. What nobody agrees with, or what is refuted, is left
    out."""
    asked = quorum_for(graph.nodes[post].sides, quorum)
    weights, out = {}, Extent.OUT
    for reply, polarity, backing in graph.acting(post):
        # Most are not out, and to ask of each whether it is refuted takes longer.
        if backing.voice and not (reply.extent is out and reply.is_refuted):
            voices = backing.voice / VOICE
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
    wanted = graph.unmerged() if only is None else list(only)
    position = {post: index for index, post in enumerate(wanted)}
    own = [graph.nodes[post] for post in wanted]
    into: list[Acts] = []
    for post in wanted:
        attacks: list[Act] = []
        supports: list[Act] = []
        for acting, weight in edge_weights(graph, post, quorum).items():
            if weight:
                act = position.setdefault(acting, len(position)), abs(weight)
                (supports if weight > 0 else attacks).append(act)
        into.append((attacks, supports))
    outside = [graph.nodes[post] for post in islice(position, len(own), None)]
    bases = [(node.agree, node.disagree) for node in own]
    ranges = [base_range(*votes) for votes in bases]
    low = [least for least, _ in ranges] + [node.low for node in outside]
    base = [base_score(*votes) for votes in bases] + [node.standing for node in outside]
    high = [most for _, most in ranges] + [node.high for node in outside]
    balanced = [True] * len(own) + [node.balanced for node in outside]
    formula = formula_of(semantics, conviction=True)
    is_few = sum(len(attacks) + len(supports) for attacks, supports in into) <= _FEW
    found = walked((low, base, high), into, formula, balanced) if is_few else None
    if found is None:
        found = _in_arrays((low, base, high), into, semantics, balanced)
    (low, base, high), balanced = found
    return {
        post: Standing(*values)
        for post, values in zip(wanted, zip(base, low, high, balanced, strict=True), strict=False)
    }


def _in_arrays(
    bases: Sequence[Sequence[float]], into: Sequence[Acts], semantics: Semantics, balanced: Sequence[bool]
) -> Walked:
    """The same for many, and for what stands in circles."""
    import numpy as np

    from deliberate.domain.engine.ranges import with_ranges

    low, base, high = (np.array(end, dtype=np.float64) for end in bases)
    edges = [
        (source, target, sign * weight)
        for target, acts in enumerate(into)
        for sign, some in zip((-1, 1), acts, strict=True)
        for source, weight in some
    ]
    source, target, weight = zip(*edges, strict=True) if edges else ((), (), ())
    arrays = np.array(source, dtype=np.int64), np.array(target, dtype=np.int64), np.array(weight, dtype=np.float64)
    rested = np.array(balanced, dtype=bool)
    solution, between = with_ranges(low, base, high, *arrays, semantics, conviction=True, balanced=rested)
    ends = [end.tolist() for end in (between.low, solution.values, between.high)]
    return Walked(ends, solution.balanced.tolist())
