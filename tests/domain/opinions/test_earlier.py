"""What was told earlier: groups keep their numbers, and the plane lies as it did."""

from __future__ import annotations

import numpy as np

from deliberate.domain.opinions.groups import Earlier, find_groups
from tests.polis import groups_of, planted, same, table


def test_the_plane_lies_as_it_did() -> None:
    votes = table(planted(120, 30, 3, 0.7, 4)[0])
    first = find_groups(votes)
    for x, y in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        turned = first.places * (x, y)
        place = {person: (float(a), float(b)) for person, (a, b) in zip(first.placed, turned.tolist(), strict=True)}
        assert np.array_equal(find_groups(votes, Earlier(place=place)).places, turned)


def test_a_new_group_leaves_the_number_of_one_that_is_gone() -> None:
    matrix, _ = planted(300, 40, 3, 0.8, 5)
    before = dict.fromkeys(range(300), 0) | dict.fromkeys(range(1_000, 1_050), 1)
    assert sorted(set(groups_of(find_groups(table(matrix), Earlier(before))).values())) == [0, 2, 3]


def test_groups_keep_their_numbers_when_people_join() -> None:
    matrix, _ = planted(300, 40, 3, 0.7, 5)
    first = groups_of(find_groups(table(matrix[:200])))
    turned = {person: {0: 7, 1: 0, 2: 3}[number] for person, number in first.items()}
    later = groups_of(find_groups(table(matrix), Earlier(turned)))
    assert set(later.values()) == {0, 3, 7}
    assert sum(later[person] == number for person, number in turned.items()) > 190


def test_a_new_group_gets_a_number_that_no_group_had() -> None:
    matrix, label = planted(300, 40, 3, 0.8, 5)
    two = {person: 1 - number for person, number in enumerate(label) if number < 2}
    later = groups_of(find_groups(table(matrix), Earlier(two)))
    assert [{later[person] for person, own in enumerate(label) if own == number} for number in range(3)] == [
        {1}, {0}, {2},
    ]  # fmt: skip


def test_groups_of_the_same_people_are_numbered_the_same_the_second_time() -> None:
    votes = table(planted(300, 40, 3, 0.7, 6)[0])
    first = find_groups(votes)
    assert same(find_groups(votes, Earlier(groups_of(first))), first)
    assert [len(group.people) for group in first.groups] == sorted(
        (len(group.people) for group in first.groups), reverse=True
    )
