"""Tables of a DOCX."""

from __future__ import annotations

import pytest

from tests.formats.documents.office.making import STYLES, cell, docx, outline, p, read_bytes, row, run, table

BOLD = STYLES + (
    '<w:style w:type="table" w:styleId="Hell"><w:name w:val="Light Shading"/>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
)
HEAD = "<w:tblHeader/>"


def heads(content: bytes) -> list[str]:
    return [
        passage.text[mark.start : mark.end]
        for passage in read_bytes(content).passages
        for mark in passage.marks
        if mark.to == "head"
    ]


def test_a_cell_over_several_columns_is_one_and_one_over_several_rows_leaves_empty_ones() -> None:
    above, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    content = docx(
        table(
            row(cell("North", above), cell("both", '<w:gridSpan w:val="2"/>')),
            row(cell("<w:p/>", below), cell("5"), cell("6")),
            row(cell("<w:p/>", '<w:vMerge w:val="continue"/>'), cell("7"), cell("8")),
        )
    )
    assert outline(content) == ["table North | both", "table  | 5 | 6", "table  | 7 | 8"]


def test_cells_that_older_programs_merged_are_one() -> None:
    merged = table(row(cell("both", '<w:hMerge w:val="restart"/>'), cell("<w:p/>", "<w:hMerge/>"), cell("6")))
    assert outline(docx(merged)) == ["table both | 6"]


def test_rows_that_say_that_they_are_the_head_are_it() -> None:
    content = docx(table(row(cell("Year"), cell("Cost"), properties=HEAD), row(cell("2024"), cell("5"))))
    assert heads(content) == ["Year", "Cost"]


@pytest.mark.parametrize(
    ("look", "found"),
    [
        ('w:firstRow="1"', ["Year"]),
        ('w:val="04A0"', ["Year"]),
        ('w:firstRow="0" w:val="04A0"', []),
        ('w:val="0480"', []),
        ('w:val="no"', []),
    ],
)
def test_the_first_row_is_the_head_where_the_style_sets_it_apart(look: str, found: list[str]) -> None:
    properties = f'<w:tblPr><w:tblStyle w:val="Hell"/><w:tblLook {look}/></w:tblPr>'
    plain = table(row(cell("Year")), row(cell("2024")))
    assert heads(docx(plain.replace("<w:tblPr/>", properties), styles=BOLD)) == found
    assert heads(docx(plain.replace("<w:tblPr/>", properties))) == []


def test_a_bold_row_above_others_is_the_head() -> None:
    bold = cell(p(run("Year", "<w:b/>")))
    assert heads(docx(table(row(bold), row(cell("2024"))))) == ["Year"]


def test_deleted_rows_and_cells_are_gone_and_told() -> None:
    content = docx(
        table(
            row(cell("a"), cell("b", '<w:cellDel w:id="1"/>')),
            row(cell("c"), properties='<w:del w:id="2"/>'),
            row(cell("d"), cell("e"), properties='<w:ins w:id="3"/>'),
        )
    )
    assert outline(content) == ["table a", "table d | e"]
    assert [str(said) for said in read_bytes(content).unread] == ["2 tracked changes, read as accepted"]


def test_rows_and_cells_in_controls_are_like_any_others() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    assert outline(docx(table(control(row(cell("a"), control(cell("b")))), row(cell("c"))))) == [
        "table a | b",
        "table c",
    ]


def test_a_box_around_text_is_no_table() -> None:
    assert outline(docx(table(row(cell(p("Aims", "berschrift1") + p("Trees.")))))) == [
        "heading1 Aims",
        "paragraph Trees.",
    ]
