"""The orders of a thread."""

from __future__ import annotations

import pytest

from deliberate.domain.engine.ranking import NO_SCORES, REASONS, Order, Score, Scores, ordered, reason
from deliberate.domain.graph import Graph, Node
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status

LIKED = Node(1, Label.SUPPORT, 1, agree=30, disagree=5, low=0.76)
SHARED = Node(2, Label.SUPPORT, 2, agree=20, disagree=5, low=0.67)
NEW = Node(3, Label.SUPPORT, 3)
NODES = [NEW, SHARED, LIKED]
SCORES = Scores({1: Score(0.3, -0.1), 2: Score(0.7, 0.4)})
GRAPH = Graph(NODES)


def ids(order: Order, scores: Scores = NO_SCORES, nodes: list[Node] = NODES) -> list[int]:
    return [node.id for node in ordered(GRAPH, nodes, order, {}, scores)]


def test_without_groups_the_lower_end_of_the_range_decides() -> None:
    """Not the standing itself: what hardly anybody voted on may come to stand anywhere."""
    sure = Node(4, Label.SUPPORT, 4, agree=40, disagree=4, standing=0.89, low=0.83, high=0.94)
    new = Node(5, Label.SUPPORT, 5, agree=9, standing=0.91, low=0.79, high=0.99)
    unknown = Node(6, Label.SUPPORT, 6)
    assert ids(Order.STRONGEST, nodes=[unknown, new, sure]) == [4, 5, 6]


def test_without_groups_many_votes_decide() -> None:
    assert ids(Order.STRONGEST) == [1, 2, 3]
    assert reason(Order.STRONGEST, NODES, {}) == REASONS[Order.STRONGEST]


def test_with_groups_what_all_of_them_agree_with_comes_first() -> None:
    assert ids(Order.STRONGEST, SCORES) == [2, 3, 1]
    assert "all opinion groups" in str(reason(Order.STRONGEST, NODES, {}, SCORES))


def test_with_groups_what_nobody_has_voted_on_yet_stands_between_what_is_liked_and_what_is_rejected() -> None:
    """By the same formula, (0 + 1) / (0 + 2) in each group, not by another scale."""
    assert ids(Order.STRONGEST, Scores({1: Score(0.501), 2: Score(0.07)})) == [1, 3, 2]
    assert ids(Order.STRONGEST, Scores({1: Score(0.499), 2: Score(0.07)})) == [3, 1, 2]


def test_with_groups_votes_that_came_with_an_import_count_by_the_same_formula() -> None:
    """A score is made from this site's own votes; (2 + 1) / (2 + 1 + 1 + 2) is 1/2, as without votes."""
    scores = Scores({1: Score(0.6), 2: Score(0.4)})
    liked, even, disliked = (
        Node(4, Label.SUPPORT, 4, agree=8),
        Node(5, Label.SUPPORT, 5, agree=2, passes=1, disagree=1),
        Node(6, Label.SUPPORT, 6, disagree=8),
    )
    assert ids(Order.STRONGEST, scores, [disliked, even, liked, *NODES]) == [4, 1, 3, 5, 2, 6]


@pytest.mark.parametrize("order", [Order.STRONGEST, Order.BRIDGING, Order.UNANSWERED])
def test_with_groups_what_nobody_is_asked_to_vote_on_comes_last(order: Order) -> None:
    assert ids(order, SCORES, [Node(0, Label.COMMENT, 4), *NODES])[-1] == 0


def test_bridging_puts_what_is_not_scored_last() -> None:
    assert ids(Order.BRIDGING, SCORES) == [2, 1, 3]
    assert ids(Order.BRIDGING, Scores({2: Score(None, -0.5), 3: Score(None, 0.1)})) == [3, 2, 1]


def test_every_order_has_its_reason() -> None:
    assert set(REASONS) == set(Order)
    for order in Order:
        assert reason(order, NODES, {1: Status.OPEN}, Scores({1: Score(None, 0.1)})) == REASONS[order]


def test_where_nobody_has_voted_the_reason_is_age() -> None:
    for order in (Order.STRONGEST, Order.BRIDGING):
        assert "Nobody has voted" in str(reason(order, [NEW], {}))
        assert "the oldest come first" in str(reason(order, [NEW], {}, Scores({1: Score(0.3)})))


def test_while_nothing_is_known_to_bridge_opinions_the_reason_is_the_votes() -> None:
    """It does not say that they are few: they may have come with an import, or have just been cast."""
    scores = Scores({1: Score()})
    assert str(reason(Order.BRIDGING, NODES, {}, scores)) == (
        "It cannot be told yet what bridges opinions; until then first what most voters say yes to."
    )
    assert ids(Order.BRIDGING, scores) == [1, 2, 3]


def test_where_nothing_is_open_the_reason_does_not_speak_of_what_nobody_has_answered() -> None:
    statuses = {1: Status.ANSWERED, 2: Status.ADDRESSED, 4: Status.OPEN}
    assert str(reason(Order.UNANSWERED, NODES, statuses)) == (
        "Nothing here is open; first what is contested or addressed, then the strongest."
    )
    assert [node.id for node in ordered(GRAPH, NODES, Order.UNANSWERED, statuses)] == [2, 1, 3]


def test_what_few_share_waits_below_what_is_contested_and_above_what_is_settled() -> None:
    few, few_replied = (Node(id, Label.OBJECTION, id, disagree=30, few_share=True, low=0.9) for id in (4, 5))
    contested, settled, waiting = (Node(id, Label.OBJECTION, id) for id in (6, 7, 8))
    statuses = {
        4: Status.OPEN,
        5: Status.CONTESTED,
        6: Status.CONTESTED,
        7: Status.ANSWERED,
        8: Status.OPEN,
    }
    nodes = [few, few_replied, contested, settled, waiting]
    assert [node.id for node in ordered(GRAPH, nodes, Order.UNANSWERED, statuses)] == [8, 6, 4, 5, 7]
    assert "Nothing here is open" in str(reason(Order.UNANSWERED, [few, contested], statuses))


def test_the_most_contested_has_the_most_people_on_both_sides() -> None:
    many, evenly = Node(4, Label.SUPPORT, 4, agree=1000, disagree=50), Node(5, Label.SUPPORT, 5, agree=40, disagree=40)
    assert [node.id for node in ordered(GRAPH, [evenly, many], Order.CONTESTED, {})] == [4, 5]
    assert "both sides" in str(REASONS[Order.CONTESTED])
