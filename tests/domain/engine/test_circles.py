"""Circles: arguments that act on each other settle, in whatever order, or are said not to."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine import gradual
from deliberate.domain.engine.gradual import solve
from deliberate.domain.engine.semantics import FORMULAS, Semantics
from tests.domain.engine.networks import DF, Edge, attack, camps, graphs, solved, support


def test_plain_iteration_of_a_circle_is_given_up_for_half_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 7 under DF-QuAD: full steps swing for ever, which is noticed at once; half steps rest at a half."""
    circle = [1.0, 1.0], [attack(0, 1), attack(1, 0)]
    found = solved(*circle, DF, step=1.0)
    assert found.balanced.all()
    assert found.values.tolist() == pytest.approx([0.5, 0.5])
    monkeypatch.setattr(gradual, "_SHORTEST_STEP", 1.0)
    found = solved(*circle, DF, step=1.0)
    assert not found.balanced.any()
    assert found.iterations == 2


@pytest.mark.parametrize("few", [0, gradual._FEW])
def test_what_finds_no_balance_is_reported_with_all_that_depends_on_it(
    monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Three camps of three, each attacks the next: they chase each other. The tenth and eleventh post hang on the
    circle, the last does not."""
    monkeypatch.setattr(gradual, "_FEW", few)
    chase = [attack(a, b) for a in range(9) for b in range(9) if b // 3 == (a // 3 + 1) % 3]
    base = [0.95, *[0.9] * 8, 0.5, 0.5, 0.5]
    found = solved(base, [*chase, attack(0, 9), support(9, 10), support(11, 10)], conviction=True)
    assert found.balanced.tolist() == [False] * 11 + [True]
    assert found.iterations == 2_000


@pytest.mark.parametrize("semantics", Semantics)
@pytest.mark.parametrize("size", range(2, 7))
def test_two_camps_that_attack_each_other_settle(size: int, semantics: Semantics) -> None:
    found = solved([0.7] * 2 * size, camps(size, 1), semantics)
    assert found.balanced.all()
    assert found.values == pytest.approx(found.values[0], abs=1e-9)


# Votes of 20 to 0 for each post: its base, and its weight where as many others vote on what it attacks.
UNANIMOUS = 21 / 22, 20 / (20 + 5)


@pytest.mark.parametrize(
    ("size", "step", "rest"),
    [(4, 1 / 4, 0.6159), (10, 1 / 8, 0.5532), (50, 1 / 32, 0.5116), (80, 1 / 64, 0.5073)],
)
def test_the_step_is_halved_until_camps_with_conviction_settle(
    monkeypatch: pytest.MonkeyPatch, size: int, step: float, rest: float
) -> None:
    base, weight = UNANIMOUS
    edges = camps(size, weight)
    found = solved([base] * 2 * size, edges, conviction=True)
    assert found.balanced.all()
    assert found.values.tolist() == pytest.approx([rest] * 2 * size, abs=5e-5)
    at_once = solved([base] * 2 * size, edges, conviction=True, step=step)
    assert at_once.values.tolist() == found.values.tolist()
    monkeypatch.setattr(gradual, "_SHORTEST_STEP", 2 * step)
    assert not solved([base] * 2 * size, edges, conviction=True).balanced.any()


@pytest.mark.parametrize("semantics", Semantics)
def test_the_shortest_steps_are_enough_to_settle(semantics: Semantics) -> None:
    """Camps that do not mirror each other: one of them loses, and each post goes its own way to where it rests."""
    random = Random(1)
    for size in (1, 4, 10):
        base = [random.uniform(0.7, 1) for _ in range(2 * size)]
        shortest = solved(base, camps(size, 0.8), semantics, conviction=True, step=gradual._SHORTEST_STEP)
        assert shortest.balanced.all()
        assert shortest.values == pytest.approx(solved(base, camps(size, 0.8), semantics, conviction=True).values)


def mirrored_camps(size: int, random: Random) -> tuple[list[float], list[Edge]]:
    """Who is `size` apart in number mirrors each other: supports within, attacks across, replies of replies outside."""
    bases = [random.random() for _ in range(size)] * 2
    weights = [random.random() for _ in range(size)] * 2
    camp = [at // size for at in range(2 * size)]
    edges = [(a, b, weights[a] if camp[a] == camp[b] else -weights[a])
             for a in range(2 * size) for b in range(2 * size) if a != b]  # fmt: skip
    for one in range(size):
        for _ in range(3):
            base, force = random.random(), random.uniform(-1, 1)
            below = [(random.random(), random.uniform(-1, 1)) for _ in range(3)]
            for target in (one, one + size):
                reply = len(bases)
                edges += [(reply, target, force), *((reply + 1 + at, reply, w) for at, (_, w) in enumerate(below))]
                bases += [base, *(b for b, _ in below)]
    return bases, edges


@pytest.mark.parametrize("semantics", Semantics)
@pytest.mark.parametrize("size", range(3, 7))
def test_in_whatever_order_camps_that_mirror_each_other_stay_equal(size: int, semantics: Semantics) -> None:
    """To the last digit: on a ridge it decides."""
    random = Random(size)
    for conviction in (False, True) * 4:
        base, edges = mirrored_camps(size, random)
        expected = solved(base, edges, semantics, conviction=conviction).values.tolist()
        assert expected[:size] == expected[size : 2 * size]
        for _ in range(4):
            order = random.sample(range(len(base)), len(base))
            at = {old: new for new, old in enumerate(order)}
            moved = [(at[a], at[b], weight) for a, b, weight in random.sample(edges, len(edges))]
            found = solved([base[old] for old in order], moved, semantics, conviction=conviction)
            assert [float(found.values[at[old]]) for old in range(len(base))] == expected


@pytest.mark.parametrize("semantics", Semantics)
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (2, 5, 0, 3, 1, 4)])
def test_what_a_circle_acts_on_is_computed_after_it(semantics: Semantics, order: tuple[int, ...]) -> None:
    """Two circles one after the other, 0 1 and 3 4, with a post between them and one at the end."""
    between = [attack(0, 1), attack(1, 0), attack(1, 2), support(2, 3), attack(3, 4), attack(4, 3), attack(4, 5)]
    base = [0.9, 0.7, 0.6, 0.5, 0.8, 0.4]
    edges = [(order[source], order[target], weight) for source, target, weight in between]
    values = solved([base[order.index(at)] for at in range(6)], edges, semantics).values[list(order)]
    formula = FORMULAS[semantics]
    for one in range(6):
        gathered = [0.0, 0.0]
        for source, _, weight in (edge for edge in between if edge[1] == one):
            gathered[weight > 0] += formula.term(values[source])
        assert values[one] == pytest.approx(formula.strength(base[one], *gathered), abs=1e-9)


@given(graphs(), st.sampled_from(Semantics), st.booleans())
def test_arrays_and_single_steps_give_the_same_around_circles(
    graph: tuple[list[float], list[Edge]], semantics: Semantics, conviction: bool
) -> None:
    kept = gradual._FEW
    found = []
    try:
        for gradual._FEW in (0, 10**9):
            found.append(solved(*graph, semantics, conviction=conviction))
    finally:
        gradual._FEW = kept
    assert found[0].values.tolist() == found[1].values.tolist()
    assert found[0].balanced.tolist() == found[1].balanced.tolist()


def test_a_circle_that_rests_on_something_unsettled_is_unsettled_as_a_whole() -> None:
    """0 acts on 1; 1, 2 and 3 act on each other in a circle, 4 stands alone."""
    ends = np.array([[0, 1], [1, 2], [2, 3], [3, 1]])
    known = np.array([False, True, True, True, True])
    found = solve(np.full(5, 0.5), ends[:, 0], ends[:, 1], np.full(4, -0.5), balanced=known)
    assert found.balanced.tolist() == [False, False, False, False, True]
