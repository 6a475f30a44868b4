"""Likely twins of a draft."""

from __future__ import annotations

import pytest

from deliberate.domain.labels import Label
from deliberate.domain.texts.twins import MOST, THRESHOLD, comparable, twins

POLICE = "There is no way to police where the money goes."


@pytest.mark.parametrize(
    "restated",
    [
        "No way to police the money",
        "Nobody can check where the MONEY goes, there is no way to police it!",
        POLICE,
    ],
)
def test_the_same_point_in_other_words_is_found(restated: str) -> None:
    assert [twin.post for twin in twins(restated, [(1, POLICE)])] == [1]


@pytest.mark.parametrize(
    "other",
    [
        "There is no way to know who would vote in the trial period.",
        "Wages will fall for those who work there.",
        "?!",
        "",
    ],
)
def test_another_point_is_not_taken_for_a_twin(other: str) -> None:
    assert twins(other, [(1, POLICE)]) == []


def test_the_most_alike_come_first_and_few_are_shown() -> None:
    posts = [(1, "No way to police the money"), (2, POLICE), *((n, POLICE + " Sadly.") for n in range(3, 9))]
    found = twins(POLICE, posts)
    assert found[0].post == 2
    assert found[0].likeness == 100
    assert len(found) == MOST
    assert all(twin.likeness >= THRESHOLD for twin in found)


def test_only_posts_that_pull_the_same_way_are_compared() -> None:
    assert comparable(Label.OBJECTION) >= {Label.OBJECTION, Label.CONDITION, Label.REBUTTAL}
    assert Label.SUPPORT not in comparable(Label.OBJECTION)
    assert comparable(Label.QUESTION) == {Label.QUESTION}
