"""What became of a point by posts that act on it from elsewhere, on each other, or came there by a merge."""

from __future__ import annotations

import pytest

from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.status import Ruling
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import Backing, Content, Link, Node, State
from deliberate.domain.statuses import Status
from deliberate.domain.words import say
from tests.domain.engine.points import OWNER, RAISED, accepted, assessed, why

IN_A_CIRCLE = Ruling(
    Status.CONTESTED,
    say("Accepted posts attack each other in a circle, so none decides it."),
    say("Stays open while accepted posts defeat the replies to it."),
    because=(2, 3),
)


def test_accepted_posts_that_attack_each_other_decide_nothing() -> None:
    one, other = accepted(2, Label.SAFEGUARD, 1), accepted(3, Label.REBUTTAL, 2)
    circle = why(RAISED, one, other, links=(Link(2, 3, Polarity.ATTACK),))
    assert circle.status is Status.CONTESTED
    assert "attack each other in a circle" in str(circle.reason)


def test_a_link_from_elsewhere_answers_like_a_reply() -> None:
    elsewhere = accepted(2, Label.EVIDENCE, 3)._replace(parent=None)
    assert why(RAISED, elsewhere, links=(Link(2, 1, Polarity.ATTACK),)).status is Status.ANSWERED


def test_what_somebody_says_of_their_own_point_says_nothing_of_anothers() -> None:
    """A safeguard that the person who raised one point is content with attacks another one by a link."""
    other = Node(5, Label.OBJECTION, 9)
    reply = Node(2, Label.SAFEGUARD, 2, parent=5, content=Content())
    link = Link(2, 1, Polarity.ATTACK)
    assert why(RAISED, other, reply, links=(link,)).status is Status.CONTESTED
    assert assessed(RAISED, other, reply, links=(link,)).nodes[5].status is Status.ANSWERED
    by_voters = why(RAISED, other, accepted(2, Label.SAFEGUARD, 5)._replace(content=Content()), links=(link,))
    assert (by_voters.status, by_voters.because) == (Status.ANSWERED, (2,))
    assert str(by_voters.reason).startswith("A reply deals with it. Accepted by 3 of 3")


@pytest.mark.parametrize("polarity", Polarity)
def test_a_concession_grants_by_a_link_only_what_it_supports(polarity: Polarity) -> None:
    concession = Node(2, Label.CONCESSION, OWNER, parent=5)
    found = why(RAISED, Node(5, Label.OBJECTION, 9), concession, links=(Link(2, 1, polarity),))
    assert (found.status is Status.CONCEDED) is (polarity is Polarity.SUPPORT)


@pytest.mark.parametrize("polarity", Polarity)
def test_an_answer_to_a_question_answers_a_problem_by_a_link_only_if_it_attacks_it(polarity: Polarity) -> None:
    answer = accepted(2, Label.ANSWER, 5)
    found = why(RAISED, Node(5, Label.QUESTION, 9), answer, links=(Link(2, 1, polarity),))
    assert found.status is (Status.ANSWERED if polarity is Polarity.ATTACK else Status.OPEN)


def test_only_an_answer_answers_a_question() -> None:
    question = RAISED._replace(label=Label.QUESTION)
    rebuttal = accepted(2, Label.REBUTTAL, 5)
    assert (
        why(question, Node(5, Label.OBJECTION, 9), rebuttal, links=(Link(2, 1, Polarity.ATTACK),)).status is Status.OPEN
    )


def test_answers_to_a_question_that_attack_each_other_in_a_circle_are_told_as_such() -> None:
    answers = [accepted(id, Label.ANSWER, 1) for id in (2, 3)]
    links = (Link(2, 3, Polarity.ATTACK), Link(3, 2, Polarity.ATTACK))
    found = why(RAISED._replace(label=Label.QUESTION), *answers, links=links)
    assert found == IN_A_CIRCLE


def test_a_concession_of_the_owner_counts_when_it_was_merged_into_somebody_elses() -> None:
    merged = Node(2, Label.CONCESSION, OWNER, parent=1, state=State.MERGED, merged_into=3)
    found = why(RAISED, merged, Node(3, Label.CONCESSION, 7, parent=1))
    assert (found.status, found.because) == (Status.CONCEDED, (3,))
    assert found.reason == say("The proposal's author grants this point.")


@pytest.mark.parametrize("links", [(), (Link(2, 1, Polarity.SUPPORT),)])
def test_what_the_owner_conceded_of_another_point_is_not_put_into_their_mouth_by_a_merge(
    links: tuple[Link, ...],
) -> None:
    other = Node(5, Label.OBJECTION, 9)
    merged = Node(2, Label.CONCESSION, OWNER, parent=5, state=State.MERGED, merged_into=3)
    found = why(RAISED, other, merged, Node(3, Label.CONCESSION, 7, parent=1), links=links)
    assert found.status is (Status.CONCEDED if links else Status.OPEN)


def test_what_others_conceded_by_a_link_is_not_put_into_the_owners_mouth_by_a_merge() -> None:
    other = Node(5, Label.OBJECTION, 9)
    owners = Node(3, Label.CONCESSION, OWNER, parent=5)
    merged = Node(2, Label.CONCESSION, 7, parent=5, state=State.MERGED, merged_into=3)
    links = (Link(2, 1, Polarity.SUPPORT),)
    assert why(RAISED, other, owners, merged, links=links).status is Status.OPEN
    assert assessed(RAISED, other, owners, merged, links=links).nodes[5].status is Status.CONCEDED


def test_two_accepted_answers_that_attack_each_other_leave_the_point_undecided() -> None:
    one, other = accepted(2, Label.SAFEGUARD, 1), accepted(3, Label.SAFEGUARD, 1)
    links = (Link(2, 3, Polarity.ATTACK), Link(3, 2, Polarity.ATTACK))
    found = assessed(RAISED, one, other, links=links)
    assert {node.extent for node in found.nodes.values()} == {Extent.UNDECIDED}
    ruled = why(RAISED, one, other, links=links)
    assert ruled == IN_A_CIRCLE


def test_an_answer_outside_of_the_circle_decides_all_the_same() -> None:
    rivals = [accepted(id, Label.SAFEGUARD, 1) for id in (2, 3)]
    links = (Link(2, 3, Polarity.ATTACK), Link(3, 2, Polarity.ATTACK))
    assert why(RAISED, *rivals, accepted(4, Label.REBUTTAL, 1), links=links).because == (4,)


def test_a_reply_is_accepted_against_one_point_and_not_yet_against_another_that_more_hold() -> None:
    other = Node(5, Label.OBJECTION, 9, agree=100)
    reply, links = accepted(2, Label.SAFEGUARD, 1), (Link(2, 5, Polarity.ATTACK),)
    found = assessed(RAISED, other, reply, links=links)
    assert (found.nodes[1].status, found.nodes[5].status) == (Status.ANSWERED, Status.CONTESTED)


def test_a_side_that_holds_a_point_rejects_a_reply_to_it_and_to_no_other() -> None:
    other = Node(5, Label.OBJECTION, 9, agree=9)
    reply = Node(2, Label.SAFEGUARD, 2, parent=1, agree=40, disagree=9)
    link = Link(2, 5, Polarity.ATTACK, Backing(0, agree=1, disagree=8))
    found = assessed(RAISED, other, reply, links=(link,))
    assert (found.nodes[1].status, found.nodes[5].status) == (Status.ANSWERED, Status.CONTESTED)
