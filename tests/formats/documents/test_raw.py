"""Texts without markup: small ones that show a rule each, and long ones of anything."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.raw import read
from deliberate.formats.reading import read_document
from tests.formats.documents.passages import PROSE, kinds, passage, rows, shape
from tests.formats.texts import words, words_of
from tests.steps import lines_run


def test_a_text_of_one_line_is_a_paragraph_and_its_own_title() -> None:
    document = read_document("Ban cars in the centre.")
    assert document.title == "Ban cars in the centre."
    assert rows(document) == ["paragraph\t0\tBan cars in the"]


def test_shouted_headings_and_windows_line_ends() -> None:
    text = f"\ufeffA PLAN FOR THE TOWN\r\n\r\nBACKGROUND\r\n\r\n{PROSE}\r\n\r\nWHAT WE WANT\r\n\r\n{PROSE}\r\n"
    assert shape(text) == [
        ("heading", 1, "A PLAN FOR THE TOWN"),
        ("heading", 2, "BACKGROUND"),
        ("paragraph", 0, PROSE),
        ("heading", 2, "WHAT WE WANT"),
        ("paragraph", 0, PROSE),
    ]


def test_articles_with_lettered_items() -> None:
    text = (
        f"Charter of the Club\n\nArticle 1\n\n{PROSE}\n\nArticle 2. Members\n\nThey may:\n\n"
        "(a) speak;\n(b) vote,\n(i) once each;\n(ii) in person;\n(c) leave.\n\nArticle 5 says no more."
    )
    document = read_document(text)
    assert rows(document) == [
        "heading\t1\tCharter of the Club",
        "heading\t2\tArticle 1",
        "paragraph\t0\tThe town has grown",
        "heading\t2\tArticle 2. Members",
        "paragraph\t0\tThey may:",
        "item\t1\tspeak;",
        "item\t1\tvote,",
        "item\t2\tonce each;",
        "item\t2\tin person;",
        "item\t1\tleave.",
        "paragraph\t0\tArticle 5 says no",
    ]
    assert [one.number for one in document.passages if one.number] == ["(a)", "(b)", "(i)", "(ii)", "(c)"]


def test_headings_with_roman_numbers() -> None:
    text = (
        f"A Plan\n\nI. Background\n\n{PROSE}\n\nII. What we want\n\n{PROSE}\n\n1. Trees\n\n2. Some benches\n\n{PROSE}"
    )
    document = read_document(text)
    assert [(str(one.kind), one.number) for one in document.passages if one.number] == [
        ("heading", "I."),
        ("heading", "II."),
        ("item", "1."),
        ("item", "2."),
    ]


def test_headings_with_decimal_numbers_stand_below_each_other() -> None:
    text = f"A Plan\n\n1. Aims\n\n1.1 Trees\n\n{PROSE}\n\n1.2. More benches\n\n{PROSE}\n\n3.5 million came."
    assert rows(read_document(text)) == [
        "heading\t1\tA Plan",
        "heading\t2\tAims",
        "heading\t3\tTrees",
        "paragraph\t0\tThe town has grown",
        "heading\t3\tMore benches",
        "paragraph\t0\tThe town has grown",
        "paragraph\t0\t3.5 million came.",
    ]


def test_a_french_text() -> None:
    prose = "La ville a beaucoup grandi depuis dix ans et il lui faut un plan."
    text = (
        f"Un plan pour la ville\n\nRésumé\n\n{prose}\n\nDéfinitions\n\n- Parc : un lieu avec des arbres.\n\n"
        f"Nos propositions\n\n1) planter des arbres ;\n\n2) fermer les rues.\n\nRéférences\n\nMairie, 2020. Parcs.\n"
    )
    assert kinds(text) == [
        "heading", "heading", "paragraph", "heading", "definition", "heading", "item", "item", "heading", "reference",
    ]  # fmt: skip


def test_lines_with_cells_are_a_table_if_there_are_two() -> None:
    text = f"A Plan\n\n{PROSE}\n\nYear\tTrees\tCost\n2020\t5\t100\n\n{PROSE}\n\nOne | two | three\n\n{PROSE}"
    assert [one for one in shape(text) if one[0] == "table"] == [
        ("table", 0, "Year | Trees | Cost"),
        ("table", 0, "2020 | 5 | 100"),
    ]
    cells = next(one.marks for one in read_document(text).passages if one.kind is PassageKind.TABLE)
    assert cells == (Mark(0, 4, MarkKind.CELL), Mark(7, 12, MarkKind.CELL), Mark(15, 19, MarkKind.CELL))


def test_a_number_at_a_line_s_start_belongs_to_its_sentence() -> None:
    text = (
        "A Plan for the Town\n\nPresently the town is not in compliance with Article 5 and Article\n"
        "14. Article 5 forbids what is done and the town must change that,\n"
        "which is why this plan says what is to be done in the next year\nand what can wait for longer than that.\n"
    )
    assert kinds(text) == ["heading", "paragraph"]


def test_a_text_without_blank_lines() -> None:
    text = f"A Plan for the Town\nBackground\n{PROSE}\n{PROSE}\nWhat We Want\n1. A hall\n2. A park\nConclusion\n{PROSE}"
    assert kinds(text) == [
        "heading", "heading", "paragraph", "paragraph", "heading", "item", "item", "heading", "paragraph",
    ]  # fmt: skip
    assert kinds(text) == kinds(text.replace("What We Want", "What we want"))


def test_wrapped_paragraphs_and_items_are_joined() -> None:
    text = (
        "A Plan for the Town\n\n"
        "The town has grown a lot in the last ten years and now it\n"
        "needs a plan that everybody can read and that says what is\n"
        "to be done first and what can wait until there is money.\n\n"
        "- a hall that is open in the evening and in which\n  the choir can sing\n- a park\n"
    )
    assert [text for _, _, text in shape(text)][1:] == [
        "The town has grown a lot in the last ten years and now it needs a plan that everybody can read and that says "
        "what is to be done first and what can wait until there is money.",
        "a hall that is open in the evening and in which the choir can sing",
        "a park",
    ]


def test_items_stand_below_those_with_less_of_an_indent() -> None:
    text = f"A Plan\n\n{PROSE}\n\n- parks\n  - old\n  - new\n- halls"
    assert [(level, words) for kind, level, words in shape(text) if kind == "item"] == [
        (1, "parks"),
        (2, "old"),
        (2, "new"),
        (1, "halls"),
    ]


def test_a_numbered_title_over_a_paragraph_is_a_heading() -> None:
    document = read_document(f"A Plan\n\n{PROSE}\n\nII. What We Want\n\n{PROSE}\n\n1. More Parks\n2. A Hall")
    heading = passage(document, "what-we-want")
    assert (heading.kind, heading.number) == (PassageKind.HEADING, "II.")
    assert passage(document, "more-parks").kind is PassageKind.ITEM


def test_sections_say_what_their_items_are() -> None:
    text = (
        f"A Plan\n\n{PROSE}\n\nDefinitions\n\n- Park: a place with trees\n\n"
        "Key Facts\n\n- Parks: there are ten (A, 2020)\n\n"
        f"Aims\n\n{PROSE}\n\n- Parks: more of them\n\nReferences\n\n- A. 2020. Parks.\nB. 2021. Halls."
    )
    assert [kind for kind in kinds(text) if kind not in ("heading", "paragraph")] == [
        "definition", "fact", "item", "reference", "reference",
    ]  # fmt: skip


def test_a_contents_page_up_to_the_first_heading_over_prose_is_left_out() -> None:
    text = f"A Plan\n\nContents\n\nOur Town .... 1\n\nOur Plan .... 2\n\nOur Town\n\n{PROSE}"
    document = read_document(text)
    assert [one.text for one in document.passages] == ["A Plan", "Our Town", PROSE]
    assert [(one.before, str(one.passage.kind), one.passage.text) for one in document.left_out] == [
        (1, "heading", "Contents"),
        (1, "table", "Our Town .... 1"),
        (1, "table", "Our Plan .... 2"),
    ]


@pytest.mark.parametrize("name", ["Contents", "Inhaltsverzeichnis"])
def test_contents_end_where_the_first_part_that_they_name_begins_however_short_it_is(name: str) -> None:
    entries = "1 Elms ........ 1\n2 Costs ....... 3\n2.1 Staff         4\n3 End ......... 9"
    document = read_document(
        f"A Plan\n\n{name}\n\n{entries}\n\n1 Elms\n\nWe plant.\n\n2 Costs\n\n2.1 Staff\n\nTen.\n\n3 End\n\nBye."
    )
    assert [(one.kind, one.text) for one in document.passages] == [
        *(("heading", "A Plan"), ("heading", "1 Elms"), ("paragraph", "We plant."), ("heading", "2 Costs")),
        *(("heading", "Staff"), ("paragraph", "Ten."), ("heading", "3 End"), ("paragraph", "Bye.")),
    ]
    assert [one.passage.text for one in document.left_out][:2] == [name, "1 Elms ........ 1"]
    assert len(document.left_out) == 5


@pytest.mark.parametrize("name", ["Contents", "Inhalt"])
def test_a_heading_that_is_called_as_contents_are_but_stands_over_sentences_is_kept_with_them(name: str) -> None:
    document = read_document(f"A Plan\n\n{PROSE}\n\n{name}\n\nThere are two parts.\n\nThe second one is short.")
    assert [one.text for one in document.passages] == [
        *("A Plan", PROSE, name, "There are two parts.", "The second one is short."),
    ]
    assert not document.left_out


def test_a_sentence_ends_a_table_of_contents() -> None:
    document = read_document("A Plan\n\nContents\n\nAims ..... 1\n\nCosts .... 2\n\nWe plant.\n\nIt costs much.")
    assert [one.text for one in document.passages] == ["A Plan", "We plant.", "It costs much."]
    assert len(document.left_out) == 3


def test_a_hyphen_within_a_name_is_no_bullet() -> None:
    text = f"A Plan\n\n{PROSE} It ends at the U.S.-Mexico border; trade is U.S.--Mexico trade.\n\n{PROSE}"
    assert kinds(text) == ["heading", "paragraph", "paragraph"]


def test_markdown_headings_need_no_front_matter() -> None:
    document = read_document(f"# A Plan\n\n{PROSE}\n\n## Background\n\n* one\n* two\n")
    assert document.title == "A Plan"
    assert rows(document) == [
        "heading\t1\tA Plan",
        "paragraph\t0\tThe town has grown",
        "heading\t2\tBackground",
        "item\t1\tone",
        "item\t1\ttwo",
    ]


def test_the_name_of_a_part_may_stand_below_its_number() -> None:
    text = f"Charter of the Club\n\nArticle 1\nName and Seat\n\n{PROSE}\n\nArticle 2\n\n{PROSE}"
    assert [text for kind, _, text in shape(text) if kind == "heading"] == [
        "Charter of the Club",
        "Article 1 Name and Seat",
        "Article 2",
    ]


def test_chapters_stand_over_articles_and_an_annex_beside_them() -> None:
    text = "\n\n".join(
        f"{part}\n\n{PROSE}" for part in ("Our Club", "Chapter I. Aims", "Article 1. Name", "Annex A", "Aims")
    )
    assert [(level, text) for kind, level, text in shape(text) if kind == "heading"] == [
        (1, "Our Club"),
        (2, "Chapter I. Aims"),
        (3, "Article 1. Name"),
        (2, "Annex A"),
        (2, "Aims"),
    ]


def test_what_its_pages_print_is_left_out_and_may_be_put_back() -> None:
    document = read_document(f"A Plan\n\n(DRAFT)\n\n{PROSE}\n\nPage 1\n\n* * *\n\n{PROSE}")
    assert [one.text for one in document.passages] == ["A Plan", PROSE, PROSE]
    assert [(one.before, one.passage.text) for one in document.left_out] == [
        (1, "(DRAFT)"),
        (2, "Page 1"),
        (2, "* * *"),
    ]
    assert [one.text for one in document.whole().passages] == ["A Plan", "(DRAFT)", PROSE, "Page 1", "* * *", PROSE]


PIECES = [
    PROSE, "A Plan for the Town", "A PLAN", "Conclusion", "Sources", "Facts", "Contents", "Article 5", "Term: text",
    "I think you must pay first.", "The U.S. should:- Insist", "however,", "such as this", "* * *", "3", "1 This note",
    "- ", "• ", "? ", "1. ", "1.1 ", "(a) ", "II. ", "  - ", "| a | b |", "x\ty\tz", "\t", "=", "#", "…", "“", ".1",
    "Remain in Town The solutions are as many as the people who live there and who talk of them all day and all night.",
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "\n", "\n\n", "\f"])), min_size=1))
@settings(max_examples=150)
def test_no_word_of_any_text_is_lost_and_no_anchor_there_twice(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + end for piece, end in pieces)
    assume(text.strip())
    document = read(text)
    anchors = [one.anchor for one in document.whole().passages]
    assert sorted(words_of(document)) == sorted(words(text))
    assert len(set(anchors)) == len(anchors)
    assert document.title


LONG = {
    "words": "word " * 40_000,
    "capitals": "Word " * 40_000,
    "letters": "a" * 80_000,
    "dashes": "- " * 40_000,
    "dots": "." * 80_000,
    "bullets": "The U.S. should:- Insist on it. " * 1_600,
    "lines": "a\n" * 16_000,
    "bars": "a|" * 40_000,
    "cells": "a\tb\tc\n" * 12_000,
    "numbers": "".join(f"1.{number % 90} Aim {number} of the town and its roads\n\n" for number in range(3_000)),
    "critique": f"T\n\n{PROSE}\n\nConclusion\n\n" + "I must have you " * 8_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_text_of_anything_four_times_as_long_takes_four_times_the_steps(text: str) -> None:
    """What regular expressions do by themselves is measured in the benchmarks."""
    assert words_of(read_document(text)) == words(text)

    def steps(length: int) -> int:
        return lines_run(lambda: read_document(text[:length]))

    assert steps(len(text) // 4) < 5 * steps(len(text) // 16)
