"""What one person's votes were and are."""

from __future__ import annotations

import pytest

from deliberate.upkeep.backing import Shift


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [
        ({}, {2: 1}, (1, 0)),
        ({2: 1}, {}, (-1, 0)),
        ({2: 1}, {2: -1}, (-1, 1)),
        ({2: 0, 3: 1}, {2: 1, 3: -1}, (1, 0)),
        ({2: 1, 3: 1}, {2: 1}, (0, 0)),
        ({3: 1}, {3: -1}, (0, 0)),
    ],
)
def test_how_many_more_agree_or_disagree_with_the_post_itself(
    before: dict[int, int], after: dict[int, int], more: tuple[int, int]
) -> None:
    shift = Shift(2, before, after)
    assert (shift.on_post(1), shift.on_post(-1)) == more
