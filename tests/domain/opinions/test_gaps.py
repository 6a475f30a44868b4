"""Whether there is room between groups, or people were parted only because something had to part them."""

from __future__ import annotations

import numpy as np
import pytest

from deliberate.domain.opinions.clustering import Floats, parted
from deliberate.domain.opinions.gaps import have_gap

SEEDS = range(20)


def gap(places: Floats, count: int) -> bool:
    label = parted(places, count)
    assert label is not None
    return have_gap(places, label)


def line(along: Floats, seed: int) -> Floats:
    across = np.random.default_rng(seed + 1000).normal(0, 0.2, len(along))
    return np.column_stack([along, across])


@pytest.mark.parametrize("count", [2, 3, 4])
def test_people_spread_evenly_or_thickest_in_the_middle_have_none(count: int) -> None:
    told = 0
    for seed in SEEDS:
        random = np.random.default_rng(seed)
        for along in (random.uniform(-1, 1, 200), random.normal(0, 1, 200), random.triangular(-1, 0.4, 1, 200)):
            told += gap(line(along, seed), count)
    # One in ten by chance for each pair of neighbours, at most, since around both centres must stand more.
    assert told <= len(SEEDS) * 3 * 0.1 * (count - 1)


@pytest.mark.parametrize("sizes", [(40, 40), (150, 50), (60, 60, 60)])
def test_people_in_heaps_have_one(sizes: tuple[int, ...]) -> None:
    for seed in SEEDS:
        random = np.random.default_rng(seed)
        along = np.concatenate([random.normal(2 * at, 0.4, size) for at, size in enumerate(sizes)])
        assert gap(line(along, seed), len(sizes))


def test_a_group_between_two_others_is_no_gap_between_those() -> None:
    """Parts of an even line: the outer two are far from each other, and their neighbour fills what lies between."""
    places = line(np.linspace(-1, 1, 300), 1)
    assert not gap(places, 3)


def test_people_in_no_group_and_groups_at_one_place_are_no_trouble() -> None:
    places = np.zeros((10, 2))
    assert not have_gap(places, np.array([0] * 5 + [1] * 5))
    assert not have_gap(places, np.full(10, -1))
    assert not have_gap(np.zeros((0, 2)), np.zeros(0, dtype=np.int64))
