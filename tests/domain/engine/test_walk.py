"""A few arguments as numbers, beside the same as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine import gradual
from deliberate.domain.engine.ranges import with_ranges
from deliberate.domain.engine.semantics import Semantics, formula_of
from deliberate.domain.engine.walk import Act, Acts, walked
from tests.domain.engine.networks import Edge, arrays, attack, graphs, support


@given(graphs(acyclic=True), st.data(), st.sampled_from(Semantics), st.booleans(), st.booleans())
def test_what_is_walked_along_is_what_the_arrays_come_to(
    graph: tuple[list[float], list[Edge]], data: Any, semantics: Semantics, conviction: bool, in_arrays: bool
) -> None:
    base, edges = graph
    some = st.lists(st.floats(0, 1), min_size=len(base), max_size=len(base))
    bases = [data.draw(some), base, data.draw(some)]
    balanced = data.draw(st.lists(st.booleans(), min_size=len(base), max_size=len(base)))
    ends = [np.array(end) for end in bases]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gradual, "_FEW", 0 if in_arrays else gradual._FEW)
        solution, ranges = with_ranges(
            *ends, *arrays(edges), semantics, conviction=conviction, balanced=np.array(balanced)
        )
    found = walked(bases, into(edges, len(base)), formula_of(semantics, conviction), balanced)
    assert found is not None
    # Arrays add up in another order, so that the last digit may differ.
    for walked_to, come_to in zip(found.ends, (ranges.low, solution.values, ranges.high), strict=True):
        assert walked_to == pytest.approx(come_to.tolist(), abs=1e-12)
    assert found.balanced == solution.balanced.tolist()


def into(edges: Iterable[Edge], arguments: int) -> list[Acts]:
    found: list[tuple[list[Act], list[Act]]] = [([], []) for _ in range(arguments)]
    for source, target, weight in edges:
        found[target][weight > 0].append((source, abs(weight)))
    return found[: max((at + 1 for at, acts in enumerate(found) if any(acts)), default=0)]


def test_a_circle_is_left_to_others() -> None:
    formula = formula_of(Semantics.QUADRATIC_ENERGY, conviction=False)
    for edges in ([attack(0, 1), support(1, 0)], [attack(0, 0)], [attack(2, 0), attack(0, 1), attack(1, 0)]):
        assert walked([[0.5] * 3], into(edges, 3), formula, [True] * 3) is None
    assert walked([[]], [], formula, []) == ([[]], [])
