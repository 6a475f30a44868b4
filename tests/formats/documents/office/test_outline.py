"""From what was found to a document."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.words import say_many
from deliberate.formats.documents import Document
from deliberate.formats.documents.office.outline import document
from deliberate.formats.documents.office.pieces import FOOTER, HEADER, TITLE, Piece
from deliberate.formats.documents.office.words import Wording
from deliberate.formats.documents.outline import CONTENTS
from deliberate.formats.documents.properties import Properties
from deliberate.formats.errors import FormatError


def heading(text: str, level: int) -> Piece:
    return Piece(PassageKind.HEADING, Wording(text), level)


def text(words: str = "Trees grow.", why: object = None) -> Piece:
    return Piece(PassageKind.PARAGRAPH, Wording(words), why=why)  # type: ignore[arg-type]


def made(*pieces: Piece, title: str = "") -> Document:
    return document(pieces, [], Properties(title=title), ())


def levels(read: Document) -> list[tuple[int, str]]:
    return [(passage.level, passage.text) for passage in read.passages if passage.kind is PassageKind.HEADING]


def test_the_one_highest_heading_is_the_title_wherever_it_stands() -> None:
    read = made(text(), heading("A plan", 2), heading("Aims", 3), heading("Costs", 4), title="Of the file")
    assert read.title == "A plan"
    assert levels(read) == [(1, "A plan"), (2, "Aims"), (3, "Costs")]


def test_a_title_of_its_own_style_stands_above_headings_of_the_first_level() -> None:
    read = made(heading("A plan", TITLE), heading("Aims", 1), heading("Trees", 2), heading("Costs", 1))
    assert levels(read) == [(1, "A plan"), (2, "Aims"), (3, "Trees"), (2, "Costs")]


def test_a_title_on_two_lines_is_one() -> None:
    read = made(heading("A plan", TITLE), heading("for the town", TITLE), heading("Aims", 1))
    assert levels(read) == [(1, "A plan for the town"), (2, "Aims")]


def test_where_several_are_highest_the_title_is_that_of_the_files_properties() -> None:
    read = made(heading("Aims", 1), text(), heading("Costs", 1), title="A plan")
    assert read.title == read.passages[0].text == "A plan"
    assert levels(read) == [(1, "A plan"), (2, "Aims"), (2, "Costs")]


def test_a_passage_that_says_the_title_is_not_said_twice() -> None:
    read = made(text("A PLAN!"), heading("Aims", 1), heading("Costs", 1), title="A plan")
    assert levels(read) == [(1, "A PLAN!"), (2, "Aims"), (2, "Costs")]
    read = made(heading("A plan", 1), heading("Costs", 1), title="A plan")
    assert levels(read) == [(1, "A plan"), (2, "Costs")]


def test_without_any_the_first_heading_is_the_title_and_levels_stay() -> None:
    read = made(heading("Aims", 2), heading("Trees", 3), heading("Costs", 2))
    assert read.title == "Aims"
    assert levels(read) == [(2, "Aims"), (3, "Trees"), (2, "Costs")]


def test_without_headings_the_title_is_the_files_or_its_first_words() -> None:
    assert levels(made(text(), title="A plan")) == [(1, "A plan")]
    read = made(text("One two three four five six seven eight nine ten eleven"))
    assert read.title == "One two three four five six seven eight nine ten"
    assert levels(read) == []


def test_what_is_left_out_keeps_its_place() -> None:
    pieces = (text("DRAFT", HEADER), heading("A plan", 1), text("Aims 3", CONTENTS), text(), text("Page 1", FOOTER))
    read = made(*pieces)
    assert [(left.before, left.passage.text, left.why) for left in read.left_out] == [
        (0, "DRAFT", HEADER),
        (1, "Aims 3", CONTENTS),
        (2, "Page 1", FOOTER),
    ]
    assert [passage.text for passage in read.whole().passages] == ["DRAFT", "A plan", "Aims 3", "Trees grow.", "Page 1"]
    assert all(passage.anchor for passage in read.whole().passages)


def test_a_heading_over_nothing_but_contents_goes_with_them_and_no_other() -> None:
    contents = text("Aims 3", CONTENTS)
    read = made(heading("A plan", 1), heading("Contents", 2), contents, heading("Aims", 2), text())
    assert levels(read) == [(1, "A plan"), (2, "Aims")]
    read = made(heading("A plan", 1), contents, heading("Aims", 2), text())
    assert levels(read) == [(1, "A plan"), (2, "Aims")]
    read = made(heading("Contents", 1), contents, heading("Aims", 1), text())
    assert levels(read) == [(1, "Aims")]
    read = made(heading("Town", 1), heading("A plan for all our trees", 1), contents, heading("Aims", 1), text())
    assert levels(read) == [(1, "Town"), (1, "A plan for all our trees"), (1, "Aims")]
    read = made(heading("A plan", 1), heading("Part", 2), contents, heading("Aims", 3), text())
    assert levels(read) == [(1, "A plan"), (2, "Part"), (3, "Aims")]
    read = made(heading("A plan", 1), text(), heading("Sources", 2), text("Page 1", FOOTER))
    assert levels(read) == [(1, "A plan"), (2, "Sources")]


def test_lines_of_code_are_one_passage() -> None:
    lines = [Piece(PassageKind.CODE, Wording(line)) for line in ("if trees:", "    plant()")]
    assert [passage.text for passage in made(*lines, text(), lines[0]).passages] == [
        "if trees:\n    plant()",
        "Trees grow.",
        "if trees:",
    ]


def test_a_definition_begins_with_its_term() -> None:
    term = Piece(PassageKind.DEFINITION, Wording("Tree"), is_term=True)
    meaning = Piece(PassageKind.DEFINITION, Wording("a tall plant", (Mark(2, 6, MarkKind.STRONG),)))
    read = made(term, meaning, meaning, term, text())
    assert [(passage.kind, passage.text) for passage in read.passages] == [
        (PassageKind.DEFINITION, "Tree: a tall plant"),
        (PassageKind.DEFINITION, "a tall plant"),
        (PassageKind.PARAGRAPH, "Tree"),
        (PassageKind.PARAGRAPH, "Trees grow."),
    ]
    assert read.passages[0].marks == (Mark(8, 12, MarkKind.STRONG),)


def test_notes_stand_at_the_end() -> None:
    note = Piece(PassageKind.REFERENCE, Wording("Smith, 2020."), number="1")
    read = document([text()], [note], Properties(language="de", licence="CC0", authors=("Ada",)), ["1 picture"])
    assert [(passage.kind, passage.number) for passage in read.passages] == [
        (PassageKind.PARAGRAPH, None),
        (PassageKind.REFERENCE, "1"),
    ]
    assert (read.language, read.licence, read.authors, read.unread) == ("de", "CC0", ("Ada",), ("1 picture",))
    assert made(text()).language == ""


def test_a_file_without_a_word_is_refused_with_what_it_has() -> None:
    with pytest.raises(FormatError, match="^the document has no words$"):
        made(Piece(PassageKind.PARAGRAPH, Wording("")))
    with pytest.raises(FormatError, match="^the document has no words of its own, only the head of the pages$"):
        made(text("DRAFT", HEADER), text("Plan", HEADER))
    pictures = say_many("%(num)d picture", "%(num)d pictures", 2)
    with pytest.raises(FormatError, match="^the document has no words of its own, only 2 pictures$"):
        document([], [], Properties(), [pictures])
