"""What styles of a DOCX say, themselves and by what they are based on."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.office.docx_styles import Styles, look_of, start_of
from deliberate.formats.documents.office.markup import Element, child, parsed
from deliberate.formats.documents.office.styles import Look
from tests.formats.documents.office.making import part


def element(content: str) -> Element:
    return parsed(part("w:x", content).encode(), "")


def styles(*rows: tuple[str, str, str], default: str = "") -> Styles:
    """Of id, name and what else is said."""
    content = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}" w:default="{int(key == default)}">'
        f'<w:name w:val="{named}"/>{more}</w:style>'
        for key, named, more in rows
    )
    base = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return Styles(element(base + content))


def based_on(key: str, more: str = "") -> str:
    return f'<w:basedOn w:val="{key}"/>{more}'


def outline(level: int) -> str:
    return f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>'


@pytest.mark.parametrize(
    ("rows", "level"),
    [
        ([("A", "Heading 2", "")], 2),
        ([("A", "Überschrift", based_on("B")), ("B", "heading 3", "")], 3),
        ([("A", "Title", "")], 0),
        ([("A", "Clause", outline(1))], 2),
        ([("A", "Heading 0", based_on("B", outline(7))), ("B", "heading 1", "")], 8),
        ([("A", "Text of a heading", based_on("B", outline(9))), ("B", "heading 1", "")], None),
        ([("A", "Heading1", "")], None),
    ],
)
def test_a_heading_is_told_by_the_nearest_name_or_outline_level(
    rows: list[tuple[str, str, str]], level: int | None
) -> None:
    assert styles(*rows).paragraph("A").heading == level


def test_a_paragraph_without_a_style_has_the_default_one_and_so_has_one_with_an_unknown_style() -> None:
    read = styles(("A", "Quote", ""), ("B", "Normal", ""), default="B")
    assert read.paragraph(None).names == read.paragraph("gone").names == ("normal",)
    assert read.named("gone").names == ()


def test_looks_are_completed_by_the_styles_below_and_by_what_all_have() -> None:
    read = styles(
        ("A", "Mine", based_on("B", '<w:rPr><w:i/><w:lang w:val="de-DE"/></w:rPr>')),
        ("B", "Other", '<w:rPr><w:b/><w:i w:val="0"/><w:sz w:val="28"/></w:rPr>'),
    )
    assert read.paragraph("A").look == Look(bold=True, italic=True, size=14, language="de-DE")
    assert read.base == Look(size=10.5)
    assert Styles(None).base == Look(size=10)


def test_a_list_is_that_of_the_nearest_style_and_its_level_is_not_from_below_it() -> None:
    numbered = '<w:pPr><w:numPr>{}<w:numId w:val="{}"/></w:numPr></w:pPr>'.format
    read = styles(
        ("A", "a", based_on("B", numbered("", 5))),
        ("B", "b", numbered('<w:ilvl w:val="2"/>', 3)),
        ("C", "c", based_on("B", '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>')),
    )
    assert [(style.list_id, style.list_level, style.list_style) for style in map(read.paragraph, "ABC")] == [
        ("5", None, "A"),
        ("3", 2, "B"),
        ("3", 1, "B"),
    ]


def test_styles_that_are_based_on_each_other_end() -> None:
    read = styles(("A", "a", based_on("B")), ("B", "b", based_on("A")))
    assert set(read.paragraph("A").names) == {"a", "b"}


def test_switches_are_on_unless_they_say_otherwise() -> None:
    for said, bold in (("<w:b/>", True), ('<w:b w:val="1"/>', True), ('<w:b w:val="false"/>', False), ("", None)):
        assert look_of(child(element(f"<w:rPr>{said}<w:i/></w:rPr>"), "w:rPr")) == Look(bold=bold, italic=True)
    assert look_of(None) == Look()


@pytest.mark.parametrize(
    ("said", "start"),
    [('w:left="720" w:hanging="360"', 18), ('w:start="720" w:firstLine="100"', 41), ("", 0), ('w:left="wide"', 0)],
)
def test_a_first_line_begins_so_many_points_from_the_margin(said: str, start: float) -> None:
    assert start_of(child(element(f"<w:ind {said}/>"), "w:ind")) == start
    assert start_of(None) is None


def test_a_table_style_may_set_the_first_row_apart() -> None:
    read = styles(
        ("A", "Light", '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'),
        ("B", "Mine", based_on("A")),
        ("C", "Grid", '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'),
    )
    assert [read.has_first_row(key) for key in ("A", "B", "C", None)] == [True, True, False, False]
