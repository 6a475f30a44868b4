"""The strengths of a few arguments without a circle, as numbers, one argument after the other.

What `ranges.with_ranges` finds, to the last digit, for as many as a vote or a reply reaches, without the arrays, which
take as much memory, when they are loaded, as all else that a process has for its pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from deliberate.domain.engine.exact_sums import total
from deliberate.domain.engine.semantics import Formula

# What acts on an argument, with the weight of that, 0 to 1.
Act: TypeAlias = tuple[int, float]
# Attacks, supports.
Acts: TypeAlias = tuple[Sequence[Act], Sequence[Act]]


class Walked(NamedTuple):
    """`ends` are the strengths for each of the bases, `balanced` whether nothing unsettled acts on an argument."""

    ends: list[list[float]]
    balanced: list[bool]


def walked(
    bases: Sequence[Sequence[float]],
    into: Sequence[Acts],
    formula: Formula,
    balanced: Sequence[bool],
) -> Walked | None:
    """None where some stand in a circle.

    `bases` are low, middle and high, or one alone; `into` is what acts on the first arguments, and nothing does on the
    others. Ends act as in `gradual.Solver`: along supports on the same end, along attacks on the other.
    """
    rests, values = list(balanced), [list(base) for base in bases]
    onto: list[list[int]] = [[] for _ in into]
    left = [0] * len(into)
    for target, acts in enumerate(into):
        for source, _ in chain.from_iterable(acts):
            if source < len(into):
                onto[source].append(target)
                left[target] += 1
            elif not rests[source]:
                rests[target] = False
    acting = [list(map(formula.acting, base)) for base in bases]
    ends = list(zip(values, acting[::-1], acting, strict=True))
    ready = [one for one, waits in enumerate(left) if not waits]
    # Grows while it is walked through.
    for one in ready:
        attacks, supports = into[one]
        for strengths, across, along in ends if attacks or supports else ():
            attack, support = _gathered(attacks, across, formula), _gathered(supports, along, formula)
            strengths[one] = strength = float(formula.strength(strengths[one], attack, support))
            along[one] = formula.acting(strength)
        for target in onto[one]:
            rests[target] &= rests[one]
            left[target] -= 1
            if not left[target]:
                ready.append(target)
    return Walked(values, rests) if len(ready) == len(into) else None


def _gathered(acts: Sequence[Act], acting: list[float], formula: Formula) -> float:
    """What does nothing is left out."""
    return total([formula.term(weight * acting[source]) for source, weight in acts if acting[source]])
