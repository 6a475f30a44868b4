"""The grammar, cell by cell, against the table of the design written out by hand."""

from __future__ import annotations

import pytest

from deliberate.domain import labels
from deliberate.domain.labels import GRAMMAR, Label, Place, Polarity, Target
from deliberate.domain.words import capital, either

# Columns in the order below; x means 'may reply to'.
#     proposal passage | support objection condition alternative amendment question answer rebuttal safeguard
#     concession evidence counter-evidence comment
COLUMNS: list[Place] = [
    *(Target.PROPOSAL, Target.PASSAGE),
    *(Label.SUPPORT, Label.OBJECTION, Label.CONDITION, Label.ALTERNATIVE, Label.AMENDMENT, Label.QUESTION),
    *(Label.ANSWER, Label.REBUTTAL, Label.SAFEGUARD, Label.CONCESSION, Label.EVIDENCE, Label.COUNTER_EVIDENCE),
    Label.COMMENT,
]
TABLE = {
    #                    pp socaaq arscec c
    "support": "         xx xxxxx- xxxxxx x",
    "objection": "       xx ---xx- ------ -",
    "condition": "       xx ---xx- ------ -",
    "alternative": "     xx ------ ------ -",
    "amendment": "       -x ------ ------ -",
    "question": "        xx xxxxxx xxxxxx x",
    "answer": "          -- -----x ------ -",
    "rebuttal": "        -- xxxxx- xxxxxx -",
    "safeguard": "       -- -xx--- ------ -",
    "concession": "      -- -xx--- -x---- -",
    "evidence": "        -- xxxxx- xxxxxx -",
    "counter-evidence": "-- xxxxx- xxxxxx -",
    "comment": "         xx xxxxxx xxxxxx x",
}
CELLS = [
    (label, place, mark == "x")
    for label, row in TABLE.items()
    for place, mark in zip(COLUMNS, row.replace(" ", ""), strict=True)
]
POLARITY = {
    Polarity.ATTACK: "objection condition rebuttal safeguard counter-evidence",
    Polarity.SUPPORT: "support concession evidence",
    Polarity.NEUTRAL: "alternative amendment question answer comment",
}
ASKS = {
    "support": "Is this a good reason?",
    "objection": "Is this a serious problem?",
    "condition": "Must this be met first?",
    "alternative": "Is this the better option?",
    "amendment": "Should the text change like this?",
    "question": "Should this be answered before a decision?",
    "answer": "Does this answer the question?",
    "rebuttal": "Does this refute it?",
    "safeguard": "Would this deal with it?",
    "concession": "Is it right to concede this?",
    "evidence": "Does this source bear it out?",
    "counter-evidence": "Does this source contradict it?",
    "comment": "",
}


@pytest.mark.parametrize(("label", "place", "may"), CELLS, ids=[f"{row}-to-{place}" for row, place, _ in CELLS])
def test_cell(label: str, place: Place, may: bool) -> None:
    assert (place in GRAMMAR[Label(label)].targets) is may
    assert (Label(label) in labels.allowed(place)) is may
    assert (labels.refusal(Label(label), place) is None) is may


def test_the_table_is_complete() -> None:
    assert set(TABLE) == set(Label) == set(GRAMMAR)
    assert set(COLUMNS) == set(Target) | set(Label)


def test_polarity_is_the_designs() -> None:
    named = {polarity: set(names.split()) for polarity, names in POLARITY.items()}
    assert {p: {str(r.label) for r in GRAMMAR.values() if r.polarity is p} for p in Polarity} == named


def test_voters_are_asked_the_designs_questions() -> None:
    assert {str(label): str(rule.asks or "") for label, rule in GRAMMAR.items()} == ASKS


# Who would rebut a question, or object to it, is offered what they may have meant.
OFFERED = [(Label.REBUTTAL, Label.QUESTION), (Label.OBJECTION, Label.QUESTION)]
REFUSED = [(Label(row), place) for row, place, may in CELLS if not may and (row, place) not in OFFERED]


@pytest.mark.parametrize(("label", "place"), REFUSED)
def test_a_refusal_says_what_the_label_does_reply_to_and_what_can_be_posted_here(label: Label, place: Place) -> None:
    targets = [labels.name(target) for name, target, may in CELLS if may and name == label]
    fitting = [name for name, target, may in CELLS if may and target == place]
    assert str(labels.refusal(label, place)) == (
        f"{capital(str(labels.name(label)))} cannot reply to {labels.name(place)}; it replies to "
        f"{either(targets)}. Here you can post: {either(fitting)}."
    )


def test_a_refusal_is_two_plain_sentences() -> None:
    assert str(labels.refusal(Label.CONCESSION, Target.PASSAGE)) == (
        "A concession cannot reply to a passage; it replies to an objection, a condition or a rebuttal. "
        "Here you can post: support, objection, condition, alternative, amendment, question or comment."
    )
    assert str(labels.refusal(Label.COUNTER_EVIDENCE, Target.PROPOSAL)) == (
        "Counter-evidence cannot reply to the proposal; it replies to a support, an objection, a condition, "
        "an alternative, an amendment, an answer, a rebuttal, a safeguard, a concession, evidence or counter-evidence. "
        "Here you can post: support, objection, condition, alternative, question or comment."
    )
    assert str(labels.refusal(Label.ANSWER, Label.SUPPORT)).startswith("An answer cannot reply to a support; ")


@pytest.mark.parametrize(("label", "place"), OFFERED)
def test_a_rebuttal_of_a_question_is_met_with_an_offer(label: Label, place: Place) -> None:
    assert str(labels.refusal(label, place)) == (
        "A question can be answered or asked back, not rebutted. Did you mean to answer it?"
    )


def test_every_label_can_be_replied_to_with_something_that_is_on_the_map() -> None:
    for place in COLUMNS:
        assert any(GRAMMAR[label].on_map for label in labels.allowed(place))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Label.OBJECTION, "an objection"),
        (Label.REBUTTAL, "a rebuttal"),
        (Label.EVIDENCE, "evidence"),
        (Target.PROPOSAL, "the proposal"),
        (Target.PASSAGE, "a passage"),
    ],
)
def test_a_place_has_a_name_with_its_article(place: Place, words: str) -> None:
    assert str(labels.name(place)) == words


def test_every_label_is_told_by_itself_in_numbers_and_with_what_it_replies_to() -> None:
    for label, rule in GRAMMAR.items():
        assert str(label.word) in str(rule.one)
        assert (str(rule.count(1)), str(rule.count(2))) == (PIECES.get(label) or (f"1 {label}", f"2 {label}s"))
        assert str(rule.to("this passage")).endswith(" this passage")


PIECES = {
    Label.EVIDENCE: ("1 piece of evidence", "2 pieces of evidence"),
    Label.COUNTER_EVIDENCE: ("1 piece of counter-evidence", "2 pieces of counter-evidence"),
}
