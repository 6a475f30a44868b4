"""What every format is given: a title above the text, and signs that a file may hold."""

from __future__ import annotations

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents import Document
from deliberate.formats.documents.writing.prepared import prepared

H = PassageKind.HEADING


def headings(title: str, *given: tuple[int, str]) -> list[tuple[int, str]]:
    passages = tuple(Passage(f"a{at}", H, level, text) for at, (level, text) in enumerate(given))
    return [(one.level, one.text) for one in prepared(Document(title, passages)).passages]


def test_the_title_of_the_text_is_its_only_heading_of_level_one() -> None:
    assert headings("Plan", (1, "Plan"), (2, "Means")) == [(1, "Plan"), (2, "Means")]
    assert headings("Plan", (2, "Plan"), (2, "Means")) == [(1, "Plan"), (2, "Means")]
    assert headings("Plan", (2, "Means"), (1, "Plan")) == [(2, "Means"), (1, "Plan")]


def test_a_title_that_the_text_does_not_have_stands_above_it() -> None:
    assert headings("Plan", (2, "Means"), (3, "Money")) == [(1, "Plan"), (2, "Means"), (3, "Money")]
    assert headings("Plan", (1, "Means"), (2, "Money")) == [(1, "Plan"), (2, "Means"), (3, "Money")]
    assert headings("Plan", (2, "Means"), (2, "Plan")) == [(1, "Plan"), (2, "Means"), (2, "Plan")]


def test_a_text_of_paragraphs_has_its_title_too() -> None:
    made = prepared(Document("Plan", (Passage("title", PassageKind.PARAGRAPH, 0, "Words."),)))
    assert [(str(one.kind), one.text) for one in made.passages] == [("heading", "Plan"), ("paragraph", "Words.")]
    assert len({one.anchor for one in made.passages}) == 2


def test_signs_that_no_file_may_hold_give_way_and_marks_stay_where_they_are() -> None:
    mark = Mark(4, 6, MarkKind.STRONG)
    text = Passage("a", PassageKind.PARAGRAPH, 0, "a\0\ud800\n\u2028bc\tx", "1\n.", (mark,))
    code = Passage("b", PassageKind.CODE, 0, "a\n\tb\x0cc\x07")
    _, paragraph, lines = prepared(Document("Plan\r\n", (text, code), authors=("A\nB",))).passages
    assert (paragraph.text, paragraph.number, paragraph.marks) == ("a\ufffd\ufffd  bc x", "1 .", (mark,))
    assert lines.text == "a\n\tb c\ufffd"


def test_what_is_marked_twice_is_marked_once() -> None:
    mark = Mark(0, 0, MarkKind.NOTE, "1")
    [_, text] = prepared(Document("Plan", (Passage("a", PassageKind.PARAGRAPH, 0, "A", None, (mark, mark)),))).passages
    assert text.marks == (mark,)


def test_no_list_is_deeper_than_word_processors_have_them() -> None:
    [_, item] = prepared(Document("Plan", (Passage("a", PassageKind.ITEM, 10**9, "Deep"),))).passages
    assert item.level == 9
