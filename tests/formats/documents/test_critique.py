"""A reader's critique: told from the document, and taken apart into posts."""

from __future__ import annotations

import pytest

from deliberate.domain.labels import Ground, Label
from deliberate.domain.places import OnPost, OnProposal
from deliberate.formats.documents.critique import is_critique, message_of, speaks
from deliberate.formats.reading import read_document
from tests.formats.documents.passages import PROSE, kinds


def labels(text: str) -> list[str]:
    return [str(post.label) for post in message_of(text).posts]


def test_who_says_i_speaks() -> None:
    for text in ("I object.", "It is mine.", "So they told me", "In my town"):
        assert speaks(text)
    for text in ("i.e. trees", "We object.", "Mine is a word", ""):
        assert not speaks(text)


def test_a_critique_says_i_to_a_you_where_the_rest_does_not() -> None:
    assert is_critique("I doubt your plan.", personal=0, before=5)
    assert is_critique("I doubt your plan.", personal=1, before=10)
    assert not is_critique("I doubt your plan.", personal=2, before=10)
    assert not is_critique("I doubt the plan.", personal=0, before=5)
    assert not is_critique("We doubt your plan.", personal=0, before=5)


def test_a_critique_is_one_message_of_a_reader() -> None:
    message = message_of("I like it. But who pays?")
    assert (message.key, message.by) == ("critique", "a reader")
    assert [post.key for post in message.posts] == ["critique-1", "critique-2"]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("I welcome your plan.", "support"),
        ("The trouble is the money.", "objection"),
        ("It won’t work.", "objection"),
        ("You must ask them first.", "condition"),
        ("I agree only if they are asked.", "condition"),
        ("Who pays?", "question"),
        ("“Who pays?”", "question"),
        ("The lake is blue.", "comment"),
        (f"The lake {'is blue and ' * 50} a problem.", "comment"),
    ],
)
def test_a_sentence_is_labelled_by_the_first_cue_it_shows(sentence: str, label: str) -> None:
    assert labels(sentence) == [label]


def test_neighbouring_sentences_that_do_the_same_are_one_post_and_no_word_is_lost() -> None:
    text = "I like it. I welcome the hall. The problem is the cost. It fails. The U.S. Plan is old."
    posts = message_of(f"  {text}\n").posts
    assert [(post.label, post.words.body) for post in posts] == [
        (Label.SUPPORT, "I like it. I welcome the hall."),
        (Label.OBJECTION, "The problem is the cost. It fails."),
        (Label.COMMENT, "The U.S. Plan is old."),
    ]
    assert " ".join(post.words.body for post in posts) == text


def test_evidence_and_questions_are_about_the_objection_before_them() -> None:
    posts = message_of("Who pays? The problem is the cost. Most halls lose money. Who pays then?").posts
    assert [(str(post.label), post.target) for post in posts] == [
        ("question", OnProposal()),
        ("objection", OnProposal()),
        ("evidence", OnPost("critique-2")),
        ("question", OnPost("critique-2")),
    ]


def test_evidence_for_no_objection_is_a_comment() -> None:
    assert labels("Most halls make money.") == ["comment"]


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("The problem is where the funds go.", Ground.ACCOUNTABILITY),
        ("The problem is crime.", Ground.SECURITY),
        ("The problem is that it is expensive.", Ground.COST),
        ("The problem is our rights.", Ground.RIGHTS),
        ("The problem is that it is illegal.", Ground.LAW),
        ("The problem is that nobody asked.", Ground.CONSENT),
        ("The problem is that it will backfire.", Ground.SIDE_EFFECTS),
        ("The problem is that it cannot be done.", Ground.FEASIBILITY),
        ("The problem is that it works for nobody.", Ground.EFFECTIVENESS),
        ("The problem is the colour.", None),
        ("I welcome the funds.", None),
    ],
)
def test_what_is_objected_has_the_ground_that_its_words_name(text: str, ground: Ground | None) -> None:
    assert [post.ground for post in message_of(text).posts] == [ground]


# At the end of a whole text


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
