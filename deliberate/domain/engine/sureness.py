"""How sure a base score is: between what the share of those who agree is likely to be, were more people to vote."""

from __future__ import annotations

from functools import lru_cache
from itertools import count
from math import exp, expm1, lgamma, log, sqrt

# How much of what is possible, given the votes, a range leaves out at either end; and how many standard deviations that
# is from the mean of a normal distribution.
_OUTSIDE = 0.1
_AWAY = 1.2815515655446004
# A step that is such a part of a share, and of the rest, ends as near as numbers can be: each leaves less than the cube
# of what the one before did.
_LAST_STEP = 1e-5
# What a factor may differ from 1 that changes nothing any more.
_NOTHING = 4e-16


def base_range(agree: int, disagree: int) -> tuple[float, float]:
    """The middle 80 % of Beta(agree + 1, disagree + 1), of which the base score is the mean: low and high, 0 to 1.

    That is how likely each share of those who agree is after the votes, were all shares alike likely before.
    """
    return _low(agree + 1, disagree + 1), 1 - _low(disagree + 1, agree + 1)


@lru_cache(maxsize=4_096)  # most posts have the same few votes
def _low(a: int, b: int) -> float:
    """The share below which a tenth of Beta(a, b) is, right to 12 digits behind the point."""
    if a == 1:
        return -expm1(log(1 - _OUTSIDE) / b)
    if b == 1:
        return exp(log(_OUTSIDE) / a)
    whole = lgamma(a) + lgamma(b) - lgamma(a + b)
    share, step = _near(a, b), 1.0
    while abs(step) > _LAST_STEP * share * (1 - share):
        # Halley's method.
        height = exp(a * log(share) + b * log(1 - share) - whole)
        miss = (_below(share, a, b, height) - _OUTSIDE) * share * (1 - share) / height
        bend = (a - 1) / share - (b - 1) / (1 - share)
        step = miss / (1 - min(1.0, miss * bend) / 2)
        share -= step
    return share


def _near(a: int, b: int) -> float:
    """Abramowitz and Stegun, 'Handbook of mathematical functions', 26.5.22."""
    of_a, of_b = 1 / (2 * a - 1), 1 / (2 * b - 1)
    bend, mean = (_AWAY * _AWAY - 3) / 6, 2 / (of_a + of_b)
    away = _AWAY * sqrt(mean + bend) / mean - (of_b - of_a) * (bend + 5 / 6 - 2 / (3 * mean))
    return a / (a + b * exp(2 * away))


def _below(share: float, a: int, b: int, height: float) -> float:
    """How much of Beta(a, b) is below a share; `height` is share^a (1 - share)^b / B(a, b)."""
    if share < (a + 1) / (a + b + 2):
        return height * _fraction(share, a, b) / a
    return 1 - height * _fraction(1 - share, b, a) / b


def _fraction(share: float, a: int, b: int) -> float:
    """The continued fraction 26.5.8 there, by Lentz's method."""
    along = 1.0
    across = value = 1 / (1 - (a + b) * share / (a + 1))
    for term in count(1):
        place = a + 2 * term
        even = term * (b - term) * share / ((place - 1) * place)
        odd = -(a + term) * (a + b + term) * share / (place * (place + 1))
        along, across = 1 + even / along, 1 / (1 + even * across)
        value *= along * across
        along, across = 1 + odd / along, 1 / (1 + odd * across)
        value *= along * across
        if abs(along * across - 1) < _NOTHING:
            break
    return value
