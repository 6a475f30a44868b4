"""Elements as passages."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.marks import Mark, MarkKind
from tests.formats.documents.passages import of_page, outline, unread
from tests.steps import lines_run


def rows(page: str) -> list[tuple[str, int, str | None, str]]:
    return outline(of_page(f"<body>{page}"))


def test_headings_paragraphs_and_text_beside_them() -> None:
    assert rows(
        "<h1>Plan</h1>Before<div>One<p>Two</p>Three</div>After<h3>Deep</h3><p role=heading aria-level=2>Aims</p>"
    ) == [
        ("heading", 1, None, "Plan"),
        ("paragraph", 0, None, "Before"),
        ("paragraph", 0, None, "One"),
        ("paragraph", 0, None, "Two"),
        ("paragraph", 0, None, "Three"),
        ("paragraph", 0, None, "After"),
        ("heading", 3, None, "Deep"),
        ("heading", 2, None, "Aims"),
    ]


@pytest.mark.parametrize(
    ("attributes", "numbers"),
    [
        ("", ["1.", "2.", "3."]),
        ("start=4", ["4.", "5.", "6."]),
        ("type=a", ["a.", "b.", "c."]),
        ("type=I start=4", ["IV.", "V.", "VI."]),
        ("reversed", ["3.", "2.", "1."]),
        ("style='list-style-type: lower-roman'", ["i.", "ii.", "iii."]),
        ("style='list-style: none'", [None, None, None]),
        ("type=x start=y", ["1.", "2.", "3."]),
    ],
)
def test_lists_are_counted_as_a_browser_does(attributes: str, numbers: list[str | None]) -> None:
    assert [number for _, _, number, _ in rows(f"<ol {attributes}><li>x<li>y<li>z</ol>")] == numbers


def test_an_item_may_have_a_number_of_its_own_and_lists_stand_in_lists() -> None:
    assert rows("<ul><li>a<ol><li value=7>b<p>more</p><li>c</ol></li><ul><li>d</ul></ul>") == [
        ("item", 1, None, "a"),
        ("item", 2, "7.", "b"),
        ("paragraph", 0, None, "more"),
        ("item", 2, "8.", "c"),
        ("item", 2, None, "d"),
    ]


def test_a_box_to_tick_says_whether_it_is() -> None:
    assert [text for *_, text in rows("<ul><li><input type=checkbox checked>a<li><input type=checkbox>b</ul>")] == [
        "☑ a",
        "☐ b",
    ]


def test_rows_have_a_cell_for_each_also_below_one_that_covers_several_rows() -> None:
    document = of_page(
        "<table><caption>Fees</caption><thead><tr><td>Who<td colspan=2>What</thead>"
        "<tr><th rowspan=2>All<td>1<td>2<tr><td><p>3</p><ol><li>x<li>y</ol><td><tr><td><td><td></table>"
    )
    assert outline(document) == [
        ("paragraph", 0, None, "Fees"),
        ("table", 0, None, "Who | What"),
        ("table", 0, None, "All | 1 | 2"),
        ("table", 0, None, " | 3 1. x 2. y | "),
    ]
    assert document.passages[1].marks == (Mark(0, 3, MarkKind.CELL, "head"), Mark(6, 10, MarkKind.CELL, "head"))
    assert [mark.to for mark in document.passages[2].marks] == ["head", "", ""]


def test_no_table_has_more_covered_cells_than_anybody_reads() -> None:
    document = of_page("<table><tr><th>h<tr>" + "<td rowspan=65534 colspan=1000>a" * 400 + "<tr><td>b" * 400)
    assert sum(len(one.marks) for one in document.passages) < 60_000


def test_tables_that_put_parts_side_by_side_are_none() -> None:
    text = "Words of the text. " * 40
    assert rows(f"<table><tr><td>{text}<td><table><tr><th>a<td>b</table></table>")[1] == ("table", 0, None, "a | b")
    assert [kind for kind, *_ in rows("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>")] == [
        "paragraph"
    ] * 4


def test_definitions_quotations_captions_and_details() -> None:
    assert rows(
        "<dl><dt>Park<dd>Trees<dd>Cars<dt>Mill</dl><blockquote>So<p>it is</blockquote>"
        "<figure><img alt=Map><figcaption>The map</figcaption></figure><details><summary>Who</summary>All</details>"
    ) == [
        ("definition", 0, None, "Park: Trees"),
        ("definition", 0, None, "Cars"),
        ("definition", 0, None, "Mill"),
        ("quotation", 0, None, "So"),
        ("quotation", 0, None, "it is"),
        ("paragraph", 0, None, "The map"),
        ("paragraph", 0, None, "Who"),
        ("paragraph", 0, None, "All"),
    ]


def test_code_stands_as_it_is_written() -> None:
    assert rows("<p>a</p><pre><code># read\n  <b>sort</b><br>uniq\n</code><button>Copy</button></pre>b") == [
        ("paragraph", 0, None, "a"),
        ("code", 0, None, "# read\n  sort\nuniq"),
        ("paragraph", 0, None, "b"),
    ]


def test_attributes_may_be_named_as_no_attribute_is() -> None:
    assert rows("<p {{ class }} <x a:b:c=1>Words</p>")[0][3] == "Words"


def test_two_line_breaks_part_paragraphs_and_one_is_a_space() -> None:
    page = "<b>One<br>two<br>\n&nbsp;<br>three</b><h2>A<br><br>b</h2>"
    assert [text for *_, text in rows(page)] == ["One two", "three", "A b"]
    assert of_page(page).passages[1].marks == (Mark(0, 5, MarkKind.STRONG),)


def test_what_nobody_sees_is_no_text_and_what_cannot_be_text_is_counted() -> None:
    document = of_page(
        "<p>a<style>b</style><!-- c --><!--[if mso]>d<![endif]--><svg><title>e</title></svg><iframe src=f></iframe>g"
    )
    assert outline(document) == [("paragraph", 0, None, "ag")]
    assert unread(document) == ["2 pictures, among them: “e”", "1 comment for its writers"]


LONG = {
    "bold": "<b>" * 1_500 + "<p>x" * 2_000,
    "rows": "<table><tr><th>a" + "<tr><td>b<td>c" * 2_000,
    "calls": "<p id=b>x</p>" + "<sup><a href='#b'>1</a></sup>" * 2_000,
    "menus": "<div class=menu><a href=/x>y</a> " * 1_500,
    "breaks": "x<br>" * 4_000,
}


@pytest.mark.parametrize("page", LONG.values(), ids=LONG)
def test_a_page_four_times_as_long_takes_about_four_times_the_steps(page: str) -> None:
    def steps(length: int) -> int:
        return lines_run(lambda: of_page(f"<p>text</p>{page[:length]}"))

    assert steps(len(page) // 2) < 6 * steps(len(page) // 8)
