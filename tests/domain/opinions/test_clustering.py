"""Dividing places on a plane, and how clear the division is."""

from __future__ import annotations

import numpy as np
import pytest

from deliberate.domain.opinions.clustering import cluster
from tests.polis import adjusted_rand


def test_a_few_far_out_do_not_hide_how_the_others_divide() -> None:
    crowd = np.array([(-1.0, 0.0)] * 40 + [(1.0, 0.0)] * 40)
    spread = np.random.default_rng(1).normal(0, 0.3, crowd.shape)
    found = cluster(np.vstack([crowd + spread, [(0.0, 90.0)] * 2]), most=5, least=5)
    assert sorted(found.sizes()) == [2, 40, 40]


def test_people_on_a_few_places_are_not_divided_into_all_of_them() -> None:
    places = np.array([(x, y) for x in (-2.5, 2.5) for y in (-0.4, 0.0, 0.4) for _ in range(9)])
    assert sorted(cluster(places, most=5).sizes()) == [27, 27]


@pytest.mark.parametrize("eighths", [1, 2, 3])
def test_a_cloud_that_is_moved_and_turned_by_eighths_is_divided_at_the_same_places(eighths: int) -> None:
    turned = np.exp(eighths * 2j * np.pi / 8)
    for seed in range(33):
        places = np.random.default_rng(seed).random((60, 2)) * [3, 1]
        moved = (places @ [1, 1j]) * turned - 3j
        one, other = cluster(places, most=4), cluster(np.column_stack([moved.real, moved.imag]), most=4)
        assert adjusted_rand(one.label.tolist(), other.label.tolist()) == 1


def test_the_silhouette_is_that_of_its_definition() -> None:
    random = np.random.default_rng(1)
    places = np.vstack([random.normal(0, 1, (30, 2)), random.normal(4, 1, (20, 2))])
    found = cluster(places, most=2)
    assert sorted(found.sizes()) == [20, 30]
    scores = []
    for at, place in enumerate(places):
        distance = np.linalg.norm(places - place, axis=1)
        a = distance[(found.label == found.label[at]) & (np.arange(50) != at)].mean()
        b = distance[found.label != found.label[at]].mean()
        scores.append((b - a) / max(a, b))
    assert found.silhouette == pytest.approx(np.mean(scores), abs=1e-5)
