"""Blocks of a column: where one ends and the next begins."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.pdf_blocks import Style, blocks, ends, joined, mark_of
from deliberate.formats.documents.pdf_columns import Region
from deliberate.formats.documents.pdf_lines import Line
from deliberate.formats.documents.pdf_pieces import Look, Piece

STYLE = Style(Look(10), 1.2)
RIGHT = 500.0


def line(text: str, right: float = 498, base: float = 700, left: float = 50, *, bold: bool = False) -> Line:
    """Words as wide as they are long, but for the last, which reaches to the right."""
    words = text.split()
    places = [left + 5 * sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
    ends = [place + 5 * len(word) for place, word in zip(places, words, strict=True)]
    edges = zip(words, places, [*ends[:-1], right], strict=True)
    return Line([Piece(word, Look(10, bold), start, end, base, spaced=True) for word, start, end in edges])


def set_below(*lines: Line, by: float = 12) -> list[Line]:
    for at, one in enumerate(lines):
        for piece in one.pieces:
            piece.base = 700 - by * at
    return list(lines)


def texts(*lines: Line, by: float = 12) -> list[str]:
    region = Region(list(lines), 50, RIGHT, 0)
    return [block.text for block in blocks(set_below(*lines, by=by), region, STYLE)]


def test_lines_at_the_usual_distance_make_a_paragraph_and_others_do_not() -> None:
    assert texts(line("Oaks grow"), line("slowly here.")) == ["Oaks grow slowly here."]
    assert texts(line("Oaks grow"), line("slowly here."), by=16) == ["Oaks grow", "slowly here."]


def test_a_paragraph_ends_with_a_sentence_that_had_room_for_the_next_word() -> None:
    assert texts(line("Oaks grow."), line("Elms do not.", 300), line("They fell.")) == [
        "Oaks grow. Elms do not.",
        "They fell.",
    ]
    assert texts(line("Oaks grow as", 430), line("slowly as elms.")) == ["Oaks grow as slowly as elms."]


def test_a_line_that_is_indented_begins_a_paragraph() -> None:
    lines = line("Oaks grow."), line("They do."), line("Elms do not.", left=65), line("They fell.")
    assert texts(*lines) == ["Oaks grow. They do.", "Elms do not. They fell."]


def test_below_a_first_line_further_out_the_rest_hangs() -> None:
    lines = line("Ito, B. Oaks and"), line("their age", left=70), line("Lovelace, A. Elms and")
    assert texts(*lines) == ["Ito, B. Oaks and their age", "Lovelace, A. Elms and"]


def test_bold_lines_are_no_part_of_what_is_not_but_bold_words_may_go_on() -> None:
    assert texts(line("Aims", bold=True), line("Oaks grow.")) == ["Aims", "Oaks grow."]
    mixed = line("ends here. And")
    mixed.pieces[0] = Piece("ends", Look(10, bold=True), 50, 80, 0, spaced=True)
    assert texts(line("A bold sentence that", bold=True), mixed) == ["A bold sentence that ends here. And"]


def test_the_middle_of_a_line_that_is_centred_says_nothing() -> None:
    assert texts(line("A plan.", 400, left=150), line("For trees.", 350, left=200)) == ["A plan. For trees."]


@pytest.mark.parametrize(
    ("first", "number", "is_sure"),
    [("\u2022", None, True), ("\uf0b7", None, True), ("1.", "1.", False), ("(a)", "(a)", False), ("-", None, False)],
)
def test_what_an_item_begins_with_is_told_from_its_words(first: str, number: str | None, is_sure: bool) -> None:
    mark = mark_of(Line([Piece(first, Look(10), 50, 56, 0), Piece("Oaks", Look(10), 60, 90, 0, spaced=True)]))
    assert mark is not None
    assert (mark.marked.number, mark.pieces, mark.start, mark.text, mark.is_sure) == (number, 1, 50, 60, is_sure)
    wide = mark_of(Line([Piece(first, Look(10), 50, 56, 0), Piece("Oaks", Look(10), 70, 90, 0, spaced=True)]))
    assert wide is not None
    assert wide.is_sure


def test_a_word_is_no_marker() -> None:
    assert mark_of(line("Oaks grow")) is None
    assert mark_of(line("o grow")) is None
    assert mark_of(Line([Piece("Oaks", Look(10), 50, 90, 0)])) is None


def test_sentences_end_in_many_scripts() -> None:
    assert all(map(ends, ("Oaks.", "树木。", "\u0623\u0634\u062c\u0627\u0631\u061f", "“Oaks?”", "树。」")))
    assert not any(map(ends, ("Oaks", "Oaks,", "树木，")))


def parted(first: Line, second: Line) -> list[str]:
    """The texts of blocks of which each has a page of its own."""
    found = [blocks([one], Region([one], 50, RIGHT, page), STYLE)[0] for page, one in enumerate((first, second))]
    return [one.text for one in joined(found, STYLE)]


def test_what_a_page_parts_is_joined_unless_it_is_more_than_a_sentence() -> None:
    assert parted(line("Oaks grow as", 300), line("slowly as elms.")) == ["Oaks grow as slowly as elms."]
    assert parted(line("Oaks grow."), line("They do.")) == ["Oaks grow. They do."]
    assert parted(line("Oaks grow.", 200), line("They do.")) == ["Oaks grow.", "They do."]
    assert parted(line("Oaks grow."), line("They do.", left=80)) == ["Oaks grow.", "They do."]
    assert parted(line("Oaks grow"), line("1. They do.")) == ["Oaks grow", "1. They do."]
