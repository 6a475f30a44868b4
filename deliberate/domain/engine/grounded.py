"""The grounded labelling of an argumentation framework: the labels that nobody can doubt, and no more than those.

Dung, 'On the acceptability of arguments and its fundamental role in nonmonotonic reasoning, logic programming and
n-person games', Artificial Intelligence 77, 1995; as labels: Caminada, 'On the issue of reinstatement in
argumentation', JELIA 2006.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import TypeAlias


class Extent(StrEnum):
    """`in`: every attacker is out; `out`: some attacker is in; else `undecided` (Caminada 2006)."""

    IN = "in"
    OUT = "out"
    UNDECIDED = "undecided"


# Those that one argument attacks: the first, and the rest. A list for each would take half as long again.
_Chain: TypeAlias = "tuple[int, _Chain] | None"


def labelling(
    arguments: Collection[int],
    attacks: Iterable[tuple[int, int]],
    fixed: Mapping[int, Extent] | None = None,
) -> dict[int, Extent]:
    """The label of every argument: of all that fit `Extent`, those with fewest in and out (Dung 1995; Caminada 2006).

    `attacks` are (attacker, attacked); one that is named twice counts once, and an argument may attack itself. `fixed`
    are labels of arguments outside of `arguments` that attack into it and are decided already, so that what a change
    reaches can be labelled without the rest. Raises KeyError for an attack that names anything else. Takes time linear
    in arguments and attacks.
    """
    # Attacks on each that are not taken back yet, a repeated one every time. Below 0 once an argument is out.
    waiting = dict.fromkeys(arguments, 0)
    attacks_of: dict[int, _Chain] = dict.fromkeys(waiting)
    for attacker, attacked in attacks:
        waiting[attacked] += 1
        attacks_of[attacker] = (attacked, attacks_of.get(attacker))
    ready = _settle(attacks_of, waiting, fixed or {})
    ready += [argument for argument, count in waiting.items() if not count]
    _spread(ready, attacks_of, waiting)
    in_, out, undecided = Extent.IN, Extent.OUT, Extent.UNDECIDED
    return {argument: undecided if count > 0 else out if count else in_ for argument, count in waiting.items()}


def _settle(attacks_of: Mapping[int, _Chain], waiting: dict[int, int], fixed: Mapping[int, Extent]) -> list[int]:
    """Takes back the attacks of arguments from outside that are out; returns those that are in."""
    outside = {attacker: fixed[attacker] for attacker in attacks_of if attacker not in waiting}
    for attacker, extent in outside.items():
        if extent is Extent.OUT:
            _take_back(attacks_of[attacker], waiting)
    return [attacker for attacker, extent in outside.items() if extent is Extent.IN]


def _spread(ready: list[int], attacks_of: Mapping[int, _Chain], waiting: dict[int, int]) -> None:
    """Puts out whatever those in `ready` attack, and so on with those that this sets free."""
    while ready:
        chain = attacks_of[ready.pop()]
        while chain:
            attacked, chain = chain
            if waiting[attacked] > 0:
                waiting[attacked] = -1
                ready += _take_back(attacks_of[attacked], waiting)


def _take_back(chain: _Chain, waiting: dict[int, int]) -> list[int]:
    """Lifts these attacks; returns the arguments that nothing attacks any longer."""
    free = []
    while chain:
        attacked, chain = chain
        waiting[attacked] -= 1
        if not waiting[attacked]:
            free.append(attacked)
    return free
