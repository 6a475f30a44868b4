"""What convinces people who usually disagree: the algorithm of Community Notes, for the votes on posts.

Each vote r (agree 1, pass 1/2, disagree 0) of a person u on a post n is explained as

    r ≈ mu + i_u + i_n + f_u · f_n

with the sides f_u of the person and f_n of the post on the one axis that divides people most. Agreement that comes
from taking the same side goes into f_u · f_n; what is left goes into the post's intercept i_n, which is therefore high
only if people of both sides agree. Minimised is

    mean err² + 0.03 (mean f_u² + mean f_n²) + 0.15 (mean i_u² + mean i_n² + mu²)

over the V votes, the U people who voted and the N posts voted on. Source: Wojcik et al., 'Birdwatch: Crowd Wisdom and
Bridging Algorithms can Inform Understanding and Reduce the Spread of Misinformation' (2022), with means in place of
its sums, as in the code that Community Notes publishes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array

from deliberate.domain.opinions.ballots import VoteTable

FACTOR_PENALTY = 0.03
INTERCEPT_PENALTY = 0.15

# With few votes the loss has several valleys, and a random start finds the deepest about once in three; with many it
# had one valley wherever we looked, in real votes and made up ones. So starts grow fewer as they grow dearer.
_MOST_STARTS, _FEWEST_STARTS = 16, 4
_VOTES_OF_ALL_STARTS = 1_600_000
_SPREAD_OF_STARTS = 0.5
# Far enough down to see which valley is deepest; then to the bottom of that one.
_COARSE, _FINE = 1e-3, 1e-9
# By how much less a loss must be to count as less, beyond rounding.
_GAIN = 1e-10

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]
# Digits that do not depend on where the search ended.
_DIGITS = 6


@dataclass(frozen=True)
class Bridging:
    """By post id: `intercept` i_n, mostly from -1 to 1, higher for what both sides agree to; `factor` f_n, its side.

    Which side is called positive means nothing: of the posts with at least half of the largest |f_n| the one with the
    lowest id is. A post without votes has 0 and 0. `loss` is the minimum found, 0 without any votes.

    The penalties make a product of factors cheaper than an intercept above 0.2, so even where all agree a part of it is
    f_u · f_n, the same for everybody.
    """

    intercept: dict[int, float]
    factor: dict[int, float]
    loss: float


def bridge(votes: VoteTable) -> Bridging:
    """The same votes give the same answer, digit by digit, in whatever order people, posts and rows come."""
    ids = sorted(votes.posts)
    intercept, factor = np.zeros(len(ids)), np.zeros(len(ids))
    if not len(votes.value):
        return Bridging(_by_id(ids, intercept), _by_id(ids, factor), 0.0)
    person, post = _ranks(votes.people)[votes.person], _ranks(votes.posts)[votes.post]
    order = np.lexsort((post, person))
    voted, post = np.unique(post, return_inverse=True)
    problem = _Problem(np.unique(person, return_inverse=True)[1][order], post[order], (votes.value[order] + 1) / 2)
    best = problem.deepest()
    # From where the search ended one exact step: posts with the same votes are equal then, and not only nearly.
    i, f = problem.of_posts(best)
    intercept[voted], factor[voted] = i, _with_sign(f)
    return Bridging(_by_id(ids, intercept), _by_id(ids, factor), best.loss)


def _ranks(ids: Sequence[int]) -> _Ints:
    """The place of each in the order of ids."""
    ranks = np.empty(len(ids), dtype=np.int64)
    ranks[np.argsort(np.asarray(ids, dtype=np.int64))] = np.arange(len(ids))
    return ranks


def _by_id(ids: list[int], values: _Floats) -> dict[int, float]:
    return dict(zip(ids, values.round(_DIGITS).tolist(), strict=True))


def _with_sign(factor: _Floats) -> _Floats:
    """Not simply by the largest: between two nearly equal ones the last digit would decide."""
    size = np.abs(factor)
    is_negative = factor[size >= size.max() / 2][0] < 0
    return (-factor if is_negative else factor) + 0.0  # no -0.0


class _Solution(NamedTuple):
    loss: float
    at: _Floats
    mu: float
    intercept: _Floats
    factor: _Floats


class _Problem:
    """The loss as a function of mu and the posts' i_n, f_n alone.

    Given these, the best i_u and f_u of each person solve two linear equations, so they are put in (variable
    projection, Golub and Pereyra 1973): the gradient in what is left is that of the whole loss at these i_u, f_u. All
    sums over votes are products with two sparse U x N matrices, which hold 1 and r for each vote.
    """

    def __init__(self, person: _Ints, post: _Ints, vote: _Floats) -> None:
        """`person` (0 to U-1), `post` (0 to N-1) and `vote` (0 to 1) have one entry for each vote."""
        self.votes = len(vote)
        self.of_person, self.of_post = np.bincount(person).astype(float), np.bincount(post).astype(float)
        self.people, self.posts = len(self.of_person), len(self.of_post)
        shape = (self.people, self.posts)
        self.voted = csr_array((np.ones(self.votes), (person, post)), shape=shape)
        self.vote = csr_array((vote, (person, post)), shape=shape)
        self.voted_by_post, self.vote_by_post = self.voted.T.tocsr(), self.vote.T.tocsr()
        self.sum_of_person = np.bincount(person, vote).astype(float)
        self.sum_of_post = np.bincount(post, vote).astype(float)
        self.squares_of_post = np.bincount(post, vote * vote)
        # Measured in these units the loss is about equally steep in all directions: 50 steps in place of 350.
        unit = np.sqrt(self.of_post / self.votes + INTERCEPT_PENALTY / self.posts)
        self.units = np.concatenate([[1.0], unit, unit])

    def deepest(self) -> _Solution:
        """The lowest minimum found; the one without factors unless factors explain something."""
        random = np.random.default_rng(0)
        level = self._descend(self._start(np.zeros(self.posts)), _FINE)
        count = min(max(_VOTES_OF_ALL_STARTS // self.votes, _FEWEST_STARTS), _MOST_STARTS)
        starts = (self._start(random.normal(0, _SPREAD_OF_STARTS, self.posts)) for _ in range(count))
        lowest = min((self._descend(start, _COARSE) for start in starts), key=lambda solution: solution.loss)
        lowest = self._descend(lowest.at, _FINE)
        return lowest if lowest.loss < level.loss - _GAIN else level

    def _start(self, factor: _Floats) -> _Floats:
        start: _Floats = np.concatenate([[0.5], np.zeros(self.posts), factor]) * self.units
        return start

    def _descend(self, start: _Floats, steepness: float) -> _Solution:
        minimum = minimize(
            self._loss,
            start,
            jac=True,
            method="L-BFGS-B",
            options={"ftol": 0.0, "gtol": steepness, "maxcor": 20, "maxiter": 2000, "maxfun": 4000},
        )
        at = np.asarray(minimum.x, dtype=np.float64)
        return _Solution(float(minimum.fun), at, *self._split(at))

    def _split(self, at: _Floats) -> tuple[float, _Floats, _Floats]:
        values = at / self.units
        return float(values[0]), values[1 : self.posts + 1], values[self.posts + 1 :]

    def _loss(self, at: _Floats) -> tuple[float, _Floats]:
        """The loss with the best i_u, f_u, and its gradient, both in `units`."""
        mu, intercept, factor = self._split(at)
        level = mu + intercept
        i, f, gain = self._of_people(level, factor)
        errors = (self.squares_of_post - 2 * level * self.sum_of_post + self.of_post * level**2).sum()
        loss = (
            (errors - gain) / self.votes
            + FACTOR_PENALTY * (factor @ factor) / self.posts
            + INTERCEPT_PENALTY * ((intercept @ intercept) / self.posts + mu**2)
        )
        # For each post: the sums of the errors, and of the errors times f_u.
        sum_f, sum_ff, rest, rest_f = _sums(self.voted_by_post, self.vote_by_post, self.sum_of_post, i, f)
        error = rest - self.of_post * level - factor * sum_f
        error_f = rest_f - level * sum_f - factor * sum_ff
        gradient = np.concatenate(
            [
                [INTERCEPT_PENALTY * mu - error.sum() / self.votes],
                INTERCEPT_PENALTY * intercept / self.posts - error / self.votes,
                FACTOR_PENALTY * factor / self.posts - error_f / self.votes,
            ]
        )
        return float(loss), 2 * gradient / self.units

    def _of_people(self, level: _Floats, factor: _Floats) -> tuple[_Floats, _Floats, float]:
        """The best i_u and f_u, and by how much they lower the sum of the squares."""
        sums = _sums(self.voted, self.vote, self.sum_of_person, level, factor)
        i, f = _best(self.of_person, self.votes / self.people, *sums)
        return i, f, float(sums[2] @ i + sums[3] @ f)

    def of_posts(self, solution: _Solution) -> tuple[_Floats, _Floats]:
        """The best i_n and f_n beside the people of what was found."""
        i, f, _ = self._of_people(solution.mu + solution.intercept, solution.factor)
        sums = _sums(self.voted_by_post, self.vote_by_post, self.sum_of_post, solution.mu + i, f)
        return _best(self.of_post, self.votes / self.posts, *sums)


def _sums(
    voted: csr_array, vote: csr_array, sum_of_votes: _Floats, level: _Floats, factor: _Floats
) -> tuple[_Floats, _Floats, _Floats, _Floats]:
    """For each row, over its votes: the sums of factors, their squares, r - level, and that times the factor."""
    sum_f, sum_ff, sum_level, sum_f_level = (voted @ np.column_stack([factor, factor**2, level, factor * level])).T
    return sum_f, sum_ff, sum_of_votes - sum_level, vote @ factor - sum_f_level


def _best(
    count: _Floats, share: float, sum_f: _Floats, sum_ff: _Floats, rest: _Floats, rest_f: _Floats
) -> tuple[_Floats, _Floats]:
    """The i and f of each row that minimise the sum of (rest - i - f factor)² plus `share` times the two penalties."""
    a, d = count + INTERCEPT_PENALTY * share, sum_ff + FACTOR_PENALTY * share
    determinant = a * d - sum_f**2
    return (d * rest - sum_f * rest_f) / determinant, (a * rest_f - sum_f * rest) / determinant
