"""The orders of a thread."""

from __future__ import annotations

import pytest

from deliberate.domain.graph import Graph, Node
from deliberate.domain.labels import Label
from deliberate.domain.ranking import REASONS, Order, Score, ordered, reason, wilson

LIKED = Node(1, Label.SUPPORT, 1, agree=30, disagree=5, voters=35)
SHARED = Node(2, Label.SUPPORT, 2, agree=20, disagree=5, voters=25)
NEW = Node(3, Label.SUPPORT, 3)
NODES = [NEW, SHARED, LIKED]
SCORES = {1: Score(0.3, -0.1), 2: Score(0.7, 0.4)}


GRAPH = Graph(NODES)


def ids(order: Order, scores: dict[int, Score] | None = None) -> list[int]:
    return [node.id for node in ordered(GRAPH, NODES, order, {}, scores)]


@pytest.mark.parametrize(
    ("agree", "disagree", "expected"), [(1, 0, 0.2065), (9, 1, 0.5958), (90, 10, 0.8256), (600, 400, 0.5693)]
)
def test_wilson(agree: int, disagree: int, expected: float) -> None:
    assert wilson(agree, disagree) == pytest.approx(expected, abs=5e-5)


def test_without_groups_many_votes_decide() -> None:
    assert ids(Order.STRONGEST) == [1, 2, 3]
    assert reason(Order.STRONGEST, GRAPH, {}) == REASONS[Order.STRONGEST]


def test_with_groups_what_all_of_them_agree_with_comes_first() -> None:
    assert ids(Order.STRONGEST, SCORES) == [2, 3, 1]
    assert "all opinion groups" in reason(Order.STRONGEST, GRAPH, SCORES)


def test_with_groups_what_nobody_has_voted_on_yet_stands_between_what_is_liked_and_what_is_rejected() -> None:
    """By the same formula, (0 + 1) / (0 + 2) in each group, not by another scale."""
    assert ids(Order.STRONGEST, {1: Score(0.501), 2: Score(0.07)}) == [1, 3, 2]
    assert ids(Order.STRONGEST, {1: Score(0.499), 2: Score(0.07)}) == [3, 1, 2]


def test_bridging_puts_what_is_not_scored_last() -> None:
    assert ids(Order.BRIDGING, SCORES) == [2, 1, 3]
    assert ids(Order.BRIDGING, {2: Score(None, -0.5), 3: Score(None, 0.1)}) == [3, 2, 1]


def test_every_order_has_its_reason() -> None:
    assert set(REASONS) == set(Order)
    for order in Order:
        assert reason(order, GRAPH, {1: Score(None, 0.1)}) == REASONS[order]


def test_where_the_reason_would_not_be_true_it_says_what_is() -> None:
    assert "Nobody has voted" in reason(Order.STRONGEST, Graph([NEW]), {})
    assert "Too few have voted" in reason(Order.BRIDGING, GRAPH, {1: Score()})
    assert ids(Order.BRIDGING, {1: Score()}) == [1, 2, 3]


def test_the_most_contested_has_the_most_people_on_both_sides() -> None:
    many, evenly = Node(4, Label.SUPPORT, 4, agree=1000, disagree=50), Node(5, Label.SUPPORT, 5, agree=40, disagree=40)
    assert [node.id for node in ordered(GRAPH, [evenly, many], Order.CONTESTED, {})] == [4, 5]
    assert "both sides" in REASONS[Order.CONTESTED]
