"""The words of an ODT paragraph."""

from __future__ import annotations

import pytest

from tests.formats.documents.office.making import odt, read_bytes


def text_style(name: str, properties: str, parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="text" style:parent-style-name="{parent}">'
        f"<style:text-properties {properties}/></style:style>"
    )


LOOKS = (
    text_style("B", 'fo:font-weight="bold"')
    + text_style("I", 'fo:font-style="italic"')
    + text_style("N", 'fo:font-weight="normal"')
    + text_style("H", 'text:display="none"')
    + text_style("S", 'style:font-name="Wingdings"')
    + text_style("T1", "", "Source_20_Text")
    + text_style("Source_20_Text", "")
    + text_style("P", 'fo:font-weight="bold"').replace('"text"', '"paragraph"')
)


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def read(content: str, style: str = "") -> tuple[str, list[tuple[str, str, str]]]:
    passage = read_bytes(
        odt(f'<text:p text:style-name="{style}">{content}</text:p><text:p>more text</text:p>', LOOKS)
    ).passages[0]
    return passage.text, [(str(mark.kind), passage.text[mark.start : mark.end], mark.to) for mark in passage.marks]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("a<text:s/>b", "a b"),
        ('a<text:s text:c="7"/>b', "a b"),
        ("a<text:tab/>b", "a b"),
        ("a<text:line-break/>b", "a b"),
        ("a\n   b", "a b"),
        ("a<text:soft-page-break/>b<text:bookmark/>c", "abc"),
        ("a<text:number>1.</text:number>b", "ab"),
        ("page <text:page-number>3</text:page-number>", "page 3"),
        ("a<text:script>alert()</text:script>b", "ab"),
        (
            "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby>字",
            "漢(かん)字",
        ),
        ("<text:meta><new:x xmlns:new='urn:x'>a</new:x></text:meta>b", "ab"),
        (span("\uf0e0 b", "S"), "→ b"),
    ],
)
def test_what_is_printed_is_text(content: str, text: str) -> None:
    assert read(content)[0] == text


def test_code_keeps_its_spaces() -> None:
    style = '<style:style style:name="Preformatted_20_Text" style:family="paragraph"/>'
    content = 'if x:<text:line-break/><text:s text:c="4"/>y<text:tab/>z'
    paragraph = f'<text:p text:style-name="Preformatted_20_Text">{content}</text:p>'
    assert read_bytes(odt(paragraph, style)).passages[0].text == "if x:\n    y\tz"


def test_bold_and_italic_are_marks_within_each_other() -> None:
    bold = span("b " + span("c", "I") + " d", "B")
    assert read(f"a {bold} e {span('f', 'T1')}") == (
        "a b c d e f",
        [("strong", "b c d", ""), ("emphasis", "c", ""), ("code", "f", "")],
    )


def test_what_is_set_bold_in_its_place_is_marked_and_may_be_taken_back() -> None:
    assert read(f"a {span('b', 'N')} c", "P")[1] == [("strong", "a", ""), ("strong", "c", "")]


def test_links_lead_where_readers_can_go() -> None:
    link = '<text:a xlink:href="{}">{}</text:a>'.format
    content = link("https://example.org/", f"the {span('plan', 'B')}") + " and " + link("../plan.odt", "a file")
    assert read(content) == (
        "the plan and a file",
        [("link", "the plan", "https://example.org/"), ("strong", "plan", "")],
    )


def test_hidden_text_is_no_text_and_told() -> None:
    hidden = '<text:hidden-text text:is-hidden="true" text:string-value="not seen"/>'
    found = read_bytes(odt(f"<text:p>a {span('not seen either', 'H')}{hidden}</text:p>", LOOKS))
    assert found.passages[0].text == "a"
    assert [str(said) for said in found.unread] == ["5 words of hidden text"]
