"""The plane on which people are placed by their votes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.sparse import linalg
from scipy.sparse.linalg import svds

from deliberate.domain.opinions import projection
from deliberate.domain.opinions.groups import find_groups
from deliberate.domain.opinions.projection import Projection, project
from tests.polis import Votes, planted, table


def plainly(matrix: Votes) -> tuple[Votes, Votes, Votes]:
    """Places, components and means of a table without missing rows, by the decomposition of the full table."""
    mean = np.nanmean(matrix, axis=0)
    centred = np.where(np.isnan(matrix), 0, matrix - mean)
    components = np.linalg.svd(centred)[2][:2].T
    components *= np.sign(components[np.abs(components).argmax(axis=0), [0, 1]])
    own = (~np.isnan(matrix)).sum(axis=1)
    return centred @ components * np.sqrt(matrix.shape[1] / own)[:, None], components, mean


@pytest.mark.parametrize("most_products", [1_000, 0], ids=["exactly", "iterated"])
@pytest.mark.parametrize(("people", "posts"), [(200, 30), (30, 200)])
def test_the_plane_is_that_of_the_principal_components(
    people: int, posts: int, most_products: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    matrix, _ = planted(people, posts, 3, 0.7, 1)
    monkeypatch.setattr(projection, "_MOST_PRODUCTS", most_products)
    found = project(table(matrix), np.arange(people))
    for one, other in zip((found.places, found.components, found.mean), plainly(matrix), strict=True):
        assert one == pytest.approx(other, abs=1e-4)


@pytest.mark.parametrize("most_products", [1_000, 0], ids=["exactly", "iterated"])
def test_who_is_not_placed_does_not_move_the_others(most_products: int, monkeypatch: pytest.MonkeyPatch) -> None:
    matrix, _ = planted(200, 30, 2, 0.7, 1)
    monkeypatch.setattr(projection, "_MOST_PRODUCTS", most_products)
    some = np.arange(0, 200, 3)
    found, expected = project(table(matrix), some), plainly(matrix[some])
    assert found.places == pytest.approx(expected[0], abs=1e-4)
    assert found.mean == pytest.approx(expected[2])


@pytest.mark.parametrize("most_products", [1_000, 0], ids=["exactly", "iterated"])
def test_where_people_differ_in_one_way_only_the_second_axis_is_empty(
    most_products: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "_MOST_PRODUCTS", most_products)
    matrix = np.outer(np.repeat([1.0, -1.0], 30), np.repeat([1.0, -1.0], 25))
    found = find_groups(table(matrix))
    assert found.places == pytest.approx(np.outer(np.repeat([1.0, -1.0], 30), [np.sqrt(50), 0]), abs=1e-4)
    assert list(found.extremity.values()) == pytest.approx([1.0] * 50, abs=1e-4)
    assert [group.people for group in found.groups] == [tuple(range(30)), tuple(range(30, 60))]


def test_a_drawing_that_leads_nowhere_is_followed_by_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those who differ in one way only, one time in some thousand."""
    matrix = np.outer(np.repeat([1.0, -1.0], 30), np.repeat([1.0, -1.0], 25))
    monkeypatch.setattr(projection, "_MOST_PRODUCTS", 0)
    expected, drawn = find_groups(table(matrix)), []

    def twice_in_vain(*matrices: Any, rng: int, **options: Any) -> Any:
        drawn.append(rng)
        if len(drawn) < 3:
            raise linalg.ArpackError(3)
        return svds(*matrices, rng=rng, **options)

    monkeypatch.setattr(linalg, "svds", twice_in_vain)
    assert find_groups(table(matrix)).groups == expected.groups
    assert drawn[:4] == [0, 1, 2, 0]


@pytest.mark.parametrize("most_products", [1_000, 0], ids=["exactly", "iterated"])
def test_where_all_vote_alike_everybody_is_in_the_middle(most_products: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projection, "_MOST_PRODUCTS", most_products)
    assert not find_groups(table(np.ones((60, 50)))).places.any()


def test_extremity_is_how_far_out_agreeing_with_one_post_alone_would_place_somebody() -> None:
    found = Projection(np.zeros((1, 2)), np.array([(0.6, 0.8), (0.3, 0.4), (0.0, 0.0)]), np.array([0.5, -1.0, 0.0]))
    assert found.extremity() == pytest.approx(np.sqrt(3) * np.array([0.5 * 1.0, 2.0 * 0.5, 0.0]))
