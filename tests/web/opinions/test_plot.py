"""Words for places of the plot."""

from __future__ import annotations

import pytest

from deliberate.web.opinions.plot import where


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((0, 0), "in the middle"),
        ((-0.16, -0.36), "at the bottom left"),
        ((0.45, -0.06), "on the right"),
        ((0.1, 0.9), "at the top"),
        ((1, 1), "at the top right"),
        ((-1, 0), "on the left"),
    ],
)
def test_a_group_left_of_another_is_not_said_to_be_below_it_alone(place: tuple[float, float], words: str) -> None:
    assert str(where(place)) == words
