"""From places on a plane to clusters. The same places give the same clusters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
_Single = NDArray[np.float32]

_DIRECTIONS = 4
_ROUNDS = 100
# The silhouette compares everybody with everybody; of more people it takes evenly spread ones.
_COMPARED = 2_000
# Where many stand on few places, each further cluster is a little better until every place is one.
_CLEARLY = 0.02


@dataclass(frozen=True)
class Clusters:
    """A label from 0 for each place (people); `silhouette`, the mean over places, is -1 to 1, 0 when there is one
    cluster only."""

    label: Labels
    silhouette: float

    def sizes(self) -> Labels:
        return np.bincount(self.label)


def cluster(places: Floats, most: int, least: int = 1) -> Clusters:
    """The clusters of `places` (people x 2), 2 to `most` of them, with the best silhouette (Rousseeuw, 'Silhouettes: a
    graphical aid to the interpretation and validation of cluster analysis', 1987), by k-means from several starts; more
    of them only where that is clearly better.

    Those that leave fewer than two clusters of `least` people are taken only if all do: a few people far out would
    else hide how the others divide.
    """
    sample = places[np.linspace(0, len(places) - 1, min(len(places), _COMPARED)).astype(np.int64)]
    distances = _distances(sample)
    best = Clusters(np.zeros(len(places), dtype=np.int64), 0.0)
    for count in range(2, most + 1):
        centres = _centres(sample, count)
        if centres is None:
            continue
        clusters = Clusters(_nearest(places, centres), _silhouette(distances, _nearest(sample, centres)))
        if _is_better(clusters, best, least):
            best = clusters
    return best


def _is_better(candidate: Clusters, best: Clusters, least: int) -> bool:
    """Whether `candidate`, of more clusters than the best so far, is to be preferred."""
    has_two, had_two = ((each.sizes() >= least).sum() >= 2 for each in (candidate, best))
    by = _CLEARLY if best.sizes().size > 1 else 0.0
    return bool(has_two > had_two or (has_two == had_two and candidate.silhouette > best.silhouette + by))


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


def _distances(sample: Floats) -> _Single:
    """Everybody's from everybody. Differences are taken before squaring, so that equal places are 0 apart."""
    x, y = sample.astype(np.float32).T
    across, up = np.subtract.outer(x, x), np.subtract.outer(y, y)
    across *= across
    up *= up
    across += up
    distances: _Single = np.sqrt(across, out=across)
    return distances


def _silhouette(distances: _Single, label: Labels) -> float:
    """The mean of (b - a) / max(a, b), a the mean distance to one's own cluster, b to the nearest other one; 0 for who
    is alone in a cluster."""
    sizes = np.bincount(label)
    if (sizes > 0).sum() < 2:
        return 0.0
    is_in = np.equal.outer(label, np.arange(len(sizes)))
    sums = (distances @ is_in.astype(np.float32)).astype(np.float64)
    everyone = np.arange(len(label))
    own = sums[everyone, label] / np.maximum(sizes[label] - 1, 1)
    others = np.where(is_in | (sizes == 0), np.inf, sums / np.maximum(sizes, 1))
    nearest = others.min(axis=1)
    larger = np.maximum(own, nearest)
    scores = np.divide(nearest - own, larger, out=np.zeros(len(label)), where=larger > 0)
    return float(np.where(sizes[label] > 1, scores, 0).mean())
