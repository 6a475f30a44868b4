"""Which post a voter is asked about next."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from deliberate.domain.opinions.routing import draw, priority


def test_the_priority_of_a_new_post() -> None:
    assert priority(0, 0, 0, 0.0) == pytest.approx((0.5 * 1 * 0.5 * 9) ** 2)


def test_the_formula_with_votes() -> None:
    expected = ((1 - 3 / 12) * 2.5 * (6 / 12) * (1 + 8 * 2**-2)) ** 2
    assert priority(5, 2, 3, 1.5) == pytest.approx(expected)


def test_new_posts_come_before_those_that_many_have_seen() -> None:
    assert priority(0, 0, 0, 0) > priority(20, 2, 20, 0)


def test_posts_that_people_pass_over_come_later() -> None:
    assert priority(5, 0, 5, 0) > priority(5, 10, 5, 0)


def test_draws_are_in_proportion() -> None:
    random = Random(1)
    drawn = Counter(draw({1: 1.0, 2: 3.0}, random.random) for _ in range(4000))
    assert drawn[2] / drawn[1] == pytest.approx(3, rel=0.15)


def test_the_ends_of_the_range_are_drawn_too() -> None:
    assert draw({1: 1.0, 2: 1.0}, lambda: 0.0) == 1
    assert draw({1: 1.0, 2: 1.0}, lambda: 1 - 1e-16) == 2


def test_nothing_cannot_be_drawn_from() -> None:
    with pytest.raises(ValueError, match="nothing"):
        draw({}, lambda: 0.5)
