"""The paragraphs, lists and tables of an ODT, one after another (ODF 1.3 part 3, 5 and 9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.words import Say
from deliberate.formats.documents.office.depths import BULLET, Place
from deliberate.formats.documents.office.findings import Found
from deliberate.formats.documents.office.markup import Element, attribute, child, name, number, words_of
from deliberate.formats.documents.office.numerals import as_printed
from deliberate.formats.documents.office.odt_drawings import boxes
from deliberate.formats.documents.office.odt_lists import Counting, Level, Lists, ListStyles
from deliberate.formats.documents.office.odt_runs import Runs, Source
from deliberate.formats.documents.office.odt_styles import Styles, is_table_head
from deliberate.formats.documents.office.pieces import INDEX, Piece
from deliberate.formats.documents.office.placing import Listed, Placing
from deliberate.formats.documents.office.tables import Cell, rows_of
from deliberate.formats.documents.office.words import Wording
from deliberate.formats.documents.outline import CONTENTS

_PARAGRAPHS = ("text:p", "text:h")
_INDEXES = {
    **dict.fromkeys(("text:table-of-content", "text:illustration-index", "text:table-index"), CONTENTS),
    **dict.fromkeys(("text:object-index", "text:user-index"), CONTENTS),
    "text:alphabetical-index": INDEX,
}
_ROW_GROUPS = ("table:table-header-rows", "table:table-rows", "table:table-row-group")
_CELLS = ("table:table-cell", "table:covered-table-cell")
_SILENT = {
    *("text:tracked-changes", "office:forms", "text:sequence-decls", "text:variable-decls", "text:user-field-decls"),
    *("text:dde-connection-decls", "text:alphabetical-index-auto-mark-file", "table:table-column", "office:scripts"),
}
_LOWEST_LEVEL = 10


@dataclass(frozen=True)
class _Spot:
    """Where in a list: its counting, the level, and the style there."""

    counting: Counting
    at: int
    style: str


class Body:
    """Reads what a text, a cell, a note or a text box contains into `pieces`."""

    def __init__(
        self, source: Source, styles: Styles, list_styles: ListStyles, outline: Counting | None = None
    ) -> None:
        self.pieces: list[Piece] = []
        self._source = source
        self._styles = styles
        self._list_styles = list_styles
        self._outline = outline or Counting()
        self._lists = Lists()
        self._placing = Placing(by_indent=False)

    def read(self, container: Element) -> list[Piece]:
        """What stands in it."""
        for element in container:
            self._read(element)
        return self.pieces

    def _read(self, element: Element) -> None:
        match name(element):
            case "text:p" | "text:h":
                self._paragraph(element, None)
            case "text:list":
                self._list(element, None)
            case "text:numbered-paragraph":
                self._numbered(element)
            case "table:table":
                self._table(element)
            case "text:section" if attribute(element, "text:display") == "none":
                self._source.findings.add(Found.HIDDEN_WORD, len(words_of(element).split()))
            case "text:bibliography":
                self._bibliography(element)
            case shown if shown in _INDEXES:
                self._index(element, _INDEXES[shown])
            case "office:annotation":
                self._source.annotations.append(element)
            case shown if shown.startswith(("draw:", "dr3d:")):
                for box in boxes(element, self._source.archive, self._source.findings):
                    self._box(box)
            case shown if shown not in _SILENT:
                self.read(element)

    def _within(self, element: Element) -> list[Piece]:
        return Body(self._source, self._styles, self._list_styles, self._outline).read(element)

    def _box(self, box: Element | str) -> None:
        if isinstance(box, str):
            self.pieces.append(Piece(PassageKind.PARAGRAPH, Wording(" ".join(box.split()))))
        else:
            self.pieces += self._within(box)

    def _index(self, element: Element, why: Say) -> None:
        first = len(self.pieces)
        self._below(child(element, "text:index-body"))
        for piece in self.pieces[first:]:
            piece.why = why

    def _bibliography(self, element: Element) -> None:
        first = len(self.pieces)
        self._below(child(element, "text:index-body"))
        for piece in self.pieces[first:]:
            piece.kind = PassageKind.HEADING if piece.kind is PassageKind.HEADING else PassageKind.REFERENCE

    def _below(self, element: Element | None) -> None:
        if element is not None:
            self.read(element)

    def _paragraph(self, element: Element, listed: Listed | None) -> None:
        style = self._styles.paragraph(attribute(element, "text:style-name"))
        runs = Runs(self._source, self._styles, style)
        runs.read(element)
        heading = style.heading
        if name(element) == "text:h":
            heading = number(attribute(element, "text:outline-level"), 1)
            listed = self._numbered_heading(element, heading, listed)
        piece = self._placing.piece(runs.words, style, heading, listed, style.start)
        if piece:
            piece.face = runs.face
            self.pieces.append(piece)
        for box in runs.boxes:
            self._box(box)

    def _numbered_heading(self, element: Element, level: int, listed: Listed | None) -> Listed | None:
        """By its list, else by the numbering of all headings; programs write the number that they print beside it."""
        label = listed.label if listed else None
        outline = self._list_styles.outline.get(level)
        if outline and not listed and attribute(element, "text:is-list-header") != "true" and len(words_of(element)):
            self._outline.next(self._list_styles.outline, level, _start_value(element))
            label = self._outline.label(self._list_styles.outline, level)
        printed = as_printed(words_of(child(element, "text:number")))
        return Listed(Place(0.0), printed or label)

    def _list(self, element: Element, outer: _Spot | None) -> None:
        style = attribute(element, "text:style-name") or (outer.style if outer else "")
        counting = outer.counting if outer else self._lists.counting(element)
        spot = _Spot(counting, min(outer.at + 1 if outer else 1, _LOWEST_LEVEL), style)
        for item in element:
            if name(item) == "text:list-item":
                self._item(item, spot)
            elif name(item) == "text:list-header":
                self._item(item, spot, is_counted=False)

    def _item(self, item: Element, spot: _Spot, is_counted: bool = True) -> None:
        """Its first paragraph has the number; an item that holds nothing but another list has none."""
        style = attribute(item, "text:style-override") or spot.style
        is_first = True
        for element in item:
            if name(element) in _PARAGRAPHS:
                start_value = _start_value(item)
                listed = self._listed(spot, style, start_value) if is_counted else _going_on(spot if is_first else None)
                self._paragraph(element, listed)
                is_counted = is_first = False
            elif name(element) == "text:list":
                self._list(element, spot)
            else:
                self._read(element)

    def _numbered(self, element: Element) -> None:
        """A paragraph that says of itself which list it belongs to (5.3.6)."""
        at = min(max(number(attribute(element, "text:level"), 1), 1), _LOWEST_LEVEL)
        style = attribute(element, "text:style-name") or ""
        spot = _Spot(self._lists.numbered(element), at, style)
        for paragraph in element:
            if name(paragraph) in _PARAGRAPHS:
                self._paragraph(paragraph, self._listed(spot, style, _start_value(element)))

    def _listed(self, spot: _Spot, style: str, start_value: int | None) -> Listed:
        levels = self._list_styles.levels(style)
        level = levels.get(spot.at, Level(sign=BULLET))
        if level.is_blank:
            return Listed(Place(0.0), is_blank=True)
        spot.counting.next(levels, spot.at, start_value)
        label = spot.counting.label(levels, spot.at)
        place = Place(level.start, "1." if label else BULLET, spot.counting, spot.at - 1)
        return Listed(place, label)

    def _table(self, table: Element) -> None:
        self._placing.end_lists()
        self.pieces += rows_of(list(self._rows(table, is_head=False)))

    def _rows(self, container: Element, is_head: bool) -> Iterator[list[Cell]]:
        for element in container:
            if (shown := name(element)) in _ROW_GROUPS:
                yield from self._rows(element, is_head or shown == _ROW_GROUPS[0])
            elif shown == "table:table-row":
                row = list(self._cells(element, is_head))
                letters = sum(_letters(cell.pieces) for cell in row)
                times = attribute(element, "table:number-rows-repeated") if letters else None
                yield from [row] * self._source.repeat(times, letters)

    def _cells(self, row: Element, is_head: bool) -> Iterator[Cell]:
        """A cell over several columns is one; where a cell of a row above reaches over, one is there and empty."""
        covered = 0
        for element in row:
            if name(element) not in _CELLS:
                continue
            pieces = self._within(element)
            repeated = attribute(element, "table:number-columns-repeated")
            times = self._source.repeat(repeated, 1 + _letters(pieces))
            if name(element) == _CELLS[0]:
                covered = number(attribute(element, "table:number-columns-spanned"), 1) - 1
            else:
                hidden = min(covered, times) if not pieces else 0
                covered, times = covered - hidden, times - hidden
            yield from [Cell(pieces, is_head or self._is_head(element))] * times

    def _is_head(self, cell: Element) -> bool:
        paragraphs = [below for below in cell if name(below) in _PARAGRAPHS]
        styles = (self._styles.paragraph(attribute(paragraph, "text:style-name")) for paragraph in paragraphs)
        return bool(paragraphs) and all(map(is_table_head, styles))


def _going_on(spot: _Spot | None) -> Listed:
    """Without a number; at a spot of its own, items may stand below it."""
    place = Place(0.0, BULLET, spot.counting, spot.at - 1) if spot else Place(0.0)
    return Listed(place, is_blank=True)


def _letters(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _start_value(element: Element) -> int | None:
    value = attribute(element, "text:start-value")
    return None if value is None else number(value, 1)
