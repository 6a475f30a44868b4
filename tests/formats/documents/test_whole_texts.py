"""Texts without markup: five whole ones, made up or real, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from deliberate.domain.labels import Ground, Label
from deliberate.domain.places import OnPost, OnProposal
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents import Document
from deliberate.formats.reading import read_document
from tests.formats.documents.passages import passage, rows
from tests.formats.texts import MADE, REAL, over_texts, text_of, words, words_of


@pytest.mark.parametrize("name", over_texts(*MADE, *REAL))
def test_every_passage_of_a_text_has_the_kind_a_person_gave_it(name: str) -> None:
    expected = (Path(__file__).parent / "expected" / f"{name}.tsv").read_text("utf-8").splitlines()
    assert rows(read_document(text_of(name)).whole()) == expected


@pytest.mark.parametrize(
    ("name", "left"),
    over_texts(
        *((name, []) for name in ("numbered-principles", "no-blank-lines", "web-page", "double-spaced", *REAL[:4])),
        (
            "page-breaks",
            ["(DRAFT)", "(DRAFT)", *"1*2", "TABLE", "I. II. III. IV.", "V.", "VI.", "Introduction", *'345"67'],
        ),
        ("004", ["(UNCL", "(UNCL", *"1*2", "TABLE", "I.", "VII.", "VIII.", "IX.", "X.", "Introduction", *'345"67']),
    ),
)
def test_what_only_the_pages_print_and_the_contents_are_left_out(name: str, left: list[str]) -> None:
    document = read_document(text_of(name))
    found = [one.passage.text for one in document.left_out if not one.passage.text.startswith("....")]
    assert [text[: len(begins)] for text, begins in zip(found, left, strict=True)] == left


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
    rest = [one for one in document.whole().passages if one.text not in ASIDES[name]]
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
