"""Shares of groups that do not tell how single people voted.

Whoever knows the totals of a post can subtract from them what its groups voted. What is left are the votes of those who
are in no group that is shown; of only a few, that would tell how they voted. So a few are counted with the largest
group, among whom they hardly show, and where it is too small for that the smallest group is left out, so that more are
left: secondary suppression (Hundepool et al., 'Statistical Disclosure Control', 2012). Which of the two depends on how
many voted, not on how they did, or the choice itself would tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

# Fewer people are told nothing of, neither as a group nor as what is left of the totals.
MIN_DESCRIBED = 5
# A group of so many times the rest keeps its shares within a sixth when they are counted with it.
_HARDLY_SHOW = 5
# Shares are rounded to so many of 100.
_STEP = 5
# Agree, pass, disagree: how many, or of 100.
Votes: TypeAlias = tuple[int, int, int]


def shares(counts: Mapping[int, Votes], totals: Votes) -> dict[int, Votes]:
    """By group what can be said of its votes on one post, of 100; nothing of a group of which fewer than MIN_DESCRIBED
    voted. `totals` are everybody's votes on the post."""
    told = {group: votes for group, votes in counts.items() if sum(votes) >= MIN_DESCRIBED}
    rest = _minus(totals, told.values())
    if told and 0 < sum(rest) < MIN_DESCRIBED:
        by_size = sorted(told, key=lambda group: (sum(told[group]), group))
        largest = told[by_size[-1]]
        if sum(largest) >= _HARDLY_SHOW * sum(rest):
            told[by_size[-1]] = (largest[0] + rest[0], largest[1] + rest[1], largest[2] + rest[2])
        else:
            del told[by_size[0]]
    return {group: _rounded(votes) for group, votes in told.items()}


def _minus(totals: Votes, some: Iterable[Votes]) -> Votes:
    for votes in some:
        agree, passes, disagree = (total - part for total, part in zip(totals, votes, strict=True))
        totals = (agree, passes, disagree)
    return totals


def _rounded(votes: Votes) -> Votes:
    """In steps that make up 100."""
    agree, passes, _ = votes
    first, second = (_STEP * round(100 * some / sum(votes) / _STEP) for some in (agree, agree + passes))
    return first, second - first, 100 - second
