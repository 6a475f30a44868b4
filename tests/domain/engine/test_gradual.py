"""The solver, against the vectors of the argument engine and what every gradual semantics must hold to."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberate.domain.engine import gradual
from deliberate.domain.engine.gradual import Solution, solve
from deliberate.domain.engine.semantics import Semantics

QE, DF = Semantics.QUADRATIC_ENERGY, Semantics.DF_QUAD
Edge = tuple[int, int, float]


def solved(base: Sequence[float], edges: Sequence[Edge], semantics: Semantics = QE, step: float = 0.5) -> Solution:
    table = np.array(edges, dtype=np.float64).reshape(-1, 3)
    source, target = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
    return solve(np.array(base, dtype=np.float64), source, target, table[:, 2], semantics, step=step)


def attack(source: int, target: int) -> Edge:
    return source, target, -1.0


def support(source: int, target: int) -> Edge:
    return source, target, 1.0


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


def test_plain_iteration_of_a_circle_is_given_up_for_half_steps() -> None:
    """Row 7 under DF-QuAD: full steps swing for ever, half steps rest at a half."""
    found = solved([1.0, 1.0], [attack(0, 1), attack(1, 0)], DF, step=1.0)
    assert found.iterations == gradual._MOST_STEPS
    assert found.values.tolist() == pytest.approx([0.5, 0.5])


def test_what_finds_no_balance_is_reported_with_all_that_depends_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps of 2, then 1, never rest here; the third and fourth hang on the circle, the fifth does not."""
    edges = [attack(0, 1), attack(1, 0), attack(1, 2), support(2, 3), support(4, 3)]
    for few in (0, gradual._FEW):
        monkeypatch.setattr(gradual, "_FEW", few)
        found = solved([1.0, 1.0, 0.5, 0.5, 0.5], edges, DF, step=2.0)
        assert found.balanced.tolist() == [False, False, False, False, True]


@pytest.mark.parametrize("semantics", Semantics)
@pytest.mark.parametrize("size", range(2, 7))
def test_two_camps_that_attack_each_other_settle(size: int, semantics: Semantics) -> None:
    one, other = range(size), range(size, 2 * size)
    edges = [attack(a, b) for a in one for b in other] + [attack(b, a) for a in one for b in other]
    found = solved([0.7] * 2 * size, edges, semantics)
    assert found.balanced.all()
    assert found.values == pytest.approx(found.values[0], abs=1e-9)


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
    for _ in range(8):
        base, edges = mirrored_camps(size, random)
        expected = solved(base, edges, semantics).values.tolist()
        assert expected[:size] == expected[size : 2 * size]
        for _ in range(4):
            order = random.sample(range(len(base)), len(base))
            at = {old: new for new, old in enumerate(order)}
            moved = [(at[a], at[b], weight) for a, b, weight in random.sample(edges, len(edges))]
            found = solved([base[old] for old in order], moved, semantics)
            assert [float(found.values[at[old]]) for old in range(len(base))] == expected


@pytest.mark.parametrize("semantics", Semantics)
def test_however_many_act_on_it_their_order_does_not_matter(semantics: Semantics) -> None:
    """Where thousands attack and as many support, what they leave of each other is in the last digits of two sums."""
    random, formula = np.random.default_rng(1), gradual.FORMULAS[semantics]
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


@pytest.mark.parametrize("semantics", Semantics)
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (2, 5, 0, 3, 1, 4)])
def test_what_a_circle_acts_on_is_computed_after_it(semantics: Semantics, order: tuple[int, ...]) -> None:
    """Two circles one after the other, 0 1 and 3 4, with a post between them and one at the end."""
    between = [attack(0, 1), attack(1, 0), attack(1, 2), support(2, 3), attack(3, 4), attack(4, 3), attack(4, 5)]
    base = [0.9, 0.7, 0.6, 0.5, 0.8, 0.4]
    edges = [(order[source], order[target], weight) for source, target, weight in between]
    values = solved([base[order.index(at)] for at in range(6)], edges, semantics).values[list(order)]
    formula = gradual.FORMULAS[semantics]
    for one in range(6):
        gathered = [0.0, 0.0]
        for source, _, weight in (edge for edge in between if edge[1] == one):
            gathered[weight > 0] += formula.term(values[source])
        assert values[one] == pytest.approx(formula.strength(base[one], *gathered), abs=1e-9)


@st.composite
def graphs(draw: st.DrawFn, *, acyclic: bool = False) -> tuple[list[float], list[Edge]]:
    n = draw(st.integers(1, 7))
    base = draw(st.lists(st.floats(0, 1), min_size=n, max_size=n))
    pairs = [(a, b) for a in range(n) for b in range(n) if not acyclic or a > b]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=12, unique=True)) if pairs else []
    return base, [(a, b, draw(st.floats(-1, 1))) for a, b in chosen]


@given(graphs(), st.sampled_from(Semantics))
def test_every_strength_is_between_0_and_1(graph: tuple[list[float], list[Edge]], semantics: Semantics) -> None:
    values = solved(*graph, semantics).values
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


@given(graphs(), st.sampled_from(Semantics))
def test_arrays_and_single_steps_give_the_same_around_circles(
    graph: tuple[list[float], list[Edge]], semantics: Semantics
) -> None:
    kept = gradual._FEW
    found = []
    try:
        for gradual._FEW in (0, 10**9):
            found.append(solved(*graph, semantics))
    finally:
        gradual._FEW = kept
    assert found[0].values.tolist() == found[1].values.tolist()
    assert found[0].balanced.tolist() == found[1].balanced.tolist()


@given(graphs(), st.sampled_from(Semantics))
def test_a_settled_strength_is_what_the_formula_makes_of_those_that_act_on_it(
    graph: tuple[list[float], list[Edge]], semantics: Semantics
) -> None:
    base, edges = graph
    found = solved(base, edges, semantics)
    formula = gradual.FORMULAS[semantics]
    for one in np.flatnonzero(found.balanced).tolist():
        gathered = [0.0, 0.0]
        for source, _, weight in (edge for edge in edges if edge[1] == one):
            side = int(weight > 0)
            gathered[side] += formula.term(abs(weight) * found.values[source])
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
@given(st.integers(0, 1000), st.sampled_from(Semantics))
def test_arrays_and_single_steps_give_what_a_plain_loop_gives(seed: int, semantics: Semantics) -> None:
    random = np.random.default_rng(seed)
    n = int(random.integers(2, 400))
    source = np.arange(1, n)
    target = (random.random(n - 1) * source).astype(np.int64)
    weight, base = random.uniform(-1, 1, n - 1), random.random(n)
    formula = gradual.FORMULAS[semantics]
    gathered = [[0.0, 0.0] for _ in range(n)]
    expected = [0.0] * n
    for one in range(n - 1, -1, -1):
        expected[one] = float(formula.strength(base[one], *gathered[one]))
        if one:
            side = gathered[target[one - 1]]
            which = int(weight[one - 1] > 0)
            side[which] += formula.term(abs(weight[one - 1]) * expected[one])
    kept = gradual._FEW
    try:
        for gradual._FEW in (0, kept, 10**9):
            assert solve(base, source, target, weight, semantics).values == pytest.approx(expected, abs=1e-12)
    finally:
        gradual._FEW = kept


def test_a_long_chain_is_computed_in_one_pass() -> None:
    n = 20_000
    found = solved([0.5] * n, [attack(i, i - 1) for i in range(1, n)])
    assert found.iterations == 0
    assert found.values[0] == pytest.approx(found.values[2], abs=1e-9)


def test_a_circle_that_rests_on_something_unsettled_is_unsettled_as_a_whole() -> None:
    """0 acts on 1; 1, 2 and 3 act on each other in a circle, 4 stands alone."""
    ends = np.array([[0, 1], [1, 2], [2, 3], [3, 1]])
    known = np.array([False, True, True, True, True])
    found = solve(np.full(5, 0.5), ends[:, 0], ends[:, 1], np.full(4, -0.5), balanced=known)
    assert found.balanced.tolist() == [False, False, False, False, True]
