"""Depths of items by their places."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.pdf_depths import Depths, Place


def place(start: float, style: str = "\u2022", *, hang: float = 18, within: bool = False) -> Place:
    return Place(start, start + hang, style, style[0].isalnum(), within)


def depths(*places: Place) -> list[int]:
    nesting = Depths(11)
    return [nesting.of(one) for one in places]


def test_what_begins_further_in_is_deeper_and_back_again() -> None:
    assert depths(place(0), place(18), place(36), place(18), place(0)) == [1, 2, 3, 2, 1]


def test_numbers_of_one_list_need_not_begin_at_one_place() -> None:
    assert depths(place(5, "1."), place(0, "1.", hang=23), place(5, "1.")) == [1, 1, 1]
    assert depths(place(10, "i.", hang=10), place(2, "i.", hang=18)) == [1, 1]


def test_at_one_place_other_markers_are_beside_each_other_unless_they_are_known_to_be_within() -> None:
    assert depths(place(0, "1."), place(0), place(0, "1.")) == [1, 1, 1]
    assert depths(place(0, "1."), place(0, within=True), place(0, within=True), place(0, "1.")) == [1, 2, 2, 1]


@pytest.mark.parametrize(("indent", "depth"), [(0, 1), (18, 2), (40, 3)])
def test_text_closes_the_items_that_it_is_not_within(indent: float, depth: int) -> None:
    nesting = Depths(11)
    for start in (0, 18):
        nesting.of(place(start))
    nesting.text_at(indent)
    assert nesting.of(place(30)) == depth


def test_a_heading_closes_all() -> None:
    nesting = Depths(11)
    nesting.of(place(0))
    assert nesting
    nesting.end()
    assert not nesting
    assert nesting.of(place(30)) == 1
