"""When a reply is accepted, and what would change that."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine.acceptance import (
    Side,
    Verdict,
    beyond_chance,
    holders_to_reopen,
    more_to_accept,
    more_to_undo,
    quorum_for,
    side_rejects,
    surely_least,
)

NUMBERS = st.integers(0, 300)


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    return Verdict(
        agree=draw(NUMBERS),
        disagree=draw(NUMBERS),
        holders=draw(st.integers(0, 5000)),
        quorum=draw(st.sampled_from((1, 3, 5))),
        content=draw(st.booleans()),
        rejected_by=draw(st.sampled_from((None, *Side))),
        is_vote=draw(st.booleans()),
    )


@pytest.mark.parametrize(
    ("agree", "disagree", "holders", "accepted", "more"),
    [
        (3, 0, 9, True, 1),
        (3, 0, 10, False, 1),
        (6, 0, 40, False, 1),
        (22, 0, 500, False, 1),
        (7, 0, 40, True, 3),
        (23, 0, 500, True, 16),
        (3, 0, 500, False, 20),
        (3, 1, 9, False, 1),
        (4, 1, 9, True, 1),
        (22, 20, 9, False, 7),
        (30, 30, 80, False, 11),
    ],
)
def test_what_holds_for_so_many_who_agree_disagree_and_hold_the_point(
    agree: int, disagree: int, holders: int, accepted: bool, more: int
) -> None:
    verdict = Verdict(agree, disagree, holders)
    assert verdict.is_accepted is accepted
    assert (more_to_undo if accepted else more_to_accept)(verdict) == more


@pytest.mark.parametrize(("agree", "disagree", "holders"), [(6, 2, 9), (29, 20, 9), (40, 28, 500)])
def test_clear_majorities_of_enough_people_accept(agree: int, disagree: int, holders: int) -> None:
    assert Verdict(agree, disagree, holders).is_accepted


@pytest.mark.parametrize(("disagree", "least"), [(0, 2), (1, 4), (2, 6), (5, 10), (10, 17), (20, 29), (50, 64)])
def test_so_many_agree_at_least_beyond_chance(disagree: int, least: int) -> None:
    assert beyond_chance(least, disagree)
    assert not beyond_chance(least - 1, disagree)


@given(st.integers(0, 10**12), st.integers(1, 7))
def test_the_quorum_is_the_root_rounded_up(people: int, least: int) -> None:
    asked = quorum_for(people, least)
    assert asked >= least
    assert asked**2 >= people
    assert asked == least or (asked - 1) ** 2 < people


@given(verdicts(), st.integers(0, 50))
def test_more_who_agree_never_harm(verdict: Verdict, more: int) -> None:
    assert not verdict.is_accepted or replace(verdict, agree=verdict.agree + more).is_accepted


@given(verdicts(), st.integers(0, 50))
def test_more_who_disagree_never_help(verdict: Verdict, more: int) -> None:
    assert verdict.is_accepted or not replace(verdict, disagree=verdict.disagree + more).is_accepted


@given(verdicts(), st.integers(0, 500))
def test_more_holders_who_did_not_vote_on_the_reply_never_help(verdict: Verdict, more: int) -> None:
    assert verdict.is_accepted or not replace(verdict, holders=verdict.holders + more).is_accepted


@given(NUMBERS, st.integers(0, 5000), st.sampled_from((1, 3, 5)))
def test_nobody_and_ties_never_accept(number: int, holders: int, quorum: int) -> None:
    assert not Verdict(number, number, holders, quorum).is_accepted


@given(st.integers(0, 60), st.integers(0, 5000), st.sampled_from((1, 3, 5)))
def test_so_many_accounts_accept_nothing_that_more_than_their_square_hold(
    accounts: int, more: int, quorum: int
) -> None:
    assert not Verdict(accounts, 0, accounts**2 + 1 + more, quorum).is_accepted


@given(verdicts())
def test_the_distances_are_the_least_that_change_it(verdict: Verdict) -> None:
    if verdict.is_accepted:
        fewer, more = more_to_undo(verdict), holders_to_reopen(verdict)
        assert not replace(verdict, disagree=verdict.disagree + fewer).is_accepted
        assert replace(verdict, disagree=verdict.disagree + fewer - 1).is_accepted
        assert not replace(verdict, holders=verdict.holders + more).is_accepted
        assert replace(verdict, holders=verdict.holders + more - 1).is_accepted
    elif (needed := more_to_accept(verdict)) is None:
        assert verdict.rejected_by
    else:
        assert replace(verdict, agree=verdict.agree + needed).is_accepted
        assert not replace(verdict, agree=verdict.agree + needed - 1).is_accepted


def test_a_side_is_at_least_five_who_reject() -> None:
    assert not side_rejects(0, 4)
    assert side_rejects(0, 5)
    assert side_rejects(3, 10)
    assert not side_rejects(5, 6)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_more_of_a_side_who_agree_never_make_it_reject(agree: int, disagree: int, more: int) -> None:
    assert side_rejects(agree, disagree) or not side_rejects(agree + more, disagree)


def test_a_rejecting_side_cannot_be_outvoted() -> None:
    rejected = Verdict(1000, 40, 9, rejected_by=Side.HOLDERS)
    assert not rejected.is_accepted
    assert more_to_accept(rejected) is None


def test_the_word_of_who_raised_it_decides_while_fewer_than_a_quorum_hold_it_too() -> None:
    assert Verdict(holders=2, content=True).is_accepted
    assert not Verdict(holders=3, content=True).is_accepted
    assert not Verdict(holders=300, content=True).is_accepted


def test_not_where_the_others_reject_it() -> None:
    assert Verdict(disagree=1, content=True).is_accepted
    assert not Verdict(disagree=2, content=True).is_accepted
    assert more_to_undo(Verdict(content=True)) == 2


def test_beyond_that_it_is_one_vote_more() -> None:
    assert not Verdict(agree=2, holders=9).is_accepted
    assert Verdict(agree=2, holders=9, content=True).is_accepted
    assert not Verdict(agree=1, holders=9, content=True).is_accepted


def test_a_word_on_a_reply_of_their_own_decides_alone_but_is_no_vote() -> None:
    assert Verdict(holders=2, content=True, is_vote=False).is_accepted
    assert not Verdict(agree=2, holders=9, content=True, is_vote=False).is_accepted
    assert Verdict(agree=3, holders=9, content=True, is_vote=False).is_accepted


@given(verdicts(), NUMBERS, NUMBERS, NUMBERS)
def test_what_would_be_is_what_is_with_other_numbers(verdict: Verdict, agree: int, disagree: int, holders: int) -> None:
    changed = replace(
        verdict,
        agree=verdict.agree + agree,
        disagree=verdict.disagree + disagree,
        holders=verdict.holders + holders,
    )
    assert verdict.would_be_accepted(agree, disagree, holders) is changed.is_accepted


def test_the_least_that_agree_follow_the_formula() -> None:
    for disagree in range(60):
        least = next(agree for agree in range(200) if beyond_chance(agree, disagree))
        assert least - disagree > 1.2816 * sqrt(least + disagree)


@pytest.mark.parametrize("disagree", range(8))
def test_the_word_of_who_raised_it_decides_until_others_refuse_it(disagree: int) -> None:
    assert Verdict(disagree=disagree, content=True).is_raisers is not Verdict(disagree=disagree).is_refused


def test_what_must_happen_at_some_number_and_never_does_is_an_error() -> None:
    with pytest.raises(AssertionError, match="no number"):
        surely_least(lambda number: False)


def test_the_root_of_so_many_people_is_rounded_up() -> None:
    assert [quorum_for(people, 0) for people in (0, 1, 2, 4, 5, 9, 10)] == [0, 1, 2, 2, 3, 3, 4]
