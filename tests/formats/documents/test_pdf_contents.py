"""Tables of contents without tags: told by leaders to pages that rise, or by their heading."""

from __future__ import annotations

from deliberate.formats.documents.pdf_contents import contents
from deliberate.formats.documents.pdf_lines import Line
from deliberate.formats.documents.pdf_pieces import Look, Piece


def line(text: str, page: str = "") -> Line:
    pieces = [Piece(word, Look(10), 0, 10, 0, spaced=True) for word in (*text.split(), *([page] if page else []))]
    return Line(pieces, (len(pieces) - 1,) if page else ())


def found(*lines: Line) -> list[str]:
    listed = contents(lines)
    return [one.text for one in lines if one in listed]


LED = [line("Aims ........ 2"), line("Costs . . . . . 7"), line("Notes \u2026\u2026\u2026 12")]
APART = [line("Aims", "2"), line("Costs", "7"), line("Notes", "12")]


def test_entries_with_leaders_are_contents_with_or_without_a_heading() -> None:
    texts = [one.text for one in LED]
    assert found(line("Contents"), *LED, line("Oaks grow")) == ["Contents", *texts]
    assert found(line("Oaks grow"), *LED) == texts


def test_entries_without_leaders_are_contents_below_a_heading_that_says_so() -> None:
    assert found(line("Table of Contents"), *APART) == ["Table of Contents", "Aims 2", "Costs 7", "Notes 12"]
    assert found(line("Trees planted"), *APART) == []


def test_a_long_entry_has_two_lines() -> None:
    long = line("What the town spends on")
    assert found(LED[0], LED[1], long, LED[2]) == [LED[0].text, LED[1].text, long.text, LED[2].text]


def test_two_entries_or_pages_that_fall_are_none() -> None:
    assert found(*LED[:2]) == []
    assert found(*LED[::-1]) == []


def test_roman_pages_come_in_their_order() -> None:
    roman = [line(f"Part ..... {page}") for page in ("iv", "ix", "xi")]
    assert len(found(*roman)) == 3
