"""Fields of a DOCX."""

from __future__ import annotations

import pytest

from deliberate.formats.errors import FormatError
from tests.formats.documents.office.making import docx, p, read_bytes, run


def char(kind: str, content: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{content}</w:fldChar></w:r>'


def field(instruction: str, result: str) -> str:
    return begun(instruction) + run(result) + char("end")


def begun(instruction: str) -> str:
    return (
        char("begin") + f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>' + char("separate")
    )


def texts(body: str) -> list[str]:
    return [passage.text for passage in read_bytes(docx(body)).passages]


def links(body: str) -> list[tuple[str, str]]:
    return [
        (passage.text[mark.start : mark.end], mark.to)
        for passage in read_bytes(docx(body)).passages
        for mark in passage.marks
    ]


def test_the_result_of_a_field_is_text_and_its_instruction_is_not() -> None:
    assert texts(p(run("See ") + field(" REF aims \\h ", "Aims") + run("."))) == ["See Aims."]


@pytest.mark.parametrize(
    ("instruction", "to"),
    [
        (' HYPERLINK "https://example.org/" \\o "tip" ', "https://example.org/"),
        ("HYPERLINK https://example.org/", "https://example.org/"),
        (' HYPERLINK \\l "aims" ', ""),
        (' HYPERLINK "javascript:alert(1)" ', ""),
    ],
)
def test_a_link_leads_where_its_instruction_says(instruction: str, to: str) -> None:
    assert links(p(run("See ") + field(instruction, "there"))) == ([("there", to)] if to else [])


def test_an_instruction_may_be_cut_into_runs_and_hold_fields() -> None:
    cut = (
        char("begin")
        + '<w:r><w:instrText>HYPERLINK </w:instrText></w:r><w:r><w:instrText>"https://example.org/"</w:instrText></w:r>'
        + char("begin")
        + "<w:r><w:instrText>X</w:instrText></w:r>"
        + char("separate")
        + run("not seen")
        + char("end")
        + char("separate")
        + run("there")
        + char("end")
    )
    assert texts(p(cut)) == ["there"]
    assert links(p(cut)) == [("there", "https://example.org/")]


def test_a_link_may_go_on_in_the_next_paragraph() -> None:
    body = p(begun('HYPERLINK "https://example.org/"') + run("one")) + p(run("two") + char("end") + run(" three"))
    assert links(body) == [("one", "https://example.org/"), ("two", "https://example.org/")]


def test_a_table_of_contents_over_several_paragraphs_is_left_out() -> None:
    entry = field(" PAGEREF _Toc1 ", "3")
    body = (
        p(begun(' TOC \\o "1-3" ') + run("Aims ") + entry)
        + p(run("Costs ") + entry)
        + p(char("end"))
        + p("Trees")
        + p(field(" INDEX ", "oak, 3"))
    )
    read = read_bytes(docx(body))
    assert [passage.text for passage in read.passages] == ["Trees"]
    assert [(left.passage.text, str(left.why)) for left in read.left_out] == [
        ("Aims 3", "the table of contents"),
        ("Costs 3", "the table of contents"),
        ("oak, 3", "an index"),
    ]


def test_what_follows_a_field_that_is_never_ended_is_not_lost() -> None:
    read = read_bytes(docx(p(char("begin") + run("in doubt")) + p("Trees")))
    assert [passage.text for passage in read.passages] == ["Trees"]
    assert [str(said) for said in read.unread] == ["2 words of hidden text"]


def test_what_is_chosen_from_a_list_is_text() -> None:
    entries = '<w:result w:val="1"/><w:listEntry w:val="oak"/><w:listEntry w:val="elm"/>'
    choices = f"<w:ffData><w:ddList>{entries}</w:ddList></w:ffData>"
    assert texts(
        p(run("An ") + char("begin", choices) + "<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>" + char("end"))
    ) == ["An elm"]


def test_fields_within_fields_are_refused_where_no_program_nests_so_deep() -> None:
    with pytest.raises(FormatError, match="^fields within fields more than 50 deep$"):
        read_bytes(docx(p(char("begin") * 51)))
