"""The part of a map that a page shows: which boxes come next."""

from __future__ import annotations

import pytest

from deliberate.domain.maps import DEEPEST, ROOT, STEP, Box, Kind, MapPart, anchor_of, in_turn, section_of


def box(id: str, parent: str | None = None, children: int = 0) -> Box:
    return Box(id, parent, children, children)


def grown(part: MapPart, children: dict[str, int]) -> list[str]:
    """All that it comes to hold below its root, where each box has so many children, called by its own id and a
    number."""
    while wanted := part.wanted():
        part.add(
            box(child := f"{id}.{rank}", id, children.get(child, 0)) for id, ranks in wanted.items() for rank in ranks
        )
    return [each.id for each in part.below]


def test_an_id_says_what_a_box_is() -> None:
    assert [Kind.of(id) for id in (ROOT, "17", "s:first", "s:17")] == [
        Kind.PROPOSAL,
        Kind.POST,
        Kind.SECTION,
        Kind.SECTION,
    ]
    assert anchor_of(section_of("s:first")) == "s:first"


def test_wide_parents_show_the_first_and_the_rest_when_asked() -> None:
    first = grown(MapPart((), box(ROOT, children=STEP + 5), limit=400), {"p.1": 2})
    assert first == [*(f"p.{n}" for n in range(STEP)), "p.1.0", "p.1.1"]
    rest = grown(MapPart((), box(ROOT, children=STEP + 5), skip=STEP, limit=400), {"p.21": 1})
    assert rest == [*(f"p.{n}" for n in range(STEP, STEP + 5)), "p.21.0"]


def test_a_short_page_holds_the_top_of_every_branch() -> None:
    part = MapPart((), box(ROOT, children=3), limit=6)
    assert grown(part, {"p.0": 1, "p.0.0": 1, "p.2": 3}) == ["p.0", "p.1", "p.2", "p.0.0", "p.2.0"]


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_the_root_is_counted_among_the_boxes_of_a_page_and_what_is_above_is_not(limit: int) -> None:
    part = MapPart([box(ROOT, children=1)], box("7", ROOT, children=9), limit=limit)
    assert len(grown(part, {})) == limit - 1
    assert [each.id for each in part.boxes[:2]] == [ROOT, "7"]


def test_a_page_is_not_nested_deeper_than_its_limit() -> None:
    chain = {"7" + ".0" * n: 1 for n in range(40)}
    assert len(grown(MapPart((), box("7", children=1), limit=400), chain)) == DEEPEST


def test_what_was_skipped_beyond_the_last_leaves_nothing() -> None:
    assert MapPart((), box(ROOT, children=3), skip=10**20, limit=400).wanted() == {}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("abc", "xyz", "axbycz"), ("abcd", "x", "axbcd"), ("a", "xyz", "axyz"), ("", "xy", "xy"), ("ab", "", "ab")],
)
def test_two_lists_take_turns_for_as_long_as_both_last(first: str, second: str, expected: str) -> None:
    def at(places: range) -> str:
        turns = in_turn(len(first), len(second), places)
        return "".join((second if is_second else first)[number] for is_second, number in turns)

    assert at(range(len(expected))) == expected
    assert [at(range(n, n + 1)) for n in range(len(expected))] == list(expected)
