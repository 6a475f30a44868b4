"""How sure a standing is: the range of its votes, and of the votes on whatever acts on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.engine.gradual import Floats, Indices, Solution, Solver
from deliberate.domain.engine.semantics import Semantics, formula_of


@dataclass(frozen=True)
class Ranges:
    """`low` and `high` (n) are 0 to 1; `balanced` (n) is False in a circle whose ends found no rest and for what
    depends on it."""

    low: Floats
    high: Floats
    balanced: NDArray[np.bool_]


def with_ranges(
    low: Floats,
    base: Floats,
    high: Floats,
    source: Indices,
    target: Indices,
    weight: Floats,
    semantics: Semantics = Semantics.QUADRATIC_ENERGY,
    *,
    conviction: bool = False,
    balanced: NDArray[np.bool_] | None = None,
) -> tuple[Solution, Ranges]:
    """What `gradual.solve` finds for `base`, and between what each strength can be while each base score is anything
    from `low` to `high` (n each), with one walk along the edges.

    The lower end of a strength is that of its base with the lower ends of what supports it and the upper ends of what
    attacks it, and the reverse: a strength never falls with the base scores of what supports it, nor rises with those
    of what attacks it. That is the exact range on trees; where an argument acts along several ways, which may not all
    be at their worst at once, it may be wider. Around a circle both ends are iterated together, since each needs the
    other. Everything else is as for `gradual.solve`.
    """
    solver = Solver(np.stack((low, base, high)), source, target, weight, formula_of(semantics, conviction), balanced)
    solver.solve()
    lowest, values, highest = solver.values
    of_ends, of_values = solver.balanced
    return Solution(values, of_values, solver.iterations), Ranges(lowest, highest, of_ends)
