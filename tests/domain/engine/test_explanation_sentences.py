"""Standings in a sentence, with numbers that add up."""

from __future__ import annotations

import pytest

from deliberate.domain.engine.explanations import explain, printed, shown, signed
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import VOICE, Backing, Node
from tests.domain.engine.points import post
from tests.domain.engine.test_explanations import NODES, assessed, told

WORDS = {2: "no way to police the funds", 4: "It creates jobs"}


def flood(by: int, supports: int = 50) -> list[Node]:
    """A claim that 90 of 100 reject, under supports by a few accounts that agree with all but their own."""
    voice = Backing(by * VOICE // supports)
    replies = (Node(n, Label.SUPPORT, n % by, 1, agree=by - 1, backing=voice) for n in range(10, 10 + supports))
    return [post(1, Label.OBJECTION, None, 10, 90), *replies]


def test_the_sentence_names_the_votes_and_what_moved_it_most() -> None:
    found = explain(assessed(NODES), 1)
    assert found.silent == 1
    assert told(found, WORDS) == (
        "0.65: 12 of 18 say yes gives 0.65; "
        "2 objections lower it by 0.04, most by “no way to police the funds” (−0.03); "
        "1 support (“It creates jobs”) raises it by 0.04."
    )


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (
            Node(1, Label.OBJECTION, 1),
            "0.50: nobody has voted on it yet, so it starts from 0.50; no reply has moved it.",
        ),
        (
            Node(1, Label.OBJECTION, 1, passes=2),
            "0.50: everyone who voted is unsure, so it starts from 0.50; no reply has moved it.",
        ),
        (post(1, Label.OBJECTION, None, 3, 1), "0.67: 3 of 4 say yes gives 0.67; no reply has moved it."),
    ],
)
def test_without_replies_the_votes_alone_are_told(node: Node, expected: str) -> None:
    assert told(explain(assessed([node]), 1), {}) == expected


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([], "0.49: 49 of 99 say yes gives 0.49; no reply has moved it."),
        ([Label.SUPPORT], "0.49: 49 of 99 say yes gives 0.49; 1 support raises it by less than 0.01."),
        ([Label.OBJECTION], "0.49: 49 of 99 say yes gives 0.49; 1 objection lowers it by less than 0.01."),
    ],
)
def test_votes_that_are_not_half_agreement_are_not_printed_as_half(replies: list[Label], expected: str) -> None:
    """So that what supports a post is never said to lower it."""
    acting = [post(n, label, 1, 1) for n, label in enumerate(replies, 2)]
    found = explain(assessed([post(1, Label.ALTERNATIVE, None, 49, 51), *acting]), 1)
    assert told(found, {}) == expected.replace("49 of 99", "49 of 100")


def test_a_circle_without_balance_is_said() -> None:
    node = Node(1, Label.OBJECTION, 1, balanced=False)
    assert "found no balance, so the number is unsettled" in told(explain(Graph([node]), 1), {})


def test_counter_evidence_is_counted_in_english() -> None:
    nodes = [NODES[0], *(post(n, Label.COUNTER_EVIDENCE, 1, 5) for n in (2, 3))]
    words = told(explain(assessed(nodes), 1), {2: "A study"})
    assert "; 2 pieces of counter-evidence lower it by 0.22, most by “A study” (−0.11)." in words


def test_the_sentence_of_a_post_that_two_objections_lower() -> None:
    nodes = [
        post(1, Label.ALTERNATIVE, None, 12, 6),
        post(2, Label.OBJECTION, 1, 19, 1),
        post(3, Label.OBJECTION, 1, 8, 4),
        post(4, Label.SUPPORT, 1, 4, 1),
    ]
    assert told(explain(assessed(nodes), 1), {2: "no way to police the funds"}) == (
        "0.46: 12 of 18 say yes gives 0.65; 2 objections lower it by 0.23, most by “no way to police the funds” "
        "(−0.18); 1 support raises it by 0.04."
    )


def test_fifty_supports_by_four_people_are_told_as_such_and_leave_nothing_unexplained() -> None:
    """Each is 'less than 0.01' of what happened if it alone is left out."""
    found = explain(assessed(flood(by=4)), 1)
    assert told(found, {}) == "0.16: 10 of 100 say yes gives 0.11; 50 supports by 4 people raise it by 0.05."
    assert len({effect.change for effect in found.effects}) == 1
    alone = told(explain(assessed([flood(by=1)[0], *flood(by=1, supports=2)[1:]]), 1), {})
    assert alone == "0.11: 10 of 100 say yes gives 0.11; no reply has moved it."


def test_replies_of_as_many_people_are_counted_without_them() -> None:
    nodes = [NODES[0], *(post(n, Label.SUPPORT, 1, 9) for n in (2, 3))]
    assert "2 supports raise it by" in told(explain(assessed(nodes), 1), {})
    by_one = [nodes[0], *(node._replace(author=7) for node in nodes[1:])]
    assert "2 supports by 1 person raise it by" in told(explain(assessed(by_one), 1), {})


def test_several_kinds_are_counted_apart_the_most_frequent_first() -> None:
    replies = [Label.REBUTTAL, Label.COUNTER_EVIDENCE, Label.SAFEGUARD, Label.SAFEGUARD, Label.EVIDENCE]
    nodes = [
        post(1, Label.OBJECTION, None, 1),
        *(post(at, label, 1, 9 if at == 2 else 5) for at, label in enumerate(replies, 2)),
    ]
    words = told(explain(assessed(nodes), 1), {2: "That was another programme"})
    assert "; 2 safeguards, 1 rebuttal and 1 piece of counter-evidence lower it by 0.53, most by “That was" in words
    assert "; 1 piece of evidence raises it by 0.06." in words


def test_replies_nobody_voted_on_are_counted_but_not_told_as_moving_it() -> None:
    found = explain(assessed([NODES[0], *(post(n, Label.OBJECTION, 1) for n in range(2, 6))]), 1)
    assert (found.effects, found.silent) == ((), 4)
    assert told(found, {}) == "0.65: 12 of 18 say yes gives 0.65; no reply has moved it."


def test_what_moves_it_by_next_to_nothing_is_not_told_as_zero() -> None:
    weak = post(2, Label.SUPPORT, 1, 9, 8)
    assert told(explain(assessed([NODES[0], weak]), 1), {2: "So it is"}) == (
        "0.65: 12 of 18 say yes gives 0.65; 1 support raises it by less than 0.01."
    )


def test_what_a_single_reply_does_is_what_the_printed_numbers_differ_by() -> None:
    for agree in range(10, 70):
        found = explain(assessed([post(1, Label.OBJECTION, None, 15, 6), post(2, Label.SUPPORT, 1, agree, 9)]), 1)
        (effect,) = found.effects
        assert effect.printed == pytest.approx(effect.change, abs=0.01)
        assert f"{float(str(printed(found.base))) + effect.printed:.2f}" == str(printed(found.standing))


def test_what_people_voted_on_is_never_printed_as_certain() -> None:
    assert [str(printed(value)) for value in (0.4949, 0.5, 0.9949, 0.995, 1.0)] == [
        "0.49",
        "0.50",
        "0.99",
        "0.99+",
        "0.99+",
    ]
    assert [shown(value) for value in (0.4949, 0.5, 0.9949, 0.995, 1.0)] == [0.49, 0.5, 0.99, 0.99, 0.99]
    found = explain(assessed([post(1, Label.OBJECTION, None, 900), post(2, Label.SUPPORT, 1, 400)]), 1)
    assert told(found, {2: "It is"}) == (
        "0.99+: 900 of 900 say yes gives 0.99+; 1 support raises it by less than 0.01."
    )


def test_what_a_circle_leaves_within_next_to_nothing_of_its_votes_is_printed_as_they_are() -> None:
    for base, text in ((0.875, "0.88"), (0.125, "0.13"), (0.625, "0.63")):
        assert str(printed(base)) == str(printed(base - 1e-12)) == text
        assert shown(base) == shown(base - 1e-12)


def test_changes_have_a_sign() -> None:
    assert (signed(-0.168), signed(0.05), signed(-0.001)) == ("−0.17", "+0.05", "0.00")
