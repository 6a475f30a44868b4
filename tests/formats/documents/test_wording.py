"""Words of one passage, run by run, and the marks over them."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents.wording import Wording, between_lines, leads_out, lowered, raised, seen


def ended(words: Wording) -> Passage:
    passage = words.passage(PassageKind.PARAGRAPH)
    assert passage is not None
    return passage


def test_white_space_is_one_space_and_none_at_the_ends() -> None:
    words = Wording()
    for run in (" \n", "The ", "\t", "mill\u00a0", "\u2003pond", "s", " "):
        words.add(run)
    assert ended(words).text == "The mill ponds"
    assert words.passage(PassageKind.PARAGRAPH) is None


def test_a_mark_begins_and_ends_with_a_word() -> None:
    words = Wording()
    words.add("The")
    words.open(MarkKind.STRONG)
    words.add(" old mill ")
    words.close(MarkKind.STRONG)
    words.add("pond")
    assert ended(words) == Passage(
        "", PassageKind.PARAGRAPH, 0, "The old mill pond", None, (Mark(4, 12, MarkKind.STRONG),)
    )


def test_a_mark_within_another_of_its_kind_is_no_more_than_that_and_one_without_words_is_none() -> None:
    words = Wording()
    words.open(MarkKind.LINK, "https://a.example")
    words.open(MarkKind.LINK, "https://b.example")
    words.add("mill")
    words.close(MarkKind.LINK)
    words.add(" pond")
    words.close(MarkKind.LINK)
    words.close(MarkKind.LINK)
    words.open(MarkKind.CODE)
    words.close(MarkKind.CODE)
    assert ended(words).marks == (Mark(0, 9, MarkKind.LINK, "https://a.example"),)


def test_marks_that_are_open_go_on_in_the_next_passage() -> None:
    words = Wording()
    words.open(MarkKind.EMPHASIS)
    words.add("One")
    first = ended(words)
    words.add("Other")
    words.close(MarkKind.EMPHASIS)
    words.add(" words")
    assert (first.marks, ended(words).marks) == ((Mark(0, 3, MarkKind.EMPHASIS),), (Mark(0, 5, MarkKind.EMPHASIS),))


def test_cells_keep_their_places_also_empty_ones() -> None:
    words = Wording()
    for text, head in ((" Year ", True), ("", False), ("5 | 6", False)):
        words.cell(head)
        words.add(text)
    passage = ended(words)
    assert passage.text == "Year |  | 5 | 6"
    assert passage.marks == (
        Mark(0, 4, MarkKind.CELL, "head"), Mark(7, 7, MarkKind.CELL), Mark(10, 15, MarkKind.CELL),
    )  # fmt: skip
    words.cell(is_head=False)
    words.cell(is_head=False)
    assert words.passage(PassageKind.TABLE) is None


def test_a_note_stands_where_its_sign_stood() -> None:
    words = Wording()
    words.add("The weir ")
    words.note("1")
    words.add(" leaks.")
    assert ended(words).marks == (Mark(8, 8, MarkKind.NOTE, "1"),)


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("岸", "向", ""),
        ("，", "向", ""),
        ("カ", "な", ""),
        ("“", "湖", ""),
        ("湖", "a", " "),
        ("a", "b", " "),
        ("한", "국", " "),
    ],
)
def test_a_line_break_is_a_space_but_in_scripts_without_them(before: str, after: str, between: str) -> None:
    assert between_lines(before, after) == between
    words = Wording()
    words.add(f"{before}\n  {after}")
    assert ended(words).text == before + between + after


def test_what_cannot_be_seen_is_no_letter() -> None:
    assert seen("Um\u00adwelt\x01\tund\n\ufeff") == "Umwelt\tund\n"


def test_figures_above_and_below_the_line_stay_apart_from_those_on_it() -> None:
    assert "10" + raised("6") == "10⁶"
    assert "CO" + lowered("2") == "CO₂"
    assert "1" + raised("st") == "1st"


def test_a_link_leads_to_the_web_or_to_mail() -> None:
    assert all(map(leads_out, ("http://a.example", "HTTPS://a.example", "mailto:ada@a.example")))
    assert not any(map(leads_out, ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "/a", "#a", "")))
