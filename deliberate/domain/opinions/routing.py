"""Which post a voter is asked about next (the comment routing of Polis: Small et al., 'Polis: Scaling deliberation by
mapping high dimensional opinion spaces', 2021)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate


def priority(agree: int, passes: int, disagree: int, extremity: float) -> float:
    """((1 - p)(E + 1) a (1 + 8 x 2^(-S/5)))^2: more for new posts, for those that are agreed with, not passed over, and
    tell people apart.

    S is all votes, a = (agree + 1) / (S + 2), p = (passes + 1) / (S + 2), E how far from the centre of the plane of
    opinions somebody would stand who agrees with this post alone (`projection`; 0 or more, 0 while not known). Above 0,
    below (9 (E + 1))^2 (Small et al. 2021).
    """
    seen = agree + passes + disagree
    liked, passed = (agree + 1) / (seen + 2), (passes + 1) / (seen + 2)
    return float(((1 - passed) * (extremity + 1) * liked * (1 + 8 * 2 ** (-seen / 5))) ** 2)


def draw(priorities: Mapping[int, float], random: Callable[[], float]) -> int:
    """One of the posts, in proportion to its priority; `random` gives a number from 0 up to 1. Raises ValueError when
    there is none."""
    if not priorities:
        raise ValueError("nothing to draw from")
    sums = list(accumulate(priorities.values()))
    wanted = random() * sums[-1]
    return next(post for post, sum in zip(priorities, sums, strict=True) if wanted < sum or sum == sums[-1])
