"""Arguments as numbers, edges as (source, target, weight), and what the solver makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from deliberate.domain.engine.gradual import Floats, Indices, Solution, solve
from deliberate.domain.engine.semantics import Semantics

QE, DF = Semantics.QUADRATIC_ENERGY, Semantics.DF_QUAD
Edge = tuple[int, int, float]


def solved(base: Sequence[float], edges: Sequence[Edge], semantics: Semantics = QE, **options: Any) -> Solution:
    return solve(np.array(base, dtype=np.float64), *arrays(edges), semantics, **options)


def arrays(edges: Sequence[Edge]) -> tuple[Indices, Indices, Floats]:
    """Sources, targets and weights."""
    table = np.array(edges, dtype=np.float64).reshape(-1, 3)
    return table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2]


def attack(source: int, target: int) -> Edge:
    return source, target, -1.0


def support(source: int, target: int) -> Edge:
    return source, target, 1.0


def camps(size: int, weight: float) -> list[Edge]:
    """Each post of two camps attacks each of the other."""
    one, other = range(size), range(size, 2 * size)
    return [(a, b, -weight) for a in one for b in other] + [(b, a, -weight) for a in one for b in other]


@st.composite
def graphs(draw: st.DrawFn, *, acyclic: bool = False) -> tuple[list[float], list[Edge]]:
    n = draw(st.integers(1, 7))
    base = draw(st.lists(st.floats(0, 1), min_size=n, max_size=n))
    pairs = [(a, b) for a in range(n) for b in range(n) if not acyclic or a > b]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=12, unique=True)) if pairs else []
    return base, [(a, b, draw(st.floats(-1, 1))) for a, b in chosen]
