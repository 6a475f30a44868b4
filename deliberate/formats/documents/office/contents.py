"""Tables of contents that somebody typed: lines that end in the numbers of pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.office.pieces import Piece
from deliberate.formats.documents.outline import CONTENTS

# Two lines with a number behind a tab may be anything; contents go on, and their pages never go back.
_FEWEST = 3
# What stands above the numbers: 'Page'.
_WORDS_ABOVE = 2


def leave_out_contents(pieces: Sequence[Piece]) -> None:
    """Says why such lines are left out."""
    at = 0
    for is_entry, group in groupby(pieces, key=lambda piece: piece.page is not None and not piece.why):
        run = list(group)
        pages = [piece.page or 0 for piece in run]
        if is_entry and len(run) >= _FEWEST and pages == sorted(pages):
            for piece in (*filter(_is_label, pieces[max(at - 1, 0) : at]), *run):
                piece.why = CONTENTS
        at += len(run)


def _is_label(piece: Piece) -> bool:
    is_text = piece.kind is PassageKind.PARAGRAPH and not piece.why
    return is_text and len(piece.text.split()) <= _WORDS_ABOVE
