"""Where the passages of a document stand in its next revision, as far as it is known; and those that are the same."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.rising import longest_rising


class Gap(NamedTuple):
    """Between which placed passages another one is, `before` and `after` by their new places; and the new places that
    are as far `behind` the one and `ahead` of the other as it was."""

    before: int
    after: int
    behind: int
    ahead: int


class Placement:
    """`to` gives for old places new ones, `of` for new ones old ones. What is before the first and after the last
    passage stands where it stood."""

    def __init__(self, old: int, new: int) -> None:
        self._old, self._new = old, new
        self.to = {-1: -1, old: new}
        self.of = {-1: -1, new: old}

    def put(self, old: int, new: int) -> None:
        self.to[old], self.of[new] = new, old

    def is_full(self) -> bool:
        """Whether every new passage was one before."""
        return len(self.of) == self._new + 2

    def gaps(self) -> tuple[list[Gap], list[Gap]]:
        """For each old and for each new place; what is placed is a gap of its own."""
        return _gaps(self._old, self.to), _gaps(self._new, {new: new for new in self.of})


def _gaps(count: int, to: dict[int, int]) -> list[Gap]:
    """`to` gives the new places of those that are placed, also of what is before the first and after the last one."""
    placed = [place for place in range(-1, count + 1) if place in to]
    gaps = []
    for before, after in pairwise(placed):
        gaps += [
            Gap(to[before], to[after], to[before] + place - before, to[after] + place - after)
            for place in range(before + 1, after)
        ]
        gaps.append(Gap(to[after], to[after], to[after], to[after]))
    return gaps[:-1]


def same_words(old: Sequence[Passage], new: Sequence[Passage]) -> Placement:
    """Places what stands in both word for word, wherever, and is in both a heading or in both none.

    What stands there several times goes where its neighbour went, first where that one kept its place among the others:
    what was moved may stand beside another one of them now. If that does not tell, it goes where it is expected.
    """
    placement = Placement(len(old), len(new))
    ends = list(placement.to.items())
    before, after = _by_text(old), _by_text(new)
    single = [(places[0], after[key][0]) for key, places in before.items() if len(places) == 1 == len(after[key])]
    for place, to in single:
        placement.put(place, to)
    stayed = longest_rising(sorted(single))
    moved = sorted({*single} - {*stayed})
    keys = list(map(_key, old)), list(map(_key, new))
    for placed in (stayed, moved, ends):
        _spread(*keys, placement, placed)
    expected = [gap.behind for gap in placement.gaps()[0]]
    for key, places in before.items():
        left = [place for place in places if place not in placement.to]
        free = [place for place in after[key] if place not in placement.of]
        for place, to in _nearest(left, free, expected):
            placement.put(place, to)
    return placement


def _key(passage: Passage) -> tuple[bool, str]:
    return passage.kind is PassageKind.HEADING, passage.text


def _by_text(passages: Sequence[Passage]) -> defaultdict[tuple[bool, str], list[int]]:
    places = defaultdict(list)
    for place, passage in enumerate(passages):
        places[_key(passage)].append(place)
    return places


def _spread(old: Sequence[object], new: Sequence[object], placement: Placement, placed: list[tuple[int, int]]) -> None:
    """From passages that are placed to those beside them, and on from there, as long as they are the same."""
    for before, after in placed:  # it grows meanwhile
        for step in (1, -1):
            one, other = before + step, after + step
            if one in placement.to or other in placement.of or not 0 <= one < len(old) or not 0 <= other < len(new):
                continue
            if old[one] == new[other]:
                placement.put(one, other)
                placed.append((one, other))


def _nearest(places: list[int], free: list[int], expected: Sequence[int]) -> Iterator[tuple[int, int]]:
    """In order where they are as many; else pairs, as long as there are any, first those that are nearest to where they
    are expected."""

    def nearest(place: int) -> int:
        at = bisect_left(free, expected[place])
        return min(range(max(at - 1, 0), min(at + 1, len(free))), key=lambda index: abs(free[index] - expected[place]))

    def distance(place: int) -> int:
        return abs(free[nearest(place)] - expected[place])

    if len(places) == len(free):
        yield from zip(places, free, strict=True)
        return
    for place in sorted(places, key=distance) if free else ():
        if free:
            yield place, free.pop(nearest(place))
