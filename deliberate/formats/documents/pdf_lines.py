"""From the pieces of a page to its lines, or to the parts of lines between wide white.

A line is read from left to right, or from right to left where most of its letters are Arabic, Hebrew or alike; words
of the other direction within it are read their own way (Unicode Standard Annex 9, as far as places tell it).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise, takewhile
from statistics import median

from deliberate.formats.documents.pdf_pieces import Box, Look, Page, Piece, usual

# In sizes of the letters. White between words is a quarter to a half, more where lines are made equally long; white
# between cells and columns begins at one. Small letters that stand higher or lower belong to the line all the same.
_WIDE, _OUTLIER, _SPACE = 1.0, 2.2, 0.12
_LEVEL, _RAISED, _LOWERED = 0.15, 0.7, 0.35
_SMALLER = 0.85
# What is further apart is in another column; what goes back by more begins a line.
_NEAR, _BACK = 4.0, 12.0
# So many letters may be a sign that is drawn apart from its line.
_SIGN = 4


@dataclass(eq=False)
class Line:
    """Pieces on one line in the order of reading; `gaps`: the places of those that wide white stands before."""

    pieces: list[Piece]
    gaps: tuple[int, ...] = ()

    @cached_property
    def left(self) -> float:
        return min(piece.left for piece in self.pieces)

    @cached_property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    @cached_property
    def look(self) -> Look:
        return usual((piece.look, len(piece.text)) for piece in self.pieces)

    @cached_property
    def size(self) -> float:
        return self.look.size

    @cached_property
    def base(self) -> float:
        return median(piece.base for piece in self.pieces if piece.look.size == self.size)

    @cached_property
    def text(self) -> str:
        words = (f"{' ' if piece.spaced else ''}{piece.text}" for piece in self.pieces)
        return "".join(words).strip()

    @cached_property
    def letters(self) -> int:
        return len(self.text)

    @cached_property
    def is_leftward(self) -> bool:
        """Whether it is read from right to left."""
        return is_leftward(self.text)

    @property
    def start(self) -> float:
        """Where reading it begins, on an axis that runs the way it is read."""
        return -self.right if self.is_leftward else self.left

    @property
    def end(self) -> float:
        return -self.left if self.is_leftward else self.right

    @cached_property
    def is_bold(self) -> bool:
        return all(piece.look.bold for piece in self.pieces)

    @cached_property
    def is_mono(self) -> bool:
        return all(piece.look.mono for piece in self.pieces)

    @property
    def first_word(self) -> float:
        """How wide its first word is; where no spaces are written any letter may end a line."""
        word = [self.pieces[0], *takewhile(lambda piece: not piece.spaced, self.pieces[1:])]
        text = "".join(piece.text for piece in word)
        width = sum(piece.right - piece.left for piece in word)
        return width if is_spelled(text) else width / len(text)

    @cached_property
    def cells(self) -> list[Line]:
        """Its parts between wide white."""
        edges = [0, *self.gaps, len(self.pieces)]
        return [Line(self.pieces[start:end]) for start, end in pairwise(edges)]


def is_leftward(text: str) -> bool:
    """Whether most of the letters are Arabic, Hebrew or others that are written from right to left."""
    if text.isascii():
        return False
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    return sum(kind in ("R", "AL") for kind in kinds) > kinds.count("L")


def is_spelled(text: str) -> bool:
    """Whether it is of a script that puts spaces between words: not Chinese or Japanese, but Korean."""
    first = text[:1]
    return not first or unicodedata.east_asian_width(first) not in ("W", "F") or "\uac00" <= first <= "\ud7a3"


def fragments(page: Page) -> list[Line]:
    """What stands together: a line, or the part of one that is in one column or cell."""
    upright = [box for box in page.lines if box.height > 2 * box.width]
    found: list[list[Piece]] = []
    left = right = 0.0
    for piece in page.pieces:
        if found and _follows(piece, found[-1][-1], left, right):
            found[-1].append(piece)
            left, right = min(left, piece.left), max(right, piece.right)
        else:
            found.append([piece])
            left, right = piece.left, piece.right
    return [Line(ordered(part)) for together in _with_signs(found) for part in _parted(together, upright)]


def broken(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces in the order given, by lines: a new one begins where they go back or stand lower.

    A line that is read from right to left may be given from left to right.
    """
    lines: list[list[Piece]] = []
    for piece in pieces:
        if lines and _is_level(piece, lines[-1][-1]) and not _goes_back(piece, lines[-1][-1]):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [ordered(line) if is_leftward("".join(piece.text for piece in line)) else line for line in lines]


def ordered(pieces: list[Piece]) -> list[Piece]:
    """As they are read, whatever order they are drawn in."""
    if is_leftward("".join(piece.text for piece in pieces)):
        read = list(_leftward(sorted(pieces, key=lambda piece: -piece.right)))
    else:
        read = sorted(pieces, key=lambda piece: piece.left)
    drawn_after = {id(piece): before for before, piece in pairwise(pieces)}
    for before, piece in pairwise(read):
        if drawn_after.get(id(piece)) is not before:
            piece.spaced = between(before, piece) > _SPACE * piece.look.size
    return read


def between(one: Piece, other: Piece) -> float:
    """The white between two pieces, whichever comes first."""
    return max(other.left - one.right, one.left - other.right)


def _leftward(pieces: list[Piece]) -> Iterator[Piece]:
    """Latin words that stand together among others are read from left to right."""
    for is_rightward, run in groupby(pieces, key=_is_rightward):
        words = list(run)
        yield from reversed(words) if is_rightward else words


def _is_rightward(piece: Piece) -> bool:
    return any(unicodedata.bidirectional(letter) == "L" for letter in piece.text)


def _follows(piece: Piece, last: Piece, left: float, right: float) -> bool:
    """Whether it stands on the line of those before it, which reach from `left` to `right`, and near them."""
    far = _NEAR * max(piece.look.size, last.look.size)
    return piece.left - right < far and left - piece.right < far and _is_level(piece, last)


def _is_level(piece: Piece, last: Piece) -> bool:
    """Whether they stand on one line; small letters may stand higher or lower."""
    size = max(piece.look.size, last.look.size)
    rise = (piece.base - last.base) / size if size else 0
    small = min(piece.look.size, last.look.size) < _SMALLER * size
    raised = rise if piece.look.size < last.look.size else -rise
    return abs(rise) <= _LEVEL or (small and -_LOWERED <= raised <= _RAISED)


def _goes_back(piece: Piece, last: Piece) -> bool:
    """Far to the left, other than where that is the way to read."""
    is_far = last.right - piece.left > _BACK * max(piece.look.size, last.look.size)
    return is_far and not is_leftward(f"{last.text}{piece.text}")


def _with_signs(found: list[list[Piece]]) -> list[list[Piece]]:
    """Signs of notes that are drawn before or after all of their line are put into it."""
    lines: list[list[Piece]] = []
    signs: list[list[Piece]] = []
    for together in found:
        (signs if sum(len(piece.text) for piece in together) <= _SIGN else lines).append(together)
    for sign in signs:
        line = next((line for line in lines if _belongs(sign[0], line)), None)
        if line is None:
            lines.append(sign)
        else:
            line += sign
    return lines


def _belongs(sign: Piece, line: list[Piece]) -> bool:
    """A small sign at the height of a line, beside one of its words."""
    size = line[0].look.size
    if sign.look.size >= _SMALLER * size or not _is_level(sign, line[0]):
        return False
    return any(sign.left < piece.right + size / 4 and sign.right > piece.left - size / 4 for piece in line)


def _parted(pieces: list[Piece], upright: Sequence[Box]) -> Iterator[list[Piece]]:
    """At white that is wide beside the other white of the line, and where a line is drawn between."""
    across = sorted(pieces, key=lambda piece: piece.left)
    gaps = [between(one, other) for one, other in pairwise(across)]
    usual_gap = median(gap for gap in gaps if gap > 0) if any(gap > 0 for gap in gaps) else 0.0
    edges = []
    for gap, (one, other) in zip(gaps, pairwise(across), strict=True):
        size = max(one.look.size, other.look.size)
        is_wide = gap > _WIDE * size and (len(gaps) < 4 or gap > _OUTLIER * usual_gap)
        if is_wide or (gap > 0 and any(_is_drawn_between(box, one, other) for box in upright)):
            edges.append(other.left)
    for start, end in pairwise([float("-inf"), *edges, float("inf")]):
        yield [piece for piece in pieces if start <= piece.left < end] if edges else pieces


def _is_drawn_between(box: Box, one: Piece, other: Piece) -> bool:
    left, right = min(one.right, other.right), max(one.left, other.left)
    return left - 1 < box.left and box.right < right + 1 and box.bottom < one.base + one.look.size / 2 < box.top
