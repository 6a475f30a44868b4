"""Sums that do not depend on the order of what is added, to the last digit.

Source: Demmel and Nguyen, 'Fast reproducible floating-point summation', 2013.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# A number or an array of them, also a complex one: a sum in two parts, the coarse one as the real part and the fine one
# as the imaginary.
Amount = Any

# What is added and taken away again leaves a number of less than 2^22 as the nearest multiple of 2^-29, and what that
# cuts off as the nearest of 2^-59. Sums of either are exact: of the first up to 2^24, of the second for as many terms.
_GRID = 1.5 * 2.0**23
_FINE_GRID = 1.5 * 2.0**-7


def parts(term: Amount) -> tuple[Amount, Amount]:
    """A term as two, which add up to it but for less than 2^-59. Nothing is rounded off in sums of either, be they of
    16 million terms."""
    coarse = term + _GRID - _GRID
    return coarse, term - coarse + _FINE_GRID - _FINE_GRID


def whole(sums: Amount) -> Amount:
    """What was gathered, rounded for the first time."""
    return sums.real + sums.imag


def total(terms: Iterable[float]) -> float:
    """The same of numbers, all at once; their `parts` taken here, since to ask for them takes longer."""
    coarse = fine = 0.0
    for term in terms:
        more = term + _GRID - _GRID
        coarse += more
        fine += term - more + _FINE_GRID - _FINE_GRID
    return coarse + fine
