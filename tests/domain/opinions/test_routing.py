"""Which post a voter is asked about next."""

from __future__ import annotations

from collections import Counter
from math import comb, log
from random import Random

import pytest

from deliberate.domain.engine.acceptance import Side, Verdict
from deliberate.domain.opinions.routing import chance_to_flip, draw, mixed, priority, urgency


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


@pytest.mark.parametrize(
    ("agree", "disagree", "holders", "chance"),
    [(2, 0, 9, 0.643), (3, 0, 9, 0.119), (6, 0, 40, 0.990), (22, 0, 500, 1.000), (3, 0, 500, 0), (40, 1, 60, 0)],
)
def test_the_chance_that_five_more_voters_flip_it(agree: int, disagree: int, holders: int, chance: float) -> None:
    verdict = Verdict(agree, disagree, holders)
    assert chance_to_flip(verdict) == pytest.approx(chance, abs=0.0005)
    assert urgency(verdict) == pytest.approx(chance_to_flip(verdict) * log(1 + holders))


def test_the_chance_counts_what_the_rule_of_acceptance_says_of_every_outcome() -> None:
    """Against sums over every order in which the five could vote, each with Polya's urn."""
    for agree, disagree, holders in [(0, 0, 3), (2, 0, 9), (6, 2, 9), (4, 4, 0), (9, 1, 90), (3, 9, 20)]:
        verdict, flipped = Verdict(agree, disagree, holders), 0.0
        for more in range(6):
            likely = float(comb(5, more))
            for n in range(5):
                urn = agree + 1 + n if n < more else disagree + 1 + n - more
                likely *= urn / (agree + disagree + 2 + n)
            after = Verdict(agree + more, disagree + 5 - more, holders)
            flipped += likely * (after.is_accepted is not verdict.is_accepted)
        assert chance_to_flip(verdict) == pytest.approx(flipped, abs=1e-12)


def test_where_nobody_else_holds_it_or_a_side_rejects_it_nothing_is_urgent() -> None:
    assert urgency(Verdict(2, 0, holders=0)) == 0
    assert chance_to_flip(Verdict(2, 0, 9, rejected_by=Side.HOLDERS)) == 0


def test_what_the_raiser_is_content_with_counts_as_the_rule_has_it() -> None:
    """Their content alone suffices here, unless the others reject it: five do with none or one who agrees, which are 1
    and 2 of 21 cases, since that word is one who agrees so far."""
    assert chance_to_flip(Verdict(0, 0, 2, content=True)) == pytest.approx(3 / 21)
    assert chance_to_flip(Verdict(3, 0, 2, content=True)) < chance_to_flip(Verdict(3, 3, 2, content=True))


def test_half_of_the_draws_go_by_priority_and_half_by_urgency() -> None:
    assert mixed({1: 1.0, 2: 3.0}, {2: 0.5}) == {1: 0.25, 2: 1.75}
    assert mixed({1: 1.0, 2: 1.0, 3: 2.0}, {1: 3.0, 2: 1.0}) == {1: 1.0, 2: 0.5, 3: 0.5}


def test_where_nothing_is_urgent_priority_alone_decides() -> None:
    assert mixed({1: 1.0, 2: 3.0}, {}) == {1: 1.0, 2: 3.0}
    assert mixed({1: 1.0, 2: 3.0}, {1: 0.0}) == {1: 1.0, 2: 3.0}
