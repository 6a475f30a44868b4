"""What stands word for word in both documents, and which is which of what stands there several times."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.placement import Gap, Placement, same_words


def places(old: str, new: str) -> dict[int, int]:
    """A letter is a passage, a capital one a heading of the same words as the small one."""
    documents = (
        [
            Passage("", PassageKind.HEADING if one.isupper() else PassageKind.PARAGRAPH, 0, one.lower())
            for one in letters
        ]
        for letters in (old, new)
    )
    to = same_words(*documents).to
    return {place: to[place] for place in range(len(old)) if place in to}


@pytest.mark.parametrize(
    ("old", "new", "went"),
    [
        ("abc", "abc", {0: 0, 1: 1, 2: 2}),
        ("abc", "cab", {0: 1, 1: 2, 2: 0}),
        ("abc", "xb", {1: 1}),
        ("a", "A", {}),
        ("A", "A", {0: 0}),
        ("", "a", {}),
        ("a", "", {}),
    ],
)
def test_the_same_words_are_found_anywhere_but_not_in_a_heading(old: str, new: str, went: dict[int, int]) -> None:
    assert places(old, new) == went


@pytest.mark.parametrize(
    ("old", "new", "went"),
    [
        # behind, before, and several in a row
        ("axbx", "bxax", {0: 2, 1: 3, 2: 0, 3: 1}),
        ("xaxb", "xbxa", {0: 2, 1: 3, 2: 0, 3: 1}),
        ("axxbxx", "bxxaxx", {0: 3, 1: 4, 2: 5, 3: 0, 4: 1, 5: 2}),
        # one is gone, or new
        ("axbx", "bx", {2: 0, 3: 1}),
        ("axb", "xaxb", {0: 1, 1: 2, 2: 3}),
        # 'm' was moved beside another one
        ("amxcbxd", "axcbmxd", {0: 0, 1: 4, 2: 1, 3: 2, 4: 3, 5: 5, 6: 6}),
        ("axcbxdm", "axcmbxd", {0: 0, 1: 1, 2: 2, 3: 4, 4: 5, 5: 6, 6: 3}),
        # their neighbours have changed, too
        ("pxqrxs", "txuvxw", {1: 1, 4: 4}),
        ("apxqrstxub", "avwxyzcdeb", {0: 0, 2: 3, 9: 9}),
        ("apqrstxuxb", "avwxyzxcdb", {0: 0, 6: 3, 8: 6, 9: 9}),
        ("apqrstxuxb", "avwcyzxcdb", {0: 0, 6: 6, 9: 9}),
        # the first and the last one are beside the ends
        ("xx", "xxx", {0: 0, 1: 2}),
        ("xxx", "xx", {0: 0, 2: 1}),
    ],
)
def test_of_several_with_the_same_words_each_goes_where_its_neighbours_went_or_near_its_place(
    old: str, new: str, went: dict[int, int]
) -> None:
    assert places(old, new) == went


def test_a_gap_tells_between_what_a_passage_is_and_where_it_would_be_as_far_away_from_either() -> None:
    placement = Placement(5, 9)
    placement.put(2, 6)
    old, new = placement.gaps()
    assert old == [Gap(-1, 6, 0, 4), Gap(-1, 6, 1, 5), Gap(6, 6, 6, 6), Gap(6, 9, 7, 7), Gap(6, 9, 8, 8)]
    assert new == [Gap(-1, 6, at, at) for at in range(6)] + [Gap(6, 6, 6, 6), Gap(6, 9, 7, 7), Gap(6, 9, 8, 8)]
    assert Placement(0, 1).gaps() == ([], [Gap(-1, 1, 0, 0)])


def test_it_is_full_when_every_new_passage_was_one_before() -> None:
    placement = Placement(1, 1)
    assert not placement.is_full()
    placement.put(0, 0)
    assert placement.is_full()
