"""Tables of a PDF without tags: lines whose parts stand in columns, and the rows and cells that they make.

A column is what lies between strips of white that no cell of the table crosses, or between upright lines; level lines
between rows part them, else the white between them, else that a row begins where its first column does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from deliberate.formats.documents.markers import marked
from deliberate.formats.documents.pdf_lines import Line, is_leftward
from deliberate.formats.documents.pdf_pieces import Box, Cell, Piece

# In sizes of the letters: the narrowest white between columns, and the widest between an item's mark and its words.
_WHITE, _HANGING = 0.6, 4.5
# Lines of one cell are closer than this many usual distances; more than the other parts a table from what follows.
_CLOSE, _FAR = 1.1, 2.6

Columns: TypeAlias = list[tuple[float, float]]


@dataclass(frozen=True)
class Table:
    rows: list[list[Cell]]
    columns: Columns


def with_tables(
    lines: Sequence[Line], drawn: Sequence[Box], leading: float, before: Table | None = None
) -> Iterator[list[Line] | Table]:
    """Runs of lines that are text, and the tables between them; `leading` is the distance of lines in sizes.

    `before`: the table that the column before ends with; a single row may go on with it.
    """
    finder = _Finder(lines, drawn, leading)
    text: list[Line] = []
    at = 0
    while at < len(lines):
        end = finder.end(at, before.columns if before and not at else [])
        if end > at:
            if text:
                yield text
            yield finder.table(at, end)
            text, at = [], end
        else:
            text.append(lines[at])
            at += 1
    if text:
        yield text


class _Finder:
    def __init__(self, lines: Sequence[Line], drawn: Sequence[Box], leading: float) -> None:
        self._lines, self._leading = lines, leading
        self._upright = [box for box in drawn if box.height > 2 * box.width]
        self._level = [box for box in drawn if box.width > 2 * box.height]

    def end(self, start: int, before: Columns) -> int:
        """Where the table ends that begins with this line; `start` where none does."""
        lines = self._lines
        goes_on = bool(before) and _fits(lines[start], before)
        if not _is_row(lines[start]) and not goes_on:
            return start
        run, rows, end = [lines[start]], 1 + goes_on, start + goes_on
        for at in range(start + 1, len(lines)):
            line, distance = _split(lines[at], _starts(run)), run[-1].base - lines[at].base
            is_far = distance > _FAR * self._leading * max(line.size, run[-1].size)
            if is_far or len(self._columns([*run, line])) < 2:
                break
            columns = self._columns(run)
            if _is_row(line) or _fits(line, columns):
                rows += 1
                end = at + 1
            elif not self._goes_on(line, columns, distance):
                break
            run.append(line)
        is_table = rows > 1 and len(self._columns(lines[start:end])) > 1
        return self._with_rest(start, end) if is_table else start

    def table(self, start: int, end: int) -> Table:
        lines = self._lines[start:end]
        starts = _starts(lines)
        lines = [_split(line, starts) for line in lines]
        columns = self._grid(lines) or self._columns(lines)
        rows = self._rows(lines, columns)
        bold = [all(line.look.bold for line in row) for row in rows]
        has_head = (bold[0] and not all(bold)) or self._is_underlined(rows)
        leftward = is_leftward("".join(line.text for line in lines))
        made = [_cells(row, columns, is_head=has_head and at == 0) for at, row in enumerate(rows)]
        return Table([row[::-1] for row in made] if leftward else made, columns)

    def _with_rest(self, start: int, end: int) -> int:
        """The last row's cells may go on; in the first column alone only where rows stand further apart than lines."""
        lines = self._lines
        columns = self._columns(lines[start:end])
        is_spaced = self._is_spaced(lines[start:end], columns)
        while end < len(lines):
            line, distance = lines[end], lines[end - 1].base - lines[end].base
            if not self._goes_on(line, columns, distance) or (_places(line, columns) == {0} and not is_spaced):
                break
            end += 1
        return end

    def _is_spaced(self, lines: Sequence[Line], columns: Columns) -> bool:
        """Whether rows stand further apart than the lines of a cell."""
        begun = [(above, line) for above, line in pairwise(lines) if 0 in _places(line, columns)]
        return any(self._is_apart(above, line) for above, line in begun)

    def _is_apart(self, above: Line, line: Line) -> bool:
        return above.base - line.base > _CLOSE * self._leading * line.size

    def _goes_on(self, line: Line, columns: Columns, distance: float) -> bool:
        """A line of cells that were begun above: each part below one of them, close to it."""
        places = [_overlaps(cell, columns) for cell in line.cells]
        return all(len(place) == 1 for place in places) and distance <= _CLOSE * self._leading * line.size

    def _columns(self, lines: Sequence[Line]) -> Columns:
        """From left to right; a cell over several columns counts only where its line has as many parts as any other."""
        most = max(len(line.cells) for line in lines)
        parts = [cell for line in lines if len(line.cells) >= min(most, 2) for cell in line.cells]
        columns: Columns = []
        for part in sorted(parts, key=lambda part: part.left):
            if columns and not self._is_white(columns[-1][1], part):
                columns[-1] = (columns[-1][0], max(columns[-1][1], part.right))
            else:
                columns.append((part.left, part.right))
        return columns

    def _grid(self, lines: Sequence[Line]) -> Columns:
        """The columns between upright lines that are drawn beside all of the table, if there are any."""
        bottom, top = lines[-1].base, lines[0].base
        places: list[float] = []
        for box in sorted(self._upright, key=lambda box: box.left):
            if box.bottom < top and box.top > bottom and (not places or box.left - places[-1] > lines[0].size):
                places.append(box.left)
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        is_around = len(places) > 2 and places[0] <= left + 1 and places[-1] >= right - 1
        return list(pairwise(places)) if is_around else []

    def _is_white(self, end: float, part: Line) -> bool:
        """Wide white before a part, or a line drawn there."""
        if part.left - end >= _WHITE * part.size:
            return True
        return any(
            end - 1 < box.left and box.right < part.left + 1 and box.bottom < part.base < box.top
            for box in self._upright
        )

    def _rows(self, lines: Sequence[Line], columns: Columns) -> list[list[Line]]:
        firsts = [0 in _places(line, columns) for line in lines]
        apart = [self._is_apart(above, line) for above, line in pairwise(lines)]
        ruled = [self._is_ruled(above, line) for above, line in pairwise(lines)]
        begins = ruled if sum(ruled) > 1 else apart if self._is_spaced(lines, columns) else firsts[1:]
        rows = [[lines[0]]]
        for line, begin in zip(lines[1:], begins, strict=True):
            if begin:
                rows.append([line])
            else:
                rows[-1].append(line)
        return rows

    def _is_ruled(self, above: Line, line: Line) -> bool:
        """A level line is drawn between the two."""
        top = line.base + line.size / 2
        return any(
            top < box.bottom < above.base and box.width > 4 * line.size
            for box in self._level
            if box.left < line.right and box.right > line.left
        )

    def _is_underlined(self, rows: list[list[Line]]) -> bool:
        """Below the first row a line is drawn, and below no other."""
        ruled = [self._is_ruled(above[-1], below[0]) for above, below in pairwise(rows)]
        return ruled[:1] == [True] and not any(ruled[1:])


def _is_row(line: Line) -> bool:
    """It has parts, and they are not an item's mark and its words."""
    cells = line.cells
    if len(cells) < 2:
        return False
    hangs = len(cells) == 2 and abs(cells[1].left - cells[0].left) <= _HANGING * line.size
    return not (hangs and (marked(f"{cells[0].text} x") or len(cells[0].text) == 1))


def _fits(line: Line, columns: Columns) -> bool:
    """A line of several parts, each in a column of its own."""
    places = [_overlaps(cell, columns) for cell in line.cells]
    alone = [place[0] for place in places if len(place) == 1]
    return len(alone) == len(places) == len(set(alone)) > 1


def _places(line: Line, columns: Columns) -> set[int]:
    return {place for cell in line.cells for place in _overlaps(cell, columns)}


def _overlaps(cell: Line, columns: Columns) -> list[int]:
    return [at for at, (left, right) in enumerate(columns) if cell.left < right and cell.right > left]


def _starts(lines: Sequence[Line]) -> Counter[int]:
    """Where parts begin, and of how many lines."""
    return Counter(round(cell.left) for line in lines for cell in line.cells[1:])


def _split(line: Line, starts: Counter[int]) -> Line:
    """With parts wherever a column begins, also where the white before it is not much wider than between words."""
    gaps = set(line.gaps)
    for at, (before, piece) in enumerate(pairwise(line.pieces), 1):
        near = sum(starts[round(piece.left) + by] for by in (-1, 0, 1))
        if piece.spaced and (near > 1 or (near and piece.left - before.right > _WHITE * line.size)):
            gaps.add(at)
    return Line(line.pieces, tuple(sorted(gaps)))


def _cells(lines: list[Line], columns: Columns, *, is_head: bool) -> list[Cell]:
    """A cell for each column; one that lies over several stands in the first of them, and they have no others."""
    found: dict[int, list[list[Piece]]] = {}
    covered: set[int] = set()
    for line in lines:
        here: dict[int, list[Piece]] = {}
        for cell in line.cells:
            places = _overlaps(cell, columns)
            here.setdefault(places[0], []).extend(cell.pieces)
            covered |= set(places[1:])
        for place, pieces in here.items():
            found.setdefault(place, []).append(pieces)
    return [Cell(found.get(at, []), is_head) for at in range(len(columns)) if at in found or at not in covered]
