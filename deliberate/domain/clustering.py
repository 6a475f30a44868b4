"""From votes to places on a plane, and from places to clusters. The same votes give the same result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.ballots import VoteTable

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

_STARTS = 8
# The silhouette compares everybody with everybody; of more people it takes evenly spread ones.
_COMPARED = 2_000
# Below this size an exact decomposition is as quick.
_SMALL = 400


@dataclass(frozen=True)
class Projection:
    """`places` (people x 2) and, of each post, its vector among the two principal components (posts x 2)."""

    places: Floats
    components: Floats


def project(votes: VoteTable) -> Projection:
    """Principal components of the votes, a missing vote standing at the mean of its post; people who voted on few posts
    are moved out by sqrt(posts / own votes) (Small et al. 2021)."""
    from scipy.sparse import csr_array

    people, posts = len(votes.people), len(votes.posts)
    value = votes.value.astype(np.float64)
    mean = np.bincount(votes.post, weights=value, minlength=posts) / np.maximum(
        np.bincount(votes.post, minlength=posts), 1
    )
    # Less the mean of its post a missing vote is 0, so what is decomposed has entries for votes only.
    centred = csr_array((value - mean[votes.post], (votes.person, votes.post)), shape=(people, posts))
    components = _principal(centred)
    own = np.maximum(np.bincount(votes.person, minlength=people), 1)
    return Projection(np.asarray(centred @ components) * np.sqrt(posts / own)[:, None], components)


def _principal(matrix: csr_array) -> Floats:
    """The first two right singular vectors (columns), each with its largest entry positive."""
    from scipy.sparse.linalg import svds

    found = np.zeros((matrix.shape[1], 2))
    if not min(matrix.shape):
        return found
    if min(matrix.shape) <= 3 or matrix.shape[1] <= _SMALL:
        gram = (matrix.T @ matrix).toarray()
        vectors = np.linalg.eigh(gram)[1][:, ::-1][:, :2]
    else:
        start = np.linspace(1, 2, min(matrix.shape))
        vectors = svds(matrix, k=2, v0=start, tol=1e-9)[2][::-1].T
    for column in range(vectors.shape[1]):
        vector = vectors[:, column]
        found[:, column] = vector * np.sign(vector[np.abs(vector).argmax()] or 1)
    return found


@dataclass(frozen=True)
class Clusters:
    """A label from 0 for each place; `silhouette` is -1 to 1, 0 when there is one cluster only."""

    label: Labels
    silhouette: float


def cluster(places: Floats, most: int) -> Clusters:
    """The clusters, 2 to `most` of them, with the best silhouette (Rousseeuw 1987), by k-means from several starts."""
    from scipy.spatial.distance import cdist

    best = Clusters(np.zeros(len(places), dtype=np.int64), 0.0)
    distinct = len(np.unique(places.round(9), axis=0))
    sample = np.linspace(0, len(places) - 1, min(len(places), _COMPARED)).astype(np.int64)
    distances = cdist(places[sample], places[sample])
    for count in range(2, min(most, distinct) + 1):
        label = _k_means(places, places[sample], count)
        found = _silhouette(distances, label[sample])
        if found > best.silhouette:
            best = Clusters(label, found)
    return best


def _k_means(places: Floats, sample: Floats, count: int) -> Labels:
    """From the best of several starts on the sample."""
    from scipy.cluster.vq import ClusterError, kmeans2

    best, least = None, np.inf
    for start in range(_STARTS):
        try:
            centres, label = kmeans2(sample, count, iter=30, minit="++", missing="raise", rng=start)
        except ClusterError:
            continue
        spread = float(((sample - centres[label]) ** 2).sum())
        if spread < least * (1 - 1e-9):
            best, least = centres, spread
    if best is None:
        return np.zeros(len(places), dtype=np.int64)
    try:
        _, label = kmeans2(places, best, iter=10, minit="matrix", missing="raise")
    except ClusterError:
        return np.zeros(len(places), dtype=np.int64)
    return label.astype(np.int64)


def _silhouette(distances: Floats, label: Labels) -> float:
    """The mean of (b - a) / max(a, b), a the mean distance to one's own cluster, b to the nearest other one."""
    sizes = np.bincount(label)
    if (sizes > 0).sum() < 2:
        return 0.0
    membership = np.equal.outer(label, np.arange(len(sizes))).astype(np.float64)
    sums = distances @ membership
    everyone = np.arange(len(label))
    own = sums[everyone, label] / np.maximum(sizes[label] - 1, 1)
    others = np.where(membership > 0, np.inf, sums / np.maximum(sizes, 1))
    others[:, sizes == 0] = np.inf
    nearest = others.min(axis=1)
    larger = np.maximum(own, nearest)
    scores = np.divide(nearest - own, larger, out=np.zeros(len(label)), where=larger > 0)
    return float(np.where(sizes[label] > 1, scores, 0).mean())
