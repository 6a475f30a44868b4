"""Whether half of the posts tell the same groups as the other half: split-half agreement of a division of people.

Source: Lange, Roth, Braun and Buhmann, 'Stability-based validation of clustering solutions' (Neural Computation, 2004),
with halves of the posts in place of halves of the people: what one half sorts people by, the other must repeat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.chance import dealt_anew
from deliberate.domain.opinions.clustering import parted
from deliberate.domain.opinions.projection import project
from deliberate.domain.opinions.thresholds import COMPARED, HALF_VOTES, HALVES, MIN_PEOPLE

_Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Agreement:
    """The adjusted Rand index between the divisions by two halves of the posts, -1/2 to 1, its median over the halves:
    `found` in the votes, `by_chance` in the same votes dealt out by chance. 1 is the same division, 0 what two
    divisions that have nothing in common give. Of `people`, fewer than MIN_PEOPLE where too few can be compared; then
    nothing was."""

    found: float
    by_chance: float
    people: int

    @property
    def found_down(self) -> str:
        """Rounded so that what is not enough does not look like it."""
        return _printed(floor(self.found * 100))

    @property
    def chance_up(self) -> str:
        return _printed(ceil(self.by_chance * 100))


def _printed(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}".replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True)
class Half:
    """Places of the same people by one half of the posts and by the other (people x 2)."""

    one: NDArray[np.float64]
    other: NDArray[np.float64]


class Halves:
    """The same people placed by each of two halves of the posts, HALVES times, by the votes and by dealt ones.

    Who has HALF_VOTES votes on each half is placed. Of more than COMPARED people in the table so many are drawn, the
    same every time.
    """

    def __init__(self, votes: VoteTable) -> None:
        votes = _drawn(votes)
        self.real = tuple(_halves(votes))
        self.people = int(np.median([len(half.one) for half in self.real])) if self.real else 0
        self._dealt = votes

    @property
    def are_enough(self) -> bool:
        return self.people >= MIN_PEOPLE

    def agreement(self, count: int) -> float:
        """How much the divisions into `count` by one half and by the other agree."""
        return _median(self.real, count)

    def by_chance(self, count: int) -> float:
        """The same where the votes on each post are dealt out among those who cast them."""
        return _median(_halves(self._dealt, is_dealt=True), count)


def adjusted_rand(one: _Ints, other: _Ints) -> float:
    """How much two divisions (labels from 0) of the same people agree, beyond chance: (pairs - expected) / (most -
    expected), 1 for the same, around 0 for unrelated ones (Hubert and Arabie, 'Comparing partitions', 1985). 1 where
    neither divides anybody."""
    table = np.zeros((one.max(initial=0) + 1, other.max(initial=0) + 1))
    np.add.at(table, (one, other), 1)
    # Each pair is counted from both of its ends, which is the same for all four.
    pairs, rows, columns, everybody = (
        float((counts * (counts - 1)).sum())
        for counts in (table, table.sum(axis=1), table.sum(axis=0), np.array([len(one)]))
    )
    expected = rows * columns / everybody if everybody else 0.0
    most = (rows + columns) / 2
    return (pairs - expected) / (most - expected) if most != expected else 1.0


def _median(halves: Iterable[Half], count: int) -> float:
    """Nothing agrees where a half does not part in so many."""
    found = []
    for half in halves:
        one, other = parted(half.one, count), parted(half.other, count)
        found.append(0.0 if one is None or other is None else adjusted_rand(one, other))
    return float(np.median(found)) if found else 0.0


def _halves(votes: VoteTable, *, is_dealt: bool = False) -> Iterator[Half]:
    posts = len(votes.posts)
    for seed in range(HALVES):
        is_one = np.zeros(posts, dtype=bool)
        is_one[np.random.default_rng(seed).permutation(posts)[: posts // 2]] = True
        table = dealt_anew(votes, seed) if is_dealt else votes
        one, other = _part(table, is_one), _part(table, ~is_one)
        enough = np.flatnonzero((_own(one) >= HALF_VOTES) & (_own(other) >= HALF_VOTES))
        yield Half(project(one, enough).places, project(other, enough).places)


def _own(votes: VoteTable) -> _Ints:
    return np.bincount(votes.person, minlength=len(votes.people))


def _part(votes: VoteTable, posts: NDArray[np.bool_]) -> VoteTable:
    """The votes on those posts, of the same people."""
    here = posts[votes.post]
    position = np.cumsum(posts, dtype=np.int32) - 1
    names = [post for post, is_here in zip(votes.posts, posts.tolist(), strict=True) if is_here]
    return VoteTable(
        votes.people, names, votes.person[here], position[votes.post[here]].astype(np.int32), votes.value[here]
    )


def _drawn(votes: VoteTable) -> VoteTable:
    """Of those who can be compared at most COMPARED people, whoever they are."""
    able = np.flatnonzero(_own(votes) >= 2 * HALF_VOTES)
    if len(able) > COMPARED:
        able = np.sort(np.random.default_rng(0).choice(able, COMPARED, replace=False))
    row = np.full(len(votes.people), -1, dtype=np.int32)
    row[able] = np.arange(len(able), dtype=np.int32)
    here = np.flatnonzero(row[votes.person] >= 0)
    # Else how votes are dealt out would depend on the order in which they come.
    here = here[np.lexsort((votes.post[here], votes.person[here]))]
    people = [votes.people[at] for at in able.tolist()]
    return VoteTable(people, votes.posts, row[votes.person[here]], votes.post[here], votes.value[here])
