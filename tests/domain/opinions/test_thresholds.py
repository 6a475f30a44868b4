"""How much is asked before groups are told, and what people are told of that."""

from __future__ import annotations

import pytest

from deliberate.domain.opinions import thresholds
from deliberate.domain.opinions.disclosure import MIN_DESCRIBED
from deliberate.domain.opinions.groups import LISTED, MOST_GROUPS, TYPICAL, Earlier, find_groups
from deliberate.domain.opinions.thresholds import (
    MIN_PEOPLE,
    WEAK_ON_LITTLE,
    WEAK_SILHOUETTE,
    asked_silhouette,
    rounded_down,
)
from tests.polis import planted, table


def test_more_is_asked_of_few_people_and_of_few_posts() -> None:
    assert asked_silhouette(50, 20) == WEAK_SILHOUETTE
    assert asked_silhouette(49, 20) == asked_silhouette(50, 19) == WEAK_ON_LITTLE > WEAK_SILHOUETTE


def test_groups_once_told_are_told_until_they_are_clearly_weaker(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = table(planted(120, 30, 2, 0.7, 4)[0])
    reached = find_groups(votes).silhouette
    for more, is_told in ((0.02, True), (0.04, False)):
        monkeypatch.setattr(thresholds, "WEAK_SILHOUETTE", reached + more)
        assert find_groups(votes).groups == ()
        assert bool(find_groups(votes, Earlier(told=True)).groups) is is_told


def test_people_are_told_these_numbers() -> None:
    assert (MIN_PEOPLE, thresholds.MIN_POSTS, thresholds.MIN_VOTES, MIN_DESCRIBED) == (20, 8, 7, 5)
    assert (TYPICAL, LISTED, MOST_GROUPS) == (5, 10, 5)
    assert (WEAK_SILHOUETTE, WEAK_ON_LITTLE) == (0.5, 0.6)


def test_what_is_not_enough_does_not_look_like_enough() -> None:
    assert [rounded_down(one) for one in (0.4999, 0.5, -0.004)] == ["0.49", "0.50", "-0.01"]
