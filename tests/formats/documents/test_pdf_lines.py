"""Lines of a page: which pieces make one, and in which order they are read."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.pdf_lines import broken, fragments, is_leftward, is_spelled
from deliberate.formats.documents.pdf_pieces import Box, Look, Page, Piece

TREES, TOWN = "\u0627\u0644\u0623\u0634\u062c\u0627\u0631", "\u0627\u0644\u0645\u062f\u064a\u0646\u0629"


def piece(text: str, left: float, base: float = 700, size: float = 10, *, spaced: bool = True) -> Piece:
    return Piece(text, Look(size), left, left + 5 * len(text) * size / 10, base, spaced)


def texts(*pieces: Piece, lines: tuple[Box, ...] = ()) -> list[str]:
    return [line.text for line in fragments(Page(0, 612, 792, list(pieces), list(lines)))]


def test_words_beside_each_other_make_a_line_and_wide_white_parts_it() -> None:
    assert texts(piece("Oaks", 100), piece("grow", 124), piece("Elms", 300)) == ["Oaks grow", "Elms"]


def test_in_lines_that_are_made_equally_long_no_white_is_wide() -> None:
    stretched = [piece("Oaks", 100 + 33 * at) for at in range(6)]
    assert texts(*stretched) == ["Oaks Oaks Oaks Oaks Oaks Oaks"]


def test_an_upright_line_between_words_parts_them() -> None:
    rule = Box(122, 690, 122.5, 715)
    assert texts(piece("Oaks", 100), piece("grow", 125), lines=(rule,)) == ["Oaks", "grow"]


def test_words_are_read_from_left_to_right_whatever_order_they_are_drawn_in() -> None:
    assert texts(piece("slowly", 148), piece("grow", 124), piece("Oaks", 100)) == ["Oaks grow slowly"]


def test_small_raised_figures_belong_to_the_line_also_where_they_are_drawn_apart_from_it() -> None:
    sign = piece("1", 120, 704, 6, spaced=False)
    assert texts(piece("Oaks", 100), sign, piece("grow", 126)) == ["Oaks1 grow"]
    assert texts(sign, piece("Elsewhere", 100, 500), piece("Oaks", 100), piece("grow", 126)) == [
        "Elsewhere",
        "Oaks1 grow",
    ]


def test_arabic_is_read_from_right_to_left_and_latin_within_it_the_other_way() -> None:
    drawn = [piece(TREES, 200), piece("Plan", 176), piece("Green", 148), piece(TOWN, 110)]
    assert texts(*drawn) == [f"{TREES} Green Plan {TOWN}"]
    assert texts(*drawn[::-1]) == [f"{TREES} Green Plan {TOWN}"]


def test_pieces_in_the_order_of_the_tree_are_broken_where_they_go_back_or_down() -> None:
    pieces = [piece("Oaks", 100), piece("grow", 400), piece("slowly", 100, 686), piece("here", 130, 686)]
    assert [[one.text for one in line] for line in broken(pieces)] == [["Oaks", "grow"], ["slowly", "here"]]


def test_a_line_of_arabic_may_be_given_from_left_to_right() -> None:
    assert [[one.text for one in line] for line in broken([piece(TOWN, 100), piece(TREES, 400)])] == [[TREES, TOWN]]


@pytest.mark.parametrize(("text", "leftward"), [("Oaks", False), (TREES, True), (f"{TREES} 12", True), ("12", False)])
def test_the_way_of_reading_is_that_of_most_letters(text: str, leftward: bool) -> None:
    assert is_leftward(text) == leftward


def test_chinese_and_japanese_have_no_spaces_between_words() -> None:
    assert [is_spelled(text) for text in ("Oaks", "树木", "ひらがな", "나무", "")] == [True, False, False, True, True]
