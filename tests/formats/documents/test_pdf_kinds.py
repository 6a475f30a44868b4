"""Kinds of blocks: which are headings, of which level, and which only look like it."""

from __future__ import annotations

import pytest

from tests.formats.documents.pdfs import MORE, PROSE, Line, Typist, numbers, read, shapes


def kinds(page: Typist) -> list[str]:
    return [kind for kind, _, _ in shapes(read(page))]


def levels(page: Typist) -> list[int]:
    return [level for kind, level, _ in shapes(read(page)) if kind == "heading"]


@pytest.mark.parametrize(
    ("words", "font"),
    [("Figure 1: Oaks", "bold"), ("Table 2. Elms", "italic"), ("We plant oaks.", "bold"), ("Signed in May,", "italic")],
)
def test_captions_and_sentences_are_no_headings(words: str, font: str) -> None:
    assert kinds(Typist().write(PROSE).write(words, font=font, gap=16).write(MORE)) == ["paragraph"] * 3


def test_a_paragraph_of_large_letters_is_text() -> None:
    assert kinds(Typist().write(PROSE, size=14).write(MORE).write(PROSE).write(MORE))[0] == "paragraph"


def test_small_letters_are_no_heading_however_bold() -> None:
    assert kinds(Typist().write(PROSE).write("Oaks and elms", size=8, font="bold").write(MORE)) == ["paragraph"] * 3


def test_capitals_are_a_level_where_several_headings_have_them() -> None:
    page = Typist().write("A PLAN", size=16, font="bold").write(PROSE)
    for name in ("AIMS", "Trees", "COSTS", "Rest"):
        page.write(name, font="bold").write(PROSE)
    assert levels(page) == [1, 2, 3, 2, 3]
    page = Typist().write("A plan", size=16, font="bold").write(PROSE)
    for name in ("Aims", "FAQ", "Costs"):
        page.write(name, font="bold").write(PROSE)
    assert levels(page) == [1, 2, 2, 2]


def test_decimal_numbers_are_levels_of_one_look() -> None:
    page = Typist().write("A plan", size=16, font="bold")
    for name in ("1. Aims", "1.1 Trees", "1.1.1 Oaks", "2. Costs"):
        page.write(name, font="bold").write(PROSE)
    document = read(page)
    assert [level for kind, level, _ in shapes(document) if kind == "heading"] == [1, 2, 3, 4, 2]
    assert [number for number in numbers(document) if number] == ["1.", "1.1", "1.1.1", "2."]


def test_bold_items_of_a_list_are_items() -> None:
    page = (
        Typist().write(PROSE).write("Oaks", mark="\u2022", font="bold").write("Elms", mark="2.", font="bold", indent=20)
    )
    assert kinds(page.write(PROSE)) == ["paragraph", "item", "item", "paragraph"]


def test_numbers_in_a_row_of_short_lines_are_a_list_and_no_headings() -> None:
    page = Typist().write(PROSE)
    for at, name in enumerate(("Oaks", "Elms", "Limes"), 1):
        page.write(name, mark=f"{at}.")
    assert kinds(page.write(MORE)) == ["paragraph", "item", "item", "item", "paragraph"]


def test_bullets_at_the_indent_of_a_number_are_within_its_item_if_the_next_number_follows() -> None:
    def depths(*marks: str) -> list[int]:
        page = Typist().write(PROSE)
        for mark in marks:
            page.write("Oaks stand there.", mark=mark, gap=2)
        return [level for kind, level, _ in shapes(read(page)) if kind == "item"]

    assert depths("1.", "\u2022", "\u2022", "2.") == [1, 2, 2, 1]
    assert depths("1.", "2.", "\u2022", "\u2022") == [1, 1, 1, 1]
    assert depths("\u2022", "\u2022", "1.", "2.") == [1, 1, 1, 1]


def test_lines_of_code_far_from_each_other_are_two() -> None:
    code = [Line("plant()", y=y, font="mono") for y in (500, 486, 400)]
    assert [text for kind, _, text in shapes(read([*Typist().write(PROSE).lines, *code])) if kind == "code"] == [
        "plant()\nplant()",
        "plant()",
    ]


def test_a_paragraph_that_begins_with_a_raised_sign_is_a_note() -> None:
    page = Typist().write(PROSE).write("Notes", font="bold")
    note = [Line("1", 72, page.y - 6, size=6.5), Line("In good soil.", 80, page.y - 10)]
    assert shapes(read([*page.lines, *note]))[-1] == ("reference", 0, "In good soil.")
