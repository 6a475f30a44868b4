"""The grammar, cell by cell, against the table of the design written out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deliberate.domain import labels
from deliberate.domain.labels import GRAMMAR, Label, Repliable, Target
from deliberate.domain.words import capital, either

# What each label may reply to, what it does to that, what voters are asked, 'I want to …', and what else its posts
# carry. 'every post' leaves out what is named after 'but'.
BY_HAND = {
    "support": ("document, every post but question", "support", "Is this a good reason?", "support", ""),
    "objection": (
        "document, alternative, amendment",
        "attack",
        "Is this a serious problem?",
        "object",
        "ground settles",
    ),
    "condition": (
        "document, alternative, amendment",
        "attack",
        "Must this be met first?",
        "set a condition",
        "ground settles",
    ),
    "alternative": ("document", "neutral", "Is this the better option?", "propose an alternative", ""),
    "amendment": ("passage", "neutral", "Should the text change like this?", "amend", "replacement"),
    "question": ("document, every post", "neutral", "Should this be answered before a decision?", "ask", "settles"),
    "answer": ("question", "neutral", "Does this answer the question?", "answer", "source"),
    "rebuttal": ("every post but question comment", "attack", "Does this refute it?", "rebut", "source"),
    "safeguard": ("objection, condition", "attack", "Would this deal with it?", "offer a safeguard", "source"),
    "concession": ("objection, condition, rebuttal", "support", "Is it right to concede this?", "concede", ""),
    "evidence": (
        "every post but question comment",
        "support",
        "Does this source bear it out?",
        "add evidence",
        "source",
    ),
    "counter-evidence": (
        "every post but question comment",
        "attack",
        "Does this source contradict it?",
        "add counter-evidence",
        "source",
    ),
    "comment": ("document, every post", "neutral", "", "comment", ""),
}


def meant(targets: str) -> set[str]:
    """The places that a row names."""
    named: set[str] = set()
    for part in targets.split(", "):
        group, _, but = part.partition(" but ")
        every = {"document": {"proposal", "passage"}, "every post": set(BY_HAND)}
        named |= every.get(group, {group}) - set(but.split())
    return named


TARGETS: list[Repliable] = [*Target, *Label]
CELLS = [
    (label, target, str(target) in meant(targets)) for label, (targets, *_) in BY_HAND.items() for target in TARGETS
]


@pytest.mark.parametrize(("label", "target", "may"), CELLS, ids=[f"{row}-to-{target}" for row, target, _ in CELLS])
def test_cell(label: str, target: Repliable, may: bool) -> None:
    assert (target in GRAMMAR[Label(label)].targets) is may
    assert (Label(label) in labels.allowed(target)) is may
    assert (labels.refusal(Label(label), target) is None) is may


def test_the_table_is_complete() -> None:
    assert set(BY_HAND) == set(Label) == set(GRAMMAR)


def test_what_a_label_does_asks_and_takes_is_the_designs() -> None:
    rules = {
        str(rule.label): (str(rule.polarity), str(rule.asks or ""), str(rule.verb), rule.takes)
        for rule in GRAMMAR.values()
    }
    by_hand = {label: (*row, set(takes.split())) for label, (_, *row, takes) in BY_HAND.items()}
    assert rules == by_hand


def test_a_comment_alone_is_not_on_the_map() -> None:
    assert [rule.label for rule in GRAMMAR.values() if not rule.on_map] == [Label.COMMENT]


# Who would rebut a question, or object to it, is offered what they may have meant.
OFFERED = [(Label.REBUTTAL, Label.QUESTION), (Label.OBJECTION, Label.QUESTION)]
REFUSED = [(Label(row), target) for row, target, may in CELLS if not may and (row, target) not in OFFERED]


@pytest.mark.parametrize(("label", "target"), REFUSED)
def test_a_refusal_says_what_the_label_does_reply_to_and_what_can_be_posted_here(
    label: Label, target: Repliable
) -> None:
    targets = [labels.name(fit) for name, fit, may in CELLS if may and name == label]
    fitting = [name for name, fit, may in CELLS if may and fit == target]
    assert str(labels.refusal(label, target)) == (
        f"{capital(str(labels.name(label)))} cannot reply to {labels.name(target)}; it replies to "
        f"{either(targets)}. Here you can post: {either(fitting)}."
    )


def test_a_refusal_is_two_plain_sentences() -> None:
    assert str(labels.refusal(Label.CONCESSION, Target.PASSAGE)) == (
        "A concession cannot reply to a passage; it replies to an objection, a condition or a rebuttal. "
        "Here you can post: support, objection, condition, alternative, amendment, question or comment."
    )
    assert str(labels.refusal(Label.SAFEGUARD, Target.PROPOSAL)) == (
        "A safeguard cannot reply to the proposal; it replies to an objection or a condition. "
        "Here you can post: support, objection, condition, alternative, question or comment."
    )
    assert str(labels.refusal(Label.ANSWER, Label.SUPPORT)).startswith("An answer cannot reply to a support; ")


@pytest.mark.parametrize(("label", "target"), OFFERED)
def test_a_rebuttal_of_a_question_is_met_with_an_offer(label: Label, target: Repliable) -> None:
    assert str(labels.refusal(label, target)) == (
        "A question can be answered or asked back, not rebutted. Did you mean to answer it?"
    )


def test_every_label_can_be_replied_to_with_something_that_is_on_the_map() -> None:
    for target in TARGETS:
        assert any(GRAMMAR[label].on_map for label in labels.allowed(target))


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Label.OBJECTION, "an objection"),
        (Label.REBUTTAL, "a rebuttal"),
        (Label.EVIDENCE, "evidence"),
        (Target.PROPOSAL, "the proposal"),
        (Target.PASSAGE, "a passage"),
    ],
)
def test_a_target_has_a_name_with_its_article(target: Repliable, words: str) -> None:
    assert str(labels.name(target)) == words


def test_every_label_is_told_by_itself_in_numbers_and_with_what_it_replies_to() -> None:
    for label, rule in GRAMMAR.items():
        assert str(label.word) in str(rule.one)
        assert (str(rule.count(1)), str(rule.count(2))) == (PIECES.get(label) or (f"1 {label}", f"2 {label}s"))
        assert str(rule.to("this passage")).endswith(" this passage")


PIECES = {
    Label.EVIDENCE: ("1 piece of evidence", "2 pieces of evidence"),
    Label.COUNTER_EVIDENCE: ("1 piece of counter-evidence", "2 pieces of counter-evidence"),
}


def test_what_else_is_true_of_a_label() -> None:
    def those(is_so: Callable[[labels.Rule], bool]) -> str:
        return " ".join(row.label for row in GRAMMAR.values() if is_so(row))

    assert those(lambda row: row.needs_source) == "evidence counter-evidence"
    assert those(lambda row: row.refutes) == "rebuttal counter-evidence"
    assert those(lambda row: not row.on_map) == "comment"
    assert those(lambda row: row.label in labels.RAISES_AN_ISSUE) == "objection condition question"
    assert those(lambda row: row.label in labels.STANDS_FOR_ITSELF) == (
        "objection condition alternative amendment question"
    )


def test_a_label_is_named_with_its_article_where_it_has_one() -> None:
    without = {Label.EVIDENCE, Label.COUNTER_EVIDENCE}
    for label in Label:
        article = "" if label in without else "an " if label[0] in "aeiou" else "a "
        assert str(labels.name(label)) == f"{article}{label}"
