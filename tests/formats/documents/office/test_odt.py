"""Whole ODT files."""

from __future__ import annotations

from datetime import date

import pytest

from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.errors import FormatError
from tests.formats.documents.office.making import odt, odt_parts, outline, read_bytes, zipped


def note(number: str, text: str, kind: str = "footnote") -> str:
    body = f"<text:note-body><text:p>{text}</text:p></text:note-body>"
    return f'<text:note text:note-class="{kind}"><text:note-citation>{number}</text:note-citation>{body}</text:note>'


def test_a_text_is_read_in_its_order() -> None:
    content = odt(
        "<text:sequence-decls/>"
        '<text:h text:outline-level="1">Trees <text:span>for</text:span> the town</text:h>'
        '<text:section><text:h text:outline-level="2">Why</text:h><text:p>It is hot.</text:p></text:section>'
        "<text:list><text:list-item><text:p>Plant</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert outline(content) == [
        "heading1 Trees for the town",
        "heading2 Why",
        "paragraph It is hot.",
        "item1 - Plant",
        "table a | b",
    ]


def test_what_the_file_says_of_itself_is_kept() -> None:
    meta = (
        "<dc:title>A plan</dc:title><meta:initial-creator>Ada</meta:initial-creator><dc:creator>Ben</dc:creator>"
        "<dc:date>2025-01-01T00:00:00</dc:date><meta:creation-date>2024-11-20T10:00:00</meta:creation-date>"
        '<dc:language>de-DE</dc:language><meta:user-defined meta:name="License">CC0</meta:user-defined>'
    )
    read = read_bytes(odt("<text:p>Bäume.</text:p>", meta=meta))
    assert (read.title, read.authors, read.created, read.language, read.licence) == (
        "A plan",
        ("Ada",),
        date(2024, 11, 20),
        "de",
        "CC0",
    )


def test_the_language_is_the_one_that_most_of_the_text_is_in() -> None:
    styles = (
        '<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:language="en"/>'
        '</style:default-style><style:style style:name="G" style:family="paragraph">'
        '<style:text-properties fo:language="de"/></style:style></office:styles>'
    )
    assert read_bytes(odt("<text:p>Trees</text:p>", styles=styles)).language == "en"
    german = '<text:p>Trees</text:p><text:p text:style-name="G">Die Straßen sind heiß.</text:p>'
    assert read_bytes(odt(german, styles=styles)).language == "de"


def test_notes_stand_at_the_end_as_they_are_printed() -> None:
    read = read_bytes(odt(f"<text:p>Trees{note('i', 'At the end.', 'endnote')} and{note('*', 'Below.')}</text:p>"))
    assert [(passage.kind, passage.number, passage.text) for passage in read.passages] == [
        (PassageKind.PARAGRAPH, None, "Trees and"),
        (PassageKind.REFERENCE, "*", "Below."),
        (PassageKind.REFERENCE, "i", "At the end."),
    ]
    assert [(mark.start, mark.to) for mark in read.passages[0].marks] == [(5, "i"), (9, "*")]


def test_a_note_may_hold_another() -> None:
    inner = note("2", "Deeper.")
    read = read_bytes(odt(f"<text:p>Trees{note('1', f'Below{inner}')}</text:p>"))
    assert [(passage.number, passage.text) for passage in read.passages[1:]] == [("1", "Below"), ("2", "Deeper.")]


def test_heads_and_feet_of_pages_are_left_out_and_said_once() -> None:
    page = (
        "<style:master-page><style:header><text:p>DRAFT</text:p></style:header><style:header-left><text:p>DRAFT</text:p>"
        "</style:header-left><style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>"
        "</style:master-page>"
    )
    read = read_bytes(
        odt("<text:p>Trees</text:p>", styles=f"<office:master-styles>{page}{page}</office:master-styles>")
    )
    assert [(left.before, left.passage.text, str(left.why)) for left in read.left_out] == [
        (0, "DRAFT", "the head of the pages"),
        (1, "Page 1", "the foot of the pages"),
    ]


def test_changes_are_read_as_accepted_and_told() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:insertion/></text:changed-region>"
        "<text:changed-region><text:deletion><text:p>never</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    )
    read = read_bytes(
        odt(f"{changes}<text:p>Trees <text:change/><text:change-start/>always<text:change-end/> grow</text:p>")
    )
    assert [passage.text for passage in read.passages] == ["Trees always grow"]
    assert [str(said) for said in read.unread] == ["2 tracked changes, read as accepted"]


def test_comments_and_macros_are_told() -> None:
    comment = "<dc:creator>Ada</dc:creator><dc:date>2024</dc:date><text:p>Who pays?</text:p>"
    comment = f"<office:annotation>{comment}</office:annotation>"
    parts = odt_parts(f"<text:p>Trees{comment}</text:p>{comment.replace('Ada', '')}")
    read = read_bytes(zipped({**parts, "Basic/Standard/a.xml": "<a/>"}))
    assert [passage.text for passage in read.passages] == ["Trees"]
    assert [str(said) for said in read.unread] == [
        "macros: programs within the file",
        "2 comments",
        "a comment by Ada: Who pays?",
        "a comment: Who pays?",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            '<text:p>a<text:s text:c="2000000000"/>b</text:p>',
            "the text: repeats spaces or cells 2000000000 times; at most 1000 are read",
        ),
        ("<text:p>" + '<text:s text:c="999"/>' * 150 + "b</text:p>", "the text repeats more than 100000 letters"),
        (
            '<table:table><table:table-row><table:table-cell table:number-columns-repeated="16384"/>'
            "</table:table-row></table:table>",
            "the text: repeats spaces or cells 16384 times; at most 1000 are read",
        ),
        (
            '<table:table><table:table-row table:number-rows-repeated="900">'
            '<table:table-cell table:number-columns-repeated="900"><text:p>x</text:p></table:table-cell>'
            "</table:table-row></table:table>",
            "the text repeats more than 100000 letters",
        ),
    ],
)
def test_what_repeats_itself_without_end_is_refused(text: str, why: str) -> None:
    with pytest.raises(FormatError) as refused:
        read_bytes(odt(text))
    assert str(refused.value) == why
