"""From places on a plane to parts. The same places give the same parts."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

_DIRECTIONS = 4
_ROUNDS = 100
# Centres are looked for among so many places; of more it takes evenly spread ones.
_SAMPLE = 2_000


def parted(places: Floats, count: int) -> Labels | None:
    """The places (people x 2) parted in `count` by k-means from several starts: a label from 0 for each; None where no
    start leaves so many parts."""
    sample = places[np.linspace(0, len(places) - 1, min(len(places), _SAMPLE)).astype(np.int64)]
    centres = _centres(sample, count)
    return None if centres is None else _nearest(places, centres)


def _centres(sample: Floats, count: int) -> Floats | None:
    """Of the best of several starts; None when no start leaves so many clusters."""
    best, least = None, np.inf
    for start in _starts(sample, count):
        centres = _k_means(sample, start)
        if centres is None:
            continue
        spread = float(((sample - centres[_nearest(sample, centres)]) ** 2).sum())
        if spread < least * (1 - 1e-9):
            best, least = centres, spread
    return best


def _starts(sample: Floats, count: int) -> Iterator[Floats]:
    """Centres to begin from (count x 2): of as many equal slices across each of several directions, and the places
    farthest from each other. No chance is needed on a plane."""
    if len(sample) < count:
        return
    for angle in np.arange(_DIRECTIONS) * pi / _DIRECTIONS:
        order = np.argsort(sample @ [np.cos(angle), np.sin(angle)], kind="stable")
        yield np.array([sample[slice_].mean(axis=0) for slice_ in np.array_split(order, count)])
    distance = ((sample - sample.mean(axis=0)) ** 2).sum(axis=1)
    chosen = [int(distance.argmax())]
    distance[:] = np.inf
    while len(chosen) < count:
        distance = np.minimum(distance, ((sample - sample[chosen[-1]]) ** 2).sum(axis=1))
        chosen.append(int(distance.argmax()))
    yield sample[chosen]


def _k_means(sample: Floats, centres: Floats) -> Floats | None:
    """Where the centres come to rest (Lloyd's algorithm); None when one of them is nearest to nobody."""
    for _ in range(_ROUNDS):
        label = _nearest(sample, centres)
        sizes = np.bincount(label, minlength=len(centres))
        if not sizes.all():
            return None
        sums = [np.bincount(label, weights=axis, minlength=len(centres)) for axis in sample.T]
        moved = np.column_stack(sums) / sizes[:, None]
        if np.array_equal(moved, centres):
            break
        centres = moved
    return centres


def _nearest(places: Floats, centres: Floats) -> Labels:
    """For each place the position of the centre nearest to it, of equally near ones the first."""
    nearest: Labels = ((centres**2).sum(axis=1)[:, None] - 2 * centres @ places.T).argmin(axis=0)
    return nearest
