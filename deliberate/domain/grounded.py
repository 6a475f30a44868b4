"""The grounded labelling of an argumentation framework: the labels that nobody can doubt, and no more than those.

Dung, 'On the acceptability of arguments and its fundamental role in nonmonotonic reasoning, logic programming and
n-person games', Artificial Intelligence 77, 1995; as labels: Caminada, 'On the issue of reinstatement in
argumentation', JELIA 2006.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum


class Extent(StrEnum):
    """`in`: every attacker is out; `out`: some attacker is in; else `undecided` (Caminada 2006)."""

    IN = "in"
    OUT = "out"
    UNDECIDED = "undecided"


def labelling(
    arguments: Collection[int],
    attacks: Iterable[tuple[int, int]],
    fixed: Mapping[int, Extent] | None = None,
) -> dict[int, Extent]:
    """The label of every argument, in time linear in arguments and attacks (Dung 1995; Caminada 2006).

    `attacks` are (attacker, attacked); one that is named twice counts once, and an argument may attack itself. `fixed`
    are labels of arguments outside of `arguments` that attack into it and are settled already, so that what a change
    reaches can be labelled without the rest. Raises KeyError for an attack that names anything else.
    """
    # Attacks on each that are not taken back yet; one named twice is counted and taken back twice.
    waiting = dict.fromkeys(arguments, 0)
    attacked_by: dict[int, list[int]] = {}
    for attacker, attacked in attacks:
        waiting[attacked] += 1
        if attacker in attacked_by:
            attacked_by[attacker].append(attacked)
        else:
            attacked_by[attacker] = [attacked]
    outside = {one: (fixed or {})[one] for one in attacked_by.keys() - waiting.keys()}
    for one, extent in outside.items():
        if extent is Extent.OUT:
            for attacked in attacked_by[one]:
                waiting[attacked] -= 1
    ready = [one for one, extent in outside.items() if extent is Extent.IN]
    ready += [argument for argument, count in waiting.items() if not count]
    labels = _spread(ready, attacked_by, waiting)
    return {argument: labels.get(argument, Extent.UNDECIDED) for argument in waiting}


def _spread(ready: list[int], attacked_by: Mapping[int, Collection[int]], waiting: dict[int, int]) -> dict[int, Extent]:
    """What is in or out because those in `ready` are in. Uses up `ready` and `waiting`."""
    in_, out = Extent.IN, Extent.OUT
    labels: dict[int, Extent] = {}
    while ready:
        argument = ready.pop()
        labels[argument] = in_
        for attacked in attacked_by.get(argument, ()):
            if attacked in labels:
                continue
            labels[attacked] = out
            for freed in attacked_by.get(attacked, ()):
                waiting[freed] -= 1
                if not waiting[freed]:
                    ready.append(freed)
    return labels
