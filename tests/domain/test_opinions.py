"""Opinion groups: found where there are some, honest where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from deliberate.domain.ballots import VoteTable
from deliberate.domain.opinions import MIN_PEOPLE, Opinions, find_groups
from tests import polis_site

Numbers = NDArray[np.float64]


def table(matrix: Numbers) -> VoteTable:
    person, post = np.nonzero(~np.isnan(matrix))
    return VoteTable.of(zip(person.tolist(), post.tolist(), matrix[person, post].astype(int).tolist(), strict=True))


def planted(people: int, posts: int, groups: int, share: float, seed: int) -> tuple[Numbers, list[int]]:
    """Groups with opposite tastes, held by 90 of 100; each votes on a share of the posts."""
    random = np.random.default_rng(seed)
    label = random.integers(0, groups, people)
    taste = random.choice([-1, 1], (groups, posts))
    matrix = np.where(random.random((people, posts)) < 0.9, taste[label], -taste[label]).astype(float)
    matrix[random.random((people, posts)) < 0.1] = 0
    matrix[random.random((people, posts)) > share] = np.nan
    return matrix, label.tolist()


def group_of(found: Opinions) -> dict[int, int]:
    return {person: group.number for group in found.groups for person in group.people}


def adjusted_rand(one: list[int], other: list[int]) -> float:
    """Hubert and Arabie 1985."""
    table = np.zeros((max(one) + 1, max(other) + 1))
    np.add.at(table, (one, other), 1)
    pairs = lambda counts: float((counts * (counts - 1) / 2).sum())  # noqa: E731
    both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    expected = rows * columns / (len(one) * (len(one) - 1) / 2)
    return (both - expected) / ((rows + columns) / 2 - expected)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("people", "posts", "groups", "share"), [(60, 40, 2, 0.9), (400, 90, 2, 0.5), (500, 90, 3, 0.6)]
)
def test_planted_groups_are_found(people: int, posts: int, groups: int, share: float, seed: int) -> None:
    matrix, label = planted(people, posts, groups, share, seed)
    found = group_of(find_groups(table(matrix)))
    assert adjusted_rand([label[person] for person in found], list(found.values())) >= 0.95


@pytest.mark.parametrize(("conversation", "least"), [("canadian-electoral-reform", 0.8), ("scoop-hivemind.taxes", 0.8)])
def test_real_groups_are_close_to_the_published_ones(conversation: str, least: float) -> None:
    file = polis_site.votes_of(conversation)
    found = group_of(find_groups(file.votes))
    both = [person for person in found if person in file.groups]
    assert adjusted_rand([found[one] for one in both], [file.groups[one] for one in both]) >= least


def test_votes_dealt_out_anew_have_no_groups() -> None:
    matrix, _ = planted(300, 40, 2, 0.6, 1)
    random = np.random.default_rng(2)
    for post in range(matrix.shape[1]):
        voted = np.flatnonzero(~np.isnan(matrix[:, post]))
        matrix[voted, post] = matrix[random.permutation(voted), post]
    found = find_groups(table(matrix))
    assert found.groups == ()
    assert "clear groups" in found.why_none
    assert found.consensus == {}


def test_few_people_make_no_groups_and_are_told_why() -> None:
    matrix, _ = planted(MIN_PEOPLE - 1, 30, 2, 1.0, 1)
    found = find_groups(table(matrix))
    assert found.groups == ()
    assert found.why_none == "Only 19 people have voted on 7 posts or more; groups are looked for from 20 on."


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
def test_votes_that_show_no_groups_give_none(matrix: Numbers) -> None:
    found = find_groups(table(matrix))
    assert found.groups == ()
    assert found.why_none


def test_a_handful_is_not_described() -> None:
    matrix, _ = planted(100, 40, 2, 1.0, 3)
    odd = np.tile([1.0, -1.0], 20) * np.ones((3, 1))
    found = find_groups(table(np.vstack([matrix, odd])))
    assert all(group.typical == () for group in found.groups if len(group.people) < 5)
    described = {group.number for group in found.groups if len(group.people) >= 5}
    assert {number for number, _ in found.counts} == described


def test_the_order_of_votes_does_not_matter() -> None:
    votes = table(planted(120, 30, 2, 0.7, 4)[0])
    order = np.random.default_rng(1).permutation(len(votes.value))
    mixed = VoteTable(votes.people, votes.posts, votes.person[order], votes.post[order], votes.value[order])
    assert group_of(find_groups(mixed)) == group_of(find_groups(votes))


def test_groups_keep_their_numbers_when_people_join() -> None:
    matrix, label = planted(300, 40, 3, 0.7, 5)
    first = group_of(find_groups(table(matrix[:200])))
    turned = {person: {0: 7, 1: 0, 2: 3}[number] for person, number in first.items()}
    later = group_of(find_groups(table(matrix), turned))
    assert set(later.values()) == {0, 3, 7}
    assert sum(later[person] == number for person, number in turned.items()) > 190


def test_common_ground_is_what_every_group_tends_to() -> None:
    matrix, label = planted(200, 30, 2, 0.9, 6)
    matrix[:, 0] = np.where(np.random.default_rng(1).random(200) < 0.95, 1, -1)
    found = find_groups(table(matrix))
    assert found.common_ground[0].post == 0
    assert found.common_ground[0].agrees
    assert 0 not in found.division
    assert found.consensus[0] == max(found.consensus.values())
