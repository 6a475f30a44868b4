"""What styles of an ODT say, themselves and by what they are based on."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.office.markup import parsed
from deliberate.formats.documents.office.odt_styles import Styles, is_table_head, points, root_styles
from deliberate.formats.documents.office.styles import Look
from tests.formats.documents.office.making import odt_parts


def style(name: str, parent: str = "", more: str = "", attributes: str = "", family: str = "paragraph") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}" {attributes}>'
        f"{more}</style:style>"
    )


def letters(properties: str) -> str:
    return f"<style:text-properties {properties}/>"


TEN = 'fo:font-size="10pt"'


def styles(common: str = "", automatic: str = "") -> Styles:
    parts = odt_parts("", automatic, f"<office:styles>{common}</office:styles>")
    content, others = (parsed(str(parts[name]).encode(), "") for name in ("content.xml", "styles.xml"))
    return Styles(*root_styles(content, others))


@pytest.mark.parametrize(
    ("common", "level"),
    [
        (style("P", "Heading_20_2") + style("Heading_20_2"), 2),
        (style("P", "Title") + style("Title"), 0),
        (style("P", "", attributes='style:default-outline-level="3"'), 3),
        (style("P", "Q") + style("Q", attributes='style:default-outline-level="3"'), 3),
        (style("P", "Heading_20_2", attributes='style:default-outline-level=""') + style("Heading_20_2"), None),
        (style("P", "Text_20_body"), None),
    ],
)
def test_a_heading_is_told_by_the_nearest_name_or_outline_level(common: str, level: int | None) -> None:
    assert styles(common).paragraph("P").heading == level


def test_looks_are_completed_by_the_styles_below_and_sizes_in_per_cent_are_of_theirs() -> None:
    common = (
        f'<style:default-style style:family="paragraph">{letters(TEN)}</style:default-style>'
        + style("Body", more=letters('fo:font-size="12pt" fo:language="de"'))
        + style("Large", "Body", letters('fo:font-size="150%" fo:font-weight="bold"'))
    )
    read = styles(common)
    assert read.paragraph("Large").look == Look(bold=True, size=18, language="de")
    assert read.paragraph("gone").look == Look(size=10)


@pytest.mark.parametrize(
    ("position", "place"),
    [("super 58%", 1), ("sub 58%", -1), ("33% 58%", 1), ("-8% 100%", -1), ("0% 100%", 0), ("", 0)],
)
def test_letters_may_stand_above_and_below_the_line(position: str, place: int) -> None:
    assert styles(style("A", more=letters(f'style:text-position="{position}"'))).paragraph("A").look.place == place


def test_what_was_set_in_one_place_is_told_from_what_a_style_says() -> None:
    read = styles(
        style("Body", more=letters('fo:font-weight="bold"')), style("P1", "Body", letters('fo:font-style="italic"'))
    )
    assert read.paragraph("P1").own == Look(italic=True)
    assert read.paragraph("P1").look == Look(bold=True, italic=True)
    assert read.paragraph("Body").own == Look()


def test_automatic_styles_come_first_where_two_have_a_name_in_common() -> None:
    read = styles(style("P1", more=letters('fo:font-size="9pt"')), style("P1", more=letters('fo:font-size="20pt"')))
    assert read.paragraph("P1").look.size == 20


def test_styles_that_are_based_on_each_other_end() -> None:
    assert set(styles(style("A", "B") + style("B", "A")).paragraph("A").names) == {"a", "b"}


def test_a_first_line_begins_at_its_margin_and_indent() -> None:
    indented = '<style:paragraph-properties fo:margin-left="1in" fo:text-indent="-0.5in"/>'
    read = styles(style("A", more=indented) + style("B", "A", '<style:paragraph-properties fo:text-indent="0cm"/>'))
    assert (read.paragraph("A").start, read.paragraph("B").start) == (36, 72)


def test_the_head_of_a_table_has_a_style_of_its_own() -> None:
    read = styles(style("P1", "Table_20_Heading") + style("Table_20_Heading"))
    assert is_table_head(read.paragraph("P1"))
    assert not is_table_head(read.paragraph("P2"))


@pytest.mark.parametrize(
    ("length", "read"), [("0.5in", 36), ("2.54cm", 72), ("-10pt", -10), ("50%", 0), ("wide", 0), ("", 0), (None, 0)]
)
def test_a_length_is_in_points(length: str | None, read: float) -> None:
    assert points(length) == pytest.approx(read)
