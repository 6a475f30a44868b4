"""Bridging: the loss as written down, its minimum, and who it puts first."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from deliberate.domain.opinions import bridging
from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.bridging import Bridging, bridge

Vote = tuple[int, int, int]


def as_written(votes: list[Vote], mu: float, i_u: dict, i_n: dict, f_u: dict, f_n: dict) -> float:
    """The loss, letter by letter."""
    r = {1: 1.0, 0: 0.5, -1: 0.0}
    errors = [(r[value] - (mu + i_u[u] + i_n[n] + f_u[u] * f_n[n])) ** 2 for u, n, value in votes]
    mean_square = {name: np.mean([one**2 for one in of.values()]) for name, of in
                   {"f_u": f_u, "f_n": f_n, "i_u": i_u, "i_n": i_n}.items()}  # fmt: skip
    return float(
        np.mean(errors)
        + 0.03 * (mean_square["f_u"] + mean_square["f_n"])
        + 0.15 * (mean_square["i_u"] + mean_square["i_n"] + mu**2)
    )


class Whole:
    """The loss over all its unknowns, for an optimiser that knows nothing of how ours goes about it."""

    def __init__(self, votes: list[Vote]) -> None:
        self.votes = votes
        self.people, self.posts = sorted({u for u, _, _ in votes}), sorted({n for _, n, _ in votes})
        self.u = np.array([self.people.index(u) for u, _, _ in votes])
        self.n = np.array([self.posts.index(n) for _, n, _ in votes])
        self.r = np.array([(value + 1) / 2 for _, _, value in votes])
        self.size = 1 + 2 * len(self.people) + 2 * len(self.posts)

    def split(self, at: np.ndarray) -> list[np.ndarray]:
        u, n = len(self.people), len(self.posts)
        return np.split(at, np.cumsum([1, u, n, u]))

    def loss(self, at: np.ndarray) -> float:
        mu, i_u, i_n, f_u, f_n = self.split(at)
        error = self.r - mu - i_u[self.u] - i_n[self.n] - f_u[self.u] * f_n[self.n]
        factors, intercepts = np.mean(f_u**2) + np.mean(f_n**2), np.mean(i_u**2) + np.mean(i_n**2) + mu[0] ** 2
        return float(np.mean(error**2) + 0.03 * factors + 0.15 * intercepts)

    def loss_as_written(self, at: np.ndarray) -> float:
        mu, *rest = self.split(at)
        ids = (self.people, self.posts, self.people, self.posts)
        named = [dict(zip(of, values, strict=True)) for of, values in zip(ids, rest, strict=True)]
        return as_written(self.votes, mu[0], *named)

    def gradient(self, at: np.ndarray) -> np.ndarray:
        mu, i_u, i_n, f_u, f_n = self.split(at)
        error = (self.r - mu - i_u[self.u] - i_n[self.n] - f_u[self.u] * f_n[self.n]) / len(self.r)
        parts = [0.15 * mu - error.sum()]
        for ids, i in ((self.u, i_u), (self.n, i_n)):
            parts.append(0.15 * i / len(i) - np.bincount(ids, error))
        for ids, f, other in ((self.u, f_u, f_n[self.n]), (self.n, f_n, f_u[self.u])):
            parts.append(0.03 * f / len(f) - np.bincount(ids, error * other))
        return 2 * np.concatenate(parts)

    def lowest(self, starts: int) -> float:
        random = np.random.default_rng(7)
        return min(minimize(self.loss, random.normal(0, 0.5, self.size), jac=self.gradient).fun for _ in range(starts))

    def beside(self, found: Bridging) -> np.ndarray:
        """Everything, where mu and the people's i_u, f_u are the best for what was found of the posts."""
        i_n, f_n = [found.intercept[n] for n in self.posts], [found.factor[n] for n in self.posts]
        u = len(self.people)

        def whole(free: np.ndarray) -> np.ndarray:
            return np.concatenate([free[: u + 1], i_n, free[u + 1 :], f_n])

        return whole(minimize(lambda free: self.loss(whole(free)), np.zeros(1 + 2 * u), options={"gtol": 1e-7}).x)

    def steepness(self, at: np.ndarray, step: float = 1e-4) -> float:
        slopes = [(self.loss(at + move) - self.loss(at - move)) / (2 * step) for move in np.eye(self.size) * step]
        return max(map(abs, slopes))


def some_votes(seed: int, people: int, posts: int, share: float = 0.7) -> list[Vote]:
    random = np.random.default_rng(seed)
    return [
        (int(u), int(n), int(random.integers(-1, 2)))
        for u in range(people)
        for n in range(posts)
        if random.random() < share
    ]


@pytest.mark.parametrize("seed", range(4))
def test_the_loss_is_the_one_written_down_at_its_minimum(seed: int) -> None:
    votes = some_votes(seed, 6, 5)
    found, whole = bridge(VoteTable.of(votes)), Whole(votes)
    at = whole.beside(found)
    assert found.loss == pytest.approx(whole.loss_as_written(at), abs=1e-9)
    assert whole.loss(at) == pytest.approx(whole.loss_as_written(at), abs=1e-12)
    assert whole.steepness(at) < 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_twenty_random_starts_of_another_optimiser_find_nothing_better(seed: int) -> None:
    votes = some_votes(seed + 10, 5, 4, 0.8)
    assert bridge(VoteTable.of(votes)).loss == pytest.approx(Whole(votes).lowest(20), abs=1e-8)


@pytest.mark.parametrize(("affordable", "starts"), [(1_600_000, 16), (10, 10), (1, 4)])
def test_starts_grow_fewer_as_they_grow_dearer(monkeypatch: pytest.MonkeyPatch, affordable: int, starts: int) -> None:
    """Besides, it descends without factors, and once more from the lowest place found."""
    votes, descents = VoteTable.of(some_votes(1, 6, 5)), []

    def descend(*given: Any, **options: Any) -> Any:
        descents.append(options["options"]["gtol"])
        return minimize(*given, **options)

    monkeypatch.setattr(bridging, "minimize", descend)
    if affordable < 1_600_000:
        monkeypatch.setattr(bridging, "_VOTES_OF_ALL_STARTS", affordable * len(votes.value))
    bridge(votes)
    assert descents == [1e-9, *[1e-3] * starts, 1e-9]


def two_camps(seed: int) -> tuple[list[Vote], dict[str, range]]:
    """Posts 0-9 are liked by one camp, 10-19 by the other, 20-24 by both and 25-29 by nobody."""
    random = np.random.default_rng(seed)
    kinds = {"one": range(10), "other": range(10, 20), "both": range(20, 25), "nobody": range(25, 30)}
    chance = [[0.9] * 10 + [0.1] * 10 + [0.9] * 5 + [0.1] * 5, [0.1] * 10 + [0.9] * 10 + [0.9] * 5 + [0.1] * 5]
    votes = [
        (u, n, int(random.choice([1, -1], p=[likes := chance[u % 2 if u < 40 else 0][n], 1 - likes])))
        for u in range(60)
        for n in range(30)
        if random.random() < 0.6
    ]
    return votes, kinds


@pytest.mark.parametrize("seed", range(3))
def test_posts_that_both_camps_like_come_first_also_when_one_camp_is_twice_as_large(seed: int) -> None:
    votes, kinds = two_camps(seed)
    found = bridge(VoteTable.of(votes))
    by_intercept = sorted(found.intercept, key=found.intercept.__getitem__, reverse=True)
    assert set(by_intercept[:5]) == set(kinds["both"])
    assert set(by_intercept[-5:]) == set(kinds["nobody"])
    assert all(found.factor[n] > 0.3 for n in kinds["one"])
    assert all(found.factor[n] < -0.3 for n in kinds["other"])
    assert all(abs(found.factor[n]) < 0.3 for n in [*kinds["both"], *kinds["nobody"]])


def test_neither_the_order_of_rows_nor_that_of_people_and_posts_changes_a_digit() -> None:
    votes, _ = two_camps(5)
    straight = VoteTable.of(votes)
    random = np.random.default_rng(0)
    rows, people, posts = (random.permutation(len(of)) for of in (straight.value, straight.people, straight.posts))
    mixed = VoteTable(
        [straight.people[at] for at in people],
        [straight.posts[at] for at in posts],
        np.argsort(people).astype(np.int32)[straight.person[rows]],
        np.argsort(posts).astype(np.int32)[straight.post[rows]],
        straight.value[rows],
    )
    assert bridge(mixed) == bridge(straight) == bridge(straight)


def test_the_sides_do_not_change_places_when_votes_are_turned_round() -> None:
    votes, kinds = two_camps(6)
    turned = bridge(VoteTable.of([(u, n, -value) for u, n, value in votes]))
    assert min(turned.factor[n] for n in kinds["one"]) > 0.3


def test_the_site_moved_up_in_ids_gives_the_same_numbers() -> None:
    votes = some_votes(3, 8, 6)
    moved = bridge(VoteTable.of([(u + 1000, n + 77, value) for u, n, value in votes]))
    here = bridge(VoteTable.of(votes))
    assert moved == Bridging({n + 77: i for n, i in here.intercept.items()},
                             {n + 77: f for n, f in here.factor.items()}, here.loss)  # fmt: skip


def test_without_votes_there_is_nothing() -> None:
    assert bridge(VoteTable.of([])) == Bridging({}, {}, 0.0)


def test_one_vote_is_shared_out_as_the_penalties_say() -> None:
    """At the minimum err = 0.15 mu = 0.15 i = 0.03, unless that leaves nothing for the factors."""
    agree = bridge(VoteTable.of([(1, 2, 1)]))
    assert agree.intercept == {2: pytest.approx(0.03 / 0.15)}
    assert agree.factor == {2: pytest.approx((1 - 3 * 0.2 - 0.03) ** 0.5)}
    passed = bridge(VoteTable.of([(1, 2, 0)]))
    assert passed == Bridging({2: pytest.approx(0.5 / 3.15)}, {2: 0.0}, pytest.approx(0.15 * 0.5**2 / 3.15))
    assert bridge(VoteTable.of([(1, 2, -1)])) == Bridging({2: pytest.approx(0, abs=1e-9)}, {2: 0.0}, pytest.approx(0))


def test_one_person_and_one_post_have_answers() -> None:
    one_person = bridge(VoteTable.of([(1, 1, 1), (1, 2, 0), (1, 3, -1)]))
    assert one_person.intercept[1] > one_person.intercept[2] > one_person.intercept[3]
    one_post = bridge(VoteTable.of([(1, 1, 1), (2, 1, 1), (3, 1, -1)]))
    assert 0 < one_post.intercept[1] < 1
    assert set(one_post.factor) == {1}


@pytest.mark.parametrize(("value", "intercept"), [(1, 0.2), (0, 0.5 / 3.15), (-1, 0)])
def test_where_all_votes_are_equal_all_posts_are(value: int, intercept: float) -> None:
    found = bridge(VoteTable.of([(u, n, value) for u in range(5) for n in range(4)]))
    assert [*found.intercept.values()] == pytest.approx([intercept] * 4, abs=1e-6)
    assert len(set(found.intercept.values())) == len(set(found.factor.values())) == 1


def test_posts_and_people_without_a_vote_change_nothing_for_the_others() -> None:
    votes = VoteTable.of(some_votes(4, 6, 5))
    with_silent = VoteTable([*votes.people, 98, 99], [*votes.posts, 77], votes.person, votes.post, votes.value)
    here, there = bridge(votes), bridge(with_silent)
    assert there == Bridging({**here.intercept, 77: 0.0}, {**here.factor, 77: 0.0}, here.loss)


tables = st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(-1, 1), max_size=30)


@settings(max_examples=10)
@given(tables)
def test_any_votes_have_a_finite_answer_no_worse_than_saying_nothing(given: dict[tuple[int, int], int]) -> None:
    votes = [(u, n, value) for (u, n), value in given.items()]
    found = bridge(VoteTable.of(votes))
    assert all(np.isfinite([*found.intercept.values(), *found.factor.values(), found.loss]))
    assert found.loss <= (np.mean([((value + 1) / 2) ** 2 for _, _, value in votes]) if votes else 0) + 1e-12
    assert set(found.intercept) == set(found.factor) == {n for _, n, _ in votes}


def test_posts_that_mirror_each_other_bridge_as_well() -> None:
    """Two camps of ten, each for two posts."""
    votes = [(u, n, 1 if u % 2 == n % 2 else -1) for u in range(20) for n in range(1, 5)]
    found = bridge(VoteTable.of(votes))
    assert len(set(found.intercept.values())) == 1
    assert found.factor[1] == found.factor[3] == -found.factor[2] == -found.factor[4]


@settings(max_examples=20)
@given(st.lists(st.integers(-1, 1), min_size=1, max_size=12), tables)
def test_posts_with_the_same_votes_are_equal_to_the_last_digit(
    same: list[int], others: dict[tuple[int, int], int]
) -> None:
    """Otherwise the search, not their numbers, would say which of them comes first."""
    votes = [(u, n, value) for u, value in enumerate(same) for n in (10, 20, 30)]
    found = bridge(VoteTable.of([*votes, *((u, n, value) for (u, n), value in others.items())]))
    assert found.intercept[10] == found.intercept[20] == found.intercept[30]
    assert found.factor[10] == found.factor[20] == found.factor[30]


def problem(votes: list[Vote]) -> bridging._Problem:
    person, post, value = (np.array(column) for column in zip(*votes, strict=True))
    return bridging._Problem(person, post, (value + 1) / 2)


def test_the_gradient_is_how_steep_the_loss_is() -> None:
    ours, random = problem(some_votes(2, 9, 6)), np.random.default_rng(3)
    for _ in range(3):
        at = random.normal(0, 0.5, 1 + 2 * 6)
        moves = np.eye(len(at)) * 1e-6
        slopes = [(ours._loss(at + move)[0] - ours._loss(at - move)[0]) / 2e-6 for move in moves]
        assert ours._loss(at)[1].tolist() == pytest.approx(slopes, abs=1e-7)


def test_a_descent_begins_where_everybody_is_undecided_and_nothing_is_said_of_posts_but_their_sides() -> None:
    sides = np.linspace(-1, 1, 6)
    mu, intercept, factor = (ours := problem(some_votes(2, 9, 6)))._split(ours._start(sides))
    assert (mu, intercept.tolist()) == (0.5, [0] * 6)
    assert factor.tolist() == pytest.approx(sides.tolist())


def test_a_post_that_one_of_very_many_voted_on_has_an_answer_too() -> None:
    votes = [(u, n, 1 if u % 2 == n % 2 else -1) for u in range(20) for n in range(20)]
    found = bridge(VoteTable.of([*votes, (0, 20, 1)]))
    assert np.isfinite([*found.intercept.values(), *found.factor.values()]).all()
    assert 0 < found.intercept[20] < 0.2


def test_sides_to_start_from_are_drawn_around_none_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, starts = problem(some_votes(1, 9, 40)), []

    def descend(self: bridging._Problem, start: np.ndarray, steepness: float) -> bridging._Solution:
        starts.append(self._split(start)[2])
        return bridging._Solution(float(len(starts)), start, *self._split(start))

    monkeypatch.setattr(bridging._Problem, "_descend", descend)
    assert ours.deepest().loss == ours.deepest().loss - 18
    drawn = np.array(starts[1:17])
    assert np.array_equal(drawn, starts[19:35])
    assert (abs(drawn.mean()), drawn.std()) == (pytest.approx(0, abs=0.06), pytest.approx(0.5, abs=0.03))


def test_a_descent_ends_where_it_is_level() -> None:
    ours = problem(two_camps(1)[0])
    at = ours.deepest().at
    assert np.abs(ours._loss(at)[1] * ours.units).max() < 2e-9
