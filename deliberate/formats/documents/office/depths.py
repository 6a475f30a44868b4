"""How deep an item stands below others, in files where each paragraph says of itself which list it belongs to."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

# Indents that look alike: 4 points, about the width of a letter.
_ALIKE = 4.0
BULLET = "•"


@dataclass(frozen=True)
class Place:
    """Where an item is put: in which list and on which level of it; how far its mark stands from the margin, in points.

    A typed mark belongs to no list. `style` is BULLET, or what marks of that kind look like ('1.', 'a)').
    """

    start: float
    style: str = BULLET
    of_list: Hashable = None
    level: int = 0

    @property
    def is_typed(self) -> bool:
        return self.of_list is None

    @property
    def is_bullet(self) -> bool:
        return len(self.style) == 1


class Depths:
    """The items that are open, the outermost first.

    `by_indent`: of two lists on one level, that with the greater indent stands below the other.
    """

    def __init__(self, by_indent: bool) -> None:
        self._by_indent = by_indent
        self._open: list[Place] = []
        self._interrupted = False

    def end(self) -> None:
        """A heading or a table: what follows is a list of its own."""
        self._open.clear()

    def interrupt(self, start: float) -> None:
        """A paragraph between: unless it is indented like what belongs to an item, only its own list goes on."""
        if self._open and start < self._open[-1].start + _ALIKE:
            self._interrupted = True

    def depth(self, place: Place) -> int:
        """1 for the outermost."""
        if self._interrupted and (place.is_typed or all(above.of_list != place.of_list for above in self._open)):
            self._open.clear()
        self._interrupted = False
        if place.is_typed:
            same = (at for at, above in enumerate(self._open) if _is_beside(place, above) and _looks_like(place, above))
            del self._open[next(same, len(self._open)) :]
        while self._open and not self._is_below(place, self._open[-1]):
            self._open.pop()
        self._open.append(replace(place, level=len(self._open)) if place.is_typed else place)
        return len(self._open)

    def _is_below(self, place: Place, above: Place) -> bool:
        if place.is_typed and _is_beside(place, above):
            return not _looks_like(place, above)
        if place.is_typed or (above.is_typed and place.is_bullet != above.is_bullet):
            return place.start > above.start + _ALIKE
        is_level_clear = place.of_list == above.of_list or above.is_typed or not self._by_indent
        if is_level_clear or place.level != above.level:
            return place.level > above.level
        return place.start > above.start + _ALIKE


def _is_beside(place: Place, above: Place) -> bool:
    return abs(place.start - above.start) <= _ALIKE


def _looks_like(place: Place, above: Place) -> bool:
    """Typed signs tell levels apart; beside a list of the program, any bullet is another of its items."""
    return place.style == above.style or (place.is_typed != above.is_typed and place.is_bullet and above.is_bullet)
