"""Columns of a page: where they are found, and the order in which they are read."""

from __future__ import annotations

from deliberate.formats.documents.pdf_columns import regions
from deliberate.formats.documents.pdf_lines import Line
from deliberate.formats.documents.pdf_pieces import Box, Look, Page, Piece

SENTENCE = "It stands in the street and grows"


def line(left: float, right: float, base: float, text: str = SENTENCE) -> Line:
    return Line([Piece(text, Look(10), left, right, base, spaced=True)])


def column(left: float, right: float, count: int = 8, top: float = 700, text: str = SENTENCE) -> list[Line]:
    return [line(left, right, top - 12 * at, f"{text} {at}") for at in range(count)]


def found(lines: list[Line], drawn: tuple[Box, ...] = ()) -> list[tuple[float, float, int]]:
    page = Page(0, 612, 792, [], list(drawn))
    return [(region.left, region.right, len(region.lines)) for region in regions(lines, page)]


def test_a_page_of_one_column_is_one_region() -> None:
    assert found(column(72, 540)) == [(72, 540, 8)]
    assert regions([], Page(0, 612, 792, [])) == []


def test_two_and_three_columns_are_read_from_left_to_right() -> None:
    left, middle, right = column(50, 200), column(220, 370), column(390, 540)
    assert found(column(320, 550) + column(50, 280)) == [(50, 280, 8), (320, 550, 8)]
    assert found(right + middle + left) == [(50, 200, 8), (220, 370, 8), (390, 540, 8)]


def test_what_crosses_the_columns_parts_what_is_above_it_from_what_is_below() -> None:
    upper, lower = column(50, 280) + column(320, 550), column(50, 280, top=400) + column(320, 550, top=400)
    across = [line(50, 550, 500)]
    expected = [(50, 280, 8), (320, 550, 8), (50, 550, 1), (50, 280, 8), (320, 550, 8)]
    assert found([*upper, *across, *lower]) == expected


def test_columns_of_arabic_are_read_from_right_to_left() -> None:
    trees = "\u0627\u0644\u0623\u0634\u062c\u0627\u0631 \u0641\u064a \u0627\u0644\u0645\u062f\u064a\u0646\u0629"
    both = column(50, 280, text=trees) + column(320, 550, text=trees)
    assert [left for left, _, _ in found(both)] == [320, 50]


def test_cells_of_a_table_are_no_columns() -> None:
    cells = [line(left, left + 30, 700 - 12 * at, "Oak") for at in range(8) for left in (50, 250, 450)]
    assert len(found(cells)) == 1
    rules = tuple(Box(50, 694 - 24 * at, 550, 694.5 - 24 * at) for at in range(3))
    assert len(found(column(50, 280) + column(320, 550), rules)) == 1


def test_parts_of_one_line_are_put_together() -> None:
    (region,) = regions([line(72, 90, 700, "1."), line(108, 540, 700), line(108, 540, 688)], Page(0, 612, 792, []))
    assert [one.text for one in region.lines] == [f"1. {SENTENCE}", SENTENCE]
    assert [cell.text for cell in region.lines[0].cells] == ["1.", SENTENCE]
