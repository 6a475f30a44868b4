"""What can be told of groups without telling how single people voted.

Everybody knows the totals of a post. Who subtracts from them what its groups voted is left with the votes of those who
are in no group that is told; of a few people, or where they all voted the same, that would tell how they voted. So the
votes of a few are counted with the largest group, among whom they hardly show, or some groups are left out, so that
more are left: secondary suppression (Hundepool et al., 'Statistical Disclosure Control', 2012). What is done depends on
the totals and on how many of each group voted, not on how they did, or the choice itself would tell. And those among
whom the few are counted must be more than agree, pass or disagree in all: then they cannot all have voted the same
(`l-diversity`, Machanavajjhala et al. 2007), and had one of the few voted as another of them did, and the other as they
did, nothing that is shown would be another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

# Fewer people are told nothing of, neither as a group nor as what is left of the totals.
MIN_DESCRIBED = 5
# A group of so many times the rest keeps its shares within a sixth when they are counted with it.
_HARDLY_SHOW = 5
# Shares are rounded to so many of 100.
SHARE_STEP = 5
# Agree, pass, disagree: how many, or of 100.
Votes: TypeAlias = tuple[int, int, int]


class Told(NamedTuple):
    """What can be said of a group's votes on one post: in `shares` of 100, and the same as votes of people, `about` as
    many as voted, rounded down to a number that shares of steps divide. What is computed from either tells no more."""

    shares: Votes
    about: Votes


def tell(counts: Mapping[int, Votes], totals: Votes) -> dict[int, Told]:
    """By group what can be told of it; nothing of one of which fewer than MIN_DESCRIBED voted. `counts` are the votes
    of each group on a post, `totals` everybody's."""
    told = {}
    for group, votes in counted_together(counts, totals).items():
        people = sum(votes) // MIN_DESCRIBED * MIN_DESCRIBED
        told[group] = Told(_rounded(votes), _of(people, _rounded(votes)))
    return told


def counted_together(counts: Mapping[int, Votes], totals: Votes) -> dict[int, Votes]:
    """The votes behind what is told, by group; who knows them all, and the totals, cannot work out those of a few."""
    told = {group: votes for group, votes in counts.items() if sum(votes) >= MIN_DESCRIBED}
    rest = _minus(totals, told.values())
    left = sum(rest)
    are_few = any(0 < sum(votes) < MIN_DESCRIBED for votes in counts.values())
    if not told or not left or (left >= MIN_DESCRIBED and not are_few):
        return told
    by_size = sorted(told, key=lambda group: (sum(told[group]), group))
    largest = told[by_size[-1]]
    together = sum(largest) + left
    if left < MIN_DESCRIBED and sum(largest) >= _HARDLY_SHOW * left and max(totals) < together:
        return {**told, by_size[-1]: (largest[0] + rest[0], largest[1] + rest[1], largest[2] + rest[2])}
    for smallest in by_size:
        if left >= MIN_DESCRIBED and max(totals) < left:
            break
        left += sum(told.pop(smallest))
    return told


def _minus(totals: Votes, some: Iterable[Votes]) -> Votes:
    for votes in some:
        agree, passes, disagree = (total - part for total, part in zip(totals, votes, strict=True))
        totals = (agree, passes, disagree)
    return totals


def _rounded(votes: Votes) -> Votes:
    """In steps that make up 100."""
    agree, passes, _ = votes
    first, second = (SHARE_STEP * round(100 * some / sum(votes) / SHARE_STEP) for some in (agree, agree + passes))
    return first, second - first, 100 - second


def _of(people: int, shares: Votes) -> Votes:
    """Whole people, who are as many."""
    agree, disagree = (round(share * people / 100) for share in (shares[0], shares[2]))
    disagree = min(disagree, people - agree)
    return agree, people - agree - disagree, disagree
