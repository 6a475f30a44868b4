"""What became of an objection, condition or question."""

from __future__ import annotations

import pytest

from deliberate.domain.assessment import Assessment, assess
from deliberate.domain.gradual import Semantics
from deliberate.domain.graph import Graph, Link, Node, State
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity
from deliberate.domain.status import QUORUM, REASONS, Ruling, Status, ruling

OWNER = 100
RAISED = Node(1, Label.OBJECTION, 1)


def assessed(*nodes: Node, links: tuple[Link, ...] = ()) -> Assessment:
    return assess(Graph(nodes, links), OWNER, Semantics.QUADRATIC_ENERGY)


def status(*nodes: Node) -> Status:
    return assessed(*nodes).status[1]


def why(*nodes: Node, links: tuple[Link, ...] = ()) -> Ruling:
    found = ruling(assessed(*nodes, links=links).graph, 1, OWNER)
    assert found
    return found


def accepted(id: int, label: Label, parent: int, author: int = 7) -> Node:
    return Node(id, label, author, parent=parent, agree=QUORUM, voters=QUORUM)


def test_silence_resolves_nothing() -> None:
    assert status(RAISED) is Status.OPEN
    assert status(RAISED._replace(disagree=50, voters=50)) is Status.OPEN


def test_an_answer_nobody_voted_on_leaves_it_contested() -> None:
    assert status(RAISED, Node(2, Label.SAFEGUARD, 2, parent=1)) is Status.CONTESTED


def test_a_question_back_or_support_does_not_contest_it() -> None:
    assert status(RAISED, accepted(2, Label.QUESTION, 1), accepted(3, Label.SUPPORT, 1)) is Status.OPEN


def test_an_accepted_safeguard_answers_it() -> None:
    assert status(RAISED, accepted(2, Label.SAFEGUARD, 1)) is Status.ANSWERED


def test_a_quorum_is_of_others_than_the_author() -> None:
    almost = Node(2, Label.SAFEGUARD, 2, parent=1, agree=QUORUM, voters=QUORUM - 1)
    assert status(RAISED, almost) is Status.CONTESTED


def test_a_reply_that_most_reject_answers_nothing() -> None:
    rejected = Node(2, Label.REBUTTAL, 2, parent=1, agree=1, disagree=9, voters=10)
    assert status(RAISED, rejected) is Status.CONTESTED


def test_refuting_the_answer_opens_the_issue_again() -> None:
    answered = [RAISED, accepted(2, Label.REBUTTAL, 1)]
    assert status(*answered) is Status.ANSWERED
    again = status(*answered, accepted(3, Label.REBUTTAL, 2))
    assert again is Status.CONTESTED
    assert status(*answered, accepted(3, Label.REBUTTAL, 2), accepted(4, Label.REBUTTAL, 3)) is Status.ANSWERED


def test_the_owner_concedes_by_saying_so_and_others_by_votes() -> None:
    assert status(RAISED, Node(2, Label.CONCESSION, OWNER, parent=1)) is Status.CONCEDED
    assert status(RAISED, Node(2, Label.CONCESSION, 2, parent=1)) is Status.OPEN
    assert status(RAISED, accepted(2, Label.CONCESSION, 1)) is Status.CONCEDED


def test_a_question_is_answered_by_an_accepted_answer() -> None:
    question = RAISED._replace(label=Label.QUESTION)
    assert status(question, Node(2, Label.ANSWER, 2, parent=1)) is Status.CONTESTED
    assert status(question, accepted(2, Label.ANSWER, 1)) is Status.ANSWERED


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_an_unreadable_reply_answers_nothing(state: State) -> None:
    assert status(RAISED, accepted(2, Label.SAFEGUARD, 1)._replace(state=state)) is Status.OPEN


def test_a_reply_to_a_merged_twin_answers_the_kept_one() -> None:
    twin = Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1)
    assert status(RAISED, twin, accepted(3, Label.SAFEGUARD, 2)) is Status.ANSWERED


def test_only_what_raises_an_issue_has_a_status() -> None:
    nodes = [Node(n, label, 1) for n, label in enumerate(Label, 1)]
    found = assessed(*nodes)
    assert {found.graph.nodes[id].label for id in found.status} == RAISES_AN_ISSUE


def test_every_status_has_a_reason_in_words() -> None:
    assert set(REASONS) == set(Status)


def test_the_person_who_raised_it_can_accept_a_reply_alone() -> None:
    reply = Node(2, Label.SAFEGUARD, 2, parent=1, accepted=True)
    assert why(RAISED, reply) == Ruling(Status.ANSWERED, "The person who raised it says that this answers it.", (2,))
    assert status(RAISED, reply, accepted(3, Label.REBUTTAL, 2)) is Status.CONTESTED


def test_a_status_names_the_posts_it_rests_on() -> None:
    reply, beaten = accepted(2, Label.SAFEGUARD, 1), accepted(3, Label.REBUTTAL, 2)
    assert why(RAISED).because == ()
    assert why(RAISED, reply).because == (2,)
    assert why(RAISED, reply, beaten).reason == "A reply was accepted, but an accepted post defeats that reply."
    assert why(RAISED, Node(2, Label.SAFEGUARD, 2, parent=1)).reason.startswith("It has replies, but none is accepted")


def test_accepted_posts_that_attack_each_other_decide_nothing() -> None:
    one, other = accepted(2, Label.SAFEGUARD, 1), accepted(3, Label.REBUTTAL, 2)
    circle = why(RAISED, one, other, links=(Link(2, 3, Polarity.ATTACK),))
    assert circle.status is Status.CONTESTED
    assert "attack each other in a circle" in circle.reason


def test_a_link_from_elsewhere_answers_like_a_reply() -> None:
    elsewhere = accepted(2, Label.EVIDENCE, 3)._replace(parent=None)
    assert why(RAISED, elsewhere, links=(Link(2, 1, Polarity.ATTACK),)).status is Status.ANSWERED
