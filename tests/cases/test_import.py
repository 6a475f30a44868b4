"""Texts that were read wrongly once, as they were handed in: what each must be read as."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from deliberate.domain.texts.passages import Passage
from deliberate.formats.documents import Document
from deliberate.formats.reading import read

FOLDER = Path(__file__).parent / "import"


def case(name: str) -> Document:
    document = read((FOLDER / name).read_bytes(), name)
    assert isinstance(document, Document)
    return document


def shape(document: Document) -> list[tuple[str, int, str]]:
    return [(str(one.kind), one.level, one.text) for one in document.passages]


def of_kind(document: Document, kind: str) -> list[Passage]:
    return [one for one in document.passages if one.kind == kind]


def texts(document: Document, kind: str) -> list[str]:
    return [one.text for one in of_kind(document, kind)]


def counts(document: Document) -> dict[str, int]:
    return dict(Counter(str(one.kind) for one in document.passages))


def test_case_import_01_front_matter_tells_about_the_text_and_is_no_passage() -> None:
    document = case("01-front-matter.md")
    assert document.title == "Benches along the canal"
    assert shape(document)[1:] == [
        ("heading", 2, "Why benches"),
        ("paragraph", 0, "People who cannot walk far turn back at the second lock."),
        ("heading", 2, "What we ask for"),
        ("item", 1, "A bench every three hundred metres"),
        ("item", 1, "Two of them in the shade"),
    ]
    assert document.authors == ("The canal group",)
    assert [str(one) for one in document.unread] == ["lines of its front matter: status: draft"]


def test_case_import_02_what_stands_between_fences_is_one_passage_with_its_lines() -> None:
    document = case("02-fenced-code.md")
    assert texts(document, "code") == ["# read the ballots\nsort ballots.txt | uniq -c\n# - largest first\nsort -rn"]
    assert texts(document, "heading") == ["Counting the ballots", "Who runs it"]
    assert texts(document, "item") == []


def test_case_import_03_a_star_and_a_space_begin_an_item_that_begins_with_bold_words() -> None:
    document = case("03-star-and-bold.md")
    assert counts(document) == {"heading": 1, "paragraph": 1, "item": 3}
    assert texts(document, "item")[0] == "Water: from the tank, never from the river, and not at noon."


def test_case_import_04_a_number_at_the_start_of_a_wrapped_line_belongs_to_its_sentence() -> None:
    document = case("04-number-after-a-wrap.md")
    assert counts(document) == {"heading": 1, "paragraph": 1}
    assert "section 12. The committee" in texts(document, "paragraph")[0]


def test_case_import_05_a_list_counts_by_itself() -> None:
    items = of_kind(case("05-all-ones.md"), "item")
    assert [one.number for one in items] == ["1.", "2.", "3.", "4."]
    assert items[1].text.endswith("It may be made longer.")


def test_case_import_06_an_underlined_line_is_a_heading_and_a_rule_is_nothing() -> None:
    document = case("06-underlined-headings.md")
    assert [one for one in shape(document) if one[0] == "heading"] == [
        ("heading", 1, "Bylaws of the tool library"),
        ("heading", 2, "Name and seat"),
        ("heading", 2, "Members"),
    ]
    assert not [one for one in document.passages if re.search(r"^[=-]{3,}$|\*", one.text)]


def test_case_import_07_the_one_heading_of_the_highest_level_is_the_title_wherever_it_stands() -> None:
    document = case("07-title-is-not-first.md")
    assert document.title == "Night buses"
    assert [one for one in shape(document) if one[0] == "heading"] == [
        ("heading", 2, "Please note"),
        ("heading", 1, "Night buses"),
        ("heading", 2, "Lines"),
    ]


def test_case_import_08_the_line_that_draws_a_table_is_no_passage() -> None:
    document = case("08-table.md")
    assert texts(document, "table") == ["Day | From | To", "Monday | 9 | 12", "Friday | 14 | 19"]
    assert texts(document, "paragraph") == ["Closed on all other days."]


def test_case_import_09_a_note_is_a_reference_and_marks_are_no_words() -> None:
    document = case("09-footnotes-and-marks.md")
    assert shape(document) == [
        ("heading", 1, "Upkeep of the weir"),
        ("paragraph", 0, "The weir leaks. The board (not the town) pays & repairs it."),
        ("quotation", 0, "We were never asked, said the millers."),
        ("reference", 0, "Survey of the weir, page 4."),
    ]
    assert [str(one) for one in document.unread] == ["1 comment for its writers"]


def test_case_import_10_bullets_that_a_word_processor_pastes_begin_items() -> None:
    document = case("10-pasted-from-a-word-processor.txt")
    assert document.title == "Plan for the harbour"
    assert [one for one in shape(document) if one[0] == "item"] == [
        ("item", 1, "New lamps on the pier"),
        ("item", 1, "A ramp for wheelchairs"),
        ("item", 2, "At the north end first"),
        ("item", 2, "Then at the south end"),
        ("item", 1, "A rail along the ramp"),
    ]


def test_case_import_11_words_that_the_margin_broke_are_whole() -> None:
    document = case("11-words-broken-at-the-margin.txt")
    first, second = texts(document, "paragraph")
    assert "The implementation begins in spring and is supervised by the board" in first
    assert re.search("well-?known ramp", second)


def test_case_import_12_what_a_page_prints_at_its_edges_cuts_no_sentence_and_is_no_heading() -> None:
    document = case("12-pages-with-headers.txt")
    assert document.title == "How the Harbour Board Decides"
    assert [(one.number, one.text) for one in of_kind(document, "heading")] == [
        (None, "How the Harbour Board Decides"),
        (None, "Abstract"),
        ("1.", "Introduction"),
        ("2.", "Deciding"),
        ("2.1.", "Who Decides"),
    ]
    whole = "so that those who could not come can read it on the same day."
    assert any(text.endswith(whole) for text in texts(document, "paragraph"))
    assert len(of_kind(document, "item")) == 2
    assert [one.passage.text for one in document.left_out] == [
        "Writer Informational [Page 1]",
        "RFW 9 How the Harbour Board Decides June 2026",
        "Writer Informational [Page 2]",
    ]


def test_case_import_13_a_paragraph_sign_over_numbered_paragraphs_begins_a_heading() -> None:
    document = case("13-paragraph-signs.txt")
    assert document.title == "Satzung des Vereins Seeufer"
    assert texts(document, "heading")[1:] == ["§ 1 Name und Sitz", "§ 2 Zweck", "§ 3 Mittel"]
    assert [one.number for one in of_kind(document, "item")] == ["(1)", "(2)", "(1)"]


def test_case_import_14_titles_chapters_articles_and_the_final_provision_are_headings() -> None:
    document = case("14-estatutos.txt")
    assert [one for one in shape(document) if one[0] == "heading"] == [
        ("heading", 1, "ESTATUTOS DE LA ASOCIACIÓN VECINAL DEL RÍO"),
        ("heading", 2, "TÍTULO PRIMERO. DISPOSICIONES GENERALES"),
        ("heading", 4, "Artículo 1. Denominación"),
        ("heading", 4, "Artículo 2. Fines"),
        ("heading", 3, "CAPÍTULO II. DE LAS PERSONAS SOCIAS"),
        ("heading", 4, "Artículo 3. Altas y bajas"),
        ("heading", 2, "Disposición final"),
    ]


def test_case_import_15_between_two_chinese_letters_a_line_break_is_no_space() -> None:
    document = case("15-wrapped-chinese.md")
    assert shape(document)[1:] == [
        ("paragraph", 0, "湖岸向所有人开放，任何人不得圈占湖岸或者湖面。"),
        ("item", 1, "每年公布一次水质，并且写明取样的地点。"),
    ]
    assert not [one for one in document.passages if re.fullmatch(r"passage(-\d+)?", one.anchor)]


def test_case_import_16_chinese_chapters_are_headings_and_numbers_in_brackets_items() -> None:
    document = case("16-chinese-articles.txt")
    assert texts(document, "heading") == ["湖滨社区公约", "第一章 总则", "第二章 管理"]
    assert "第一条 为了爱护湖岸，居民共同制定本公约。" in texts(document, "paragraph")
    assert [(one.number, one.text) for one in of_kind(document, "item")] == [
        ("（一）", "公布应当写明取样地点；"),
        ("（二）", "公布应当写明取样时间。"),
    ]


def test_case_import_17_a_byte_order_mark_says_what_a_file_is() -> None:
    document = case("17-utf-16.md")
    assert document.title == "Café by the mill"
    assert texts(document, "paragraph") == ["The mayor’s plan costs 3 € a day – no more."]
    assert document.unread == ()
