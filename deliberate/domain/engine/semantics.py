"""How strengths act on each other: what a site chooses, and `gradual` computes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from deliberate.domain.engine.exact_sums import Amount


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


def beyond_half(strength: Amount) -> Amount:
    """max(0, 2 s - 1), of a number or an array of them: how far a strength is beyond a half, 0 to 1."""
    over = strength - 0.5
    return over + abs(over)


def _all(strength: Amount) -> Amount:
    return strength


@dataclass(frozen=True)
class Formula:
    """The formula of a semantics in two steps, the same for numbers and for arrays of them.

    Attackers and supporters are gathered apart: each adds `term(w acting(s))`, w acting(s) being 0 to 1. `pull` turns
    the two sums into a direction, of which the sign counts, and a share, 0 to 1, of the way to 1 or to 0 that the base
    moves: E and h(|E|) for quadratic energy; x and |x| for DF-QuAD, whose products are gathered as sums of logarithms.
    """

    term: Callable[[Amount], Amount]
    pull: Callable[[Amount, Amount], tuple[Amount, Amount]]
    acting: Callable[[Amount], Amount] = _all

    def strength(self, base: Amount, attack: Amount, support: Amount) -> Amount:
        """t + share (1 - t) in a direction above 0, else t - share t: 0 to 1, like the base score t."""
        direction, share = self.pull(attack, support)
        return base + share * ((direction > 0) - base)


def _energy(attack: Amount, support: Amount) -> tuple[Amount, Amount]:
    energy = support - attack
    square = energy * energy
    return energy, square / (1 + square)


def _spared(force: Amount) -> Amount:
    """The logarithm of what a force leaves, so that a sum is a product's; of nothing, that of next to nothing."""
    import numpy as np  # which sites with the other formula do not load for a few posts

    return np.log(np.maximum(1 - force, 1e-40))


def _difference(attack: Amount, support: Amount) -> tuple[Amount, Amount]:
    import numpy as np

    difference = np.exp(attack) - np.exp(support)
    return difference, abs(difference)


FORMULAS = {
    Semantics.QUADRATIC_ENERGY: Formula(lambda force: force, _energy),
    Semantics.DF_QUAD: Formula(_spared, _difference),
}


def formula_of(semantics: Semantics, conviction: bool) -> Formula:
    """With `conviction` an argument of strength s acts as one of max(0, 2 s - 1) would: what is not believed by more
    than half moves nothing."""
    formula = FORMULAS[semantics]
    return replace(formula, acting=beyond_half) if conviction else formula
