"""When people accept a reply, or a claim that a revision deals with a point, and what would change that.

Three things are asked of those who took sides; passes carry no opinion and count for nothing. *Enough* of them: as
many as the square root of how many hold the point, and at least a quorum, so that what five hundred hold is not settled
by three. *Beyond chance*: if people were of two minds, so many more would seldom agree than disagree (the score test at
one side, 90 %, which is Wilson's lower bound above a half; Wilson, 'Probable inference', 1927). *Breadth*: no side
rejects it beyond chance.

The square root is ours: it bounds what fakes cost, and is no proof against many accounts. For the direction see Shahaf,
Shapiro, Talmon, 'Sybil-resilient reality-aware social choice', IJCAI 2019.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import isqrt, sqrt

# Unless the site asks for more or fewer.
QUORUM = 3
# Of the standard normal distribution, one side, 90 %.
Z = 1.2816
# A side that fewer reject is too small to be one.
LEAST_SIDE = 5


def quorum_for(people: int, least: int = QUORUM) -> int:
    """How many are asked for because of so many people: the square root, rounded up, and at least `least`."""
    return max(least, isqrt(people - 1) + 1 if people > 0 else 0)


def beyond_chance(more: int, fewer: int) -> bool:
    """Whether `more` people are so many more than `fewer` that chance seldom does it."""
    return more - fewer > Z * sqrt(more + fewer)


def side_rejects(agree: int, disagree: int) -> bool:
    """Whether those of one side who took sides reject it: beyond chance, and enough of them to be a side."""
    return disagree >= LEAST_SIDE and beyond_chance(disagree, agree)


class Stake(StrEnum):
    """What those hold because of whom so many are asked for."""

    POINT = "the point"
    DENIAL = "that the point is not so"
    REPLY = "the reply that it is said to"
    ABOVE = "the point that this reply is about"


class Side(StrEnum):
    """Who can reject a reply, however many others accept it."""

    HOLDERS = "those who hold what it is said to"
    GROUP = "an opinion group"
    ELSEWHERE = "one that is known where the votes come from"


@dataclass(frozen=True)
class Verdict:
    """What people say to a reply, or to a claim: `agree` on the words as they are, `disagree` on any of its words.

    `holders` are the people, but for who raised it, who hold what is at `stake`. `content`: who raised that says that
    this answers it; their own vote is then in neither number, and their word `is_vote` but on a reply of their own.
    `rejected_by` is a side that rejects it (`side_rejects`).
    """

    agree: int = 0
    disagree: int = 0
    holders: int = 0
    quorum: int = QUORUM
    content: bool = False
    is_vote: bool = True
    rejected_by: Side | None = None
    stake: Stake = Stake.POINT

    @property
    def asked(self) -> int:
        """How many must agree."""
        return quorum_for(self.holders, self.quorum)

    @property
    def in_favour(self) -> int:
        """How many accept it."""
        return self.agree + (self.content and self.is_vote)

    @property
    def sides(self) -> int:
        """How many took sides."""
        return self.in_favour + self.disagree

    @property
    def is_refused(self) -> bool:
        """Whether those who took sides reject it, beyond chance."""
        return beyond_chance(self.disagree, self.agree)

    @property
    def is_raisers(self) -> bool:
        """Whether the word of who raised it decides."""
        return self._by_raiser()

    @property
    def by_voters(self) -> bool:
        return self._by_voters()

    @property
    def is_accepted(self) -> bool:
        return self.would_be_accepted()

    def would_be_accepted(self, agree: int = 0, disagree: int = 0, holders: int = 0) -> bool:
        """By so many more who agree, who disagree, or who hold what is at stake, everything else being as it is."""
        return self._by_raiser(agree, disagree, holders) or self._by_voters(agree, disagree, holders)

    def _by_raiser(self, agree: int = 0, disagree: int = 0, holders: int = 0) -> bool:
        """While hardly anybody else holds it, and the others do not reject what they are content with."""
        alone = self.content and self.holders + holders < self.quorum
        return alone and not beyond_chance(self.disagree + disagree, self.agree + agree)

    def _by_voters(self, agree: int = 0, disagree: int = 0, holders: int = 0) -> bool:
        in_favour = self.in_favour + agree
        is_enough = in_favour >= quorum_for(self.holders + holders, self.quorum)
        return is_enough and self.rejected_by is None and beyond_chance(in_favour, self.disagree + disagree)


def more_to_accept(verdict: Verdict) -> int | None:
    """The least number of further people who agree, after which it is accepted; None where no number does it."""
    return least(lambda more: verdict.would_be_accepted(agree=more))


def more_to_undo(verdict: Verdict) -> int:
    """The least number of further people who disagree, after which it is not accepted."""
    return surely_least(lambda more: not verdict.would_be_accepted(disagree=more))


def holders_to_reopen(verdict: Verdict) -> int:
    """The least number of further people who hold what is at stake, after which it is not accepted."""
    return surely_least(lambda more: not verdict.would_be_accepted(holders=more))


def surely_least(happens: Callable[[int], bool]) -> int:
    """The least number from which on it happens; enough always do it."""
    number = least(happens)
    if number is None:
        raise AssertionError("no number does it")
    return number


def least(happens: Callable[[int], bool]) -> int | None:
    """The least number from which on it happens, by bisection; None where no number does it."""
    high = 1
    if happens(0):
        return 0
    while not happens(high):
        high *= 2
        if high > 1 << 62:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if happens(middle) else (middle, high)
    return high
