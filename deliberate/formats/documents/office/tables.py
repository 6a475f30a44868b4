"""Tables: a passage a row, its cells' words between bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.office.pieces import Piece, run_together
from deliberate.formats.documents.office.words import Wording, joined

_BETWEEN = " | "


@dataclass(frozen=True)
class Cell:
    """`is_head`: its style or its row says that it names what stands below or beside it."""

    pieces: Sequence[Piece] = ()
    is_head: bool = False


def rows_of(rows: Sequence[Sequence[Cell]]) -> Iterator[Piece]:
    """A table of one cell is a box around text: what stands in it is no table. Rows without words are left away.

    Without a cell that is marked as one, the first row is the head where all of it is bold and the next is not.
    """
    if len(rows) == 1 and len(rows[0]) == 1:
        yield from rows[0][0].pieces
        return
    has_head = any(cell.is_head for row in rows for cell in row)
    for at, row in enumerate(rows):
        is_head = not has_head and at == 0 and len(rows) > 1 and _is_bold(row) and not _is_bold(rows[1])
        if any(piece.text for cell in row for piece in cell.pieces):
            yield _row(row, is_head)


def _row(row: Sequence[Cell], is_head: bool) -> Piece:
    cells = [_cell(cell, cell.is_head or is_head) for cell in row]
    wording = joined(cells, _BETWEEN)
    inside = [piece for cell in row for piece in cell.pieces if piece.text]
    why = inside[0].why if all(piece.why for piece in inside) else None
    return Piece(PassageKind.TABLE, Wording(wording.text, tuple(sorted(wording.marks))), why=why)


def _cell(cell: Cell, is_head: bool) -> Wording:
    words = run_together(cell.pieces)
    if is_head:
        words = words.plain(MarkKind.STRONG)
    whole = Mark(0, len(words.text), MarkKind.CELL, "head" if is_head else "")
    return Wording(words.text, (*words.marks, whole))


def _is_bold(row: Sequence[Cell]) -> bool:
    faces = [piece.face for cell in row for piece in cell.pieces if piece.text]
    return bool(faces) and all(face.is_bold for face in faces)
