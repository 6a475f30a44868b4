"""Anchors are made of a passage's own words."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.passages import Passage, PassageKind, anchored, name_of
from tests.steps import lines_run


def paragraph(text: str, anchor: str = "") -> Passage:
    return Passage(anchor, PassageKind.PARAGRAPH, 0, text)


def item(text: str, anchor: str = "") -> Passage:
    return Passage(anchor, PassageKind.ITEM, 1, text)


def anchors(passages: list[Passage]) -> list[str]:
    return [passage.anchor for passage in passages]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Right to opt out: After a trial, citizens vote.", "Right to opt out"),
        ("Work with U.S. companies: They build it.", "Work with U.S. companies"),
        ("They have promised. Then: nothing.", ""),
        ("The plan is this:", ""),
        ("No colon at all", ""),
        (f"{'long ' * 20}: text", ""),
        (f"{'n' * 80}: text", "n" * 80),
        (f"{'n' * 81}: text", ""),
    ],
)
def test_a_name_is_what_stands_before_the_colon(text: str, name: str) -> None:
    assert name_of(text) == name


def test_an_item_is_addressed_by_its_name_and_a_paragraph_by_its_words() -> None:
    text = "Right to opt out: After a trial, citizens vote."
    assert anchors(anchored([item(text), paragraph(text)])) == [
        "right-to-opt-out",
        "right-to-opt-out-after-a",
    ]


def test_the_same_words_twice_get_numbers() -> None:
    assert anchors(anchored([paragraph("More trees")] * 3)) == ["more-trees", "more-trees-2", "more-trees-3"]


def test_a_number_that_is_a_word_of_another_passage_is_passed_over() -> None:
    given = anchored([paragraph("More trees 2"), paragraph("More trees"), paragraph("More trees")])
    assert anchors(given) == ["more-trees-2", "more-trees", "more-trees-3"]


def test_an_anchor_that_was_ever_used_is_not_given_again() -> None:
    assert anchors(anchored([paragraph("More trees")], {"more-trees", "more-trees-2"})) == ["more-trees-3"]


def test_an_anchor_that_is_there_stays() -> None:
    assert anchors(anchored([paragraph("More trees", "old"), paragraph("Old")])) == ["old", "old-2"]


def test_text_inserted_before_a_passage_leaves_its_anchor_alone() -> None:
    before = anchored([paragraph("More trees"), paragraph("Fewer cars")])
    after = anchored([paragraph("A preface"), paragraph("More trees"), paragraph("Fewer cars")])
    assert anchors(after)[1:] == anchors(before)


def test_four_times_the_passages_with_the_same_words_take_four_times_the_steps() -> None:
    def steps(passages: int) -> int:
        return lines_run(lambda: anchored([paragraph("More trees")] * passages))

    assert steps(2_000) < 5 * steps(500)
