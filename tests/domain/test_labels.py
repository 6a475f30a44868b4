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


@pytest.mark.parametrize(("label", "place"), [(Label(row), place) for row, place, may in CELLS if not may])
def test_a_refusal_is_one_sentence_that_names_what_is_allowed(label: Label, place: Place) -> None:
    refusal = labels.refusal(label, place)
    assert refusal is not None
    why = str(refusal)
    assert why[0].isupper()
    named = {str(one) for one in labels.allowed(place) if str(one) in why}
    assert named == {str(one) for one in labels.allowed(place)} or "answer" in why


def test_a_rebuttal_of_a_question_is_met_with_an_offer() -> None:
    assert str(labels.refusal(Label.REBUTTAL, Label.QUESTION)) == (
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
