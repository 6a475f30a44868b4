"""What few share, and what is refuted."""

from __future__ import annotations

import pytest

from deliberate.domain.engine.assessment import Forum, Rules, assess, judge
from deliberate.domain.engine.status import Ruling
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import Node
from deliberate.domain.statuses import Status
from tests.domain.engine.points import FORUM, OWNER, RAISED, assessed, post

FEW = RAISED._replace(agree=10, disagree=90)


def test_what_enough_of_all_voters_reject_few_share() -> None:
    def found(point: Node, crowd: int, *replies: Node) -> Ruling:
        forum = Forum(OWNER, crowd)
        ruling = judge(assess(Graph([point, *replies]), forum, Rules()), forum, Rules()).ruling(1)
        assert ruling
        return ruling

    open_ = found(FEW, 8000)
    assert (open_.status, open_.few_share) == (Status.OPEN, True)
    assert str(open_.reason) == (
        "Few share it: 90 of 100 who took sides reject it; 90 are asked for because 8000 people have voted in the "
        "thread. Nobody has answered this yet."
    )
    assert str(open_.change) == (
        "Stays open until somebody replies. It counts among what more people share once 64 more hold it."
    )
    assert not found(FEW, 8101).few_share
    assert not found(FEW._replace(agree=80), 100).few_share
    assert not found(FEW._replace(favoured=True), 100).few_share
    assert found(FEW, 100, post(2, Label.REBUTTAL, 1)).few_share
    assert not found(FEW, 100, post(2, Label.REBUTTAL, 1, 9)).few_share


def test_where_the_crowd_asks_for_no_more_than_the_site_does_it_is_no_reason() -> None:
    for crowd in (0, 4, 9):
        ruling = judge(assess(Graph([FEW]), Forum(OWNER, crowd), Rules()), Forum(OWNER, crowd), Rules()).ruling(1)
        assert ruling
        assert "90 of 100 who took sides reject it; at least 3 are asked for." in str(ruling.reason)


def test_three_strangers_put_nothing_aside() -> None:
    rejected = RAISED._replace(disagree=3)
    for crowd, few in ((9, True), (10, False)):
        assert assess(Graph([rejected]), Forum(OWNER, crowd), Rules()).nodes[1].few_share is few


@pytest.mark.parametrize("label", [Label.SUPPORT, Label.REBUTTAL, Label.EVIDENCE])
def test_a_reply_that_an_accepted_reply_defeats_is_refuted(label: Label) -> None:
    reply, rebuttal = post(2, label, 1, 5), post(3, Label.REBUTTAL, 2, 26, 4)
    held = RAISED._replace(agree=500)
    found = judge(assessed(held, reply, rebuttal), FORUM, Rules())
    refuted = found.refutation(2)
    assert refuted
    assert refuted.because == (3,)
    assert str(refuted.reason) == (
        "An accepted reply defeats it. "
        "Accepted by 26 of 30 who took sides; 23 are asked for because 500 hold the point above."
    )
    assert found.refutation(1) is found.refutation(3) is None
    assert judge(assessed(held, reply, post(3, Label.REBUTTAL, 2, 2)), FORUM, Rules()).refutation(2) is None


def test_what_many_accept_takes_many_to_refute() -> None:
    evidence = post(2, Label.EVIDENCE, 1, 100)
    for agree, refuted in ((9, False), (10, True)):
        graph = assessed(RAISED, evidence, post(3, Label.COUNTER_EVIDENCE, 2, agree))
        assert graph.nodes[2].is_refuted is refuted
    why = judge(graph, FORUM, Rules()).refutation(2)
    assert why
    assert str(why.reason).endswith("10 are asked for because 100 accept this reply.")
