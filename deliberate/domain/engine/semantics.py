"""How strengths act on each other: what a site chooses, and `gradual` computes."""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class Semantics(StrEnum):
    """How the strength s of an argument comes from its base score t and from the s of others by edges of weight w.

    `quadratic-energy`: Potyka, 'Continuous dynamical systems for weighted bipolar argumentation', KR 2018:

        E = sum of w s over supporters - sum of w s over attackers        h(x) = max(x, 0)^2 / (1 + max(x, 0)^2)
        s = t - t h(-E) + (1 - t) h(E)

    `df-quad`: Rago, Cyras, Toni, 'Adapting the DF-QuAD algorithm to bipolar argumentation', after Rago et al., KR 2016:

        x = product of (1 - w s) over attackers - product of (1 - w s) over supporters
        s = t - t max(-x, 0) + (1 - t) max(x, 0)
    """

    QUADRATIC_ENERGY = "quadratic-energy"
    DF_QUAD = "df-quad"


def beyond_half(strength: Any) -> Any:
    """max(0, 2 s - 1), of a number or an array of them: how far a strength is beyond a half, 0 to 1."""
    over = strength - 0.5
    return over + abs(over)
