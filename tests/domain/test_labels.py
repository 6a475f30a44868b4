"""The grammar, cell by cell, against the table of the design written out by hand."""

from __future__ import annotations

import pytest

from deliberate.domain import labels
from deliberate.domain.labels import GRAMMAR, Label, Place, Polarity, Target

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
VERBS = {
    "support": "support",
    "objection": "object",
    "condition": "set a condition",
    "alternative": "propose an alternative",
    "amendment": "amend",
    "question": "ask",
    "answer": "answer",
    "rebuttal": "rebut",
    "safeguard": "offer a safeguard",
    "concession": "concede",
    "evidence": "add evidence",
    "counter-evidence": "add counter-evidence",
    "comment": "comment",
}
# What a post carries besides its words, and that a comment alone is not on the map.
CARRIES = {
    "takes_ground": "objection condition",
    "takes_settles": "objection condition question",
    "takes_source": "answer rebuttal safeguard evidence counter-evidence",
    "takes_replacement": "amendment",
    "on_map": " ".join({*GRAMMAR} - {Label.COMMENT}),
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


def test_i_want_to() -> None:
    assert {str(label): rule.verb for label, rule in GRAMMAR.items()} == VERBS


@pytest.mark.parametrize(("part", "names"), CARRIES.items())
def test_what_else_a_label_means(part: str, names: str) -> None:
    assert {str(rule.label) for rule in GRAMMAR.values() if getattr(rule, part)} == set(names.split())


def test_voters_are_asked_the_designs_questions() -> None:
    assert {str(label): rule.asks for label, rule in GRAMMAR.items()} == ASKS


# Who would rebut a question, or object to it, is offered what they may have meant.
OFFERED = [(Label.REBUTTAL, Label.QUESTION), (Label.OBJECTION, Label.QUESTION)]
REFUSED = [(Label(row), place) for row, place, may in CELLS if not may and (row, place) not in OFFERED]


@pytest.mark.parametrize(("label", "place"), REFUSED)
def test_a_refusal_says_what_the_label_does_reply_to_and_what_can_be_posted_here(label: Label, place: Place) -> None:
    targets = [labels.name(target) for name, target, may in CELLS if may and name == label]
    fitting = [name for name, target, may in CELLS if may and target == place]
    assert labels.refusal(label, place) == (
        f"{labels.name(label).capitalize()} cannot reply to {labels.name(place)}; it replies to "
        f"{labels.either(targets)}. Here you can post: {labels.either(fitting)}."
    )


def test_a_refusal_is_two_plain_sentences() -> None:
    assert labels.refusal(Label.CONCESSION, Target.PASSAGE) == (
        "A concession cannot reply to a passage; it replies to an objection, a condition or a rebuttal. "
        "Here you can post: support, objection, condition, alternative, amendment, question or comment."
    )
    assert labels.refusal(Label.COUNTER_EVIDENCE, Target.PROPOSAL) == (
        "Counter-evidence cannot reply to the proposal; it replies to a support, an objection, a condition, "
        "an alternative, an amendment, an answer, a rebuttal, a safeguard, a concession, evidence or counter-evidence. "
        "Here you can post: support, objection, condition, alternative, question or comment."
    )
    assert str(labels.refusal(Label.ANSWER, Label.SUPPORT)).startswith("An answer cannot reply to a support; ")


@pytest.mark.parametrize(("label", "place"), OFFERED)
def test_a_rebuttal_of_a_question_is_met_with_an_offer(label: Label, place: Place) -> None:
    assert labels.refusal(label, place) == (
        "A question can be answered or asked back, not rebutted. Did you mean to answer it?"
    )


def test_every_label_can_be_replied_to_with_something_that_is_on_the_map() -> None:
    for place in COLUMNS:
        assert any(GRAMMAR[label].on_map for label in labels.allowed(place))


def test_words_of_a_list() -> None:
    assert labels.either(["a"]) == "a"
    assert labels.either(["a", "b", "c"]) == "a, b or c"
    assert labels.name(Label.OBJECTION) == "an objection"
    assert labels.name(Label.EVIDENCE) == "evidence"
