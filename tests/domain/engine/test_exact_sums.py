"""Sums that come out the same in whatever order, to the last digit."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from deliberate.domain.engine.exact_sums import parts, whole

COARSE, FINE = Fraction(1, 2**29), Fraction(1, 2**59)


@pytest.mark.parametrize("largest", [1e-9, 1e-3, 1.0, 40.0, 2.0**22])
def test_a_term_is_cut_in_two_at_the_nearest_step(largest: float) -> None:
    random = Random(1)
    for term in (random.uniform(-largest, largest) for _ in range(200)):
        coarse, fine = parts(term)
        assert (Fraction(coarse) / COARSE).denominator == (Fraction(fine) / FINE).denominator == 1
        assert abs(Fraction(term) - Fraction(coarse)) <= COARSE / 2
        assert abs(Fraction(term) - Fraction(coarse) - Fraction(fine)) <= FINE / 2


def test_the_order_of_what_is_added_changes_no_digit() -> None:
    random = Random(2)
    terms = [random.uniform(0, 40) * 10 ** random.uniform(-12, 0) for _ in range(500)]
    sums = set()
    for _ in range(5):
        random.shuffle(terms)
        total = sum((complex(*parts(term)) for term in terms), 0j)
        sums.add(float(whole(np.complex128(total))))
    assert len(sums) == 1
    assert sums.pop() == pytest.approx(float(sum(map(Fraction, terms))), abs=1e-14)
