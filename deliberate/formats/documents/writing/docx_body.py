"""The paragraphs and tables of a DOCX that holds two revisions (ECMA-376 17.2 to 17.4, 17.13.5).

What is in both stands there once, with its changes inside; what was removed or added is marked as a whole, the end of
its paragraph, too, so that accepting or rejecting leaves no empty one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lxml.etree import _Element as Element

from deliberate.domain.texts.diffs import Change
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.spans import Cell, Run, Span, cells, spans
from deliberate.domain.texts.tracked import Pair, tracked
from deliberate.formats.documents.writing.docx_runs import Changes, Runs, is_right_to_left
from deliberate.formats.documents.writing.docx_xml import element, valued

_STYLES = {
    PassageKind.QUOTATION: "Quote",
    PassageKind.CODE: "HTMLPreformatted",
    PassageKind.DEFINITION: "Definition",
    PassageKind.REFERENCE: "Bibliography",
}
_HEADINGS = 6
# Twentieths of a point: a level of a list, and the text of an A4 page.
INDENT = 425
_WIDTH = 9026
BULLETS = 1


@dataclass(frozen=True)
class Shape:
    """What a paragraph or row is; with another one it is not the same. `depth`: of the item that it is; `cells`: those
    of a row, each as a paragraph; `within`: the depth of the item that it stands in, by which it is indented alone."""

    style: str
    depth: int = 0
    right_to_left: bool = False
    cells: tuple[Shape, ...] = ()
    within: int = field(default=0, compare=False)


def shape(passage: Passage, depth: int) -> Shape:
    turned = is_right_to_left(passage.text)
    match passage.kind:
        case PassageKind.HEADING:
            level = min(max(passage.level - 1, 0), _HEADINGS)
            return Shape(f"Heading{level}" if level else "Title", 0, turned)
        case PassageKind.ITEM:
            return Shape("ListNumber" if passage.number else "ListBullet", depth, turned)
        case PassageKind.TABLE:
            return Shape("Table", cells=tuple(_cell_shape(cell) for cell in cells(passage)))
        case kind:
            return Shape(_STYLES.get(kind, ""), right_to_left=turned, within=depth)


def _cell_shape(cell: Cell) -> Shape:
    style = "TableHeading" if cell.is_head else "TableContents"
    return Shape(style, right_to_left=is_right_to_left(cell.text))


class Body:
    """`right_to_left`: the document as a whole, which tables go by."""

    def __init__(self, runs: Runs, changes: Changes, *, right_to_left: bool = False) -> None:
        self._runs, self._changes = runs, changes
        self._right_to_left = right_to_left

    def write(self, pairs: Iterable[tuple[Pair, Shape]]) -> list[Element]:
        """Each with the shape of its passage. A body ends with a paragraph that stays."""
        blocks: list[Element] = []
        stays = False
        for is_table, group in groupby(pairs, lambda one: one[1].style == "Table"):
            together = list(group)
            if is_table:
                blocks.append(self._table(together))
            else:
                blocks += [
                    self._paragraph(of, pair.change, _runs(pair.before), _runs(pair.after)) for pair, of in together
                ]
            stays = not is_table and together[-1][0].change is Change.KEPT
        return blocks if stays else [*blocks, element("w:p")]

    def _paragraph(self, of: Shape, change: Change, before: Sequence[Run], after: Sequence[Run]) -> Element:
        paragraph = element("w:p")
        properties = _properties(of)
        if change is not Change.KEPT:
            properties.append(element("w:rPr", None, self._changes.mark(change)))
        if len(properties):
            paragraph.append(properties)
        self._runs.write(paragraph, tracked(before, after), right_to_left=of.right_to_left)
        return paragraph

    def _table(self, rows: Sequence[tuple[Pair, Shape]]) -> Element:
        columns = max(len(of.cells) for _, of in rows)
        width = _WIDTH // columns
        properties = element("w:tblPr", None, valued("w:tblStyle", "TableGrid"))
        if self._right_to_left:
            properties.append(element("w:bidiVisual"))
        properties.append(element("w:tblW", {"w:w": width * columns, "w:type": "dxa"}))
        grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": width}) for _ in range(columns)))
        return element("w:tbl", None, properties, grid, *(self._row(pair, of, columns) for pair, of in rows))

    def _row(self, pair: Pair, of: Shape, columns: int) -> Element:
        properties = element("w:trPr", None, element("w:cantSplit"))
        if all(cell.style == "TableHeading" for cell in of.cells):
            properties.append(element("w:tblHeader"))
        if pair.change is not Change.KEPT:
            properties.append(self._changes.mark(pair.change))
        row = element("w:tr", None, properties)
        sides = (_cells(side, len(of.cells)) for side in (pair.before, pair.after))
        for at, (cell, was, now) in enumerate(zip(of.cells, *sides, strict=True), 1):
            size = element("w:tcPr", None, element("w:tcW", {"w:w": 0, "w:type": "auto"}))
            # The last cell of a row reaches over the columns that the row has no cells for.
            if at == len(of.cells) < columns:
                size.append(valued("w:gridSpan", columns - at + 1))
            row.append(element("w:tc", None, size, self._paragraph(cell, pair.change, was, now)))
        return row


def _properties(of: Shape) -> Element:
    """In the order that the schema wants (17.3.1.26)."""
    properties = element("w:pPr")
    if of.style:
        properties.append(valued("w:pStyle", of.style))
    if of.style == "ListBullet":
        properties.append(element("w:numPr", None, valued("w:ilvl", of.depth - 1), valued("w:numId", BULLETS)))
    if of.right_to_left:
        properties.append(element("w:bidi"))
    if of.style == "ListNumber":
        properties.append(element("w:ind", {"w:left": of.depth * INDENT, "w:hanging": INDENT}))
    elif of.within:
        properties.append(element("w:ind", {"w:left": of.within * INDENT}))
    return properties


def _runs(passage: Passage | None) -> list[Run]:
    """With the number that is printed before its words."""
    if passage is None:
        return []
    found = spans(passage.text, passage.marks)
    if not passage.number:
        return found
    return [Span(passage.number + (" " if passage.kind is PassageKind.HEADING else "\t")), *found]


def _cells(row: Passage | None, width: int) -> list[list[Run]]:
    return [spans(cell.text, cell.marks) for cell in cells(row)] if row else [[] for _ in range(width)]
