"""The grounded labelling of an argumentation framework."""

from __future__ import annotations

from enum import StrEnum


class Extent(StrEnum):
    """`in`: every attacker is out; `out`: some attacker is in; else `undecided`."""

    IN = "in"
    OUT = "out"
    UNDECIDED = "undecided"
