"""Common ground: what every group tends to, or, where there are none, most people."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.groups import find_groups
from tests.polis import planted, table


def test_common_ground_is_what_every_group_tends_to() -> None:
    matrix, _ = planted(200, 30, 2, 0.9, 6)
    matrix[:, 0] = np.where(np.random.default_rng(1).random(200) < 0.95, 1, -1)
    found = find_groups(table(matrix))
    assert found.common_ground[0].post == 0
    assert found.common_ground[0].agrees
    assert 0 not in found.division
    assert found.consensus[0] == max(found.consensus.values())


def test_without_groups_common_ground_is_what_most_agree_or_disagree_with() -> None:
    found = find_groups(VoteTable.of([(person, post, [1, 0, -1][post]) for person in range(12) for post in range(3)]))
    assert found.groups == ()
    assert {(one.post, one.agrees) for one in found.common_ground} == {(0, True), (2, False)}


def test_what_fewer_than_five_voted_on_is_not_what_most_people_agree_on() -> None:
    for people, listed in ((4, 0), (5, 1)):
        votes = VoteTable.of((person, 1, 1) for person in range(people))
        assert len(find_groups(votes).common_ground) == listed


def voted(*counts: tuple[int, int, int]) -> VoteTable:
    """So many agree, pass, disagree on each post from 0 on: too little to look for groups."""
    values = ([1] * agree + [0] * passes + [-1] * disagree for agree, passes, disagree in counts)
    return VoteTable.of((person, post, value) for post, each in enumerate(values) for person, value in enumerate(each))


def test_without_groups_the_most_likely_and_best_tested_come_first_on_either_side() -> None:
    counts = [(14, 2, 2), (5, 0, 0), (1, 1, 16), (16, 0, 2), (0, 0, 6), (14, 2, 2)]
    likely, expected = {}, []
    for post, (agree, passes, disagree) in enumerate(counts):
        a, s = max(agree, disagree), agree + passes + disagree
        likely[post] = (a + 1) / (s + 2)
        test = 2 * sqrt(s + 1) * ((a + 1) / (s + 1) - 1 / 2)
        expected.append((-likely[post] * test, post))
    found = find_groups(voted(*counts)).common_ground
    # Post 1 is the likelier of 1 and 3, post 0 the better tested of 0 and 1.
    assert [one.post for one in found] == [post for _, post in sorted(expected)] == [2, 3, 4, 1, 0, 5]
    assert [one.agrees for one in found] == [False, True, False, True, True, True]
    assert [one.score for one in found] == pytest.approx([likely[one.post] for one in found], abs=1e-12)


@pytest.mark.parametrize("agrees", [True, False])
def test_what_chance_may_give_just_so_is_not_what_most_people_agree_on(agrees: bool) -> None:
    """13 of 21 give a test of 1.279, 28 of 48 one of 1.286, both with a probability above 1/2."""
    under, over = (13, 1, 7), (28, 5, 15)
    found = find_groups(voted(*(some if agrees else some[::-1] for some in (under, over))))
    assert [(one.post, one.agrees) for one in found.common_ground] == [(1, agrees)]


def test_without_groups_no_more_than_ten_are_listed() -> None:
    found = find_groups(voted(*((5 + number, 0, 0) for number in range(12))))
    assert [one.post for one in found.common_ground] == list(range(11, 1, -1))
