"""The solver, against the vectors of the argument engine and what every gradual semantics must hold to."""

from __future__ import annotations

from math import fsum
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberate.domain.engine import gradual
from deliberate.domain.engine.gradual import solve
from deliberate.domain.engine.semantics import FORMULAS, Semantics, beyond_half
from tests.domain.engine.networks import DF, QE, Edge, attack, graphs, solved, support

# A1 A2 P1 P2 P3 C1 C2 C3 C4
DEMOCRACY = (
    [0.5, 0.5, 0.7, 0.5, 0.9, 0.2, 0.2, 0.6, 0.5],
    [*(support(*e) for e in ((2, 0), (3, 0), (4, 1))), *(attack(*e) for e in ((5, 1), (6, 3), (7, 3), (8, 3)))],
)
# Buy Sell 1 2 3 4 5
TRADE = (
    [0.5, 0.5, 0.8, 0.7, 0.3, 0.9, 0.9],
    [
        *(attack(*e) for e in ((0, 1), (1, 0), (3, 2), (4, 3), (5, 4), (6, 2))),
        *(support(*e) for e in ((2, 1), (3, 0), (5, 3), (6, 0))),
    ],
)


@pytest.mark.parametrize(
    ("graph", "semantics", "expected"),
    [
        (([0.5, 0.5], [attack(1, 0)]), QE, {0: 0.4000}),
        (([0.5, 0.5], [attack(1, 0)]), DF, {0: 0.2500}),
        (([0.5, 0.5], [support(1, 0)]), QE, {0: 0.6000}),
        (([0.5, 0.5], [support(1, 0)]), DF, {0: 0.7500}),
        (DEMOCRACY, DF, {0: 0.8620, 1: 0.8500, 3: 0.0800}),
        (DEMOCRACY, QE, {0: 0.7199, 1: 0.6644, 3: 0.1859}),
        (TRADE, QE, {0: 0.8216, 1: 0.3622, 2: 0.2047, 3: 0.8051, 4: 0.1657}),
        (TRADE, DF, {0: 0.9964, 1: 0.0034, 2: 0.0031, 3: 0.9610, 4: 0.0300}),
        (([0.5, 0.8, 0.6], [attack(2, 1), attack(1, 0)]), QE, {0: 0.3715, 1: 0.5882}),
        (([0.5, 0.8, 0.6], [attack(2, 1), attack(1, 0)]), DF, {0: 0.3400, 1: 0.3200}),
        (([0.5], [attack(0, 0)]), QE, {0: 0.4239}),
        (([0.5], [attack(0, 0)]), DF, {0: 0.3333}),
        (([1.0, 1.0], [attack(0, 1), attack(1, 0)]), QE, {0: 0.6823, 1: 0.6823}),
        (([1.0, 1.0], [attack(0, 1), attack(1, 0)]), DF, {0: 0.5, 1: 0.5}),
        (([0.5, 1.0, 1.0, 1.0], [support(1, 0), support(2, 0), attack(3, 0)]), QE, {0: 0.7500}),
        (([0.5, 1.0, 1.0, 1.0], [support(1, 0), support(2, 0), attack(3, 0)]), DF, {0: 0.5000}),
    ],
)
def test_vectors(graph: tuple[list[float], list[Edge]], semantics: Semantics, expected: dict[int, float]) -> None:
    found = solved(*graph, semantics)
    assert {one: float(found.values[one]) for one in expected} == pytest.approx(expected, abs=5e-5)
    assert found.balanced.all()


@pytest.mark.parametrize(
    ("base", "edges", "semantics", "expected"),
    [
        # 12/3, its objection 9/2 with a rebuttal of 6/1, a support of 5/5: each weighs n / (n + 4), n who agree.
        ([13 / 17, 10 / 13, 7 / 9, 0.5], [(1, 0, -9 / 13), (2, 1, -6 / 10), (3, 0, 5 / 9)], QE, [0.7141, 0.6923]),
        # 90/5 under eight rebuttals of 1/2.
        ([91 / 97, *[2 / 5] * 8], [(at, 0, -1 / 11) for at in range(1, 9)], QE, [0.9381]),
        # 10/90 under fifty supports that together weigh as much as the votes of four people do.
        ([11 / 102, *[1.0] * 50], [(at, 0, 0.2381 / 50) for at in range(1, 51)], QE, [0.1557]),
        ([0.5, 0.8, 0.9], [(1, 0, -0.5), (2, 0, 1.0)], DF, [0.5 + 0.5 * (0.7 - 0.2)]),
        ([0.9, 0.3], [attack(1, 0)], DF, [0.9]),
    ],
)
def test_with_conviction_what_is_not_believed_by_more_than_half_moves_nothing(
    base: list[float], edges: list[Edge], semantics: Semantics, expected: list[float]
) -> None:
    found = solved(base, edges, semantics, conviction=True).values
    assert found[: len(expected)].tolist() == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("semantics", Semantics)
def test_however_many_act_on_it_their_order_does_not_matter(semantics: Semantics) -> None:
    """Where thousands attack and as many support, what they leave of each other is in the last digits of two sums."""
    random, formula = np.random.default_rng(1), FORMULAS[semantics]
    for many in (700, 2_000, 20_000):
        # Under DF-QuAD a few strong ones would leave nothing over.
        force = random.uniform(0.9, 1, many) / (1 if semantics is QE else many)
        base = np.concatenate(([0.5], force, force[::-1] * (1 - 1e-7)))
        weight = np.repeat([-1.0, 1.0], many)
        found = set()
        for _ in range(8):
            order = random.permutation(2 * many)
            moved = base[np.append(0, order + 1)]
            source, target = np.arange(1, 2 * many + 1), np.zeros(2 * many, dtype=np.int64)
            found.add(float(solve(moved, source, target, weight[order], semantics).values[0]))
        attack, support = (fsum(formula.term(base[1:][weight == sign])) for sign in (-1, 1))
        [value] = found
        assert value == pytest.approx(float(formula.strength(0.5, attack, support)), abs=1e-14)


@given(graphs(), st.sampled_from(Semantics), st.booleans())
def test_every_strength_is_between_0_and_1(
    graph: tuple[list[float], list[Edge]], semantics: Semantics, conviction: bool
) -> None:
    values = solved(*graph, semantics, conviction=conviction).values
    assert ((values >= -1e-12) & (values <= 1 + 1e-12)).all()


@given(graphs(), st.sampled_from(Semantics), st.integers(0, 6), st.sampled_from((-1.0, 1.0)))
def test_an_argument_of_no_strength_or_weight_changes_nothing(
    graph: tuple[list[float], list[Edge]], semantics: Semantics, at: int, sign: float
) -> None:
    base, edges = graph
    n, target = len(base), at % len(base)
    before = solved(base, edges, semantics).values
    silent = solved([*base, 0.0], [*edges, (n, target, sign)], semantics).values[:n]
    weightless = solved([*base, 1.0], [*edges, (n, target, 0.0)], semantics).values[:n]
    assert silent == pytest.approx(before, abs=1e-9)
    assert weightless == pytest.approx(before, abs=1e-9)


@given(graphs(acyclic=True), st.sampled_from(Semantics), st.integers(0, 6), st.floats(0, 1))
def test_an_attacker_never_raises_and_a_supporter_never_lowers(
    graph: tuple[list[float], list[Edge]], semantics: Semantics, at: int, strength: float
) -> None:
    base, edges = graph
    n, target = len(base), at % len(base)
    before = solved(base, edges, semantics).values[target]
    assert solved([*base, strength], [*edges, attack(n, target)], semantics).values[target] <= before + 1e-9
    assert solved([*base, strength], [*edges, support(n, target)], semantics).values[target] >= before - 1e-9


@given(graphs(), st.sampled_from(Semantics), st.integers(0, 6), st.floats(0, 1))
def test_a_change_reaches_only_what_lies_along_its_edges(
    graph: tuple[list[float], list[Edge]], semantics: Semantics, at: int, new: float
) -> None:
    base, edges = graph
    changed = at % len(base)
    reached, pending = {changed}, [changed]
    while pending:
        here = pending.pop()
        for _, target, _ in (edge for edge in edges if edge[0] == here and edge[1] not in reached):
            reached.add(target)
            pending.append(target)
    before = solved(base, edges, semantics).values
    after = solved([new if i == changed else b for i, b in enumerate(base)], edges, semantics).values
    outside = [i for i in range(len(base)) if i not in reached]
    assert after[outside] == pytest.approx(before[outside], abs=1e-9)


@given(st.floats(0, 1), st.lists(st.tuples(st.floats(0, 1), st.floats(-1, 1)), max_size=6))
def test_quadratic_energy_treats_attack_and_support_alike(base: float, acting: list[tuple[float, float]]) -> None:
    """Turned round: with base 1 - b and every attack a support, the strength is 1 - s."""
    strengths = [strength for strength, _ in acting]
    edges = [(index + 1, 0, weight) for index, (_, weight) in enumerate(acting)]
    turned = [(source, target, -weight) for source, target, weight in edges]
    one = solved([base, *strengths], edges).values[0]
    assert solved([1 - base, *strengths], turned).values[0] == pytest.approx(1 - one, abs=1e-9)


@given(graphs(), st.sampled_from(Semantics), st.randoms())
def test_the_order_of_arguments_and_edges_does_not_matter(
    graph: tuple[list[float], list[Edge]], semantics: Semantics, random: Random
) -> None:
    base, edges = graph
    order = list(range(len(base)))
    random.shuffle(order)
    at = {old: new for new, old in enumerate(order)}
    moved = [(at[a], at[b], w) for a, b, w in reversed(edges)]
    found = solved([base[old] for old in order], moved, semantics).values
    assert [found[at[i]] for i in range(len(base))] == solved(base, edges, semantics).values.tolist()


@given(graphs(), st.sampled_from(Semantics), st.booleans())
def test_a_settled_strength_is_what_the_formula_makes_of_those_that_act_on_it(
    graph: tuple[list[float], list[Edge]], semantics: Semantics, conviction: bool
) -> None:
    base, edges = graph
    found = solved(base, edges, semantics, conviction=conviction)
    acting = beyond_half(found.values) if conviction else found.values
    formula = FORMULAS[semantics]
    for one in np.flatnonzero(found.balanced).tolist():
        gathered = [0.0, 0.0]
        for source, _, weight in (edge for edge in edges if edge[1] == one):
            side = int(weight > 0)
            gathered[side] += formula.term(abs(weight) * acting[source])
        assert found.values[one] == pytest.approx(float(formula.strength(base[one], *gathered)), abs=1e-9)


@pytest.mark.parametrize("semantics", Semantics)
def test_many_edges_give_the_same_as_few(semantics: Semantics) -> None:
    """Beyond 10,000 edges they are sorted by counting: twice the same graph, one after the other, is two of it. Some
    act twice on the same, which is not the same as once with both weights."""
    random = np.random.default_rng(1)
    n, m = 3_000, 6_000
    ends = random.integers(0, n, (2, m))
    ends[:, :100] = ends[:, 100:200]
    source, target = ends.max(axis=0), ends.min(axis=0)
    base, weight = random.random(n), random.uniform(-1, 1, m)
    once = solve(base, source, target, weight, semantics).values
    twice = solve(
        np.tile(base, 2), np.append(source, source + n), np.append(target, target + n), np.tile(weight, 2), semantics
    ).values
    assert twice.tolist() == np.tile(once, 2).tolist()


@pytest.mark.parametrize("semantics", Semantics)
def test_nothing_has_no_strength_and_what_nothing_acts_on_has_its_base(semantics: Semantics) -> None:
    assert solved([], [], semantics).values.tolist() == []
    assert solved([0.0, 0.3, 1.0], [], semantics).values.tolist() == [0.0, 0.3, 1.0]


@settings(max_examples=20)
@given(st.integers(0, 1000), st.sampled_from(Semantics), st.booleans())
def test_arrays_and_single_steps_give_what_a_plain_loop_gives(
    seed: int, semantics: Semantics, conviction: bool
) -> None:
    random = np.random.default_rng(seed)
    n = int(random.integers(2, 400))
    source = np.arange(1, n)
    target = (random.random(n - 1) * source).astype(np.int64)
    weight, base = random.uniform(-1, 1, n - 1), random.random(n)
    formula = FORMULAS[semantics]
    gathered = [[0.0, 0.0] for _ in range(n)]
    expected = [0.0] * n
    for one in range(n - 1, -1, -1):
        expected[one] = float(formula.strength(base[one], *gathered[one]))
        if one:
            side = gathered[target[one - 1]]
            which = int(weight[one - 1] > 0)
            acting = max(0.0, 2 * expected[one] - 1) if conviction else expected[one]
            side[which] += formula.term(abs(weight[one - 1]) * acting)
    kept = gradual._FEW
    try:
        for gradual._FEW in (0, kept, 10**9):
            found = solve(base, source, target, weight, semantics, conviction=conviction)
            assert found.values == pytest.approx(expected, abs=1e-12)
    finally:
        gradual._FEW = kept


def test_a_long_chain_is_computed_in_one_pass() -> None:
    n = 20_000
    found = solved([0.5] * n, [attack(i, i - 1) for i in range(1, n)])
    assert found.iterations == 0
    assert found.values[0] == pytest.approx(found.values[2], abs=1e-9)


def test_what_is_beyond_a_half_counts_from_there() -> None:
    assert [beyond_half(strength) for strength in (0.0, 0.5, 0.75, 1.0)] == [0, 0, 0.5, 1]
    strengths = np.random.default_rng(1).random(1000)
    assert beyond_half(strengths).tolist() == np.maximum(0, 2 * strengths - 1).tolist()


@pytest.mark.parametrize("many", [*range(11, 15), *range(4_095, 4_099)])
def test_one_more_than_what_is_computed_at_a_time_makes_no_difference(many: int) -> None:
    found = solved([0.5] * 2 * many, [support(2 * at, 2 * at + 1) for at in range(many)])
    assert found.values.tolist() == pytest.approx([0.5, 0.6] * many)
