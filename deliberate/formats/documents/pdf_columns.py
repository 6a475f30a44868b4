"""The lines of a page in the order of reading: through one column, then through the next.

Columns are found by the white between them: an upright strip that few lines cross, with many lines on either side of
it at the same heights. What crosses it, a title over two columns, parts what stands above from what stands below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from deliberate.formats.documents.pdf_lines import Line
from deliberate.formats.documents.pdf_pieces import Box, Page, Piece

# A column has so many lines at least, and most of its letters are in lines that fill so much of it.
_LINES_IN_COLUMN, _FILLED = 4, 0.5
# Of a width: columns are wider than this, and where most lines are longer than that there are none. White between
# columns is wider than a step, in points.
_NARROWEST, _ACROSS, _STEP = 0.15, 0.7, 4.0
# So many of the places that part the lines best are looked at.
_BEST = 8
# Bases of one line differ by less than this share of the size of its letters.
_LEVEL = 0.35

Between: TypeAlias = tuple[float | None, float | None]


@dataclass
class Region:
    """Lines below each other in one column, from `left` to `right`; `between` the middles of the white beside it, where
    there are other columns."""

    lines: list[Line]
    left: float
    right: float
    page: int
    between: Between = (None, None)


def regions(lines: list[Line], page: Page) -> list[Region]:
    """All of the fragments, as lines in the order of reading."""
    if not lines:
        return []
    return [
        Region(_rows(part), min(line.left for line in part), max(line.right for line in part), page.number, between)
        for part, between in _columns(lines, page.lines, (None, None))
    ]


def _rows(parts: Iterable[Line]) -> list[Line]:
    """Fragments on one line made one, from the top down."""
    rows: list[list[Line]] = []
    for part in sorted(parts, key=lambda part: -part.base):
        above = rows[-1][0] if rows else None
        if above and above.base - part.base <= _LEVEL * min(above.size, part.size):
            rows[-1].append(part)
        else:
            rows.append([part])
    return [_row(row) for row in rows]


def _row(parts: list[Line]) -> Line:
    leftward = sum(len(part.text) if part.is_leftward else -len(part.text) for part in parts) > 0
    parts = sorted(parts, key=lambda part: -part.right if leftward else part.left)
    pieces: list[Piece] = []
    gaps = []
    for part in parts:
        if pieces:
            gaps.append(len(pieces))
            part.pieces[0].spaced = True
        pieces += part.pieces
    return Line(pieces, tuple(gaps))


def _columns(lines: list[Line], drawn: Sequence[Box], between: Between) -> Iterator[tuple[list[Line], Between]]:
    """The lines of each column in the order of reading, and what they stand between."""
    middle = _gutter(lines, min(line.left for line in lines), max(line.right for line in lines), drawn)
    if middle is None:
        yield lines, between
        return
    for crossing, band in _bands(lines, middle):
        if crossing:
            yield band, between
            continue
        before = [line for line in band if _side(line, middle)], (between[0], middle)
        after = [line for line in band if not _side(line, middle)], (middle, between[1])
        leftward = sum(line.letters for line in band if line.is_leftward) * 2 > sum(line.letters for line in band)
        for side, inside in (after, before) if leftward else (before, after):
            if side:
                yield from _columns(side, drawn, inside)


def _bands(lines: list[Line], middle: float) -> Iterator[tuple[bool, list[Line]]]:
    """From the top down, runs of lines that cross the middle and of those that do not."""
    run: list[Line] = []
    crosses = False
    for line in sorted(lines, key=lambda line: -line.base):
        if run and _crosses(line, middle) != crosses:
            yield crosses, run
            run = []
        crosses = _crosses(line, middle)
        run.append(line)
    if run:
        yield crosses, run


def _gutter(lines: list[Line], left: float, right: float, drawn: Sequence[Box]) -> float | None:
    """The middle of the white between two columns, if there is one."""
    if len(lines) < 2 * _LINES_IN_COLUMN or _fills(lines, right - left, _ACROSS):
        return None
    width, x = right - left, left + _NARROWEST * (right - left)
    scored: list[tuple[float, float]] = []
    while x < right - _NARROWEST * width:
        scored.append((_score(lines, x), x))
        x += _STEP
    for score, x in sorted(scored, reverse=True)[:_BEST]:
        if score > 0 and _parts_columns(lines, x, left, right, drawn):
            return _centre(lines, x)
    return None


def _score(lines: list[Line], x: float) -> float:
    """How well an upright line at `x` parts two columns: the letters on its poorer side, less those that cross it."""
    before = after = crossing = 0
    for line in lines:
        if line.right <= x:
            before += line.letters
        elif line.left >= x:
            after += line.letters
        elif _crosses(line, x):
            crossing += line.letters
        else:
            return 0.0
    return min(before, after) - crossing / 2


def _parts_columns(lines: list[Line], x: float, left: float, right: float, drawn: Sequence[Box]) -> bool:
    """Whether what it parts are columns, beside each other and of text; either may be several."""
    sides = [line for line in lines if line.right <= x], [line for line in lines if line.left >= x]
    if min(map(len, sides)) < _LINES_IN_COLUMN or not _beside(*sides) or _is_ruled(lines, x, drawn):
        return False
    return all(
        _fills(side, end - start, _FILLED) or _gutter(side, start, end, drawn) is not None
        for side, start, end in zip(sides, (left, x), (x, right), strict=True)
    )


def _crosses(line: Line, x: float) -> bool:
    return line.left < x - line.size / 2 and line.right > x + line.size / 2


def _fills(lines: list[Line], width: float, share: float) -> bool:
    """Whether most of the letters are in lines that fill this share of the width: cells of tables seldom do."""
    wide = sum(line.letters for line in lines if line.right - line.left > share * width)
    return wide > 0.5 * sum(line.letters for line in lines)


def _beside(first: list[Line], second: list[Line]) -> bool:
    """Whether there are lines of both at the same heights."""
    top = min(max(line.base for line in first), max(line.base for line in second))
    bottom = max(min(line.base for line in first), min(line.base for line in second))
    return all(sum(bottom <= line.base <= top for line in side) >= _LINES_IN_COLUMN for side in (first, second))


def _is_ruled(lines: list[Line], x: float, drawn: Sequence[Box]) -> bool:
    """Whether level lines are drawn across it between the lines of text: the rows of a table."""
    top, bottom = max(line.base for line in lines), min(line.base for line in lines)
    level = {round(box.bottom) for box in drawn if box.left < x - 9 and box.right > x + 9 and bottom < box.bottom < top}
    return len(level) >= 3


def _centre(lines: list[Line], x: float) -> float:
    before = max((line.right for line in lines if line.right <= x), default=x)
    after = min((line.left for line in lines if line.left >= x), default=x)
    return (before + after) / 2


def _side(line: Line, middle: float) -> bool:
    return (line.left + line.right) / 2 < middle
