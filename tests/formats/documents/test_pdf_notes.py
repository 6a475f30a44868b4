"""Footnotes without tags: below a rule or in small letters, called by a sign in the text."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.formats.documents.pdf_lines import Line as Set
from deliberate.formats.documents.pdf_notes import begins_with_sign, called_by, signed
from deliberate.formats.documents.pdf_pieces import Look, Piece
from tests.formats.documents.pdfs import MORE, PROSE, Line, Typist, numbers, read, shapes, width

RULE = "72 120 m 172 120 l S"


def page(*foot: object, sign: str = "1") -> list[object]:
    text = Typist().write(PROSE)
    last = text.lines[-1]
    return [*text.lines, Line(sign, last.x + width(last.words), last.y + 4, size=6.5), *foot]


def note(words: str, y: float, sign: str = "1", size: float = 9.0) -> list[Line]:
    return [Line(sign, 72, y + 3, size=size * 0.6), Line(words, 78, y, size=size)]


@pytest.mark.parametrize("size", [9.0, 11.0])
def test_below_a_short_rule_stand_notes_also_in_letters_of_the_text(size: float) -> None:
    document = read(page(RULE, *note("In good soil.", 100, size=size), *note("In bad soil.", 86, "2", size)))
    assert shapes(document)[1:] == [("reference", 0, "In good soil."), ("reference", 0, "In bad soil.")]
    assert numbers(document) == [None, "1", "2"]
    (mark,) = document.passages[0].marks
    assert mark == Mark(len(PROSE), len(PROSE), MarkKind.NOTE, "1")


def test_small_letters_at_the_foot_that_begin_with_a_sign_are_notes_without_a_rule() -> None:
    document = read(page(*note("In good soil.", 100)))
    assert shapes(document) == [("paragraph", 0, PROSE), ("reference", 0, "In good soil.")]


def test_a_note_of_several_lines_and_pages_is_one() -> None:
    first = page(RULE, *note("In good soil, which is", 100), Line("deep and", 72, 88, size=9))
    second = [*Typist().write(MORE).lines, RULE, Line("moist.", 72, 100, size=9), *note("In bad soil.", 86, "2")]
    notes = [text for kind, _, text in shapes(read(first, second)) if kind == "reference"]
    assert notes == ["In good soil, which is deep and moist.", "In bad soil."]


def test_a_paragraph_goes_on_over_the_notes_between_its_pages() -> None:
    first = [
        Line("Oaks live long, as everybody in this town will tell you who", y=140),
        RULE,
        *note("In good soil.", 100),
    ]
    document = read(first, [Line("has seen them grow.", y=700)])
    assert shapes(document) == [
        ("paragraph", 0, "Oaks live long, as everybody in this town will tell you who has seen them grow."),
        ("reference", 0, "In good soil."),
    ]


def test_what_is_raised_but_calls_no_note_is_text() -> None:
    ((kind, _, text),) = shapes(read(page(sign="2")))
    assert (kind, text.replace(" 2", "2")) == ("paragraph", f"{PROSE}2")


def test_a_rule_of_a_table_or_below_a_heading_begins_no_notes() -> None:
    text = [*Typist().write(PROSE).lines, "72 600 m 172 600 l S", Line("1. That is an item.", 72, 580)]
    assert [kind for kind, _, _ in shapes(read(text))] == ["paragraph", "item"]


def piece(text: str, *, size: float = 10, base: float = 0, spaced: bool = True, raised: bool = False) -> Piece:
    return Piece(text, Look(size), 0, 10, base, spaced, raised=raised)


@pytest.mark.parametrize(
    ("first", "sign"),
    [
        (piece("1", size=6, base=4), "1"),
        (piece("12", raised=True), "12"),
        (piece("\u00b9"), "1"),
        (piece("*"), "*"),
        (piece("3."), "3"),
        (piece("[4]"), "4"),
        (piece("Oaks"), None),
        (piece("a"), None),
    ],
)
def test_a_note_begins_with_its_sign(first: Piece, sign: str | None) -> None:
    called = called_by(Set([first, piece("Oaks"), piece("live")]))
    assert (called[0] if called else None) == sign


def test_a_sign_alone_is_no_note() -> None:
    assert called_by(Set([piece("1", raised=True)])) is None


def test_only_a_raised_sign_begins_a_note_anywhere() -> None:
    assert begins_with_sign(Set([piece("1", raised=True), piece("Oaks")]))
    assert not begins_with_sign(Set([piece("1."), piece("Oaks")]))


@pytest.mark.parametrize(
    ("sign", "signs"),
    [
        (piece("1", size=6, base=4, spaced=False), "1"),
        (piece("1,2", size=6, base=4, spaced=False), "1,2"),
        (piece("[2]", raised=True, spaced=False), "2"),
        (piece("*", spaced=False), "*"),
        (piece("3", raised=True, spaced=False), ""),
        (piece("1"), ""),
    ],
)
def test_signs_in_the_text_are_those_of_notes_that_are_there(sign: Piece, signs: str) -> None:
    _, found = signed(Set([piece("Oaks"), sign]), {"1", "2", "*"})
    assert found.sign == signs


def test_a_sign_may_be_part_of_a_word() -> None:
    word, sign = signed(Set([piece("Oaks\u00b9")]), {"1"})
    assert (word.text, sign.sign) == ("Oaks", "1")
