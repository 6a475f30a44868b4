"""The part of an argument map that is shown: every box by its id, who stands under whom, and which boxes come next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

ROOT = "p"
# A wide parent shows this many children, and as many again each time more are asked for.
STEP = 20
# A page is not nested deeper than this below its root; what lies deeper is on the branch's own page.
DEEPEST = 12


class Kind(StrEnum):
    PROPOSAL = "proposal"
    SECTION = "section"
    POST = "post"

    @classmethod
    def of(cls, id: str) -> Kind:
        """Of the box with this id: the proposal is 'p', a passage with posts 's:' and its anchor, a post its number."""
        if id == ROOT:
            return cls.PROPOSAL
        return cls.POST if id.isdigit() else cls.SECTION


@dataclass(frozen=True)
class Box:
    """A box of the map and its place, `id` being as in `Kind.of`.

    `below` are the posts underneath, as the thread counts them; `children` are the boxes directly under it, shown or
    not. Among its siblings it is number `rank`: wide parents show the first. As shown it is number `order`: what one
    page brings of a parent's children stands as in the thread, and comes after what earlier ones brought. Neither is
    known of a box above the root.
    """

    id: str
    parent: str | None
    below: int
    children: int
    rank: int | None = None
    order: int | None = None


def section_of(anchor: str) -> str:
    """The id of the box of a passage."""
    return f"s:{anchor}"


def anchor_of(section: str) -> str:
    return section.removeprefix("s:")


class MapPart:
    """`root` and at most `limit` boxes in all below it, breadth first, so that every branch shows its top; `above` are
    the boxes from the proposal down to its parent.

    It grows level by level: what is `wanted` next is for the caller to read and to `add`. `skip` leaves out the first
    children of the root, which have been shown before.
    """

    def __init__(self, above: Iterable[Box], root: Box, *, skip: int = 0, limit: int) -> None:
        self.above = tuple(above)
        self.root = root
        self.below: list[Box] = []
        self._skip = skip
        self._limit = limit
        self._level = [root]
        self._depth = 0

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Parents before their children."""
        return (*self.above, self.root, *self.below)

    def wanted(self) -> dict[str, range]:
        """By box the ranks of the children that come next; nothing once there are enough."""
        wanted: dict[str, range] = {}
        room = self._limit - 1 - len(self.below)
        for box in self._level if self._depth < DEEPEST else ():
            first = self._skip if box is self.root else 0
            ranks = range(first, min(box.children, first + min(STEP, room)))
            if ranks:
                wanted[box.id] = ranks
                room -= len(ranks)
        return wanted

    def add(self, children: Iterable[Box]) -> None:
        """The next level, the children of one box after those of another, by rank."""
        self._level = list(children)
        self._depth += 1
        self.below += self._level


def in_turn(first: int, second: int, places: range) -> Iterator[tuple[bool, int]]:
    """What is at these places where two lists of these lengths take turns for as long as both last: whether it is of
    the second, and its number in its list."""
    for place in places:
        of_second = _of_second(first, second, place)
        is_second = _of_second(first, second, place + 1) > of_second
        yield is_second, of_second if is_second else place - of_second


def _of_second(first: int, second: int, places: int) -> int:
    """How many of the second list are at the first few places."""
    return min(second, max(places // 2, places - first))
