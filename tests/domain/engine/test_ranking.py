"""The orders of a thread."""

from __future__ import annotations

import pytest

from deliberate.domain.engine.ranking import REASONS, Keys, Known, Order, keys, reason
from deliberate.domain.labels import Label
from deliberate.domain.nodes import Node
from deliberate.domain.statuses import Status

KNOWN = Known(voted=True, open=True, groups_told=False, bridges_told=True)


def strength(node: Node, *, groups_told: bool = False) -> float:
    return keys(node, groups_told=groups_told).strength


def by_strength(*nodes: Node, groups_told: bool = False) -> list[int]:
    return [node.id for node in sorted(nodes, key=lambda node: (-strength(node, groups_told=groups_told), node.id))]


def test_without_groups_the_lower_end_of_the_range_decides() -> None:
    """Not the standing itself: what hardly anybody voted on may come to stand anywhere."""
    sure = Node(4, Label.SUPPORT, 4, agree=40, disagree=4, standing=0.89, low=0.83, high=0.94)
    new = Node(5, Label.SUPPORT, 5, agree=9, standing=0.91, low=0.79, high=0.99)
    unknown = Node(6, Label.SUPPORT, 6)
    assert by_strength(unknown, new, sure) == [4, 5, 6]
    assert strength(sure) == 0.83


def test_with_groups_what_all_of_them_agree_with_comes_first() -> None:
    liked = Node(1, Label.SUPPORT, 1, agree=30, disagree=5, low=0.76, consensus=0.3)
    shared = Node(2, Label.SUPPORT, 2, agree=20, disagree=5, low=0.67, consensus=0.7)
    assert by_strength(liked, shared, groups_told=True) == [2, 1]
    assert by_strength(liked, shared) == [1, 2]


@pytest.mark.parametrize(("agree", "passes", "disagree", "expected"), [(0, 0, 0, 0.5), (8, 0, 0, 0.9), (2, 1, 1, 0.5)])
def test_with_groups_votes_that_no_group_was_told_of_count_by_the_same_formula(
    agree: int, passes: int, disagree: int, expected: float
) -> None:
    """(agree + 1) / (voted + 2), all being one group: nobody has voted, or they came with an import, or lately."""
    node = Node(4, Label.SUPPORT, 4, agree=agree, passes=passes, disagree=disagree)
    assert strength(node, groups_told=True) == pytest.approx(expected)


@pytest.mark.parametrize("groups_told", [True, False])
def test_what_nobody_is_asked_to_vote_on_comes_last(groups_told: bool) -> None:
    rejected = Node(1, Label.SUPPORT, 1, disagree=99, low=0.0, consensus=0.0)
    assert by_strength(Node(0, Label.COMMENT, 4), rejected, groups_told=groups_told) == [1, 0]


def test_what_is_open_waits_before_what_else_is_unsettled_what_few_share_and_the_rest() -> None:
    def waiting(status: Status | None, few_share: bool = False) -> int:
        return keys(Node(1, Label.OBJECTION, 1, status=status, few_share=few_share), groups_told=False).waiting

    assert waiting(Status.OPEN) < waiting(Status.CONTESTED) == waiting(Status.ADDRESSED)
    assert waiting(Status.ADDRESSED) < waiting(Status.OPEN, few_share=True) == waiting(Status.CONTESTED, few_share=True)
    assert waiting(Status.OPEN, few_share=True) < waiting(Status.ANSWERED) == waiting(Status.RESOLVED) == waiting(None)


def test_the_most_contested_has_the_most_people_on_both_sides() -> None:
    many = Node(4, Label.SUPPORT, 4, agree=1000, disagree=50)
    evenly = Node(5, Label.SUPPORT, 5, agree=40, disagree=40)
    assert [keys(node, groups_told=False).divided for node in (many, evenly)] == [50, 40]
    assert "both sides" in str(REASONS[Order.CONTESTED])


def test_a_post_weighs_as_many_people_as_hold_it() -> None:
    """Who raised it, who raised the same in a merged one, and who agree, each once; its heir is one of those."""
    point = Node(1, Label.OBJECTION, 1, agree=4, raised_too=2)
    assert keys(point, groups_told=False).weight == 7
    assert keys(point._replace(withdrawn=True), groups_told=False).weight == 6
    assert keys(point._replace(withdrawn=True, heir=9), groups_told=False).weight == 6
    assert keys(Node(2, Label.SUPPORT, 2), groups_told=True) == Keys(0.5, 3, 0, 1)


def test_names_of_orders_never_change_since_addresses_hold_them() -> None:
    assert " ".join(Order) == "strongest bridging unanswered contested newest"


def test_every_order_has_its_reason() -> None:
    assert set(REASONS) == set(Order)
    for order in Order:
        assert reason(order, KNOWN) == REASONS[order]
    assert "all opinion groups" in str(reason(Order.STRONGEST, KNOWN._replace(groups_told=True)))


def test_where_nobody_has_voted_the_reason_is_age() -> None:
    unknown = Known(voted=False, open=False)
    for known in (unknown, unknown._replace(groups_told=True)):
        for order in (Order.STRONGEST, Order.BRIDGING):
            assert "Nobody has voted" in str(reason(order, known))
            assert "the oldest come first" in str(reason(order, known))


def test_while_nothing_is_known_to_bridge_opinions_the_reason_is_the_votes() -> None:
    """It does not say that they are few: they may have come with an import, or have just been cast."""
    assert str(reason(Order.BRIDGING, KNOWN._replace(bridges_told=False))) == (
        "It cannot be told yet what bridges opinions; until then first what most voters say yes to."
    )


def test_where_nothing_is_open_the_reason_does_not_speak_of_what_nobody_has_answered() -> None:
    assert str(reason(Order.UNANSWERED, KNOWN._replace(open=False))) == (
        "Nothing here is open; first what is contested or addressed, then what holds up best."
    )
