"""A document that was written out to be edited, read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberate.domain.texts.marks import HEAD, Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents import Document
from deliberate.formats.documents.editing import reread, written
from deliberate.formats.reading import read_document
from tests.formats.documents.writing import made
from tests.formats.texts import MADE, REAL, SEEDS, over_texts, text_of

KINDS = st.sampled_from(PassageKind)
WORDS = st.lists(
    st.sampled_from(["money", "1.", "(a)", "-", "#", "Fact:", "| a |", "Note:", "Audits", "2.5", "J."]), min_size=1
)


def plain(passages: tuple[Passage, ...]) -> list[Passage]:
    return [replace(one, anchor="") for one in passages]


@pytest.mark.parametrize("file", SEEDS, ids=[file.stem for file in SEEDS])
def test_a_seed_that_nobody_changed_is_the_same(file: Path) -> None:
    passages = plain(read_document(file.read_text("utf-8")).passages)[1:]
    assert reread(written(passages), passages) == passages


@pytest.mark.parametrize("name", over_texts(*MADE, *REAL))
def test_a_text_that_nobody_changed_is_the_same(name: str) -> None:
    passages = plain(read_document(text_of(name)).passages)
    assert reread(written(passages), passages) == passages


@given(st.lists(st.builds(Passage, st.just(""), KINDS, st.integers(0, 8), WORDS.map(" ".join), st.none()), max_size=6))
def test_any_document_keeps_its_words(passages: list[Passage]) -> None:
    again = reread(written(passages), passages)
    assert "".join(written(again).split()) == "".join(written(passages).split())


def test_a_changed_line_changes_one_passage() -> None:
    old = [
        Passage("", PassageKind.HEADING, 2, "Means", "IV."),
        Passage("", PassageKind.ITEM, 2, "Audits: every year", "1."),
        Passage("", PassageKind.ITEM, 2, "Reports: every month"),
        Passage("", PassageKind.CRITIQUE, 0, "Who pays?"),
    ]
    text = written(old)
    assert text == "# IV. Means\n\n  1. Audits: every year\n  - Reports: every month\n\nWho pays?"
    found = reread(text.replace("every year", "every quarter"), old)
    assert found == [old[0], Passage("", PassageKind.ITEM, 1, "Audits: every quarter", "1."), *old[2:]]


STRONG, CODE, LINK, NOTE = MarkKind.STRONG, MarkKind.CODE, MarkKind.LINK, MarkKind.NOTE
CELL, CALL = MarkKind.CELL, Mark(5, 5, NOTE, "1")
EVERYTHING = [
    Passage("", PassageKind.HEADING, 2, "Means", "IV.", (Mark(0, 5, CODE),)),
    Passage("", PassageKind.PARAGRAPH, 0, "Trees are dear and [sic] 2 * 3.", None, (CALL, Mark(10, 14, STRONG))),
    Passage("", PassageKind.ITEM, 1, "See the plan", "1.", (Mark(8, 12, LINK, "https://a.example/x_(y)"),)),
    Passage("", PassageKind.ITEM, 2, "* or # alone mean nothing"),
    Passage("", PassageKind.PARAGRAPH, 0, "(a) is no item here"),
    Passage("", PassageKind.PARAGRAPH, 0, "Fact: is said to be one"),
    Passage("", PassageKind.PARAGRAPH, 0, "# is no heading"),
    Passage("", PassageKind.HEADING, 3, "2. is no number"),
    Passage("", PassageKind.DEFINITION, 0, "Park: A place with `trees`", None, (Mark(0, 4, STRONG),)),
    Passage("", PassageKind.FACT, 0, "There are ten <parks> &amp; more"),
    Passage("", PassageKind.QUOTATION, 0, "The right to the city", None, (Mark(4, 9, MarkKind.EMPHASIS),)),
    Passage("", PassageKind.CODE, 0, "if x:\n\n    ```y```\n# no heading"),
    Passage("", PassageKind.TABLE, 0, "Year | Cost", None, (Mark(0, 4, CELL, HEAD), Mark(7, 11, CELL, HEAD))),
    Passage("", PassageKind.TABLE, 0, "a|b | 10", None, (Mark(0, 3, CELL), Mark(0, 1, STRONG), Mark(6, 8, CELL))),
    Passage("", PassageKind.REFERENCE, 0, "Town, 2020. Trees.", "1"),
    Passage("", PassageKind.REFERENCE, 0, "Town, 2021."),
]  # fmt: skip


def sorted_marks(passages: list[Passage]) -> list[Passage]:
    return [replace(one, marks=tuple(sorted(one.marks))) for one in passages]


def test_every_mark_and_kind_is_a_sign_and_comes_back() -> None:
    text = written(EVERYTHING)
    assert reread(text, []) == sorted_marks(EVERYTHING)
    assert "# IV. `Means`\n\nTrees[^1] are **dear** and \\[sic\\] 2 \\* 3.\n\n1. See the [plan](" in text
    assert (
        "\n\n\\(a) is no item here\n\nFact\\: is said to be one\n\n\\# is no heading\n\n## 2\\. is no number\n\n"
        in text
    )
    assert (
        "\n\nFact: There are ten <parks> &amp; more\n\n> The *right* to the city\n\n````\nif x:\n\n    ```y```\n"
        in text
    )
    assert (
        "| Year | Cost |\n| --- | --- |\n| **a**\\|b | 10 |\n\n[^1]: Town, 2020. Trees.\n\nReference: Town, 2021."
        in text
    )


def test_a_changed_line_keeps_its_marks_and_its_kind() -> None:
    changed = written(EVERYTHING).replace(" are **dear**", " are very **dear**").replace("the city", "the town")
    found = reread(changed.replace("10 |", "12 |"), EVERYTHING)
    assert found[1].text == "Trees are very dear and [sic] 2 * 3."
    assert found[1].marks == (CALL, Mark(15, 19, STRONG))
    assert (found[10].kind, found[10].text) == (PassageKind.QUOTATION, "The right to the town")
    assert found[13].text == "a|b | 12"
    assert [one for at, one in enumerate(found) if at not in (1, 10, 13)] == [
        one for at, one in enumerate(sorted_marks(EVERYTHING)) if at not in (1, 10, 13)
    ]


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("[free](javascript:alert(1)) land", "free land", ()),
        ("[oaks](https://a.example)", "oaks", (Mark(0, 4, LINK, "https://a.example"),)),
        ("A note that is none[^7]", "A note that is none[^7]", ()),
        ("<b>no</b> ![no](x) <https://a.example> &amp;", "<b>no</b> !no <https://a.example> &amp;", ()),
        ("wrapped\n  *over\nlines*", "wrapped over lines", (Mark(8, 18, MarkKind.EMPHASIS),)),
        ("2 * 3 * 4, snake_case_name, C:\\trees", "2 * 3 * 4, snake_case_name, C:\\trees", ()),
    ],
)  # fmt: skip
def test_what_somebody_types_is_marked_by_signs_alone(text: str, words: str, marks: tuple[Mark, ...]) -> None:
    assert reread(text, []) == [Passage("", PassageKind.PARAGRAPH, 0, words, None, marks)]


def test_a_fence_that_is_not_closed_is_code_to_the_end() -> None:
    assert reread("```\na\n\nb", []) == [Passage("", PassageKind.CODE, 0, "a\n\nb")]
    assert reread("```sh\na\n```\nb", [])[1].text == "b"


def test_a_line_under_no_row_is_nothing() -> None:
    assert reread("|---|---|\n\nTrees", []) == [Passage("", PassageKind.PARAGRAPH, 0, "Trees")]
    assert reread("Trees\n\n| --- |", []) == [Passage("", PassageKind.PARAGRAPH, 0, "Trees")]


@settings(max_examples=200)
@given(made.documents())
def test_a_document_that_nobody_touched_is_the_same_with_all_its_marks(document: Document) -> None:
    passages = [replace(one, anchor="") for one in document.passages]
    assert reread(written(passages), passages) == passages
