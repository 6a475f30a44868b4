"""Whether people stand in groups with room between them, or shade into each other along a line."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from deliberate.domain.engine.acceptance import beyond_chance
from deliberate.domain.opinions.clustering import Floats, Labels

# How far on either side of the places compared, of the way from one centre to the other: the three stretches are as
# long as each other and do not meet.
_REACH = 1 / 6


def have_gap(places: Floats, label: Labels) -> bool:
    """Whether there is room between any two neighbouring groups (label -1: in none): half way between their centres
    stand fewer than around either of them, beyond chance. Where density is even, or greatest in the middle, as many
    stand there: such people were parted only because something had to part them."""
    numbers = np.unique(label[label >= 0])
    centres = np.array([places[label == number].mean(axis=0) for number in numbers])
    return any(
        _is_thin(places[np.isin(label, numbers[[one, other]])], centres[one], centres[other])
        for one, other in combinations(range(len(numbers)), 2)
        if _are_neighbours(centres, one, other)
    )


def _are_neighbours(centres: Floats, one: int, other: int) -> bool:
    """Nobody's centre is nearer to the middle of theirs than they are."""
    distance = np.linalg.norm(centres - (centres[one] + centres[other]) / 2, axis=1)
    return bool(distance.min() >= min(distance[one], distance[other]) * (1 - 1e-9))


def _is_thin(places: Floats, one: Floats, other: Floats) -> bool:
    way = other - one
    length = float(way @ way)
    if not length:
        return False
    along = (places - one) @ way / length
    around = [int((np.abs(along - at) < _REACH).sum()) for at in (0.0, 0.5, 1.0)]
    return beyond_chance(min(around[0], around[2]), around[1])
