"""How deep an item stands."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.office.depths import Depths, Place


def real(list_id: str, level: int = 0, start: float = 18, style: str = "•") -> Place:
    return Place(start, style, list_id, level)


def depths(*places: Place | float, by_indent: bool = True) -> list[int]:
    """A number is a paragraph between, which begins so far from the margin."""
    among = Depths(by_indent)
    found = []
    for place in places:
        if isinstance(place, Place):
            found.append(among.depth(place))
        else:
            among.interrupt(place)
    return found


def test_levels_of_a_list_are_depths_and_none_that_is_not_there_counts() -> None:
    assert depths(real("a"), real("a", 1), real("a", 2), real("a", 1), real("a")) == [1, 2, 3, 2, 1]
    assert depths(real("a", 3), real("a", 3), real("a", 5)) == [1, 1, 2]


def test_a_list_of_its_own_on_a_lower_level_stands_below() -> None:
    assert depths(real("a"), real("b", 1), real("a"), real("c", 1), real("c", 1)) == [1, 2, 1, 2, 2]


def test_of_two_lists_on_a_level_the_indented_one_stands_below() -> None:
    assert depths(real("a", start=18), real("b", start=54), real("a", start=18)) == [1, 2, 1]
    assert depths(real("a", start=18), real("b", start=20)) == [1, 1]
    assert depths(real("a", start=18), real("b", start=54), by_indent=False) == [1, 1]


def test_typed_marks_stand_by_their_indent_and_by_what_they_look_like() -> None:
    one, letter, bullet = Place(0, "1."), Place(0, "a)"), Place(18, "•")
    assert depths(one, letter, letter, bullet, one, letter) == [1, 2, 2, 3, 1, 2]


def test_a_typed_bullet_is_one_of_those_the_program_made_and_they_are_of_its_list() -> None:
    assert depths(real("a"), real("b", 1), Place(0), real("a"), real("b", 1), Place(0)) == [1, 2, 1, 1, 2, 1]
    assert depths(real("a", start=0), Place(0, "–"), real("a", start=0)) == [1, 1, 1]


def test_bullets_of_a_program_stand_below_typed_numbers() -> None:
    assert depths(Place(0, "1."), real("a"), real("a"), Place(0, "1."), real("a")) == [1, 2, 2, 1, 2]


@pytest.mark.parametrize(("indent", "second"), [(0, 1), (36, 2)])
def test_only_what_is_indented_like_an_item_lets_another_list_go_on(indent: float, second: int) -> None:
    assert depths(real("a"), indent, real("b", 1)) == [1, second]


def test_the_same_list_goes_on_after_any_paragraph() -> None:
    assert depths(real("a"), real("a", 1), 0, real("a", 1), real("a")) == [1, 2, 2, 1]
    assert depths(Place(0, "1."), Place(18, "a)"), 0, Place(18, "a)")) == [1, 2, 1]


def test_a_list_ends_where_something_else_begins() -> None:
    among = Depths(by_indent=True)
    assert among.depth(real("a")) == 1
    among.end()
    assert among.depth(real("a", 1)) == 1
