"""Groups are told when half of the posts tells the same ones as the other half."""

from __future__ import annotations

import numpy as np
import pytest

from deliberate.domain.opinions import stability, thresholds
from deliberate.domain.opinions.groups import find_groups
from deliberate.domain.opinions.stability import Agreement, Halves, adjusted_rand
from deliberate.domain.opinions.thresholds import MIN_AGREEMENT, MIN_PEOPLE, least_of
from tests.polis import groups_of, planted, same, table


@pytest.mark.parametrize(
    ("one", "other", "index"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 0, 0], [0, 0, 0, 0], 1.0),
        ([0, 0, 0, 0], [0, 0, 1, 1], 0.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        # The example of Hubert and Arabie's index that scikit-learn's documentation works out.
        ([0, 0, 1, 1], [0, 0, 1, 2], 4 / 7),
    ],
)
def test_the_adjusted_rand_index_is_that_of_its_definition(one: list[int], other: list[int], index: float) -> None:
    assert adjusted_rand(np.array(one), np.array(other)) == pytest.approx(index)


@pytest.mark.parametrize("seed", range(3))
def test_case_engine_09_two_camps_that_vote_alike_with_seventy_two_in_a_hundred(seed: int) -> None:
    """Which no silhouette tells: people of both stand close to each other, and yet both halves part them."""
    matrix, label = planted(300, 80, 2, 0.4, seed, truth=0.72)
    found = find_groups(table(matrix))
    groups = groups_of(found)
    index = adjusted_rand(np.array([label[person] for person in groups]), np.array([*groups.values()]))
    assert (len(found.groups), index >= 0.75) == (2, True)
    assert found.agreement is not None
    assert 0.2 < found.agreement.found < 0.6
    assert abs(found.agreement.by_chance) < 0.05


def test_more_groups_are_told_only_where_both_halves_agree_clearly_more() -> None:
    halves = Halves(table(planted(400, 90, 3, 0.5, 1)[0]))
    agreed = {count: halves.agreement(count) for count in (2, 3, 4)}
    assert agreed[3] > agreed[2] + thresholds.CLEARLY_BETTER
    assert agreed[4] < agreed[3]


def test_a_few_far_out_do_not_hide_how_the_others_divide() -> None:
    """Parted in two they are one part, which both halves agree on; it is no group, so it is not looked at."""
    matrix, label = planted(200, 40, 2, 0.8, 3)
    odd = np.tile(np.where(np.arange(40) % 2, 1.0, -1.0) * 1.0, (4, 1))
    found = find_groups(table(np.vstack([matrix, odd])))
    groups = {person: number for person, number in groups_of(found).items() if person < 200}
    assert len(found.groups) == 2
    assert adjusted_rand(np.array([label[person] for person in groups]), np.array([*groups.values()])) > 0.9


def test_a_minority_below_a_twentieth_votes_apart_and_is_not_described() -> None:
    """They differ from the camps more than these from each other: parted in two, the camps would be one."""
    random = np.random.default_rng(2)
    taste = np.ones((3, 60))
    taste[1, ::6] = taste[2, 1::2] = taste[2, ::4] = -1
    label = np.repeat([0, 1, 2], [100, 91, 9])
    matrix = np.where(random.random((200, 60)) < 0.97, taste[label], -taste[label])
    found = find_groups(table(matrix))
    assert found.some_apart
    assert [len(group.people) for group in found.groups] == [100, 91]
    assert set(range(200)) - set(groups_of(found)) == set(range(191, 200))
    assert {number for number, _ in found.counts} == {group.number for group in found.groups}


def test_a_group_is_five_people_and_a_twentieth() -> None:
    assert [least_of(people) for people in (20, 100, 101, 400)] == [5, 5, 6, 20]


def test_too_few_who_voted_on_both_halves_are_told() -> None:
    matrix, _ = planted(60, 40, 2, 1.0, 1)
    matrix[MIN_PEOPLE - 1 :, 8:] = np.nan
    found = find_groups(table(matrix))
    assert found.groups == ()
    assert str(found.why_none) == (
        "Only 19 people have voted on 5 posts of each half of them, by which groups are told; it takes 20 people."
    )


def test_where_nobody_voted_on_both_halves_that_is_told() -> None:
    matrix, _ = planted(60, 40, 2, 1.0, 1)
    for row in matrix:
        row[np.random.default_rng(int(row.sum()) + 99).permutation(40)[8:]] = np.nan
    assert str(find_groups(table(matrix)).why_none) == (
        "Nobody has voted on 5 posts of each half of them, by which groups are told; it takes 20 people."
    )


def test_of_very_many_people_some_are_drawn_who_tell_about_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = table(planted(900, 60, 2, 0.4, 5, truth=0.75)[0])
    everybody = Halves(votes).agreement(2)
    monkeypatch.setattr(stability, "COMPARED", 450)
    halves = Halves(votes)
    assert halves.people <= 450
    assert abs(halves.agreement(2) - everybody) < 0.05
    assert same(find_groups(votes), find_groups(votes))


def test_figures_are_rounded_so_that_what_is_not_enough_does_not_look_like_it() -> None:
    weak = Agreement(MIN_AGREEMENT - 0.0001, 0.0001, 30)
    assert (weak.found_down, weak.chance_up) == ("0.14", "0.01")
    assert Agreement(0.45, -0.004, 30).chance_up == "0.00"
    assert (Agreement(1.0, 1.0, 30).found_down, Agreement(1.0, 1.0, 30).chance_up) == ("1.00", "1.00")
    assert (Agreement(-0.004, -0.02, 30).found_down, Agreement(-0.004, -0.02, 30).chance_up) == ("−0.01", "−0.02")
