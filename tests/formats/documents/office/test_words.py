"""Runs become words in one line, with marks that keep their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.formats.documents.office import words as module
from deliberate.formats.documents.office.words import Wording, Words, address, joined
from deliberate.formats.errors import FormatError

STRONG, EMPHASIS, CODE = MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.CODE


def marked(wording: Wording) -> list[tuple[str, str]]:
    return [(str(mark.kind), wording.text[mark.start : mark.end]) for mark in wording.marks]


def test_white_space_is_one_space_and_marks_touch_none() -> None:
    words = Words()
    words.add("  All ")
    words.add(" trees\n", [STRONG])
    words.add("\tgrow ")
    wording = words.wording()
    assert wording == Wording("All trees grow", (Mark(4, 9, STRONG),))


def test_what_is_not_printed_is_not_there() -> None:
    words = Words()
    words.add("\u202bBau\u00adm\u200bland\x00\x0b und\u2028Wald")
    assert words.wording().text == "Baumland und Wald"


def test_runs_of_a_kind_are_one_mark_also_over_a_space() -> None:
    words = Words()
    for text in ("Mig", "rant", " ", "surge"):
        words.add(text, [STRONG])
    words.add(": ", [])
    words.add("rose", [STRONG])
    assert marked(words.wording()) == [("strong", "Migrant surge"), ("strong", "rose")]


def test_marks_that_cross_are_cut_and_links_stay_whole() -> None:
    words = Words()
    words.add("the ", [STRONG])
    start = words.length
    words.add("first", [STRONG])
    words.add(" page")
    words.mark(start, MarkKind.LINK, "https://example.org/")
    words.add(" of it", [EMPHASIS])
    assert marked(words.wording()) == [
        ("strong", "the"),
        ("strong", "first"),
        ("link", "first page"),
        ("emphasis", "of it"),
    ]


def test_a_mark_goes_round_others_without_being_cut() -> None:
    words = Words()
    words.add("all of ", [EMPHASIS])
    words.add("this", [EMPHASIS, STRONG])
    words.add(" matters", [EMPHASIS])
    assert marked(words.wording()) == [("emphasis", "all of this matters"), ("strong", "this")]


def test_two_links_beside_each_other_stay_two() -> None:
    words = Words()
    for to in ("https://example.org/a", "https://example.org/b"):
        start = words.length
        words.add("here ")
        words.mark(start, MarkKind.LINK, to)
    assert [mark.to for mark in words.wording().marks] == ["https://example.org/a", "https://example.org/b"]


def test_a_note_stands_where_its_sign_stood() -> None:
    words = Words()
    words.add("Trees ")
    words.mark(words.length, MarkKind.NOTE, "1")
    words.add(" and more.")
    words.mark(words.length, MarkKind.NOTE, "*")
    assert words.wording().marks == (Mark(5, 5, MarkKind.NOTE, "1"), Mark(15, 15, MarkKind.NOTE, "*"))


def test_brackets_around_nothing_but_a_sign_are_part_of_it() -> None:
    words = Words()
    words.add("All (", [STRONG])
    words.mark(words.length, MarkKind.NOTE, "1")
    words.add(") trees (", [STRONG])
    words.add("oaks")
    words.mark(words.length, MarkKind.NOTE, "2")
    words.add(") grow [")
    words.mark(words.length, MarkKind.NOTE, "")
    words.add("]")
    wording = words.wording()
    assert wording.text == "All trees (oaks) grow"
    assert [(mark.start, mark.to) for mark in wording.marks if mark.kind is MarkKind.NOTE] == [(3, "1"), (15, "2")]
    assert marked(wording)[0] == ("strong", "All trees (")


def test_code_keeps_its_lines_and_indents() -> None:
    words = Words()
    words.add("\nif trees:  \n    plant()\n\n")
    assert words.lines() == Wording("if trees:\n    plant()")


def test_what_follows_a_mark_of_its_own_keeps_its_marks() -> None:
    wording = Wording("• All trees", (Mark(0, 5, STRONG), Mark(6, 11, EMPHASIS), Mark(1, 1, MarkKind.NOTE, "1")))
    rest = wording.without(2)
    assert rest.text == "All trees"
    assert marked(rest) == [("strong", "All"), ("emphasis", "trees"), ("note", "")]


def test_how_all_of_it_looks_is_no_mark_but_what_is_within_is() -> None:
    wording = Wording("All trees", (Mark(0, 3, EMPHASIS), Mark(0, 9, STRONG)))
    assert wording.plain(STRONG, EMPHASIS).marks == (Mark(0, 3, EMPHASIS),)


def test_parts_are_joined_with_their_marks() -> None:
    whole = joined([Wording("a"), Wording("bc", (Mark(1, 2, CODE),))], " | ")
    assert whole == Wording("a | bc", (Mark(5, 6, CODE),))


def test_a_paragraph_longer_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LETTERS", 9)
    words = Words()
    words.add("Trees and more")
    with pytest.raises(FormatError, match="^a paragraph has more than 9 letters$"):
        words.wording()


def test_tabs_and_spaces_before_the_first_word_are_an_indent() -> None:
    words = Words()
    words.add("\t  Trees")
    assert words.indent == 42.0


@pytest.mark.parametrize(
    ("to", "leads"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" HTTP://example.org ", "HTTP://example.org"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
        ("javascript:alert(1)", ""),
        ("file:///home/ada/plan.docx", ""),
        ("../plan.docx", ""),
        ("#aims", ""),
        ("http://[broken", ""),
        (None, ""),
    ],
)
def test_only_where_readers_can_go_is_an_address(to: str | None, leads: str) -> None:
    assert address(to) == leads


RUNS = some.lists(
    some.tuples(some.text("ab \n", max_size=4), some.sets(some.sampled_from([STRONG, EMPHASIS, CODE])), some.booleans())
)


@given(RUNS)
def test_marks_never_cross_and_never_begin_or_end_with_a_space(runs: list[tuple[str, set[MarkKind], bool]]) -> None:
    words = Words()
    start = 0
    for text, kinds, ends_link in runs:
        words.add(text, kinds)
        if ends_link:
            words.mark(start, MarkKind.LINK, "https://example.org/")
            start = words.length
    wording = words.wording()
    assert wording.text == " ".join("".join(text for text, _, _ in runs).split())
    assert list(wording.marks) == sorted(wording.marks)
    for mark in wording.marks:
        inside = wording.text[mark.start : mark.end]
        assert inside == inside.strip() != ""
        assert not any(mark.start < other.start < mark.end < other.end for other in wording.marks)
