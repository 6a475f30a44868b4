"""How sure a base score is, beside the same of a library."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.special import betaincinv

from deliberate.domain.engine.sureness import base_range

VOTES = st.integers(0, 500) | st.integers(0, 10**6)


def of_the_library(agree: int, disagree: int) -> list[float]:
    return [float(betaincinv(agree + 1, disagree + 1, below)) for below in (0.1, 0.9)]


def test_the_ranges_of_few_votes_are_those_of_the_library() -> None:
    counts = [(agree, disagree) for agree in range(80) for disagree in range(80)]
    low, high = np.array([base_range(*each) for each in counts]).T
    agree, disagree = np.array(counts).T
    assert np.abs(low - betaincinv(agree + 1, disagree + 1, 0.1)).max() < 1e-13
    assert np.abs(high - betaincinv(agree + 1, disagree + 1, 0.9)).max() < 1e-13


@given(VOTES, VOTES)
@example(0, 10**6)
@example(10**6, 0)
@example(1, 10**6)
@example(10**6, 1)
@example(10**6, 10**6)
def test_so_are_those_of_any_number_of_votes(agree: int, disagree: int) -> None:
    assert base_range(agree, disagree) == pytest.approx(of_the_library(agree, disagree), rel=0, abs=1e-12)


@given(VOTES, VOTES)
def test_who_agrees_and_who_disagrees_count_alike_to_the_last_digit(agree: int, disagree: int) -> None:
    _, high = base_range(agree, disagree)
    low, _ = base_range(disagree, agree)
    assert high == 1 - low
