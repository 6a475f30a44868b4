"""What the rules of acceptance are asked about a reply: who counts for it, against it, and as a holder of the point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine.acceptance import Side, Stake, Verdict
from deliberate.domain.engine.verdicts import Verdicts, rejecting_side, side_against
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import Backing, Content, Link, Node, State
from tests.domain.engine.points import RAISED, post


def verdict(*nodes: Node, reply: int = 2, on: int = 1, links: tuple[Link, ...] = ()) -> Verdict:
    return Verdicts(Graph(nodes, links)).on_reply(reply, on)


@pytest.mark.parametrize("label", [Label.OBJECTION, Label.CONDITION, Label.QUESTION])
def test_those_who_agree_with_a_point_hold_it(label: Label) -> None:
    found = verdict(post(1, label, None, 9, 40), post(2, Label.SAFEGUARD, 1, 3, 1))
    assert found == Verdict(3, 1, holders=9)


def test_of_a_concession_those_who_deny_the_point_are_asked() -> None:
    found = verdict(post(1, Label.OBJECTION, None, 9, 40), post(2, Label.CONCESSION, 1, 3, 1))
    assert found == Verdict(3, 1, holders=40, stake=Stake.DENIAL)


@pytest.mark.parametrize(
    ("polarity", "holders", "stake"), [(Polarity.SUPPORT, 4, Stake.DENIAL), (Polarity.ATTACK, 90, Stake.POINT)]
)
def test_a_concession_that_disputes_another_point_by_a_link_is_up_against_those_who_hold_that(
    polarity: Polarity, holders: int, stake: Stake
) -> None:
    nodes = post(1, Label.OBJECTION, None, 90, 4), post(2, Label.CONCESSION, 3), post(3, Label.OBJECTION)
    found = verdict(*nodes, links=(Link(2, 1, polarity),))
    assert (found.holders, found.stake) == (holders, stake)


@pytest.mark.parametrize(("agree", "holders", "stake"), [(5, 9, Stake.ABOVE), (40, 40, Stake.REPLY)])
def test_of_a_reply_to_a_reply_the_larger_of_those_who_agree_with_that_and_those_it_is_up_against(
    agree: int, holders: int, stake: Stake
) -> None:
    point, reply = post(1, Label.OBJECTION, None, 9), post(2, Label.SAFEGUARD, 1, agree)
    found = verdict(point, reply, post(3, Label.REBUTTAL, 2, 3), reply=3, on=2)
    assert (found.holders, found.stake) == (holders, stake)
    further = verdict(point, reply, post(3, Label.REBUTTAL, 2, 3), post(4, Label.REBUTTAL, 3, 3), reply=4, on=3)
    assert (further.holders, further.stake) == (holders, Stake.ABOVE)


def test_of_a_rebuttal_of_a_concession_those_who_deny_the_point() -> None:
    nodes = post(1, Label.OBJECTION, None, 9, 40), post(2, Label.CONCESSION, 1, 7), post(3, Label.REBUTTAL, 2)
    assert verdict(*nodes, reply=3, on=2).holders == 40


def test_a_point_that_is_raised_under_a_reply_is_held_by_those_who_agree_with_it() -> None:
    nodes = post(1, Label.OBJECTION, None, 90), post(2, Label.SAFEGUARD, 1, 7), post(3, Label.QUESTION, 2, 4)
    assert verdict(*nodes, post(4, Label.ANSWER, 3), reply=4, on=3).holders == 4


def test_what_is_said_to_nothing_is_up_against_those_who_agree_with_it() -> None:
    assert verdict(post(1, Label.SUPPORT, None, 30), post(2, Label.REBUTTAL, 1)) == Verdict(
        holders=30, stake=Stake.REPLY
    )


def test_by_a_link_a_reply_is_up_against_what_it_leads_to() -> None:
    nodes = post(1, Label.OBJECTION, None, 90), post(2, Label.SAFEGUARD, 3, 7), post(3, Label.OBJECTION, None, 4)
    link = Link(2, 1, Polarity.ATTACK)
    assert verdict(*nodes, on=1, links=(link,)).holders == 90
    assert verdict(*nodes, on=3, links=(link,)).holders == 4


def test_replies_below_each_other_by_the_thousand_are_asked_about() -> None:
    nodes = [post(1, Label.OBJECTION, None, 90), *(post(id, Label.REBUTTAL, id - 1) for id in range(2, 5000))]
    assert Verdicts(Graph(nodes)).holders(4999, 4998) == 90


def test_the_raiser_is_not_among_the_holders_and_who_raised_a_merged_twin_is() -> None:
    """Votes are other people's, so the raiser is in none; who took a point over holds it no more than its raiser."""
    reply = post(2, Label.SAFEGUARD, 1)
    assert verdict(RAISED._replace(agree=4, raised_too=2), reply).holders == 6
    taken_over = RAISED._replace(agree=4, withdrawn=True, heir=9)
    assert verdict(taken_over, reply).holders == 3
    assert verdict(taken_over._replace(agree=0), reply).holders == 0
    twin = Node(3, Label.OBJECTION, 3, state=State.MERGED, merged_into=1)
    assert verdict(RAISED._replace(agree=4, raised_too=1), twin, post(2, Label.SAFEGUARD, 3)).holders == 5


def test_those_who_agreed_with_earlier_words_do_not_accept_the_present_ones() -> None:
    assert verdict(RAISED, post(2, Label.SAFEGUARD, 1, 9, 2)._replace(earlier=4)) == Verdict(5, 2)


@pytest.mark.parametrize(
    ("counts", "voted"), [((4, 2), Content()), ((5, 2), Content(agree=1)), ((4, 3), Content(disagree=1))]
)
def test_who_is_content_counts_once_if_they_voted_too(counts: tuple[int, int], voted: Content) -> None:
    found = verdict(RAISED, post(2, Label.SAFEGUARD, 1, *counts)._replace(content=voted))
    assert found == Verdict(4, 2, content=True)
    assert (found.in_favour, found.sides) == (5, 7)


def test_who_is_content_with_a_reply_of_their_own_does_not_vote_on_it() -> None:
    own = Node(2, Label.SAFEGUARD, RAISED.author, parent=1, content=Content())
    assert verdict(RAISED, own).is_vote is False
    taken_over = RAISED._replace(withdrawn=True, heir=9)
    assert verdict(taken_over, own).is_vote
    assert not verdict(taken_over, own._replace(author=9)).is_vote


def test_being_content_is_about_the_point_replied_to_and_about_points_only() -> None:
    content, link = Content(agree=1), Link(2, 5, Polarity.ATTACK)
    reply = post(2, Label.SAFEGUARD, 1, 3)._replace(content=content)
    assert verdict(RAISED, reply, post(5, Label.OBJECTION), on=5, links=(link,)) == Verdict(3)
    rebuttal = post(3, Label.REBUTTAL, 2, 3)._replace(content=content)
    assert not verdict(RAISED, reply, rebuttal, reply=3, on=2).content
    assert not verdict(RAISED, reply._replace(label=Label.CONCESSION)).content


@pytest.mark.parametrize(
    ("backing", "group", "side"),
    [
        (None, False, None),
        (Backing(0, agree=4, disagree=5), False, None),
        (Backing(0, agree=0, disagree=4), False, None),
        (Backing(0, agree=0, disagree=5), False, Side.HOLDERS),
        (Backing(0, agree=0, disagree=5), True, Side.HOLDERS),
        (None, True, Side.GROUP),
        (Backing(rejected=True), True, Side.GROUP),
        (Backing(rejected=True), False, Side.ELSEWHERE),
    ],
)
def test_a_side_rejects_a_reply(backing: Backing | None, group: bool, side: Side | None) -> None:
    reply = post(2, Label.SAFEGUARD, 1, 50, 9)._replace(backing=backing, rejected=group)
    graph = Graph([RAISED, reply])
    assert rejecting_side(graph, 2, 1) is side
    assert side_against(graph, 2, 1) is (side is not None)
    assert Verdicts(graph).on_reply(2, 1).rejected_by is side


def test_a_verdict_is_found_once() -> None:
    verdicts = Verdicts(Graph([RAISED, post(2, Label.SAFEGUARD, 1, 3)]))
    assert verdicts.on_reply(2, 1) is verdicts.on_reply(2, 1)


def test_the_quorum_is_the_sites() -> None:
    assert Verdicts(Graph([RAISED, post(2, Label.SAFEGUARD, 1)]), 5).on_reply(2, 1).asked == 5


@given(
    *(st.integers(0, 9) for _ in range(4)),
    st.none() | st.sampled_from([Content(), Content(agree=1), Content(disagree=1)]),
    st.integers(1, 6),
)
def test_whether_a_reply_is_accepted_is_what_its_verdict_says(
    agree: int, earlier: int, disagree: int, holders: int, content: Content | None, quorum: int
) -> None:
    point = post(1, Label.OBJECTION, agree=holders)
    if content:
        agree, disagree = agree + content.agree, disagree + content.disagree
    reply = post(2, Label.REBUTTAL, 1, agree + earlier, disagree)._replace(earlier=earlier, content=content)
    verdicts = Verdicts(Graph([point, reply]), quorum)
    assert verdicts.accepted(2, 1) is verdicts.on_reply(2, 1).is_accepted
