"""From votes to places on a plane: the principal components. The same votes give the same plane."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.statistics import Tallies

Floats = NDArray[np.float64]
_Single = NDArray[np.float32]
_Positions = NDArray[np.int64]

# What fits into a table of this many bytes is decomposed exactly, by the products of its columns or rows, if there are
# few enough of either; scipy's sparse matrices, slow to load and slower for that size, do the rest.
_MOST_CELLS = 50_000_000
_MOST_PRODUCTS = 1_000
# Rows that fit into the processor's cache.
_BLOCK = 1_000
# Where people differ in one way only, the method goes on from a vector that is drawn; some of a thousand lead nowhere.
_DRAWINGS = 5
# Of single precision, relative to the greatest.
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Projection:
    """`places` (people x 2); of each post its row of the two principal components (posts x 2), each of which has length
    1, or 0 where people differ in fewer ways; and the `mean` of its votes (posts), -1 to 1."""

    places: Floats
    components: Floats
    mean: Floats

    def extremity(self) -> Floats:
        """For each post (1 - mean) |v| sqrt(posts), v its row of the components: how far from the centre somebody would
        stand who agrees with it and has not voted on any other; 0 to 2 sqrt(posts)."""
        own_place = (1 - self.mean)[:, None] * self.components * np.sqrt(len(self.mean))
        extremity: Floats = np.hypot(*own_place.T)
        return extremity


def project(
    votes: VoteTable, placed: _Positions, earlier: Mapping[int, tuple[float, float]] | None = None
) -> Projection:
    """The first two principal components of the votes of those people (positions), a missing vote standing at the mean
    of its post; who voted on few posts is moved out by sqrt(posts / own votes) (Small et al. 2021).

    The plane does not turn over from one time to the next: each axis points the way that leaves people (ids) where they
    stood `earlier`, or else such that the largest entry of its component is positive. Single precision: six digits.
    """
    people, posts = len(placed), len(votes.posts)
    if not people:
        return Projection(np.zeros((0, 2)), np.zeros((posts, 2)), np.zeros(posts))
    own = np.bincount(votes.person, minlength=len(votes.people))[placed]
    mean = _means(votes, placed)
    is_small = min(people, posts) <= _MOST_PRODUCTS and people * posts <= _MOST_CELLS
    # The others share the row after the last, which is left out.
    row = np.full(len(votes.people), people, dtype=np.int64)
    row[placed] = np.arange(people)
    places, components = (_exactly if is_small else _iterated)(votes, row, people, mean)
    size = np.abs(components)
    # Of those that differ by nothing but rounding the first.
    largest = components[(size > 0.999 * size.max(axis=0)).argmax(axis=0), [0, 1]]
    sign = np.where(largest < 0, -1.0, 1.0)
    if moved := _as_before(votes, placed, places, earlier or {}):
        sign = np.where(np.array(moved) == 0, sign, np.sign(moved))
    scale = np.sqrt(posts / np.maximum(own, 1))[:, None]
    return Projection(places * sign * scale, components * sign, mean)


def _as_before(
    votes: VoteTable, placed: _Positions, places: Floats, earlier: Mapping[int, tuple[float, float]]
) -> list[float]:
    """For each axis whether it points as it did: the product of the places now and then; empty when nobody stood."""
    ids = [votes.people[at] for at in placed.tolist()]
    stood = [at for at, id in enumerate(ids) if id in earlier]
    if not stood:
        return []
    then = np.array([earlier[ids[at]] for at in stood])
    products: list[float] = (places[stood] * then).sum(axis=0).tolist()
    return products


def _means(votes: VoteTable, placed: _Positions) -> Floats:
    """The mean vote of those people on each post, 0 without votes."""
    group = np.full(len(votes.people), -1, dtype=np.int64)
    group[placed] = 0
    tallies = Tallies.of(votes, group, 1)
    means: Floats = (tallies.agree - tallies.disagree)[0] / np.maximum(tallies.seen[0], 1)
    return means


def _exactly(votes: VoteTable, row: _Positions, people: int, mean: Floats) -> tuple[Floats, Floats]:
    """Places and components: by the products of all columns, or of all rows if those are fewer."""
    posts = len(votes.posts)
    # 0 where there is no vote, 1 to 3 for a vote.
    cells = np.zeros((people + 1, posts), dtype=np.int8)
    cells.ravel()[row[votes.person] * posts + votes.post] = votes.value + 2
    cells = cells[:people]
    if people < posts:
        table = next(_centred(cells, mean, rows=people))
        components = _unit(table.T @ _first_two(table @ table.T))
    else:
        products = np.zeros((posts, posts))
        for block in _centred(cells, mean):
            products += block.T @ block
        components = _first_two(products)
    places = np.zeros((people, 2))
    for at, block in enumerate(_centred(cells, mean)):
        places[at * _BLOCK : (at + 1) * _BLOCK] = block @ components.astype(np.float32)
    return places, components


def _centred(cells: NDArray[np.int8], mean: Floats, rows: int = _BLOCK) -> Iterator[_Single]:
    """The votes less the means of their posts, so many rows at a time; 0 where there is none."""
    zero = (mean + 2).astype(np.float32)
    for at in range(0, len(cells), rows):
        block = cells[at : at + rows]
        yield (block - zero) * (block != 0)


def _first_two(products: _Single | Floats) -> Floats:
    """The eigenvectors (columns) of the greatest two eigenvalues; zeros where an eigenvalue is nothing but rounding."""
    values, vectors = np.linalg.eigh(products.astype(np.float64))
    axes = np.zeros((len(products), 2))
    for column, at in enumerate(range(len(values) - 1, max(len(values) - 3, -1), -1)):
        if values[at] > _ROUNDING * values[-1]:
            axes[:, column] = vectors[:, at]
    return axes


def _unit(vectors: Floats) -> Floats:
    """Columns of length 1, or of zeros."""
    length = np.linalg.norm(vectors, axis=0)
    unit: Floats = np.divide(vectors, length, out=np.zeros(vectors.shape), where=length > 0)
    return unit


def _iterated(votes: VoteTable, row: _Positions, people: int, mean: Floats) -> tuple[Floats, Floats]:
    """Places and components: by the Lanczos method, which needs memory for votes only."""
    from scipy.sparse import csr_array

    # Less the mean of its post a missing vote is 0: there are entries for votes only.
    centred = votes.value - mean.astype(np.float32)[votes.post]
    shape = (people + 1, len(votes.posts))
    matrix = csr_array((centred, (row.astype(np.int32)[votes.person], votes.post)), shape=shape)[:people]
    if not np.abs(matrix.data).max(initial=0) > _ROUNDING:
        return np.zeros((people, 2)), np.zeros((shape[1], 2))
    strength, rows = _strongest_two(matrix)
    components = np.where(strength > np.sqrt(_ROUNDING) * strength.max(), rows.T, 0)[:, ::-1]
    return np.asarray(matrix @ components, dtype=np.float64), components.astype(np.float64)


def _strongest_two(matrix: Any) -> tuple[Any, Any]:
    """The greatest two singular values, the less one first, and their right vectors (2 x columns)."""
    from scipy.sparse.linalg import ArpackError, svds

    start = np.linspace(1, 2, min(matrix.shape), dtype=np.float32)
    for drawing in range(_DRAWINGS):
        try:
            _, strength, rows = svds(matrix, k=2, v0=start, tol=1e-6, rng=drawing)
        except ArpackError:
            if drawing == _DRAWINGS - 1:
                raise
        else:
            break
    return strength, rows
