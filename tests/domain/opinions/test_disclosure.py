"""Shares of groups: whoever knows the totals cannot subtract their way to the few who are in no group."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.opinions.disclosure import Votes, counted_together, tell

votes = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
few = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))


def shares(counts: dict[int, Votes], totals: Votes) -> dict[int, Votes]:
    return {group: told.shares for group, told in tell(counts, totals).items()}


def total(*some: Votes) -> Votes:
    agree, passes, disagree = (sum(each) for each in zip(*some, strict=True))
    return agree, passes, disagree


def moved(some: Votes, by: Votes, sign: int) -> Votes:
    agree, passes, disagree = (one + sign * more for one, more in zip(some, by, strict=True))
    return agree, passes, disagree


@given(st.lists(st.tuples(*[st.integers(4, 30)] * 3), min_size=1, max_size=4), st.integers(1, 4), st.data())
def test_the_same_is_told_whoever_cast_which_votes(groups: list[Votes], size: int, data: st.DataObject) -> None:
    """If the few had voted otherwise, and as many people of one group as they did, totals and shares would be the same:
    so neither tells which votes are theirs."""
    ways = [(a, p, size - a - p) for a in range(size + 1) for p in range(size + 1 - a)]
    rest, other = data.draw(st.sampled_from(ways)), data.draw(st.sampled_from(ways))
    counts, totals = dict(enumerate(groups)), total(rest, *groups)
    told = shares(counts, totals)
    by_size = sorted(counts, key=lambda group: (sum(counts[group]), group))
    one = by_size[-1] if len(told) == len(counts) else by_size[0]
    exchanged = moved(moved(counts[one], rest, 1), other, -1)
    assert shares({**counts, one: exchanged}, totals) == told


@pytest.mark.parametrize("rest", [(1, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_one_person_outside_of_two_small_groups_is_counted_with_the_larger(rest: Votes) -> None:
    """In steps of 5 of 100 the shares of twelve people are their counts, and one subtraction would be left."""
    larger, smaller = (9, 1, 3), (2, 2, 8)
    alone = shares({0: total(larger, rest), 1: smaller}, total(larger, smaller, rest))
    assert shares({0: larger, 1: smaller}, total(larger, smaller, rest)) == alone


def test_where_the_few_would_show_in_the_largest_group_the_smallest_is_left_out() -> None:
    counts = {0: (9, 1, 3), 1: (2, 2, 8)}
    assert set(shares(counts, total(*counts.values(), (1, 0, 1)))) == {0, 1}
    assert set(shares(counts, total(*counts.values(), (1, 1, 1)))) == {0}


def test_who_disagrees_alone_in_a_group_of_which_few_voted_is_not_told_by_the_other_row() -> None:
    assert shares({0: (20, 0, 0), 1: (0, 0, 1)}, (20, 0, 1)) == {0: (95, 0, 5)}
    # Nor by who else is in no group.
    assert shares({0: (20, 0, 0), 1: (0, 0, 1)}, (20, 0, 6)) == shares({0: (20, 0, 0), 1: (0, 0, 2)}, (20, 0, 6)) == {}


@pytest.mark.parametrize("rest", [(0, 0, 0), (2, 1, 2)])
def test_beside_nobody_or_enough_others_groups_are_told_as_they_are(rest: Votes) -> None:
    counts = {0: (9, 1, 2), 1: (21, 1, 11)}
    assert shares(counts, total(*counts.values(), rest)) == {0: (75, 10, 15), 1: (65, 0, 35)}


def test_a_group_of_which_few_voted_has_no_shares() -> None:
    assert shares({0: (4, 0, 0), 1: (300, 0, 100)}, (304, 0, 100)) == {1: (75, 0, 25)}
    assert shares({0: (4, 0, 0)}, (4, 0, 0)) == {}
    assert shares({}, (1, 0, 0)) == {}


@given(st.lists(votes, max_size=5), few)
def test_shares_make_up_a_whole(groups: list[Votes], rest: Votes) -> None:
    told = shares(dict(enumerate(groups)), total(rest, *groups))
    assert all(sum(some) == 100 and min(some) >= 0 for some in told.values())


def ways(size: int, choices: int) -> list[Votes]:
    """All votes of so many people, by two choices or three."""
    return [
        (agree, passes, size - agree - passes)
        for agree in range(size + 1)
        for passes in range(size + 1 - agree if choices == 3 else 1)
    ]


SMALL = [
    (*sizes, choices)
    for *sizes, choices in (
        *product((0, 3, 4, 5, 6, 9), (2, 5, 7), (0, 1, 4, 5), (2,)),
        *product((5, 6), (2, 4), (0, 2), (3,)),
    )
]


@pytest.mark.parametrize(("first", "second", "others", "choices"), SMALL)
def test_nobody_can_work_out_how_fewer_than_five_voted(first: int, second: int, others: int, choices: int) -> None:
    """By brute force over all ways in which two groups and others may have voted, by somebody who knows how many of
    each did, the totals, and (which is more than is told) the votes behind the shares to the last one: those of a group
    of fewer than five, and of fewer than five who are in none or in none that is told, may be at least two, unless the
    totals alone leave no doubt."""
    sizes = (first, second, others)
    told: dict[object, list[tuple[Votes, ...]]] = {}
    for cast in product(*(ways(size, choices) for size in sizes)):
        totals = total(*cast)
        shown = counted_together(dict(enumerate(cast[:2])), totals)
        told.setdefault((totals, tuple(sorted(shown.items()))), []).append(cast)
    possible: dict[Votes, set[tuple[Votes, ...]]] = {}
    for (totals, _), casts in told.items():  # type: ignore[misc]
        possible.setdefault(totals, set()).update(casts)
    for (totals, shown), casts in told.items():  # type: ignore[misc]
        hidden = tuple(at for at in range(3) if at not in dict(shown))
        few = [(at,) for at in range(3) if 0 < sizes[at] < 5] + [hidden]
        for people in few:
            if 0 < sum(sizes[at] for at in people) < 5:
                fitting, before = (
                    {total(*(cast[at] for at in people)) for cast in some} for some in (casts, possible[totals])
                )
                assert len(fitting) > 1 or len(before) == 1, (totals, shown, people)
