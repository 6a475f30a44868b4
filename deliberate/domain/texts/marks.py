"""Marks within the words of a passage: what is bold, a link, a cell of a table.

The words stand without them, so search, anchors and differences see the same words whatever marks a format knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"
    # Leads to the note that explains the words; `to` is how the note is printed: '1', '*'.
    NOTE = "note"
    # A cell of a table; `to` is 'head' where it names a column or a row.
    CELL = "cell"


@dataclass(frozen=True, order=True)
class Mark:
    """The words `text[start:end]` of a passage are `kind`; `to`: where a link leads, what a note is called."""

    start: int
    end: int
    kind: MarkKind
    to: str = ""


def packed(marks: Iterable[Mark]) -> list[list[int | str]]:
    """As they are kept and exported."""
    return [[mark.start, mark.end, str(mark.kind), *([mark.to] if mark.to else [])] for mark in marks]


def unpacked(rows: Iterable[list[int | str]], length: int) -> tuple[Mark, ...]:
    """Of a text of this `length`. Raises ValueError or TypeError for what `packed` never gives."""
    marks = []
    for start, end, kind, *to in rows:
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= length):
            raise ValueError(f"no place in a text of {length} letters: {start} to {end}")
        marks.append(Mark(start, end, MarkKind(str(kind)), str(to[0]) if to else ""))
    return tuple(marks)
