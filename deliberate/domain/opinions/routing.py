"""Which post a voter is asked about next: half by the comment routing of Polis (Small et al., 'Polis: Scaling
deliberation by mapping high dimensional opinion spaces', 2021), half by where few more votes may decide something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import accumulate
from math import comb, log1p

from deliberate.domain.engine.acceptance import Verdict

# So many voters are looked ahead to.
AHEAD = 5


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


@lru_cache(4_096)  # of the thousands in a thread most are alike
def chance_to_flip(verdict: Verdict) -> float:
    """The chance, 0 to 1, that five more people who take sides bring about that a reply is accepted, or undo it.

    With a who agree and d who disagree so far, how many of the five agree is Beta-binomial from (a + 1, d + 1): k of
    them in (a + k choose k) (d + 5 - k choose 5 - k) of (a + d + 6 choose 5) cases.
    """
    agree, disagree, now = verdict.in_favour, verdict.disagree, verdict.is_accepted
    flipping = (k for k in range(AHEAD + 1) if verdict.would_be_accepted(agree=k, disagree=AHEAD - k) is not now)
    cases = sum(comb(agree + k, k) * comb(disagree + AHEAD - k, AHEAD - k) for k in flipping)
    return cases / comb(agree + disagree + AHEAD + 1, AHEAD)


def urgency(verdict: Verdict) -> float:
    """`chance_to_flip` times log(1 + h), with h the people who hold what is at stake: 0 or more."""
    return chance_to_flip(verdict) * log1p(verdict.holders) if verdict.holders else 0.0


def mixed(priorities: Mapping[int, float], urgencies: Mapping[int, float]) -> dict[int, float]:
    """In what proportion posts are drawn: half by priority, half by urgency, which some of them have; by priority alone
    where none has. Priorities are above 0."""
    urgent = sum(urgencies.values())
    if not urgent:
        return dict(priorities)
    usual = sum(priorities.values())
    return {post: own / usual + urgencies.get(post, 0.0) / urgent for post, own in priorities.items()}


def draw(priorities: Mapping[int, float], random: Callable[[], float]) -> int:
    """One of the posts, in proportion to its priority; `random` gives a number from 0 up to 1. Raises ValueError when
    there is none."""
    if not priorities:
        raise ValueError("nothing to draw from")
    sums = list(accumulate(priorities.values()))
    wanted = random() * sums[-1]
    return next(post for post, sum in zip(priorities, sums, strict=True) if wanted < sum or sum == sums[-1])
