"""Headings that no style calls so."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.office.headings import find_headings
from deliberate.formats.documents.office.pieces import TITLE, Face, Piece
from deliberate.formats.documents.office.words import Wording

SENTENCE = "Trees cool the streets of the town and give shade to everybody who walks there in the long summers."


def text(words: str = SENTENCE, size: float = 11, is_bold: bool = False, number: str | None = None) -> Piece:
    letters = len(words.replace(" ", ""))
    marks = (Mark(0, len(words), MarkKind.STRONG),) if is_bold else ()
    kind = PassageKind.ITEM if number else PassageKind.PARAGRAPH
    return Piece(kind, Wording(words, marks), int(bool(number)), number, face=Face(letters, letters * is_bold, size))


def styled(words: str, level: int) -> Piece:
    return Piece(PassageKind.HEADING, Wording(words), level)


def headings(*pieces: Piece) -> list[tuple[int, str | None, str]]:
    find_headings(pieces)
    return [(piece.level, piece.number, piece.text) for piece in pieces if piece.kind is PassageKind.HEADING]


def test_a_bold_line_of_thirteen_points_is_a_heading_and_not_marked_as_bold() -> None:
    heading = text("Aims", 13, is_bold=True)
    assert headings(heading, text()) == [(1, None, "Aims")]
    assert heading.wording.marks == ()


@pytest.mark.parametrize(
    "other",
    [
        text("Aims", 12, is_bold=True),
        text("Aims", 13),
        text(f"{SENTENCE} {SENTENCE}", 16, is_bold=True),
        text("1", 40, is_bold=True),
    ],
)
def test_what_is_smaller_thinner_longer_or_no_word_is_none(other: Piece) -> None:
    assert headings(styled("Trees", 1), other, text(), text(), text(), text()) == [(1, None, "Trees")]


def test_a_line_much_larger_than_the_text_needs_not_be_bold() -> None:
    assert headings(text("Trees for the town", 20), text(), text()) == [(1, None, "Trees for the town")]


def test_the_larger_the_higher() -> None:
    pieces = (text("Trees", 20, True), text(), text("Aims", 16, True), text(), text("Costs", 14, True), text(), text())
    assert [level for level, _, _ in headings(*pieces)] == [1, 2, 3]


def test_below_a_title_that_has_a_style_they_are_of_the_second_level() -> None:
    pieces = (styled("Trees", 1), text(), text("Aims", 14, True), text(), styled("Costs", 2), text())
    assert [level for level, _, _ in headings(*pieces)] == [1, 2, 2]


def test_one_above_all_is_the_title_where_styles_name_none() -> None:
    pieces = (
        text("Trees", 24, True),
        text(),
        styled("Aims", 1),
        text(),
        styled("Costs", 1),
        text("Why", 14, True),
        text(),
    )
    assert [level for level, _, _ in headings(*pieces)] == [TITLE, 1, 1, 2]


def test_numbers_are_the_headings_own_and_those_within_stand_deeper() -> None:
    pieces = (
        text("1. Aims", 14, True),
        text(),
        text("1.1 Trees", 14, True),
        text(),
        text("2. Costs", 14, True),
        text(),
    )
    assert headings(*pieces) == [(1, "1.", "Aims"), (2, "1.1", "Trees"), (1, "2.", "Costs")]


def test_headings_with_a_style_give_the_number_that_is_typed_in_them_or_keep_that_of_their_list() -> None:
    counted = styled("I. Aims", 2)
    counted.number = "1."
    assert headings(styled("II. Costs", 2), counted, text()) == [(2, "II.", "Costs"), (2, "1.", "I. Aims")]


def test_numbered_items_that_are_bold_and_larger_are_headings_but_not_in_a_text_of_that_size() -> None:
    assert headings(text("Aims", 14, True, "1."), text(), text(), text()) == [(1, "1.", "Aims")]
    large = (text("Aims", 14, True, "1."), *(text(size=14) for _ in range(4)))
    assert headings(*large) == []


def test_where_most_of_the_text_looks_so_it_is_text() -> None:
    assert headings(*(text(words, 14, True) for words in ("Aims", "Trees", "Costs"))) == []


def test_bold_lines_over_text_are_headings_of_a_document_that_has_no_others() -> None:
    pieces = (text("Aims", is_bold=True), text(), text("Costs:", is_bold=True), text())
    assert headings(*pieces) == [(1, None, "Aims"), (1, None, "Costs:")]


def test_they_are_so_too_below_a_title_with_a_style_and_beside_larger_ones() -> None:
    pieces = (styled("Trees", TITLE), text("Aims", is_bold=True), text(), text("Costs", is_bold=True), text())
    assert headings(*pieces) == [(0, None, "Trees"), (1, None, "Aims"), (1, None, "Costs")]
    pieces = (text("Trees", 20), text("Aims", is_bold=True), text(), text("Costs", is_bold=True), text())
    assert headings(*pieces) == [(1, None, "Trees"), (2, None, "Aims"), (2, None, "Costs")]
    pieces = (
        styled("Trees", 1),
        styled("Why", 2),
        text("Aims", is_bold=True),
        text(),
        text("Costs", is_bold=True),
        text(),
    )
    assert headings(*pieces) == [(1, None, "Trees"), (2, None, "Why")]


def test_bold_words_that_are_a_sentence_stand_over_bold_words_or_are_alone_are_none() -> None:
    assert (
        headings(text("Act now.", is_bold=True), text(), text("Note", is_bold=True), text("Well", is_bold=True)) == []
    )
    assert headings(text(), text("Note", is_bold=True), text()) == []
