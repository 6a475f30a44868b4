"""The strengths of a few arguments without a circle, as numbers, one argument after the other.

What `ranges.with_ranges` finds, to the last digit, for as many as a vote or a reply reaches, without the arrays, which
take as much memory, when they are loaded, as all else that a process has for its pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple, TypeAlias

from deliberate.domain.engine.exact_sums import total
from deliberate.domain.engine.semantics import Formula

# Source, target, weight.
Edge: TypeAlias = tuple[int, int, float]
# What acts, and its weight without the sign.
Act: TypeAlias = tuple[int, float]


class Walked(NamedTuple):
    """`ends` are the strengths for each of the bases, `balanced` whether nothing unsettled acts on an argument."""

    ends: list[list[float]]
    balanced: list[bool]


def walked(
    bases: Sequence[Sequence[float]],
    edges: Collection[Edge],
    formula: Formula,
    balanced: Sequence[bool],
) -> Walked | None:
    """None where some stand in a circle.

    `bases` are low, middle and high, or one alone; `edges` are as for `gradual.solve`. Ends
    act as in `gradual.Solver`: along supports on the same end, along attacks on the other.
    """
    into: dict[int, tuple[list[Act], list[Act]]] = {target: ([], []) for _, target, _ in edges}
    onto: dict[int, list[int]] = defaultdict(list)
    left, rests, values = dict.fromkeys(into, 0), list(balanced), [list(base) for base in bases]
    for source, target, weight in edges:
        into[target][weight > 0].append((source, abs(weight)))
        if source in into:
            onto[source].append(target)
            left[target] += 1
        else:
            # Most only act, and have no more to say than their votes.
            rests[target] &= rests[source]
    acting = [list(map(formula.acting, base)) for base in bases]
    ends = list(zip(values, acting[::-1], acting, strict=True))
    ready = [one for one, waits in left.items() if not waits]
    # Grows while it is walked through.
    for one in ready:
        attacks, supports = into[one]
        for strengths, across, along in ends:
            attack, support = _gathered(attacks, across, formula), _gathered(supports, along, formula)
            strengths[one] = strength = float(formula.strength(strengths[one], attack, support))
            along[one] = formula.acting(strength)
        for target in onto.get(one, ()):
            rests[target] &= rests[one]
            left[target] -= 1
            if not left[target]:
                ready.append(target)
    return Walked(values, rests) if len(ready) == len(left) else None


def _gathered(acts: list[Act], acting: list[float], formula: Formula) -> float:
    """What does nothing is left out."""
    return total([formula.term(weight * acting[source]) for source, weight in acts if acting[source]])
