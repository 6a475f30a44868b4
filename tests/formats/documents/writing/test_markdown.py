"""Markdown that goes out is read as the same passages, whatever they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from hypothesis import given, settings

from deliberate.domain.texts.marks import HEAD, Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.spans import Call, Run, cells, definition, spans
from deliberate.formats.documents import Document
from deliberate.formats.documents.writing.markdown import written
from deliberate.formats.documents.writing.notes import called
from tests.formats.documents.writing import made, reading

_NAMES = {MarkKind.STRONG: "strong", MarkKind.EMPHASIS: "em", MarkKind.CODE: "code"}
_PREFIXES = {PassageKind.FACT: "Fact: ", PassageKind.REFERENCE: "Reference: ", PassageKind.DEFINITION: "Definition: "}


def runs(found: list[Run], labels: Mapping[str, str]) -> Iterator[reading.Run]:
    for run in found:
        if isinstance(run, Call):
            yield f"[^{labels[run.note]}]", frozenset({"note"})
        else:
            yield run.text, frozenset(_NAMES.get(style.kind) or f"link {style.to}" for style in run.styles)


def with_its_notes(document: Document) -> Document:
    """Without calls that lead to no note."""
    names = called(document.passages)
    return replace(
        document,
        passages=tuple(
            replace(one, marks=tuple(mark for mark in one.marks if mark.kind is not MarkKind.NOTE or mark.to in names))
            for one in document.passages
        ),
    )


def meant(passage: Passage, labels: Mapping[str, str]) -> Iterator[reading.Block]:
    """What a reader finds of a passage: numbers that it cannot count to, and kinds that it does not know, in words."""
    kind, level, number = str(passage.kind), passage.level, passage.number
    plain = frozenset[str]()
    if passage.kind is PassageKind.TABLE:
        of_cells = (reading.joined(runs(spans(cell.text, cell.marks), labels)) for cell in cells(passage))
        yield "row", 0, None, tuple(run for words in of_cells for run in (*words, ("|", plain)))
        return
    if passage.kind is PassageKind.DEFINITION and passage.name:
        term, rest = definition(passage)
        yield "term", 0, None, reading.joined(runs(term, labels))
        yield "definition", 0, None, reading.joined(runs(rest, labels))
        return
    words = list(runs(spans(passage.text, passage.marks), labels))
    if number and not (passage.kind is PassageKind.ITEM and re.fullmatch(r"\d+[.)]", number)):
        words.insert(0, (f"{number} ", plain))
        number = None
    if passage.kind in _PREFIXES:
        words.insert(0, (_PREFIXES[passage.kind], plain))
        kind = "paragraph"
    yield "paragraph" if kind == "critique" else kind, level, number, reading.joined(words)


@settings(max_examples=100, report_multiple_bugs=False)
@given(made.documents().map(with_its_notes))
def test_the_same_passages_are_read_whatever_they_say(document: Document) -> None:
    notes = called(document.passages)
    labels = {name: "note-1" if name == "*" else name for name in notes}
    expected = [
        block
        for passage in document.passages
        if not any(passage is note for note in notes.values())
        for block in meant(passage, labels)
    ]
    found, found_notes = reading.blocks(written(document))
    assert plain_rows(found) == plain_rows(expected)
    assert found_notes == {
        labels[name]: reading.joined(runs(spans(note.text, note.marks), labels)) for name, note in notes.items()
    }


def markdown(*passages: Passage) -> str:
    """Without front matter and title."""
    return written(made.document(list(passages))).partition(f"# {made.TITLE}\n\n")[2].removesuffix("\n")


def item(level: int, text: str, number: str | None = None) -> Passage:
    return Passage("", PassageKind.ITEM, level, text, number)


def paragraph(text: str, *marks: Mark) -> Passage:
    return Passage("", PassageKind.PARAGRAPH, 0, text, None, marks)


def row(*texts: str, head: str = "") -> Passage:
    starts = [sum(len(text) + 3 for text in texts[:at]) for at in range(len(texts))]
    marks = [Mark(start, start + len(text), MarkKind.CELL, head) for start, text in zip(starts, texts, strict=True)]
    return Passage("", PassageKind.TABLE, 0, " | ".join(texts), None, tuple(marks))


def test_what_is_known_of_the_text_stands_before_it() -> None:
    document = replace(made.document([]), licence='CC "BY"', source="https://a.example", language="no")
    assert written(document) == (
        '---\nauthor: ["Ada", "Ben"]\ndate: "2026-03-01"\nlang: "no"\nlicense: "CC \\"BY\\""\n'
        'source: "https://a.example"\n---\n\n# Upkeep of the weir\n'
    )


def test_numbers_are_those_that_are_printed() -> None:
    assert markdown(item(1, "a", "1."), item(2, "b", "3."), item(2, "c", "4."), item(1, "d", "2.")) == (
        "1. a\n\n   3. b\n   4. c\n2. d"
    )
    assert markdown(item(1, "a", "1."), item(1, "b", "3.")) == "1. a\n\n<!-- -->\n\n3. b", "or it would be read as 2."
    assert markdown(item(1, "a", "IV."), item(2, "b", "(a)"), item(1, "c")) == "- IV. a\n  - (a) b\n- c"


def test_an_item_that_is_too_deep_keeps_its_depth() -> None:
    assert markdown(item(1, "a"), item(3, "b")) == "- a\n  - - b"


def test_what_stands_in_an_item_is_indented_with_it() -> None:
    code = Passage("", PassageKind.CODE, 0, "x\n\n  y")
    assert markdown(item(1, "a", "10."), code, item(2, "b")) == (
        "10. a\n\n    ```\n    x\n\n      y\n    ```\n\n    - b"
    )


def test_words_that_would_begin_something_else_are_words() -> None:
    for text, shown in (
        *(("# a", r"\# a"), ("1. a", r"1\. a"), ("- a", r"\- a"), ("> a", r"\> a"), ("+", r"\+"), ("---", r"\---")),
        *(("a_b *c*", r"a_b \*c\*"), ("<b> & &amp; x", r"\<b> & \&amp; x"), ("-1 and 2.5", "-1 and 2.5")),
    ):
        assert markdown(paragraph(text)) == shown
    assert markdown(Passage("", PassageKind.HEADING, 2, "C #", "1.")) == r"## 1. C \#"


def test_a_fence_is_longer_than_any_in_the_code() -> None:
    assert markdown(Passage("", PassageKind.CODE, 0, "a ````\nb")) == "`````\na ````\nb\n`````"


def test_asterisks_stand_where_they_are_emphasis_and_tags_where_they_would_be_words() -> None:
    assert markdown(paragraph("So it is.", Mark(3, 5, MarkKind.STRONG), Mark(0, 5, MarkKind.EMPHASIS))) == (
        "*So **it*** is."
    )
    assert markdown(paragraph("x(a)y", Mark(1, 4, MarkKind.STRONG))) == "x<strong>(a)</strong>y"


def test_a_table_without_named_columns_has_an_empty_first_row_and_all_rows_are_as_wide() -> None:
    assert markdown(row("Day", "From", head=HEAD), row("Mo|We", "9"), row("closed")) == (
        "| Day | From |\n| --- | --- |\n| Mo\\|We | 9 |\n| closed |  |"
    )
    assert markdown(row("a", "b")) == "|  |  |\n| --- | --- |\n| a | b |"


def test_a_note_is_called_by_its_sign_and_stands_at_the_end() -> None:
    note = Passage("", PassageKind.REFERENCE, 0, "Survey.", "1")
    other = Passage("", PassageKind.REFERENCE, 0, "Smith, 2020.", "2")
    leaks = paragraph("It leaks.", Mark(9, 9, MarkKind.NOTE, "1"), Mark(2, 2, MarkKind.NOTE, "7"))
    assert markdown(leaks, note, other) == ("It\\[7\\] leaks.[^1]\n\nReference: 2 Smith, 2020.\n\n[^1]: Survey.")


def test_definitions_and_quotations_are_told() -> None:
    assert markdown(
        Passage("", PassageKind.DEFINITION, 0, "Weir: a dam"),
        Passage("", PassageKind.QUOTATION, 0, "Never."),
        Passage("", PassageKind.QUOTATION, 0, "Nowhere."),
    ) == ("Weir\n:   a dam\n\n> Never.\n>\n> Nowhere.")


def plain_rows(blocks: list[reading.Block]) -> list[reading.Block]:
    """Rows without the cells that only fill them, and without those that hold nothing else."""
    found: list[reading.Block] = []
    for kind, level, number, words in blocks:
        if kind.startswith("row"):
            while words and words[-1][0] == "|":
                words = words[:-1]
            if words:
                found.append(("row", level, number, words))
        else:
            found.append((kind, level, number, words))
    return found
