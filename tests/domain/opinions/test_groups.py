"""Opinion groups: found where there are some, honest where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberate.domain.opinions import dividing, projection
from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.groups import find_groups
from deliberate.domain.opinions.thresholds import MIN_PEOPLE
from tests import polis_site
from tests.polis import Votes, adjusted_rand, compared, groups_of, planted, same, table


@pytest.mark.parametrize(
    ("people", "posts", "groups", "share", "seed"),
    [
        *((60, 40, 2, 0.9, seed) for seed in range(4)),
        *((400, 90, 2, 0.5, 0), (500, 90, 3, 0.6, 1), (100, 1_200, 3, 0.2, 2), (2_300, 60, 3, 0.5, 3)),
        *((3_000, 60, 3, 0.5, seed) for seed in range(2)),
    ],
)
def test_planted_groups_are_found(people: int, posts: int, groups: int, share: float, seed: int) -> None:
    matrix, label = planted(people, posts, groups, share, seed)
    found = groups_of(find_groups(table(matrix)))
    assert adjusted_rand([label[person] for person in found], list(found.values())) >= 0.95


@pytest.mark.parametrize("seed", range(3))
def test_two_questions_that_cross_make_four_groups(seed: int) -> None:
    """Four tastes without such an order need more than a plane, on which two of them may coincide."""
    taste = np.repeat([(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)], 30, axis=1)
    matrix, label = planted(400, 60, 4, 0.6, seed, taste)
    found = groups_of(find_groups(table(matrix)))
    assert adjusted_rand([label[person] for person in found], list(found.values())) >= 0.95


@pytest.mark.parametrize("conversation", polis_site.over_conversations(*polis_site.PLANTED, *polis_site.REAL))
def test_groups_are_close_to_the_published_ones(conversation: str) -> None:
    """Of real votes not the same: Polis' groups depend on those it had found before. Indices are 0.84 and 0.86."""
    ours, published = compared(conversation)
    people, index = (250, 0.8) if conversation in polis_site.REAL else (140, 0.95)
    assert len(ours) >= people
    assert adjusted_rand(ours, published) >= index


def test_few_people_make_no_groups_and_are_told_why() -> None:
    matrix, _ = planted(MIN_PEOPLE - 1, 30, 2, 1.0, 1)
    found = find_groups(table(matrix))
    assert found.groups == ()
    assert str(found.why_none) == "Only 19 people have voted on 7 posts or more; groups are looked for from 20 on."


@pytest.mark.parametrize(
    "matrix",
    [
        np.zeros((0, 0)),
        np.ones((1, 1)),
        np.ones((50, 1)),
        np.ones((50, 12)),
        np.zeros((50, 12)),
        np.full((3, 3), np.nan),
        np.where(np.arange(60)[:, None] < 2, 1.0, -1.0) * np.ones((60, 9)),
    ],
    ids=["nobody", "one vote", "one post", "all agree", "all pass", "no votes", "two against all"],
)
def test_votes_that_show_no_groups_give_none(matrix: Votes) -> None:
    found = find_groups(table(matrix))
    assert found.groups == ()
    assert found.why_none


@pytest.mark.parametrize(("people", "posts"), [(0, 0), (0, 5), (4, 0), (4, 5)])
def test_people_and_posts_without_votes_are_no_trouble(people: int, posts: int) -> None:
    none = np.zeros(0, dtype=np.int32)
    found = find_groups(VoteTable(range(people), range(posts), none, none, none.astype(np.int8)))
    assert found.placed == ()
    assert found.places.shape == (0, 2)
    assert found.extremity == dict.fromkeys(range(posts), 0.0)
    assert str(found.why_none).startswith("Nobody has voted on")


def test_who_voted_on_fewer_than_seven_posts_is_not_placed() -> None:
    matrix, _ = planted(80, 40, 2, 1.0, 1)
    matrix[0, 7:], matrix[1, 6:] = np.nan, np.nan
    found = find_groups(table(matrix))
    assert set(range(80)) - set(found.placed) == {1}
    assert set(groups_of(found)) == set(found.placed)


@pytest.mark.parametrize("odd", [1, 2, 4])
def test_a_handful_is_no_group_of_its_own(odd: int) -> None:
    """Or its votes could be had by subtracting those of the other groups from the totals."""
    blocks = [np.ones((30, 40)), -np.ones((30, 40)), np.tile([1.0, -1.0], 20) * np.ones((odd, 1))]
    found = find_groups(table(np.vstack(blocks)))
    assert sum(len(group.people) for group in found.groups) == 60 + odd
    assert all(len(group.people) >= 30 for group in found.groups)


def test_what_fewer_than_five_of_a_group_voted_on_tells_nothing_about_it() -> None:
    matrix, label = planted(120, 40, 2, 0.9, 3)
    for number in (0, 1):
        some = np.flatnonzero(np.array(label) == number)
        matrix[some, 7] = np.nan
        matrix[some[: 4 + number], 7] = 1 - 2 * number  # four of one group, five of the other
    found = find_groups(table(matrix))
    number_of = groups_of(found)
    few = number_of[int(np.flatnonzero(np.array(label) == 0)[0])]
    assert sum(found.counts[few, 7]) == 4
    assert (1 - few, 7) in found.counts
    assert all(one.post != 7 for group in found.groups if group.number == few for one in group.typical)
    assert 7 not in found.division
    assert all(one.post != 7 for one in found.common_ground)


@pytest.mark.parametrize("posts", [1, 2, 4, 7])
def test_a_few_posts_show_no_groups_whatever_is_voted(posts: int) -> None:
    matrix = np.random.default_rng(posts).choice([-1.0, 1.0], (60, posts))
    found = find_groups(table(matrix))
    assert found.groups == ()
    assert str(found.why_none).endswith("groups are looked for from 10 on.")


@pytest.mark.parametrize("most_products", [1_000, 0], ids=["exactly", "iterated"])
def test_the_order_of_votes_does_not_matter(most_products: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projection, "_MOST_PRODUCTS", most_products)
    votes = table(planted(120, 30, 2, 0.7, 4)[0])
    order = np.random.default_rng(1).permutation(len(votes.value))
    mixed = VoteTable(votes.people, votes.posts, votes.person[order], votes.post[order], votes.value[order])
    assert same(find_groups(mixed), find_groups(votes))


cast = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 8), st.sampled_from([1, 0, -1])),
    max_size=300,
    unique_by=lambda vote: vote[:2],
)


@settings(max_examples=60)
@given(cast)
def test_whatever_is_voted_all_results_are_in_their_ranges(votes: list[tuple[int, int, int]]) -> None:
    found = find_groups(VoteTable.of(votes))
    assert same(found, find_groups(VoteTable.of(reversed(votes))))
    assert np.isfinite(found.places).all()
    assert found.places.shape == (len(found.placed), 2)
    assert found.agreement is None or -0.5 <= found.agreement.found <= 1
    assert bool(found.groups) != bool(found.why_none)
    assert all(0 <= one.score <= 1 for one in found.common_ground)
    assert all(0 <= value <= 2 * 3 for value in found.extremity.values())


def test_where_no_part_is_large_enough_nobody_is_in_a_group() -> None:
    places = np.repeat(np.arange(5.0), 4)[:, None] * [1.0, 0.0]
    assert dividing._grouped(places, np.repeat(np.arange(5), 4)).tolist() == [-1] * 20
