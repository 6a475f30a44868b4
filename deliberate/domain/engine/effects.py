"""What each reply does to a standing, so that all effects together are what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, fsum

from deliberate.domain.engine.semantics import FORMULAS, Semantics


def effects(
    base: float,
    attack_forces: Iterable[float],
    support_forces: Iterable[float],
    semantics: Semantics = Semantics.QUADRATIC_ENERGY,
) -> tuple[list[float], list[float]]:
    """What attacks (a) and supports (s) of these forces do, -1 to 0 and 0 to 1; they add up to standing - base.

    A force is what acts, a weight times what counts of a strength: 0 or more for quadratic energy, 0 to 1 for DF-QuAD.
    With A and S the two sides as wholes, and g the standing by the sides that act:

        attacks' effect  = ((g(A) - g()) + (g(S, A) - g(S))) / 2
        supports' effect = ((g(S) - g()) + (g(S, A) - g(A))) / 2

    which is Owen's value with the sides as unions; inside a side each has its share of the energy or, for DF-QuAD, of
    the product's logarithm (Aumann and Shapley's value, since it is a sum). The order of the forces does not matter,
    and the time is linear in them. Source: Kampik et al., 'Contribution functions for quantitative bipolar
    argumentation graphs: a principle-based analysis', arXiv 2401.08879.
    """
    formula = FORMULAS[semantics]
    attacks, supports = ([float(formula.term(force)) for force in side] for side in (attack_forces, support_forces))
    attack, support = fsum(attacks), fsum(supports)
    neither, attacked, supported, both = (
        float(formula.strength(base, *sides)) for sides in ((0, 0), (attack, 0), (0, support), (attack, support))
    )
    # By rounding alone an attack could raise, in the last digit.
    lowered = min(((attacked - neither) + (both - supported)) / 2, 0.0)
    raised = max(((supported - neither) + (both - attacked)) / 2, 0.0)
    return _shared(lowered, attacks, attack), _shared(raised, supports, support)


def _shared(change: float, terms: list[float], whole: float) -> list[float]:
    return [change * (term / whole) if whole else 0.0 for term in terms]


def printed(changes: Sequence[float], total: float, digits: int = 2) -> list[float]:
    """The changes with so many digits, so that what is printed adds up to the total as it is printed.

    By largest remainders: rounded down, and where most was cut off (of equals the first) up, as often as it takes. What
    raises is never printed below 0, what lowers never above, and nothing is made of 0: a total that their signs leave
    out of reach is approached only.
    """
    unit = 10**digits
    exact = [change * unit for change in changes]
    rounded = [floor(one) for one in exact]
    missing = round(total * unit) - sum(rounded)
    while missing:
        step = 1 if missing > 0 else -1
        movable = [at for at, one in enumerate(exact) if one * step > 0 or rounded[at] * step < 0]
        if not movable:
            break
        movable.sort(key=lambda at: (rounded[at] - exact[at]) * step)
        for at in movable[: abs(missing)]:
            rounded[at] += step
            missing -= step
    return [one / unit for one in rounded]
