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


def ids(order: Order, scores: dict[int, Score] | None = None) -> list[int]:
    return [node.id for node in ordered(Graph(NODES), NODES, order, {}, scores)]


@pytest.mark.parametrize(
    ("agree", "disagree", "expected"), [(1, 0, 0.2065), (9, 1, 0.5958), (90, 10, 0.8256), (600, 400, 0.5693)]
)
def test_wilson(agree: int, disagree: int, expected: float) -> None:
    assert wilson(agree, disagree) == pytest.approx(expected, abs=5e-5)


def test_without_groups_many_votes_decide() -> None:
    assert ids(Order.STRONGEST) == [1, 2, 3]
    assert reason(Order.STRONGEST, {}) == REASONS[Order.STRONGEST]


def test_with_groups_what_all_of_them_agree_with_comes_first() -> None:
    assert ids(Order.STRONGEST, SCORES) == [2, 1, 3]
    assert "all opinion groups" in reason(Order.STRONGEST, SCORES)


def test_bridging_puts_what_is_not_scored_last() -> None:
    assert ids(Order.BRIDGING, SCORES) == [2, 1, 3]
    assert ids(Order.BRIDGING, {2: Score(None, -0.5), 3: Score(None, 0.1)}) == [3, 2, 1]


def test_every_order_has_its_reason() -> None:
    assert set(REASONS) == set(Order)
