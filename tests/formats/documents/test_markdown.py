"""Markdown as a reader of the rendered page sees it."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.markdown import read
from deliberate.formats.errors import FormatError
from tests.formats.documents.passages import outline, unread
from tests.steps import lines_run


def rows(text: str) -> list[tuple[str, int, str | None, str]]:
    return outline(read(text))


def test_headings_are_as_deep_as_their_marks_and_numbered_ones_have_their_number() -> None:
    assert rows("# Plan ##\n\n## 1. Aims {#aims .wide}\n\nMeans\n-----\n\n#### Deep #\n") == [
        ("heading", 1, None, "Plan"),
        ("heading", 2, "1.", "Aims"),
        ("heading", 2, None, "Means"),
        ("heading", 4, None, "Deep"),
    ]


def test_lists_are_counted_from_their_start_with_the_sign_they_have() -> None:
    assert rows("3. a\n3. b\n   1. c\n\n      more of c\n   1. d\n\n* e\n\n1) f\n") == [
        ("item", 1, "3.", "a"),
        ("item", 1, "4.", "b"),
        ("item", 2, "1.", "c"),
        ("paragraph", 0, None, "more of c"),
        ("item", 2, "2.", "d"),
        ("item", 1, None, "e"),
        ("item", 1, "1)", "f"),
    ]


def test_tasks_keep_what_is_done() -> None:
    assert [text for *_, text in rows("- [ ] plan\n- [x] build\n- [sic] see\n")] == ["☐ plan", "☑ build", "[sic] see"]


def test_letters_and_numbers_in_brackets_are_items_also_without_blank_lines() -> None:
    assert rows("If\n\na) it rains and\nb) it *snows*\nall day,\nc) we stay.\n") == [
        ("paragraph", 0, None, "If"),
        ("item", 1, "a)", "it rains and"),
        ("item", 1, "b)", "it snows all day,"),
        ("item", 1, "c)", "we stay."),
    ]
    assert len(rows("It is said in section\n(2) that it rains.\n")) == 1


def test_marks_stand_over_the_words_and_are_no_words() -> None:
    text = '**Old** [*mill* pond](https://a.example "a title") `a\\*b` <https://b.example> \\*&amp;\\*'
    text += " [x](javascript:y) [z](#w)"
    (passage,) = read(text).passages
    assert passage.text == "Old mill pond a\\*b https://b.example *&* x z"
    assert passage.marks == (
        Mark(0, 3, MarkKind.STRONG),
        Mark(4, 8, MarkKind.EMPHASIS),
        Mark(4, 13, MarkKind.LINK, "https://a.example"),
        Mark(14, 18, MarkKind.CODE),
        Mark(19, 36, MarkKind.LINK, "https://b.example"),
    )


def test_an_address_stays_as_it_is_written() -> None:
    (passage,) = read("[Größe](https://a.example/größe?a=b&c=%20)").passages
    assert passage.marks[0].to == "https://a.example/größe?a=b&c=%20"


def test_notes_are_numbered_as_they_are_called_and_none_is_lost() -> None:
    notes = "[^a]: First.\n[^b]: Second.\n\n    > More.\n\n[^c]: Uncalled.\n[^a]: Again.\n"
    document = read(f"A[^b] b[^a] c^[in *line*] d[^b].\n\n{notes}")
    assert outline(document) == [
        ("paragraph", 0, None, "A b c d."),
        ("reference", 0, "1", "Second. More."),
        ("reference", 0, "2", "First."),
        ("reference", 0, "3", "in line"),
        ("reference", 0, None, "Uncalled."),
        ("reference", 0, None, "Again."),
    ]
    assert [mark.to for mark in document.passages[0].marks] == ["1", "2", "3", "1"]
    assert rows("No note[^x].") == [("paragraph", 0, None, "No note[^x].")]


def test_tables_definitions_quotations_and_code() -> None:
    table, terms = "a | b\n--|--\n*c* |", "Term\n: Text\n: More"
    document = read(f"{table}\n\n{terms}\n\n> # Q\n> q\n\n    code\n\n```x\n\n# y\n```\n")
    assert outline(document) == [
        ("table", 0, None, "a | b"),
        ("table", 0, None, "c | "),
        ("definition", 0, None, "Term: Text"),
        ("definition", 0, None, "More"),
        ("quotation", 0, None, "Q"),
        ("quotation", 0, None, "q"),
        ("code", 0, None, "code"),
        ("code", 0, None, "# y"),
    ]
    assert document.passages[0].marks == (Mark(0, 1, MarkKind.CELL, "head"), Mark(4, 5, MarkKind.CELL, "head"))


def test_our_own_light_markup_names_kinds() -> None:
    assert rows("# Plan\n\nDefinition: Park: trees\n\nFact: ten\n\nReference: A, 2020\n\nFacts: no")[1:] == [
        ("definition", 0, None, "Park: trees"),
        ("fact", 0, None, "ten"),
        ("reference", 0, None, "A, 2020"),
        ("paragraph", 0, None, "Facts: no"),
    ]


def test_html_is_read_as_such_and_words_in_brackets_are_words() -> None:
    block = "<div align=center>\n<h2>Aims</h2>\n</div>"
    document = read(f"{block}\n\na<br>b <b>c <name of it></b> H<sub>2</sub>O\n\n<town hall>\n\n<!-- x -->\n")
    assert outline(document) == [
        ("heading", 1, None, "Aims"),
        ("paragraph", 0, None, "a b c <name of it> H₂O"),
        ("paragraph", 0, None, "<town hall>"),
    ]
    assert unread(document) == ["1 comment for its writers"]


def test_what_no_passage_can_hold_is_said() -> None:
    document = read("![A *map*](m.png) ![](n.png) ~~old~~ new\n")
    assert [one.text for one in document.passages] == ["new"]
    assert unread(document) == ["2 pictures, among them: “A *map*”", "words that are struck out: “old”"]


def test_a_title_given_apart_stands_above_the_text() -> None:
    document = read("---\ntitle: Other\n---\n# Aims\n", "Plan")
    assert outline(document) == [("heading", 1, None, "Plan"), ("heading", 2, None, "Aims")]
    assert unread(document) == ["the title of its front matter: Other"]


@pytest.mark.parametrize(
    ("text", "title", "levels"),
    [
        ("# Plan\n\na\n\n## Aims\n\nb", "Plan", [1, 2]),
        ("# Aims\n\na\n\n# Costs\n\nb", "Aims", [1, 2]),
        ("Name: pin\n\n## Aims\n\na\n\n## Costs\n\nb", "Name: pin", [2, 2]),
        ("Name: pin\n\n## Aims\n\na\n\n## Costs\n\nb\n\n# Questions\n\nc", "Name: pin", [2, 2, 1]),
        ("Brief\n\n## Aims\n\na\n\nb", "Aims", [1]),
        ("---\ntitle: Plan\n---\n## Aims\n\na\n\n## Costs\n\nb", "Plan", [1, 2, 2]),
    ],
)
def test_the_first_of_sections_that_leave_room_for_a_title_is_none_nor_is_the_last_heading(
    text: str, title: str, levels: list[int]
) -> None:
    document = read(text)
    assert document.title == title
    assert [one.level for one in document.passages if one.kind is PassageKind.HEADING] == levels


def test_rules_are_nothing_and_so_is_a_text_of_them() -> None:
    assert rows("a\n\n***\n\nb") == [("paragraph", 0, None, "a"), ("paragraph", 0, None, "b")]
    with pytest.raises(FormatError, match="^there is no text in it$"):
        read("***\n\n[a]: b\n")


DEEP = "it is nested too deeply"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (">" * 200 + " x", f"line 1: {DEEP}"),
        ("x\n\n" + "".join("  " * depth + "- x\n" for depth in range(80)), f"line 52: {DEEP}"),
        ("<div>" * 5_000, DEEP),
        ("![[" * 6_000, "it has more brackets than words"),
    ],
)
def test_what_the_parser_would_leave_out_or_never_end_with_is_refused(text: str, says: str) -> None:
    with pytest.raises(FormatError) as refused:
        read(text)
    assert str(refused.value) == says


@pytest.mark.parametrize("depth", [1, 10, 45])
def test_lists_in_lists_are_read_as_deep_as_people_write(depth: int) -> None:
    text = "".join("  " * level + f"- x{level}\n" for level in range(depth))
    assert [(level, words) for _, level, _, words in rows(text)] == [(n + 1, f"x{n}") for n in range(depth)]


LONG = {
    "brackets": "[" * 4_000,
    "notes": "[^" * 4_000,
    "characters": "a <![CDATA[" * 1_500,
    "stars": "*a _b " * 2_000,
    "tags": "<b>" * 4_000,
    "lines": "word\n" * 8_000,
    "items": "- a\n" * 4_000,
    "cells": "a | b\n--|--\n" + "c | d\n" * 2_000,
    "fences": "```\n" * 2_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_text_four_times_as_long_takes_about_four_times_the_steps(text: str) -> None:
    def steps(length: int) -> int:
        return lines_run(lambda: read(f"x\n\n{text[:length]}"))

    assert steps(len(text) // 4) < 5 * steps(len(text) // 16)
