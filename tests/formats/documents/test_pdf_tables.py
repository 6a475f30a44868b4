"""Tables without tags: their rows, their cells, and what is none."""

from __future__ import annotations

from tests.formats.documents.pdfs import MORE, PROSE, Line, Typist, left_out, marks, read, shapes

PLACES = (72.0, 200.0, 330.0)


def row(y: float, *cells: str, **more: object) -> list[Line]:
    return [Line(cell, x, y, **more) for x, cell in zip(PLACES, cells, strict=False) if cell]  # type: ignore[arg-type]


def rule(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x} {y} m {to_x} {to_y} l S"


def tables(*drawn: object) -> list[str]:
    """Between two paragraphs."""
    after = Typist(y=400).write(MORE)
    document = read([*Typist().write(PROSE).lines, *drawn, *after.lines])
    kinds = [kind for kind, _, _ in shapes(document)]
    assert kinds == ["paragraph", *["table"] * (len(kinds) - 2), "paragraph"]
    return [text for kind, _, text in shapes(document) if kind == "table"]


def test_lines_whose_parts_stand_below_each_other_are_rows() -> None:
    rows = row(600, "Year", "Trees", "Costs"), row(582, "2024", "100", "5,000"), row(564, "2025", "200", "7,000")
    assert tables(*rows[0], *rows[1], *rows[2]) == ["Year | Trees | Costs", "2024 | 100 | 5,000", "2025 | 200 | 7,000"]


def test_an_empty_cell_is_kept() -> None:
    rows = row(600, "Year", "Trees", "Costs"), row(582, "2024", "", "5,000"), row(564, "2025", "200", "7,000")
    assert tables(*rows[0], *rows[1], *rows[2])[1] == "2024 |  | 5,000"


def test_a_cell_goes_on_below_where_rows_are_further_apart_than_lines() -> None:
    rows = row(600, "Year", "Trees"), row(580, "2024", "oaks and"), row(566, "", "elms"), row(546, "2025", "limes")
    assert tables(*rows[0], *rows[1], *rows[2], *rows[3]) == ["Year | Trees", "2024 | oaks and elms", "2025 | limes"]


def test_drawn_lines_part_rows_and_columns() -> None:
    words = [*row(600, "Year", "Trees"), *row(586, "of it", ""), *row(572, "2024", "oaks"), *row(558, "2025", "elms")]
    level = [rule(70, y, 300, y) for y in (612, 582, 568, 552)]
    assert tables(*words, *level) == ["Year of it | Trees", "2024 | oaks", "2025 | elms"]
    close = [Line("Year", 72, 600), Line("Trees", 98, 600), Line("2024", 72, 582), Line("100", 98, 582)]
    upright = [rule(x, 570, x, 612) for x in (70, 96.5, 130)]
    assert tables(*close, *upright, *[rule(70, y, 130, y) for y in (612, 594, 570)]) == ["Year | Trees", "2024 | 100"]


def test_a_bold_or_underlined_first_row_is_the_head() -> None:
    words = [*row(600, "Year", "Trees", font="bold"), *row(582, "2024", "oaks"), *row(564, "2025", "elms")]
    document = read([*Typist().write(PROSE).lines, *words])
    heads = [[to for kind, _, to in marks(passage) if kind == "cell"] for passage in document.passages[1:]]
    assert heads == [["head", "head"], ["", ""], ["", ""]]
    lines = [*row(600, "Year", "Trees"), rule(70, 595, 300, 595), *row(582, "2024", "oaks"), *row(564, "2025", "elms")]
    assert [to for _, _, to in marks(read([*Typist().write(PROSE).lines, *lines]).passages[1])] == ["head", "head"]


def test_a_cell_over_two_columns_is_one() -> None:
    wide = [Line("Oaks and elms of the town", 72, 582), Line("5,000", 330, 582)]
    words = [*row(600, "Year", "Trees", "Costs"), *wide, *row(564, "2025", "200", "7,000")]
    assert tables(*words)[1] == "Oaks and elms of the town | 5,000"


def test_the_head_that_is_printed_once_more_on_the_next_page_is_left_out() -> None:
    head = ("Year of planting", "Trees", "Costs")
    first = [*Typist().write(PROSE).lines, *row(100, *head, font="bold"), *row(80, "2024", "100", "5,000")]
    second = [*row(690, *head, font="bold"), *row(670, "2025", "200", "7,000"), *Typist(y=600).write(MORE).lines]
    document = read([*first, *row(60, "2024", "120", "5,500")], second)
    assert [text for kind, _, text in shapes(document) if kind == "table"] == [
        "Year of planting | Trees | Costs",
        "2024 | 100 | 5,000",
        "2024 | 120 | 5,500",
        "2025 | 200 | 7,000",
    ]
    assert left_out(document) == [("Year of planting | Trees | Costs", "the head of a table, once more")]


def test_markers_of_items_make_no_table() -> None:
    page = Typist().write(PROSE).write(PROSE, mark="1.").write(MORE, mark="2.")
    assert [kind for kind, _, _ in shapes(read(page))] == ["paragraph", "item", "item"]


def test_one_line_with_wide_white_is_no_table() -> None:
    page = Typist().write(PROSE)
    signed = [Line("The mayor", 72, page.y - 20), Line("The council", 400, page.y - 20)]
    assert [kind for kind, _, _ in shapes(read([*page.lines, *signed]))] == ["paragraph", "paragraph"]
