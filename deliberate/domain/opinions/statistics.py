"""What the votes of given groups say about each post: the statistics of Polis (Small et al., 'Polis: Scaling
deliberation by mapping high dimensional opinion spaces', 2021).

A (`some`) stands for those who agree (or disagree), S (`seen`) for all who voted, passes among them; A_rest and S_rest
are those of all other groups together. Arrays have a row per group and a column per post, results too; where groups
are not compared with each other any shape will do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.opinions.ballots import VoteTable

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# One-sided, at 90 %.
SIGNIFICANT = 1.2816
# Votes counted at a time: what is made on the way stays small.
_CHUNK = 1 << 18


@dataclass(frozen=True)
class Tallies:
    """Votes by group and post: three arrays of groups x posts."""

    agree: Counts
    passes: Counts
    disagree: Counts

    @classmethod
    def of(cls, votes: VoteTable, group: Counts, groups: int) -> Tallies:
        """`group` is the number, from 0, of each person's group (by position in the table), -1 for none."""
        posts = len(votes.posts)
        counted = np.zeros((groups + 1) * posts * 3, dtype=np.int64)
        row = np.where(group < 0, groups, group) * posts * 3
        for at in range(0, len(votes.value), _CHUNK):
            person, post, value = (array[at : at + _CHUNK] for array in (votes.person, votes.post, votes.value))
            counted += np.bincount(row[person] + post * np.int64(3) + (value + 1), minlength=len(counted))
        of_groups = counted.reshape(groups + 1, posts, 3)[:groups]
        return cls(of_groups[:, :, 2], of_groups[:, :, 1], of_groups[:, :, 0])

    @classmethod
    def of_everybody(cls, votes: VoteTable) -> Tallies:
        """One group of all who voted."""
        return cls.of(votes, np.zeros(len(votes.people), dtype=np.int64), 1)

    @property
    def seen(self) -> Counts:
        return self.agree + self.passes + self.disagree

    def everybody(self) -> Tallies:
        """One group of all."""
        return Tallies(*(some.sum(axis=0, keepdims=True) for some in (self.agree, self.passes, self.disagree)))


def probability(some: Counts, seen: Counts) -> Floats:
    """Polis' pa or pd: (A + 1) / (S + 2), above 0 and below 1; 1/2 without votes."""
    return (some + 1) / (seen + 2)


def probability_test(some: Counts, seen: Counts) -> Floats:
    """Polis' p-test: 2 sqrt(S + 1) ((A + 1) / (S + 1) - 1/2), how far from chance, in standard deviations; from
    (1 - S) / sqrt(S + 1) to sqrt(S + 1)."""
    return 2 * np.sqrt(seen + 1) * ((some + 1) / (seen + 1) - 0.5)


def ratio(some: Counts, seen: Counts) -> Floats:
    """Polis' ra: how much more often each group does so than all others, its probability over theirs,
    ((A + 1) / (S + 2)) / ((A_rest + 1) / (S_rest + 2)); above 0, 1 where it is the same."""
    rest, rest_seen = some.sum(axis=0) - some, seen.sum(axis=0) - seen
    ratios: Floats = probability(some, seen) / probability(rest, rest_seen)
    return ratios


def ratio_test(some: Counts, seen: Counts) -> Floats:
    """Polis' rat: the two-proportion test of each group against all others, with one added to every count,
    (x1 / n1 - x2 / n2) / sqrt(p (1 - p) (1 / n1 + 1 / n2)), where x1 = A + 1, n1 = S + 1, x2 = A_rest + 1,
    n2 = S_rest + 1 and p = (x1 + x2) / (n1 + n2). In standard deviations, of either sign; 0 where p = 1: all do so."""
    x1, n1 = some + 1, seen + 1
    x2, n2 = some.sum(axis=0) - some + 1, seen.sum(axis=0) - seen + 1
    pooled = (x1 + x2) / (n1 + n2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    scores: Floats = np.divide(x1 / n1 - x2 / n2, spread, out=np.zeros(np.shape(spread)), where=spread > 0)
    return scores


@dataclass(frozen=True)
class Representativeness:
    """Of each post for each group (groups x posts): whether it is by agreeing, its score, of either sign, and whether
    both tests are passed; then the score is above 0."""

    agrees: NDArray[np.bool_]
    score: Floats
    significant: NDArray[np.bool_]


def representativeness(tallies: Tallies) -> Representativeness:
    """How a post tells each group from all others: ratio x ratio test x probability x probability test, of agreement
    where its ratio test is the greater, else of disagreement. Both tests are passed above SIGNIFICANT."""
    seen = tallies.seen
    agree_test, disagree_test = ratio_test(tallies.agree, seen), ratio_test(tallies.disagree, seen)
    agrees = agree_test > disagree_test
    some = np.where(agrees, tallies.agree, tallies.disagree)
    compared = np.where(agrees, agree_test, disagree_test)
    # The ratio is that of the chosen direction against the same direction among the others.
    ratios = np.where(agrees, ratio(tallies.agree, seen), ratio(tallies.disagree, seen))
    alone = probability_test(some, seen)
    score = ratios * compared * probability(some, seen) * alone
    return Representativeness(agrees, score, (compared > SIGNIFICANT) & (alone > SIGNIFICANT))


def group_informed_consensus(some: Counts, seen: Counts) -> Floats:
    """For each post (one row) the product over groups of (A + 1) / (S + 2), to the power of one over their number:
    above 0, below 1, and comparable when the number of groups changes."""
    consensus: Floats = np.exp(np.log(probability(some, seen)).mean(axis=0))
    return consensus
