"""Marks within the words of a passage: what is bold, a link, a cell of a table.

The words stand without them, so search, anchors and differences see the same words whatever marks a format knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class MarkKind(StrEnum):
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"
    # Leads to the note that explains the words; `to` is how the note is printed: '1', '*'.
    NOTE = "note"
    # A cell of a table; `to` is HEAD where it names a column or a row.
    CELL = "cell"


# What `to` says of a cell that names a column or a row.
HEAD = "head"


@dataclass(frozen=True, order=True)
class Mark:
    """The words `text[start:end]` of a passage are `kind`; `to`: where a link leads, what a note is called."""

    start: int
    end: int
    kind: MarkKind
    to: str = ""


def packed(marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """As they are kept and exported."""
    return [
        {"start": mark.start, "end": mark.end, "kind": str(mark.kind), **({"to": mark.to} if mark.to else {})}
        for mark in marks
    ]


def unpacked(rows: Iterable[Mapping[str, Any]]) -> tuple[Mark, ...]:
    """What `packed` gave."""
    return tuple(Mark(row["start"], row["end"], MarkKind(row["kind"]), row.get("to", "")) for row in rows)


def without_beginning(marks: Iterable[Mark], length: int) -> tuple[Mark, ...]:
    """Those of the text without its first `length` letters."""
    kept = (mark for mark in marks if mark.end > length or mark.start == mark.end == length)
    return tuple(Mark(max(mark.start - length, 0), mark.end - length, mark.kind, mark.to) for mark in kept)


def within(marks: Iterable[Mark], whole: Mark) -> tuple[Mark, ...]:
    """Those inside of one of them, but itself, with places counted from its beginning."""
    inside = (mark for mark in marks if mark != whole and whole.start <= mark.start and mark.end <= whole.end)
    return tuple(Mark(mark.start - whole.start, mark.end - whole.start, mark.kind, mark.to) for mark in inside)


def moved(marks: Iterable[Mark], by: int) -> tuple[Mark, ...]:
    """The same where so many letters were put before the text."""
    return tuple(Mark(mark.start + by, mark.end + by, mark.kind, mark.to) for mark in marks)
