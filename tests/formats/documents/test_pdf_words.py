"""Words of a PDF in one line: what is joined, which hyphens stay, and how marks stand over them."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.formats.documents.pdf_lines import Line
from deliberate.formats.documents.pdf_pieces import Look, Piece
from deliberate.formats.documents.pdf_words import Vocabulary, nested, words_with_marks

PLAIN = Look(11)
FULL = "Trees stand in all of the streets of the old town"


def line(text: str, **more: object) -> Line:
    return Line([Piece(word, PLAIN, 0, 10, 0, spaced=True, **more) for word in text.split()])  # type: ignore[arg-type]


def joined(*texts: str, among: tuple[str, ...] = ()) -> str:
    """The texts as the lines of one passage, in a document that has others `among` it."""
    lines = [line(text) for text in texts]
    vocabulary = Vocabulary([*lines, *map(line, among)])
    return words_with_marks([one.pieces for one in lines], PLAIN, vocabulary)[0]


def test_lines_are_joined_with_a_space() -> None:
    assert joined("Trees stand", "in the streets.") == "Trees stand in the streets."


@pytest.mark.parametrize(
    ("among", "whole"),
    [
        # Who breaks words at all breaks them here.
        (("the coun-", "cil asks the mi-", "nister and his peo-", "ple"), "immigration"),
        # The word stands elsewhere, as it is written.
        (("About immigration and more", "of the coun-", "cil and the council"), "immigration"),
        (("about im-migration again", "the coun-", "cil asks the mi-", "nister"), "im-migration"),
        # Nobody breaks words in a hundred lines.
        ((FULL,) * 120, "im-migration"),
    ],
)
def test_whether_a_hyphen_at_the_margin_stays_is_told_by_the_document(among: tuple[str, ...], whole: str) -> None:
    assert joined("It is about im-", "migration only.", among=among) == f"It is about {whole} only."


@pytest.mark.parametrize(
    ("before", "after"),
    [("the Anglo-", "Saxon town"), ("COVID-", "19 came"), ("pages 10-", "twelve"), ("well -", "or so")],
)
def test_what_goes_on_with_a_capital_or_a_figure_keeps_its_hyphen(before: str, after: str) -> None:
    breaks = ("the coun-", "cil asks the mi-", "nister and his peo-", "ple")
    assert "-" in joined(before, after, among=breaks)


def test_words_that_both_stand_alone_keep_the_hyphen_between_them() -> None:
    among = ("the coun-", "cil asks the mi-", "nister", "in the long term or over a term as long as this")
    assert joined("over the long-", "term plan", among=among) == "over the long-term plan"


def test_a_hyphen_that_is_set_apart_was_put_there_to_break_a_word() -> None:
    def broken(first: str, rest: str, *, apart: bool) -> list[Line]:
        piece = Piece(first, PLAIN, 0, 10, 0, spaced=True)
        hyphen = Piece("-", PLAIN, 10, 12, 0)
        return [Line([piece, hyphen]) if apart else line(f"{first}-"), line(rest)]

    others = [
        one
        for first, rest in (("coun", "cil"), ("mi", "nister"), ("peo", "ple"))
        for one in broken(first, rest, apart=True)
    ]
    for apart, whole in ((True, "longterm"), (False, "long-term")):
        lines = broken("long", "term", apart=apart)
        vocabulary = Vocabulary([*lines, *others])
        assert words_with_marks([one.pieces for one in lines], PLAIN, vocabulary)[0] == whole


def test_a_hyphen_that_the_file_says_is_meant_stays() -> None:
    lines = [Line([Piece("long-", PLAIN, 0, 10, 0, hard=True)]), line("term")]
    vocabulary = Vocabulary([*lines, *map(line, ("the coun-", "cil asks the mi-", "nister and peo-", "ple"))])
    assert words_with_marks([one.pieces for one in lines], PLAIN, vocabulary)[0] == "long-term"


def test_chinese_lines_are_joined_without_a_space_and_korean_ones_with_one() -> None:
    assert joined("城市在过去", "十年里发展") == "城市在过去十年里发展"
    assert joined("도시는 지난", "십년 동안") == "도시는 지난 십년 동안"


def test_a_mark_goes_on_over_words_and_lines() -> None:
    bold = Look(11, bold=True)
    pieces = [[Piece("Plant", bold, 0, 1, 0), Piece("oaks", bold, 1, 2, 0, spaced=True)], [Piece("now", bold, 0, 1, 0)]]
    text, marks = words_with_marks(pieces, PLAIN, Vocabulary([]))
    assert (text, marks) == ("Plant oaks now", (Mark(0, 14, MarkKind.STRONG),))
    assert words_with_marks(pieces, bold, Vocabulary([]))[1] == ()


def test_a_sign_leaves_its_place_and_no_letters() -> None:
    sign = Piece("1,2", PLAIN, 1, 2, 0, sign="1,2")
    text, marks = words_with_marks([[Piece("oaks", PLAIN, 0, 1, 0), sign]], PLAIN, Vocabulary([]))
    assert (text, marks) == ("oaks", (Mark(4, 4, MarkKind.NOTE, "1"), Mark(4, 4, MarkKind.NOTE, "2")))


def test_marks_that_overlap_are_parted_so_that_one_is_within_the_other() -> None:
    link, strong = Mark(0, 10, MarkKind.LINK, "https://a.example"), Mark(5, 15, MarkKind.STRONG)
    assert nested([strong, link]) == (link, Mark(5, 10, MarkKind.STRONG), Mark(10, 15, MarkKind.STRONG))
    inner = Mark(2, 4, MarkKind.STRONG)
    assert nested([link, inner]) == (link, inner)
