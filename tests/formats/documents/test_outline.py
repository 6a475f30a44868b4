"""From passages to a document."""

from __future__ import annotations

from datetime import date

import pytest

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents import Document
from deliberate.formats.documents.outline import cut, document, joined, without_number
from deliberate.formats.documents.properties import Properties
from deliberate.formats.errors import FormatError


def heading(level: int, text: str) -> Passage:
    return Passage("", PassageKind.HEADING, level, text)


def paragraph(text: str, *marks: Mark) -> Passage:
    return Passage("", PassageKind.PARAGRAPH, 0, text, None, marks)


def made(*passages: Passage, sure: bool = True, **said: str) -> Document:
    return document(passages, (), Properties(**said), (), title_is_sure=sure)  # type: ignore[arg-type]


def shape(found: Document) -> list[tuple[int, str]]:
    return [(one.level, one.text) for one in found.passages]


def test_the_one_highest_heading_is_the_title_and_those_below_keep_their_distance() -> None:
    found = made(heading(3, "Note"), heading(2, "Plan"), heading(3, "Aims"), heading(5, "Trees"))
    assert found.title == "Plan"
    assert shape(found) == [(2, "Note"), (1, "Plan"), (2, "Aims"), (4, "Trees")]


def test_of_several_highest_ones_the_first_heading_is_the_title_and_the_others_go_one_down() -> None:
    assert shape(made(heading(1, "Plan"), heading(1, "Aims"), heading(2, "Trees"))) == [
        (1, "Plan"),
        (2, "Aims"),
        (3, "Trees"),
    ]


def test_a_title_that_the_file_surely_gives_stands_first_unless_it_is_there() -> None:
    assert shape(made(heading(1, "Aims"), heading(2, "Trees"), title="Plan")) == [
        (1, "Plan"),
        (2, "Aims"),
        (3, "Trees"),
    ]
    assert shape(made(heading(3, "Aims"), title="Plan")) == [(1, "Plan"), (2, "Aims")]
    assert shape(made(paragraph("Words."), title="Plan")) == [(1, "Plan"), (0, "Words.")]
    assert shape(made(heading(1, "The  plan!"), heading(2, "Aims"), title="The Plan"))[0] == (1, "The  plan!")


def test_a_title_that_a_browser_shows_counts_where_no_heading_stands_out() -> None:
    assert made(heading(1, "Plan"), heading(2, "Aims"), title="Town", sure=False).title == "Plan"
    assert made(heading(1, "Aims"), heading(1, "Plan"), title="Plan | Town", sure=False).title == "Plan"
    assert shape(made(heading(1, "Aims"), heading(1, "Means"), title="Town", sure=False))[:2] == [
        (1, "Town"),
        (2, "Aims"),
    ]


def test_a_text_without_headings_is_called_by_its_first_words() -> None:
    found = made(paragraph("We want trees " * 9))
    assert (found.title, len(found.passages)) == ("We want trees We want trees We want trees We", 1)
    with pytest.raises(FormatError, match="^there is no text in it$"):
        made()


def test_the_number_of_a_heading_stands_apart_but_not_that_of_the_title() -> None:
    found = made(heading(1, "2. Plan"), heading(2, "II. Means"), heading(2, "3.1 Trees"), heading(2, "§ 4 Beiträge"))
    assert [(one.number, one.text) for one in found.passages] == [
        (None, "2. Plan"), ("II.", "Means"), ("3.1", "Trees"), (None, "§ 4 Beiträge"),
    ]  # fmt: skip


def test_paragraphs_with_typed_markers_are_items_one_below_those_of_another_marker() -> None:
    bold = Mark(4, 9, MarkKind.STRONG)
    texts = ["(1) Trees", "a) oaks", "b) elms", "(2) Benches", "• of stone", "Words.", "a) again", "- said he"]
    found = made(heading(1, "Plan"), paragraph(texts[0], bold), *map(paragraph, texts[1:]))
    assert [(str(one.kind), one.level, one.number, one.text) for one in found.passages[1:]] == [
        ("item", 1, "(1)", "Trees"), ("item", 2, "a)", "oaks"), ("item", 2, "b)", "elms"),
        ("item", 1, "(2)", "Benches"), ("item", 2, None, "of stone"), ("paragraph", 0, None, "Words."),
        ("item", 1, "a)", "again"), ("paragraph", 0, None, "- said he"),
    ]  # fmt: skip
    assert found.passages[1].marks == (Mark(0, 5, MarkKind.STRONG),)


def link(text: str, to: str = "#a") -> Passage:
    return paragraph(text, Mark(0, len(text), MarkKind.LINK, to))


def test_lines_that_only_lead_to_places_in_the_text_are_its_contents() -> None:
    found = made(
        heading(1, "Plan"), heading(2, "Contents"), link("Aims"), paragraph("Words."), link("Aims"), link("To")
    )
    assert [one.text for one in found.passages] == ["Plan", "Words.", "Aims", "To"]
    assert [(one.before, one.passage.text, str(one.why)) for one in found.left_out] == [
        (1, "Contents", "the table of contents"),
        (1, "Aims", "the table of contents"),
    ]
    assert [one.text for one in found.whole().passages][:4] == ["Plan", "Contents", "Aims", "Words."]
    assert len(made(*(link(text) for text in "ABC"), paragraph("Words.")).left_out) == 3
    assert made(*(link(text, "https://a.example") for text in "ABC")).left_out == ()


def test_links_lead_somewhere_else_and_nothing_is_too_deep() -> None:
    found = made(
        link("Mill", "javascript:x"), link("Weir", "https://a.example"), Passage("", PassageKind.ITEM, 500, "x")
    )
    assert [one.marks for one in found.passages[:2]] == [(), (Mark(0, 4, MarkKind.LINK, "https://a.example"),)]
    assert found.passages[2].level == 100


def test_what_the_file_says_is_what_the_document_says() -> None:
    said = Properties("Plan", ("Ada",), date(2026, 3, 1), "de", "CC0-1.0", "Short.", ("trees",), "https://a.example")
    found = document([paragraph("Words.")], [], said, ("a picture",), title_is_sure=True)
    assert (found.title, found.authors, found.created, found.language) == ("Plan", ("Ada",), date(2026, 3, 1), "de")
    assert (found.licence, found.summary, found.topics, found.source) == (
        "CC0-1.0", "Short.", ("trees",), "https://a.example",
    )  # fmt: skip
    assert found.unread == ("a picture",)
    assert made(paragraph("Words.")).language == ""


def test_a_summary_that_is_too_long_to_be_one_stands_in_the_text_as_well() -> None:
    summary = "word " * 200
    found = made(paragraph("Words."), title="Plan", summary=summary.strip())
    assert shape(found) == [(1, "Plan"), (0, summary.strip()), (0, "Words.")]
    assert len(found.summary) == 500


def test_passages_are_joined_and_cut_with_their_marks() -> None:
    strong = Mark(0, 3, MarkKind.STRONG)
    one = joined(
        [paragraph("One", strong), Passage("", PassageKind.ITEM, 1, "two", "1.", (strong,))], PassageKind.REFERENCE, "*"
    )
    assert one == Passage("", PassageKind.REFERENCE, 0, "One 1. two", "*", (strong, Mark(7, 10, MarkKind.STRONG)))
    assert joined([], PassageKind.REFERENCE, None) is None
    note, late = Mark(1, 1, MarkKind.NOTE, "1"), Mark(0, 2, MarkKind.CODE)
    assert cut(paragraph("abc", note, late), 1) == paragraph(
        "bc", Mark(0, 0, MarkKind.NOTE, "1"), Mark(0, 1, MarkKind.CODE)
    )
    assert cut(paragraph("abc", late), 2).marks == ()
    assert without_number(heading(2, "J. Smith")).number is None
