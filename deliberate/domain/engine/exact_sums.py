"""Sums that do not depend on the order of what is added, to the last digit.

Source: Demmel and Nguyen, 'Fast reproducible floating-point summation', 2013.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

# A number or an array of them.
Amount = Any
# Sums in two parts, the coarse one as the real part and the fine one as the imaginary: numpy adds both at once.
Sums = NDArray[np.complex128]

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
