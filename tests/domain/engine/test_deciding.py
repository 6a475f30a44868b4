"""Where votes on a reply decide something, and where the page says that one vote may."""

from __future__ import annotations

import pytest

from deliberate.domain.engine.acceptance import Verdict
from deliberate.domain.engine.deciding import verdict_that_matters, what_one_vote_may_do
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.verdicts import Verdicts
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import Node, State
from deliberate.domain.statuses import Status
from tests.domain.engine.points import post


def matters(*nodes: Node, reply: int = 2) -> Verdict | None:
    graph = Graph(nodes)
    return verdict_that_matters(graph, Verdicts(graph), reply)


def said(point: Node, reply: Node, status: Status = Status.CONTESTED) -> str:
    graph = Graph([point._replace(status=status), reply])
    return str(what_one_vote_may_do(graph, Verdicts(graph), reply.id) or "")


@pytest.mark.parametrize(
    ("point", "label"),
    [
        (Label.OBJECTION, Label.SAFEGUARD),
        (Label.OBJECTION, Label.REBUTTAL),
        (Label.OBJECTION, Label.CONCESSION),
        (Label.QUESTION, Label.ANSWER),
        (Label.EVIDENCE, Label.COUNTER_EVIDENCE),
    ],
)
def test_it_matters_whether_people_accept_what_attacks_answers_or_grants(point: Label, label: Label) -> None:
    assert matters(post(1, point, None, 9, 3), post(2, label, 1, 2, 1)) is not None


def test_it_does_not_matter_of_what_backs_a_post_or_is_said_to_the_text_or_to_what_is_hidden() -> None:
    assert matters(post(1, Label.OBJECTION, None, 9), post(2, Label.SUPPORT, 1, 2)) is None
    assert matters(post(2, Label.OBJECTION, None, 9)) is None
    hidden = post(1, Label.OBJECTION, None, 9)._replace(state=State.HIDDEN)
    assert matters(hidden, post(2, Label.SAFEGUARD, 1, 2)) is None


@pytest.mark.parametrize(
    ("label", "reply", "holders", "agree", "words"),
    [
        (Label.OBJECTION, Label.SAFEGUARD, 500, 22, "an objection that 500 people hold."),
        (Label.CONDITION, Label.SAFEGUARD, 9, 2, "a condition that 9 people hold."),
        (Label.QUESTION, Label.ANSWER, 1, 2, "a question that 1 person holds."),
    ],
)
def test_where_one_more_who_agrees_settles_a_point_it_is_said(
    label: Label, reply: Label, holders: int, agree: int, words: str
) -> None:
    point = post(1, label, None, holders)
    assert said(point, post(2, reply, 1, agree)) == f"One more vote on this may settle {words}"
    assert said(point, post(2, reply, 1, agree - 1)) == ""


def test_where_one_more_who_disagrees_reopens_a_point_it_is_said() -> None:
    point, reply = post(1, Label.OBJECTION, None, 9), post(2, Label.SAFEGUARD, 1, 3)
    assert said(point, reply, Status.ANSWERED) == "One more vote on this may reopen an objection that 9 people hold."
    assert said(point, reply._replace(agree=9), Status.ANSWERED) == ""


def test_nothing_is_said_where_one_vote_decides_nothing_that_the_page_says() -> None:
    point, reply = post(1, Label.OBJECTION, None, 9), post(2, Label.SAFEGUARD, 1, 2)
    assert said(point, reply)
    assert said(point._replace(agree=0), reply) == ""
    assert said(point, reply._replace(extent=Extent.OUT)) == ""
    assert said(point, reply, Status.RESOLVED) == said(point, reply, Status.ANSWERED) == ""
    assert said(point, reply._replace(label=Label.SUPPORT)) == ""
    assert said(post(1, Label.EVIDENCE, None, 9), reply._replace(label=Label.COUNTER_EVIDENCE)) == ""
