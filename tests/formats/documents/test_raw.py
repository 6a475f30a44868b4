"""Texts without markup: five whole ones, made up or real, row by row, and small ones that show a rule each."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deliberate.domain.labels import Ground, Label
from deliberate.domain.places import OnPost, OnProposal
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents import Document
from deliberate.formats.reading import read_document
from tests.formats.texts import MADE, REAL, over_texts, text_of, words, words_of
from tests.steps import lines_run

PROSE = "The town has grown a lot in the last ten years and needs a plan."


def rows(document: Document) -> list[str]:
    return [f"{one.kind}\t{one.level}\t{' '.join(one.text.split()[:4])}" for one in document.passages]


def shape(text: str) -> list[tuple[str, int, str]]:
    return [(str(one.kind), one.level, one.text) for one in read_document(text).passages]


def kinds(text: str) -> list[str]:
    return [kind for kind, _, _ in shape(text)]


def passage(document: Document, anchor: str) -> Passage:
    return next(one for one in document.passages if one.anchor == anchor)


@pytest.mark.parametrize("name", over_texts(*MADE, *REAL))
def test_every_passage_of_a_text_has_the_kind_a_person_gave_it(name: str) -> None:
    expected = (Path(__file__).parent / "expected" / f"{name}.tsv").read_text("utf-8").splitlines()
    assert rows(read_document(text_of(name))) == expected


@pytest.mark.parametrize("name", over_texts(*MADE[:3], *REAL[:3]))
def test_all_words_of_a_text_are_kept_in_order(name: str) -> None:
    text = text_of(name)
    assert words_of(read_document(text)) == words(text)


# What stands between the halves of a sentence follows its paragraph.
ASIDES = {
    "double-spaced": ["1 This number comes from the second of the two counts that were made on the piers in March, "
                      "because the first left out everybody with a season ticket."],
    "page-breaks": ["4", "5"],
    "003": ["1 This information comes from the second Human Rights Watch 2019 article on the Migration Policy Project "
            "rather than the first Human Rights Watch article listed."],
    "004": ["4", "5"],
}  # fmt: skip


@pytest.mark.parametrize("name", over_texts(*ASIDES))
def test_only_what_a_page_break_put_into_a_sentence_changes_its_place(name: str) -> None:
    text = " ".join(text_of(name).split())
    document = read_document(text_of(name))
    assert sorted(words_of(document)) == sorted(words(text))
    rest = [one for one in document.passages if one.text not in ASIDES[name]]
    for aside in ASIDES[name]:
        text = text.replace(f" {aside} ", " ", 1)
    assert words_of(Document("", tuple(rest))) == words(text)


@pytest.mark.parametrize("name", over_texts(*MADE, *REAL))
def test_the_same_text_has_the_same_anchors_and_each_once(name: str) -> None:
    first, second = read_document(text_of(name)), read_document(text_of(name))
    anchors = [one.anchor for one in first.passages]
    assert anchors == [one.anchor for one in second.passages]
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize(
    ("name", "title"),
    over_texts(
        ("numbered-principles", "A Harbour for Fishing Families, Summer Guests and the Birds of the Bay"),
        ("no-blank-lines", "Mending Bicycles Together in the Four Towns"),
        ("web-page", "Reading Again: Books for the Upper Valley"),
        ("double-spaced", "Executive Summary"),  # it has none of its own
        ("page-breaks", "Water in the Old Quarter: A Plan for Drains, Banks and Cellars"),
        ("000", "A Compassionate Partnership for Stabilizing Nations and Reducing Migration Pressures"),
        ("001", "Securing the Border Through Regional Cooperation"),
        ("002", "Tackling Migration: Strengthening Democracy in the Western Hemisphere"),
        ("003", "Executive Summary"),
        ("004", "U.S. Strategy for Addressing the Root Causes of Migration in Central America"),
    ),
)
def test_the_title_of_a_text_is_what_a_person_would_call_it(name: str, title: str) -> None:
    assert read_document(text_of(name)).title == title


@pytest.mark.parametrize(
    ("name", "principle", "bullet", "begins"),
    over_texts(
        (
            "numbered-principles",
            "nights-and-storms",
            "a-vote-after-two-summers",
            "A vote after two summers: Every boat that has joined",
        ),
        (
            "000",
            "mutual-security-and-law-enforcement",
            "right-to-opt-out",
            "Right to opt out: After a designated trial",
        ),
    ),
)
def test_principles_are_numbered_and_their_bullets_named(name: str, principle: str, bullet: str, begins: str) -> None:
    document = read_document(text_of(name))
    assert passage(document, principle).number == "3."
    assert passage(document, bullet).text.startswith(begins)


@pytest.mark.parametrize(
    ("name", "sentence", "ends", "bullet", "begins"),
    over_texts(
        (
            "no-blank-lines",
            "each-town-has-a-room-that",
            "The club should:",
            "ask-each-town-hall-for-one",
            "Ask each town hall",
        ),
        (
            "001",
            "the-united-states-must-leverage-its",
            "The U.S. should:",
            "insist-that-the-mexican-government-under",
            "Insist that",
        ),
    ),
)
def test_a_bullet_glued_to_its_sentence_is_an_item_of_its_own(
    name: str, sentence: str, ends: str, bullet: str, begins: str
) -> None:
    document = read_document(text_of(name))
    assert passage(document, sentence).text.endswith(ends)
    assert passage(document, bullet).text.startswith(begins)


@pytest.mark.parametrize(
    ("name", "anchor", "whole"),
    over_texts(
        ("page-breaks", "sand-lets-water-through-quickly-and", "Pipes that were laid across it"),
        ("page-breaks", "whatever-lies-lowest-comes-first-as", "with a pram whatever is dug up"),
        ("page-breaks", "whatever-lies-lowest-comes-first-as", "metres, however, E.U. rules ask"),
        ("double-spaced", "nor-would-it-be-lawful-for", "the beds in which its people sleep"),
        ("004", "weak-investment-in-infrastructure-and-education", "Threats such as gang violence"),
        ("004", "the-strategy-focuses-on-the-most", "Used strategically, however, U.S. development"),
        ("003", "this-policy-is-not-a-viable", "the push factors causing many"),
    ),
)
def test_a_sentence_torn_by_a_page_break_is_whole(name: str, anchor: str, whole: str) -> None:
    assert whole in passage(read_document(text_of(name)), anchor).text


@pytest.mark.parametrize(
    ("name", "ground", "begins", "holds"),
    over_texts(
        ("numbered-principles", Ground.COST, "I have read that the slip", "Many such meetings"),
        ("000", Ground.SECURITY, "From what I have read", "Most governments"),
    ),
)
def test_the_critique_is_one_message_of_five_posts(name: str, ground: Ground, begins: str, holds: str) -> None:
    document = read_document(text_of(name))
    (message,) = document.messages
    assert (message.by, [(post.label, post.ground) for post in message.posts]) == (
        "a reader",
        [
            (Label.SUPPORT, None),
            (Label.CONDITION, ground),
            (Label.OBJECTION, Ground.ACCOUNTABILITY),
            (Label.EVIDENCE, None),
            (Label.QUESTION, None),
        ],
    )
    support, condition, objection, evidence, question = message.posts
    assert {support.target, condition.target, objection.target} == {OnProposal()}
    assert {evidence.target, question.target} == {OnPost(objection.key)}
    assert evidence.words.body.startswith(begins)
    assert holds in evidence.words.body
    critique = next(one for one in document.passages if one.kind is PassageKind.CRITIQUE)
    assert " ".join(post.words.body for post in message.posts) == critique.text


@pytest.mark.parametrize("name", over_texts(*MADE[1:], *REAL[1:]))
def test_a_text_without_a_critique_has_no_messages(name: str) -> None:
    assert read_document(text_of(name)).messages == ()


def test_any_critique_is_taken_apart_by_its_cues() -> None:
    text = (
        f"Our Plan\n\nIntroduction\n\n{PROSE}\n\nConclusion\n\n{PROSE}\n\n"
        "I welcome this plan. But you must ask the neighbours first. Its trouble is the cost. "
        "Many such halls lose money. Most close. The lake is blue. Who will pay?"
    )
    (message,) = read_document(text).messages
    assert [str(post.label) for post in message.posts] == [
        "support", "condition", "objection", "evidence", "comment", "question",
    ]  # fmt: skip
    assert message.posts[2].ground is Ground.COST
    assert message.posts[3].words.body == "Many such halls lose money. Most close."


@pytest.mark.parametrize(
    ("objection", "ground"),
    [
        ("I don’t think your plan will work.", Ground.EFFECTIVENESS),
        ("I worry that it would backfire on you.", Ground.SIDE_EFFECTS),
        ("I fear that you impose it on people.", Ground.CONSENT),
        ("I doubt your sums.", None),
    ],
)
def test_doubts_are_objections_with_their_ground(objection: str, ground: Ground | None) -> None:
    (message,) = read_document(f"Our Plan\n\nConclusion\n\n{PROSE}\n\n{objection}").messages
    assert [(post.label, post.ground) for post in message.posts] == [(Label.OBJECTION, ground)]


def test_evidence_for_nothing_is_a_comment() -> None:
    text = f"Our Plan\n\nConclusion\n\n{PROSE}\n\nMost halls make money. I like your hall."
    (message,) = read_document(text).messages
    assert [str(post.label) for post in message.posts] == ["comment", "support"]


def test_an_abbreviation_does_not_end_a_sentence_of_a_critique() -> None:
    text = f"Our Plan\n\nConclusion\n\n{PROSE}\n\nI support your U.S. Plan. “Who pays?” I ask."
    (message,) = read_document(text).messages
    assert [post.words.body for post in message.posts] == ["I support your U.S. Plan.", "“Who pays?”", "I ask."]


def test_a_text_that_says_i_throughout_has_no_critique() -> None:
    mine = "I think that you should come and see the town that we built."
    assert "critique" not in kinds(f"My Town\n\n{mine}\n\n{mine}\n\nConclusion\n\n{mine}")


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
        ("table", 0, "Year\tTrees\tCost"),
        ("table", 0, "2020\t5\t100"),
    ]


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


def test_a_contents_page_is_a_table_up_to_the_first_heading_over_prose() -> None:
    text = f"A Plan\n\nContents\n\nOur Town .... 1\n\nOur Plan .... 2\n\nOur Town\n\n{PROSE}"
    assert kinds(text) == ["heading", "heading", "table", "table", "heading", "paragraph"]


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
    document = read_document(text)
    anchors = [one.anchor for one in document.passages]
    assert sorted(words_of(document)) == sorted(words(text))
    assert len(set(anchors)) == len(anchors)
    assert document.title


LONG = {
    "words": "word " * 200_000,
    "capitals": "Word " * 200_000,
    "letters": "a" * 300_000,
    "dashes": "- " * 150_000,
    "dots": "." * 300_000,
    "bullets": "The U.S. should:- Insist on it. " * 3_000,
    "lines": "a\n" * 30_000,
    "bars": "a|" * 150_000,
    "cells": "a\tb\tc\n" * 45_000,
    "numbers": "".join(f"1.{number % 90} Aim {number} of the town and its roads\n\n" for number in range(8_000)),
    "critique": f"T\n\n{PROSE}\n\nConclusion\n\n" + "I must have you " * 20_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_text_of_anything_four_times_as_long_takes_four_times_the_steps(text: str) -> None:
    """What regular expressions do by themselves is measured in the benchmarks."""
    assert words_of(read_document(text)) == words(text)

    def steps(length: int) -> int:
        return lines_run(lambda: read_document(text[:length]))

    assert steps(len(text) // 4) < 5 * steps(len(text) // 16)
