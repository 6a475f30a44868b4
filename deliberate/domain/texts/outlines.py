"""A document as its reader took it, and what is corrected in it before it is put up.

Corrections are applied in order to what was read: so the last ones can be taken back, and none of them changes a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from deliberate.domain.arranging import Refusal
from deliberate.domain.texts import marks
from deliberate.domain.texts.letters import words
from deliberate.domain.texts.marks import Mark, MarkKind, moved
from deliberate.domain.texts.passages import Passage, PassageKind, anchored
from deliberate.domain.words import Worded, say

DEEPEST_HEADING, DEEPEST_ITEM = 4, 3
_SENTENCE = re.compile(r"[.!?:;…。！？；：]['\"”’»)\]]*\s+|[。！？；]")


class Shape(Worded):
    """What a row can be made."""

    HEADING_1 = "heading-1", say("heading 1")
    HEADING_2 = "heading-2", say("heading 2")
    HEADING_3 = "heading-3", say("heading 3")
    HEADING_4 = "heading-4", say("heading 4")
    TEXT = "text", say("text")
    ITEM_1 = "item-1", say("item")
    ITEM_2 = "item-2", say("item, one deeper")
    ITEM_3 = "item-3", say("item, two deeper")
    TABLE = "table", say("table")
    QUOTATION = "quotation", say("quotation")
    REFERENCE = "reference", say("reference")
    LEFT_OUT = "left-out", say("leave out")
    JOINED = "joined", say("joins the one above")


_KINDS = {
    **{Shape(f"heading-{level}"): (PassageKind.HEADING, level) for level in range(1, DEEPEST_HEADING + 1)},
    **{Shape(f"item-{level}"): (PassageKind.ITEM, level) for level in range(1, DEEPEST_ITEM + 1)},
    Shape.TEXT: (PassageKind.PARAGRAPH, 0),
    Shape.TABLE: (PassageKind.TABLE, 0),
    Shape.QUOTATION: (PassageKind.QUOTATION, 0),
    Shape.REFERENCE: (PassageKind.REFERENCE, 0),
}
_SHAPES = {place: shape for shape, place in _KINDS.items()}
# These print their number apart; in any other it is a word of the text.
_NUMBERED = {PassageKind.HEADING, PassageKind.ITEM, PassageKind.REFERENCE}


@dataclass(frozen=True)
class Row:
    """A passage without an anchor; or words that are left out, and why."""

    passage: Passage
    is_left_out: bool = False
    why: str = ""

    @property
    def shape(self) -> Shape | None:
        """None where it is of a kind that nobody gives by hand, as a definition is, or deeper than any."""
        if self.is_left_out:
            return Shape.LEFT_OUT
        return _SHAPES.get((self.passage.kind, self.passage.level))


class Verb(StrEnum):
    SHAPE = "shape"
    SPLIT = "split"


@dataclass(frozen=True)
class Correction:
    """`row` becomes `shape`, or is split before the letter `at`."""

    verb: Verb
    row: int
    shape: Shape | None = None
    at: int = 0


def corrected(rows: Sequence[Row], corrections: Iterable[Correction]) -> list[Row]:
    """Raises Refusal for one that cannot be."""
    result = list(rows)
    for correction in corrections:
        if not 0 <= correction.row < len(result):
            raise Refusal(say("There is no such row any more. Look at the rows as they are now."))
        row = result[correction.row]
        if correction.verb is Verb.SPLIT:
            result[correction.row : correction.row + 1] = _split(row, correction.at)
        elif correction.shape is Shape.JOINED:
            if correction.row == 0:
                raise Refusal(say("Nothing stands above the first row that it could join."))
            above = result[correction.row - 1]
            result[correction.row - 1 : correction.row + 1] = [_joined(above, row)]
        elif correction.shape is not None:
            result[correction.row] = _shaped(row, correction.shape)
    return result


def kept(rows: Iterable[Row]) -> tuple[Passage, ...]:
    """What is put up, with anchors."""
    return tuple(anchored(row.passage for row in rows if not row.is_left_out))


def _shaped(row: Row, shape: Shape) -> Row:
    if shape is Shape.LEFT_OUT:
        return replace(row, is_left_out=True)
    kind, level = _KINDS[shape]
    passage = row.passage if kind in _NUMBERED else _with_its_number(row.passage)
    spans = passage.marks if kind is PassageKind.TABLE else _without_cells(passage.marks)
    text = " ".join(passage.text.split("\n"))
    return Row(replace(passage, kind=kind, level=level, text=text, marks=spans))


def _with_its_number(passage: Passage) -> Passage:
    if not passage.number:
        return passage
    before = f"{passage.number} "
    return replace(passage, text=before + passage.text, number=None, marks=moved(passage.marks, len(before)))


def _joined(above: Row, below: Row) -> Row:
    upper, lower = above.passage, _with_its_number(below.passage)
    between = "\n" if upper.kind is lower.kind is PassageKind.CODE else " "
    upper_marks = upper.marks if upper.kind is PassageKind.TABLE else _without_cells(upper.marks)
    spans = (*upper_marks, *moved(_without_cells(lower.marks), len(upper.text) + len(between)))
    return replace(above, passage=replace(upper, text=upper.text + between + lower.text, marks=spans))


def _without_cells(given: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(mark for mark in given if mark.kind is not MarkKind.CELL)


def _split(row: Row, at: int) -> list[Row]:
    text = row.passage.text
    before, after = text[:at].rstrip(), text[at:].lstrip()
    if not before or not after or any(word.start < at < word.end for word in words(text)):
        raise Refusal(say("A row is split between two words of it."))
    start = len(text) - len(after)
    spans = row.passage.marks
    first = tuple(_clipped(mark, 0, len(before)) for mark in spans if mark.start < len(before))
    second = tuple(_clipped(mark, start, len(text)) for mark in spans if mark.end > start)
    kind = PassageKind.PARAGRAPH if row.passage.kind is PassageKind.HEADING else row.passage.kind
    level = 0 if kind is PassageKind.PARAGRAPH else row.passage.level
    return [
        replace(row, passage=replace(row.passage, text=before, marks=first)),
        replace(row, passage=Passage("", kind, level, after, None, moved(second, -start))),
    ]


def _clipped(mark: Mark, start: int, end: int) -> Mark:
    return Mark(max(mark.start, start), min(mark.end, end), mark.kind, mark.to)


def places_to_split(text: str) -> list[int]:
    """Where sentences and clauses begin: what is offered to who cannot point at a word."""
    places = (match.end() for match in _SENTENCE.finditer(text))
    return [place for place in places if 0 < place < len(text)]


def packed(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """As rows are kept."""
    return [
        {
            **{"kind": str(row.passage.kind), "level": row.passage.level, "text": row.passage.text},
            **{"number": row.passage.number, "marks": marks.packed(row.passage.marks)},
            **{"left_out": row.is_left_out, "why": row.why},
        }
        for row in rows
    ]


def unpacked(values: Iterable[Mapping[str, Any]]) -> list[Row]:
    """What `packed` gave."""
    return [
        Row(
            Passage(
                "",
                PassageKind(value["kind"]),
                value["level"],
                value["text"],
                value["number"],
                marks.unpacked(value["marks"]),
            ),
            value["left_out"],
            value["why"],
        )
        for value in values
    ]


def packed_corrections(corrections: Iterable[Correction]) -> list[list[Any]]:
    return [[str(one.verb), one.row, str(one.shape) if one.shape else None, one.at] for one in corrections]


def unpacked_corrections(values: Iterable[Sequence[Any]]) -> list[Correction]:
    return [Correction(Verb(verb), row, Shape(shape) if shape else None, at) for verb, row, shape, at in values]
