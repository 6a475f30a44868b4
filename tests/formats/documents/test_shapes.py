"""What a line looks like by itself."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.shapes import (
    ends_sentence,
    is_entry,
    is_furniture,
    is_prose,
    is_row,
    looks_like_heading,
    looks_like_title,
    names_contents,
    names_section,
)


@pytest.mark.parametrize(
    "text", ["So it is.", "Is it?", "It is!”", "It goes on…", "(It is.)", "It is.12", "It is. 3", "是。", "«¿Es?»"]
)
def test_a_sentence_ends_with_its_mark_whatever_closes_after_it(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["So it is", "We want:", "a hall,", "It is.123", "U.S. Plan", ""])
def test_what_goes_on_ends_no_sentence(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize("text", ["4", "1999", "- - -", "* * *", "....", "_____", "“", "(DRAFT)", "(NOT FOR PRINT)"])
def test_what_a_page_prints_is_no_part_of_the_text(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize("text", ["12345", "--", "(draft)", "Page 4", "a", "." * 200, ""])
def test_words_and_what_is_long_are_part_of_it(text: str) -> None:
    assert not is_furniture(text)


@pytest.mark.parametrize("text", ["| a |", "|oak|10|", "Oak | 10 | old", "Oak\t10\told", "Oak\t\t10\told"])
def test_cells_between_bars_or_tabs_are_a_row(text: str) -> None:
    assert is_row(text)


@pytest.mark.parametrize("text", ["oak", "Oak | 10", "Oak\t10", "Oak  10  old"])
def test_two_cells_without_a_frame_are_none(text: str) -> None:
    assert not is_row(text)


def test_prose_is_a_sentence_of_nine_words_or_very_many_words() -> None:
    assert is_prose("The town has grown a lot in ten years.")
    assert not is_prose("The town has grown a lot in years.")
    assert not is_prose("The town has grown a lot in ten years")
    assert is_prose("word " * 46)
    assert not is_prose("word " * 45)
    assert is_prose("In this order the towns shall do what follows:")
    assert is_prose("湖岸向所有人开放，任何人不得圈占湖岸。")
    assert not is_prose("湖滨社区公约。")


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("Our plan", True),
        ("2 plans", True),
        ("our plan", False),
        ("Our plan.", False),
        ("Our plan,", False),
        ("Our plan:", True),
        ("Article 3. Money", True),
        ("Article 3.", True),
        ("Word " * 40, True),
        ("Word " * 41, False),
        ("X" * 401, False),
        ("", False),
        ("湖滨公约", True),
        ("下列原则：", False),
        ("§ 1 Name", True),
    ],
)
def test_a_heading_is_short_begins_with_a_capital_and_is_no_sentence(text: str, yes: bool) -> None:
    assert looks_like_heading(text.strip()) is yes


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("More Trees for the Town", True),
        ("More trees for the town", False),
        ("(Some) “Trees” of 1999", True),
        ("The and of", False),
        ("Pflege der Wege und Ufer", True),
        ("De las Personas y los Fines", True),
        ("Tree " * 16, True),
        ("Tree " * 17, False),
        ("X" * 401, False),
        ("", False),
    ],
)
def test_a_title_has_capitals_in_most_of_its_longer_words(text: str, yes: bool) -> None:
    assert looks_like_title(text) is yes


@pytest.mark.parametrize(
    "text",
    ["Conclusion", "CONCLUSIONS", "Executive Summary:", "Key Facts and Figures", "Works cited", "Références", "§ 3",
     "Annex B", "Article 3", "Article IV. Money for Trees", "Chapter 2: Trees",
     "§ 1 Name und Sitz der Gesellschaft", "Artículo 3. Altas y bajas de las personas socias", "第一章 总则", "附则"],
)  # fmt: skip
def test_usual_names_of_sections_are_known(text: str) -> None:
    assert names_section(text)


@pytest.mark.parametrize(
    "text", ["Trees", "Article 5 says no more.", "Article", "In conclusion", "Section 3 of it", "Annex B " + "x" * 80,
             "§ 5 gilt nicht.", "第一条 为了爱护湖岸，居民制定本公约",
             "Article 3 Parties shall pay what they owe in this"]
)  # fmt: skip
def test_other_words_name_no_section(text: str) -> None:
    assert not names_section(text)


def test_where_a_paragraph_may_begin_only_a_title_names_a_section() -> None:
    assert names_section("Article 3. The board meets")
    assert not names_section("Article 3. The board meets", strictly=True)
    assert names_section("Article 3. The Board", strictly=True)


@pytest.mark.parametrize(
    "text",
    [
        "Contents",
        "TABLE OF CONTENTS",
        "Inhaltsverzeichnis:",
        "Inhalt",
        "Sommaire",
        "Índice",
        "目 录",
        "目次",
        "المحتويات",
    ],
)
def test_tables_of_contents_are_known_by_name(text: str) -> None:
    assert names_contents(text)
    assert not names_contents(f"{text} of the box")


@pytest.mark.parametrize(
    ("text", "yes"), [("Trees . . . . 4", True), ("Trees........ 12", True), ("Trees ... 4", False)]
)
def test_dots_lead_to_the_number_of_a_page(text: str, yes: bool) -> None:
    assert is_entry(text) is yes
