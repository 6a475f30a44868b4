"""Dividing places on a plane."""

from __future__ import annotations

import numpy as np
import pytest

from deliberate.domain.opinions import clustering
from deliberate.domain.opinions.clustering import parted
from tests.polis import adjusted_rand


def test_places_in_heaps_are_parted_between_them() -> None:
    heaps = np.array([(-3.0, 0.0)] * 40 + [(3.0, 0.0)] * 30 + [(2.0, 4.0)] * 20)
    places = heaps + np.random.default_rng(1).normal(0, 0.3, heaps.shape)
    for count in (2, 3):
        label = parted(places, count)
        assert label is not None
        assert sorted(np.bincount(label)) == ([20, 30, 40] if count == 3 else [40, 50])


def test_fewer_places_than_parts_cannot_be_parted() -> None:
    assert parted(np.array([(1.0, 1.0)] * 9), 2) is None
    assert parted(np.zeros((1, 2)), 2) is None


@pytest.mark.parametrize("eighths", [1, 2, 3])
def test_a_cloud_that_is_moved_and_turned_by_eighths_is_divided_at_the_same_places(eighths: int) -> None:
    turned = np.exp(eighths * 2j * np.pi / 8)
    for seed in range(33):
        places = np.random.default_rng(seed).random((60, 2)) * [3, 1]
        moved = (places @ [1, 1j]) * turned - 3j
        for count in (2, 3):
            one, other = parted(places, count), parted(np.column_stack([moved.real, moved.imag]), count)
            assert one is not None
            assert other is not None
            assert adjusted_rand(one.tolist(), other.tolist()) == 1


def test_it_begins_from_slices_across_four_directions_and_from_the_places_farthest_from_each_other() -> None:
    one, other, between, near = (10.0, 0.0), (-10.0, 0.0), (0.0, 6.0), (6.0, 6.0)
    starts = [start.tolist() for start in clustering._starts(np.array([one, other, between, near]), 3)]
    assert len(starts) == 5
    assert starts[-1] == [list(other), list(one), list(between)]
    assert starts[0] == [[-5.0, 3.0], list(near), list(one)]
    assert starts[2] == [[0.0, 0.0], list(between), list(near)]


def test_of_divisions_that_are_as_good_the_first_that_is_found_is_taken() -> None:
    label = parted(np.array([(0.0, 0.0), (0.0, 2.0), (2.0, 0.0), (2.0, 2.0)]), 2)
    assert label is not None
    assert label[0] == label[1] != label[2] == label[3]
