"""What paragraphs look like where nothing says what they are."""

from __future__ import annotations

import pytest

from tests.formats.documents.passages import of_page, outline

TEXT = "<p>The town needs a plan that says what is to be done.</p>"


def rows(page: str) -> list[tuple[str, int, str | None, str]]:
    return [row for row in outline(of_page(f"<body>{page}")) if not row[3].startswith("The town")]


def test_without_headings_what_stands_out_over_text_is_one_and_the_larger_is_the_higher() -> None:
    page = f"<font size=6>Plan</font><p><font size='+1'>Aims</font>{TEXT}<p><b>1. Trees</b>{TEXT}<p><b>Yours</b>"
    assert rows(page) == [
        ("heading", 1, None, "Plan"),
        ("heading", 2, None, "Aims"),
        ("heading", 3, "1.", "Trees"),
        ("paragraph", 0, None, "Yours"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Plan</h1><p><b>Aims</b>{TEXT}",
        f"<p><b>It is so.</b>{TEXT}",
        f"<p><b>Aims</b> of it{TEXT}",
        f"<p>Aims{TEXT}",
    ],
)
def test_where_there_are_headings_or_it_is_a_sentence_it_is_none(page: str) -> None:
    assert [kind for kind, *_ in rows(page) if kind == "heading"] == (["heading"] if "<h1>" in page else [])


def test_the_title_of_a_word_processor_stands_above_its_headings() -> None:
    assert rows(f"<p class=MsoTitle>Plan</p><h1>Aims</h1>{TEXT}<h1>Means</h1>") == [
        ("heading", 1, None, "Plan"),
        ("heading", 2, None, "Aims"),
        ("heading", 2, None, "Means"),
    ]


@pytest.mark.parametrize(
    ("style", "text", "row"),
    [
        ("mso-list:l0 level1 lfo1", "·&nbsp;&nbsp; Trees", ("item", 1, None, "Trees")),
        ("mso-list:l0 level3 lfo1", "§&nbsp; Trees", ("item", 3, None, "Trees")),
        ("margin-left:72.0pt", "o&nbsp; Trees", ("item", 2, None, "Trees")),
        ("margin-left:.5in", "a)&nbsp; Trees", ("item", 1, "a)", "Trees")),
        ("", "Trees", ("item", 1, None, "Trees")),
    ],
)
def test_lists_of_a_word_processor_are_told_by_its_styles(
    style: str, text: str, row: tuple[str, int, str | None, str]
) -> None:
    assert rows(f"<h1>Plan</h1><p class=MsoListParagraph style='{style}'>{text}</p>")[1:] == [row]
