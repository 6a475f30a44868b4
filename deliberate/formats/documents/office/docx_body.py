"""The paragraphs and tables of a DOCX, one after another (ECMA-376 17.2 to 17.4)."""

from __future__ import annotations

from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.office.depths import BULLET, Place
from deliberate.formats.documents.office.docx_fields import Fields
from deliberate.formats.documents.office.docx_parts import Part
from deliberate.formats.documents.office.docx_runs import Runs, Source
from deliberate.formats.documents.office.docx_shapes import branch
from deliberate.formats.documents.office.docx_styles import BODY_TEXT, Style, start_of
from deliberate.formats.documents.office.docx_tables import table_rows
from deliberate.formats.documents.office.findings import Found
from deliberate.formats.documents.office.formulas import formula
from deliberate.formats.documents.office.markup import Element, attribute, child, name, number, value
from deliberate.formats.documents.office.pieces import Piece
from deliberate.formats.documents.office.placing import Listed, Placing
from deliberate.formats.documents.office.tables import Cell, rows_of
from deliberate.formats.documents.office.words import Wording
from deliberate.formats.documents.outline import CONTENTS

_BIBLIOGRAPHY = "Bibliographies"
_CONTENTS = "Table of Contents"
_LOWEST_LEVEL = 8


class Body:
    """Reads what a part, a cell, a note or a text box contains into `pieces`."""

    def __init__(self, source: Source, part: Part, fields: Fields | None = None) -> None:
        self.pieces: list[Piece] = []
        self._source = source
        self._part = part
        self._fields = fields or Fields()
        self._placing = Placing(by_indent=True)
        self._unfinished: Runs | None = None

    def read(self, container: Element) -> list[Piece]:
        """What stands in it."""
        self._read(container)
        self._finish()
        return self.pieces

    def _read(self, container: Element) -> None:
        for element in container:
            match name(element):
                case "w:p":
                    self._paragraph(element)
                case "w:tbl":
                    self._finish()
                    self._table(element)
                case "w:sdt":
                    self._control(element)
                case "w:altChunk" | "w:subDoc":
                    self._source.findings.add(Found.OBJECT)
                case "mc:AlternateContent":
                    chosen = branch(element)
                    if chosen is not None:
                        self._read(chosen)
                case "m:oMath" | "m:oMathPara":
                    self.pieces.append(Piece(PassageKind.PARAGRAPH, Wording(" ".join(formula(element).split()))))
                case "w:sectPr":
                    self._source.notes.new_section()
                case shown if not shown.endswith("Pr"):
                    self._read(element)

    def _control(self, control: Element) -> None:
        """Content controls hold paragraphs like any others; some say what they are made of."""
        first = len(self.pieces)
        properties = child(control, "w:sdtPr")
        gallery = value(properties, "w:docPartObj", "w:docPartGallery")
        for content in control:
            if content is not properties:
                self._read(content)
        for piece in self.pieces[first:]:
            if gallery == _CONTENTS:
                piece.why = CONTENTS
            elif piece.kind is PassageKind.PARAGRAPH and (
                gallery == _BIBLIOGRAPHY or child(properties, "w:bibliography") is not None
            ):
                piece.kind = PassageKind.REFERENCE

    def _table(self, table: Element) -> None:
        self._placing.end_lists()
        rows = [
            [Cell(self._within(cell.element), cell.is_head) for cell in row]
            for row in table_rows(table, self._source.styles, self._source.findings)
        ]
        self.pieces += rows_of(rows)

    def _within(self, element: Element | None) -> list[Piece]:
        return [] if element is None else Body(self._source, self._part, self._fields).read(element)

    def _paragraph(self, paragraph: Element) -> None:
        properties = child(paragraph, "w:pPr")
        style = self._source.styles.paragraph(value(properties, "w:pStyle"))
        runs = self._unfinished or Runs(self._source, self._part, self._fields)
        changes = self._source.findings.numbers[Found.CHANGE]
        runs.read(paragraph, style.look)
        if _is_mark_changed(properties) and changes == self._source.findings.numbers[Found.CHANGE]:
            self._source.findings.add(Found.CHANGE)
        self._unfinished = None
        if _is_drop_cap(properties):
            self._unfinished = runs
        elif _has_no_end(properties):
            # Nobody means the last word of one paragraph and the first of the next to be one.
            runs.words.add(" ")
            self._unfinished = runs
        else:
            self._add(runs, properties, style)
        if child(properties, "w:sectPr") is not None:
            self._source.notes.new_section()

    def _finish(self) -> None:
        """A paragraph that was to go on in the next one, where there is none."""
        if self._unfinished:
            self._add(self._unfinished, None, Style())
            self._unfinished = None

    def _add(self, runs: Runs, properties: Element | None, style: Style) -> None:
        listed = self._listed(properties, style)
        start = _start(properties, style)
        piece = self._placing.piece(runs.words, style, _heading(properties, style), listed, start, runs.why)
        if piece:
            piece.face = runs.face
            self.pieces.append(piece)
        for box in runs.boxes:
            if isinstance(box, str):
                self.pieces.append(Piece(PassageKind.PARAGRAPH, Wording(" ".join(box.split()))))
            else:
                self.pieces += self._within(box)

    def _listed(self, properties: Element | None, style: Style) -> Listed | None:
        """Paragraphs without words are counted, too, so each is asked for once."""
        list_id, at = self._list_of(properties, style)
        level = self._source.numbering.level(list_id, at)
        if list_id is None or level is None:
            return None
        label = self._source.numbering.label(list_id, at)
        own = start_of(child(properties, "w:ind"))
        start = own if own is not None else level.start if level.start is not None else style.start or 0.0
        place = Place(start, "1." if label else BULLET, list_id, at + style.deeper)
        return Listed(place, label, level.is_blank)

    def _list_of(self, properties: Element | None, style: Style) -> tuple[str | None, int]:
        """Which list, and which level of it: as the paragraph says, else as its style does."""
        own = child(properties, "w:numPr")
        list_id, at = value(own, "w:numId"), number(value(own, "w:ilvl"))
        if list_id is None:
            list_id = style.list_id
            if value(own, "w:ilvl") is None:
                by_style = self._source.numbering.level_of_style(list_id, style.list_style)
                at = by_style if style.list_level is None else style.list_level
        return list_id, min(max(at, 0), _LOWEST_LEVEL)


def _is_mark_changed(properties: Element | None) -> bool:
    """Two paragraphs became one, or one became two."""
    mark = child(properties, "w:rPr")
    return any(child(mark, change) is not None for change in ("w:ins", "w:del", "w:moveFrom", "w:moveTo"))


def _has_no_end(properties: Element | None) -> bool:
    """Its end is deleted: it goes on in the next paragraph."""
    mark = child(properties, "w:rPr")
    return child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None


def _is_drop_cap(properties: Element | None) -> bool:
    """The large letter that the next paragraph begins with."""
    return attribute(child(properties, "w:framePr"), "w:dropCap") in ("drop", "margin")


def _heading(properties: Element | None, style: Style) -> int | None:
    outline = number(value(properties, "w:outlineLvl"), BODY_TEXT)
    if style.heading is None and 0 <= outline < BODY_TEXT:
        return outline + 1
    return style.heading


def _start(properties: Element | None, style: Style) -> float:
    own = start_of(child(properties, "w:ind"))
    return own if own is not None else style.start or 0.0
