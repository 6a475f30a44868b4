"""What a page of a PDF holds, as values: pieces of words with looks and places, lines that are drawn, a size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.words import Say


@dataclass(frozen=True, slots=True)
class Box:
    """An area of a page, in points from its left bottom corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True)
class Frame:
    """The part of a page that is shown, and how many quarters of a circle it is turned to the right to be read."""

    shown: Box
    turns: int = 0

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.shown.width, self.shown.height
        return (height, width) if self.turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place of the page as it is written, on the page as it is shown."""
        x, y = x - self.shown.left, y - self.shown.bottom
        if not self.turns:
            return x, y
        width, height = self.shown.width, self.shown.height
        return ((x, y), (y, width - x), (width - x, height - y), (height - y, x))[self.turns]

    def across(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float]:
        """Where an area begins and ends from left to right."""
        if not self.turns:
            return left - self.shown.left, right - self.shown.left
        box = self.box(left, bottom, right, top)
        return box.left, box.right

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        one, other = self.point(left, bottom), self.point(right, top)
        return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look; `size` is in points, as printed."""

    size: float
    bold: bool = False
    italic: bool = False
    mono: bool = False


@dataclass(slots=True)
class Piece:
    """Letters of one word that were set in one go.

    `base` is the line they stand on. `spaced`: white space stands before them. `content`: the id of the marked content
    they belong to, or -1; `artifact`: the file says that they belong to the page and not to the text. `hard`: a hyphen
    in them is meant, also at the end of a line. `raised`: they are drawn as small figures above the line. `link`: the
    address they lead to. `sign`: they call this note.
    """

    text: str
    look: Look
    left: float
    right: float
    base: float
    spaced: bool = False
    content: int = -1
    artifact: bool = False
    hard: bool = False
    raised: bool = False
    upright: bool = True
    link: str = ""
    sign: str = ""


@dataclass
class Page:
    """`lines`: what is drawn thin and straight. `unknown`: letters that the fonts of the file give no meaning for."""

    number: int
    width: float
    height: float
    pieces: list[Piece]
    lines: list[Box] = field(default_factory=list)
    pictures: int = 0
    unknown: int = 0
    fields: int = 0
    comments: int = 0


@dataclass(frozen=True)
class Cell:
    """A cell of a table: the pieces of each of its lines."""

    lines: list[list[Piece]]
    is_head: bool = False


@dataclass
class Part:
    """What becomes a passage: the pieces of each of its lines, or its cells. `plain`: the look that needs no mark.

    `number` is the marker that is printed, of a note the sign that calls it. `why` it is no part of the text, if so.
    """

    kind: PassageKind
    lines: list[list[Piece]]
    plain: Look
    level: int = 0
    number: str | None = None
    cells: list[Cell] | None = None
    why: Say | None = None

    @property
    def words(self) -> str:
        return " ".join(piece.text for line in self.lines for piece in line)


def usual(looks: Iterable[tuple[Look, int]]) -> Look:
    """The look that most letters have; each is given with a number of letters."""
    looks = list(looks)
    if looks and all(look is looks[0][0] for look, _ in looks):
        return looks[0][0]
    letters: Counter[Look] = Counter()
    for look, count in looks:
        letters[look] += count
    return max(letters, key=lambda look: (letters[look], -look.size), default=Look(0))
