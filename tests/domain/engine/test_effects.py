"""Effects of replies: vectors, and that they and what is printed of them add up."""

from __future__ import annotations

from math import fsum
from random import Random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deliberate.domain.engine.effects import effects, printed
from deliberate.domain.engine.gradual import solve
from deliberate.domain.engine.semantics import FORMULAS, Semantics, beyond_half

QE, DF = Semantics.QUADRATIC_ENERGY, Semantics.DF_QUAD
FORCES = st.lists(st.floats(0, 1), max_size=12)


def test_vectors() -> None:
    lowered, raised = effects(0.5, [0.9, 0.3], [0.8, 0.4])
    assert raised == pytest.approx([0.1967, 0.0984], abs=5e-5)
    assert lowered == pytest.approx([-0.2213, -0.0738], abs=5e-5)
    lowered, raised = effects(11 / 102, [], [0.4] * 50)
    assert lowered == []
    assert raised == pytest.approx([0.0178] * 50, abs=5e-5)
    assert fsum(raised) == pytest.approx(91 / 102 * 400 / 401)


def test_of_products_each_has_its_share_of_the_logarithm() -> None:
    """Supports that leave a half and a quarter, an attack that leaves an eighth: as much, and a third and two of it."""
    lowered, raised = effects(0.4, [7 / 8], [1 / 2, 3 / 4], DF)
    side = (0.6 * 7 / 8 + 0.4 * 7 / 8) / 2
    assert raised == pytest.approx([side / 3, side * 2 / 3])
    assert lowered == pytest.approx([-side])


@given(st.floats(0, 1), FORCES, FORCES, st.sampled_from(Semantics))
def test_effects_add_up_and_have_the_sign_of_their_side(
    base: float, attacks: list[float], supports: list[float], semantics: Semantics
) -> None:
    formula = FORMULAS[semantics]
    lowered, raised = effects(base, attacks, supports, semantics)
    standing = formula.strength(base, *(fsum(map(formula.term, forces)) for forces in (attacks, supports)))
    assert (len(lowered), len(raised)) == (len(attacks), len(supports))
    assert fsum([*lowered, *raised]) == pytest.approx(standing - base, abs=1e-12)
    assert all(change <= 0 for change in lowered)
    assert all(change >= 0 for change in raised)


@given(st.floats(0, 1), FORCES, FORCES, st.sampled_from(Semantics), st.randoms())
def test_the_order_of_replies_does_not_matter(
    base: float, attacks: list[float], supports: list[float], semantics: Semantics, random: Random
) -> None:
    """To the last digit."""
    first, last = random.sample(range(len(attacks)), len(attacks)), random.sample(range(len(supports)), len(supports))
    lowered, raised = effects(base, attacks, supports, semantics)
    moved = effects(base, [attacks[at] for at in first], [supports[at] for at in last], semantics)
    assert moved[0] == [lowered[at] for at in first]
    assert moved[1] == [raised[at] for at in last]


@pytest.mark.parametrize("semantics", Semantics)
@pytest.mark.parametrize("conviction", [False, True])
def test_effects_lead_from_the_base_to_the_standing_that_is_computed(semantics: Semantics, conviction: bool) -> None:
    random = np.random.default_rng(1)
    for many in (1, 5, 40):
        base, weight = random.random(many + 1), random.uniform(-1, 1, many)
        source, target = np.arange(1, many + 1), np.zeros(many, dtype=np.int64)
        values = solve(base, source, target, weight, semantics, conviction=conviction).values
        force = weight * (beyond_half(values[1:]) if conviction else values[1:])
        lowered, raised = effects(float(base[0]), -force[weight < 0], force[weight > 0], semantics)
        assert fsum([*lowered, *raised]) == pytest.approx(values[0] - base[0], abs=1e-12)


@pytest.mark.parametrize("semantics", Semantics)
def test_what_has_no_force_has_no_effect(semantics: Semantics) -> None:
    lowered, raised = effects(0.3, [0.0, 0.0], [0.0, 0.5], semantics)
    assert lowered == [0, 0]
    assert raised[0] == 0
    assert raised[1] > 0
    assert effects(0.3, [], [], semantics) == ([], [])


@pytest.mark.parametrize("semantics", Semantics)
def test_a_reply_in_two_halves_does_as_much(semantics: Semantics) -> None:
    """Who splits a reply wins nothing: where its energy, or its product, is that of the parts."""
    whole = 0.6
    part = whole / 2 if semantics is QE else 1 - (1 - whole) ** 0.5
    _, once = effects(0.3, [0.4], [whole, 0.2], semantics)
    _, twice = effects(0.3, [0.4], [part, part, 0.2], semantics)
    assert [twice[0] + twice[1], twice[2]] == pytest.approx(once)


def units(numbers: list[float], digits: int = 2) -> list[int]:
    """In hundredths, which they are."""
    whole = [round(number * 10**digits) for number in numbers]
    assert [one / 10**digits for one in whole] == numbers
    return whole


@given(st.floats(0, 1), FORCES, FORCES, st.sampled_from(Semantics), st.integers(1, 4))
def test_what_is_printed_adds_up_to_what_is_printed(
    base: float, attacks: list[float], supports: list[float], semantics: Semantics, digits: int
) -> None:
    lowered, raised = effects(base, attacks, supports, semantics)
    changes = [*lowered, *raised]
    total = round(base + fsum(changes), digits) - round(base, digits)
    found = units(printed(changes, total, digits), digits)
    assert sum(found) == round(total * 10**digits)
    assert all(one <= 0 for one in found[: len(attacks)])
    assert all(one >= 0 for one in found[len(attacks) :])


@given(st.lists(st.floats(-1, 1), max_size=30))
@example([0.005])
def test_what_is_printed_is_less_than_a_hundredth_off(changes: list[float]) -> None:
    total = round(fsum(changes), 2)
    found = printed(changes, total)
    assert sum(units(found)) == round(total * 100)
    assert all(abs(one - change) < 0.01 + 1e-12 for one, change in zip(found, changes, strict=True))


def test_what_rounding_took_most_from_is_printed_larger() -> None:
    assert printed([0.334, 0.333, 0.333], 1.0) == [0.34, 0.33, 0.33]
    assert printed([0.333, 0.334, 0.333], 1.0) == [0.33, 0.34, 0.33]
    assert printed([0.125, 0.125, -0.25], 0.0) == [0.13, 0.12, -0.25]
    assert printed([0.0178] * 50, 0.89) == [0.02] * 39 + [0.01] * 11
    assert printed([0.004, -0.004], 0.0) == [0.0, 0.0]
    assert printed([0.004, -0.004], 0.01) == [0.01, 0.0]
    assert printed([0.12345], 0.1234, digits=4) == [0.1234]


def test_nothing_is_printed_on_the_other_side_of_0() -> None:
    assert printed([0.006, -0.3], -0.31) == [0.0, -0.31]
    assert printed([0.006, 0.006], 0.0) == [0.0, 0.0]
    assert printed([0.0, -0.02], -0.03) == [0.0, -0.03]


def test_a_total_that_signs_leave_out_of_reach_is_approached() -> None:
    """As where a circle found no balance, and the standing is not what acts on it."""
    assert printed([], 0.5) == []
    assert printed([0.0], -0.5) == [0.0]
    assert printed([0.2, 0.1], -0.5) == [0.0, 0.0]
    assert printed([0.2, 0.1], 0.5) == [0.3, 0.2]
