"""From parts to a document: its title, levels, notes and what was left out."""

from __future__ import annotations

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.words import say
from deliberate.formats.documents.pdf_passages import document
from deliberate.formats.documents.pdf_pieces import Cell, Look, Part, Piece
from tests.formats.documents.pdfs import shapes

PLAIN = Look(11)


def pieces(text: str, look: Look = PLAIN) -> list[Piece]:
    return [Piece(word, look, 10.0 * at, 10.0 * at + 8, 0, spaced=True) for at, word in enumerate(text.split())]


def part(kind: PassageKind, text: str, level: int = 0, **more: object) -> Part:
    return Part(kind, [pieces(text)], PLAIN, level, **more)  # type: ignore[arg-type]


def heading(text: str, level: int) -> Part:
    return part(PassageKind.HEADING, text, level)


def paragraph(text: str, **more: object) -> Part:
    return part(PassageKind.PARAGRAPH, text, **more)


def test_the_one_heading_of_the_highest_level_is_the_title_wherever_it_stands() -> None:
    found = document([heading("Foreword", 3), heading("A plan", 2), heading("Aims", 3)], "Something else")
    assert found.title == "A plan"
    assert [level for _, level, _ in shapes(found)] == [2, 1, 2]


def test_of_several_the_name_of_the_file_is_the_title_else_the_first_one() -> None:
    parts = [heading("Aims", 1), paragraph("Oaks"), heading("Costs", 1), heading("Trees", 2)]
    named = document(parts, "A plan")
    assert [(level, text) for kind, level, text in shapes(named) if kind == "heading"] == [
        (1, "A plan"),
        (2, "Aims"),
        (2, "Costs"),
        (3, "Trees"),
    ]
    assert (named.title, document(parts).title) == ("A plan", "Aims")
    assert shapes(document(parts))[0] == ("heading", 1, "Aims")


def test_without_headings_the_first_words_are_the_title() -> None:
    assert document([paragraph("Oaks grow slowly in this town of ours by the sea today")]).title == (
        "Oaks grow slowly in this town of ours by the"
    )


def test_a_name_that_is_printed_is_the_title_where_it_is() -> None:
    found = document([paragraph("June"), paragraph("A plan"), paragraph("Oaks")], "A Plan")
    assert shapes(found) == [("paragraph", 0, "June"), ("heading", 1, "A plan"), ("paragraph", 0, "Oaks")]


def test_notes_stand_at_the_end_and_what_was_left_out_knows_its_place() -> None:
    note = part(PassageKind.REFERENCE, "In good soil.", number="1")
    head = paragraph("Council", why=say("a running head"))
    found = document([heading("Aims", 1), note, head, heading("Costs", 1), paragraph("Oaks")], "A plan")
    assert [kind for kind, _, _ in shapes(found)][-1] == "reference"
    assert [(one.before, one.passage.text) for one in found.left_out] == [(2, "Council")]
    assert [one.text for one in found.whole().passages][:4] == ["A plan", "Aims", "Council", "Costs"]


def test_headings_counted_with_figures_alone_are_told_from_their_numbers() -> None:
    parts = [heading("A plan", 1), heading("1 Aims", 2), heading("2 Costs", 2)]
    counted = [(one.number, one.text) for one in document(parts).passages]
    assert counted == [(None, "A plan"), ("1", "Aims"), ("2", "Costs")]
    parts = [heading("A plan", 1), heading("5 ways to plant", 2), heading("10 ways to fell", 2)]
    assert [one.number for one in document(parts).passages] == [None, None, None]


def test_cells_are_marked_in_their_row() -> None:
    bold = Cell([pieces("12", Look(11, bold=True))])
    cells = [Cell([pieces("Oaks"), pieces("and elms")], is_head=True), Cell([]), bold]
    (row,) = document([Part(PassageKind.TABLE, [], PLAIN, cells=cells)]).passages
    assert row.text == "Oaks and elms |  | 12"
    assert row.marks == (
        Mark(0, 13, MarkKind.CELL, "head"),
        Mark(16, 16, MarkKind.CELL),
        Mark(19, 21, MarkKind.CELL),
        Mark(19, 21, MarkKind.STRONG),
    )


def test_leaders_and_other_dots_are_not_worth_leaving_out() -> None:
    assert document([paragraph("Oaks"), paragraph(". . . .", why=say("a running head"))]).left_out == ()


def test_anchors_are_given() -> None:
    assert [one.anchor for one in document([paragraph("Oaks grow"), paragraph("Oaks grow")]).passages] == [
        "oaks-grow",
        "oaks-grow-2",
    ]
