"""Tables: a passage a row."""

from __future__ import annotations

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.office.pieces import Face, Piece
from deliberate.formats.documents.office.tables import Cell, rows_of
from deliberate.formats.documents.office.words import Wording
from deliberate.formats.documents.outline import CONTENTS


def piece(text: str, is_bold: bool = False, marks: tuple[Mark, ...] = ()) -> Piece:
    letters = len(text.replace(" ", ""))
    face = Face(letters, letters if is_bold else 0, 11)
    return Piece(PassageKind.PARAGRAPH, Wording(text, marks), face=face)


def cell(*texts: str, is_head: bool = False, is_bold: bool = False) -> Cell:
    return Cell([piece(text, is_bold) for text in texts], is_head)


def test_a_row_is_its_cells_between_bars_and_each_cell_is_marked() -> None:
    rows = list(
        rows_of([[cell("Year", is_head=True), cell("Cost", is_head=True)], [cell("2024"), cell("5", "million")]])
    )
    assert [(row.kind, row.text) for row in rows] == [
        (PassageKind.TABLE, "Year | Cost"),
        (PassageKind.TABLE, "2024 | 5 million"),
    ]
    assert rows[0].wording.marks == (Mark(0, 4, MarkKind.CELL, "head"), Mark(7, 11, MarkKind.CELL, "head"))
    assert rows[1].wording.marks == (Mark(0, 4, MarkKind.CELL), Mark(7, 16, MarkKind.CELL))


def test_empty_cells_are_kept_and_rows_without_words_are_not() -> None:
    rows = list(rows_of([[cell("a"), cell(), cell("")], [cell(), cell(""), Cell()]]))
    assert [row.text for row in rows] == ["a |  | "]
    assert len(rows[0].wording.marks) == 3


def test_what_is_marked_in_a_cell_stays_marked() -> None:
    bold = Cell([piece("very much", marks=(Mark(0, 4, MarkKind.STRONG),))])
    (row,) = rows_of([[cell("a"), bold]])
    assert row.wording.marks == (
        Mark(0, 1, MarkKind.CELL),
        Mark(4, 8, MarkKind.STRONG),
        Mark(4, 13, MarkKind.CELL),
    )


def test_a_bold_row_over_others_is_the_head_and_one_among_bold_rows_is_not() -> None:
    over, below = rows_of([[cell("Year", is_bold=True)], [cell("2024")]])
    assert [mark.to for mark in over.wording.marks] == ["head"]
    assert [mark.to for mark in below.wording.marks] == [""]
    first, _ = rows_of([[cell("Year", is_bold=True)], [cell("2024", is_bold=True)]])
    assert [mark.to for mark in first.wording.marks] == [""]
    (only,) = rows_of([[cell("Year", is_bold=True), cell("Cost", is_bold=True)]])
    assert [mark.to for mark in only.wording.marks] == ["", ""]


def test_a_table_of_one_cell_is_a_box_around_text() -> None:
    heading = Piece(PassageKind.HEADING, Wording("Aims"), 2)
    assert list(rows_of([[Cell([heading, piece("Trees.")])]])) == [heading, piece("Trees.")]


def test_a_row_of_nothing_but_contents_is_left_out() -> None:
    line = Piece(PassageKind.PARAGRAPH, Wording("Aims 3"), why=CONTENTS)
    left_out, kept = rows_of([[Cell([line]), cell()], [Cell([line]), cell("Trees")]])
    assert left_out.why == CONTENTS
    assert kept.why is None
