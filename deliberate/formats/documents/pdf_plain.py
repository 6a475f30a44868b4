"""All words of a PDF in its own order, whatever its reader makes of them: to read beside the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deliberate.formats.documents.pdf_pieces import Page, Piece


def plain(pages: Iterable[Page]) -> str:
    """Each line as the file has it, with a blank line between pages."""
    return "\n\n".join("".join(_written(page.pieces)).strip() for page in pages)


def _written(pieces: Iterable[Piece]) -> Iterator[str]:
    before: Piece | None = None
    for piece in pieces:
        if before and abs(piece.base - before.base) > before.look.size / 2:
            yield "\n"
        elif piece.spaced:
            yield " "
        yield piece.text
        before = piece
