"""Headings by how they look, where no style says so: bold and larger than text, or bold lines over text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.markers import marked
from deliberate.formats.documents.office.pieces import TITLE, Piece
from deliberate.formats.documents.shapes import ends_sentence

# Text is set in 9 to 12 points: a bold line that is larger is a heading.
_LARGE = 13.0
# Without being bold it has to stand out: word processors make even their third level a fifth larger.
_TIMES_LARGER = 1.25
# A sentence may be bold and large to be seen; headings are short.
_LONGEST = 30
_SHORT = 12
_LOWEST = 9
_KINDS = (PassageKind.PARAGRAPH, PassageKind.ITEM)


def find_headings(pieces: Sequence[Piece]) -> None:
    """Makes headings of what looks like them, and gives all headings the numbers that are typed in them."""
    styled = [piece for piece in pieces if piece.kind is PassageKind.HEADING and not piece.why]
    by_looks = _by_size(pieces)
    if len(styled) <= 1:
        # Who has a style for nothing but the title makes the other headings by hand.
        by_looks += _by_weight(pieces)
    chosen = {id(piece) for piece in by_looks}
    found = [piece for piece in pieces if id(piece) in chosen]
    for piece in found:
        piece.kind = PassageKind.HEADING
    for piece in (*styled, *found):
        piece.wording = piece.wording.plain(MarkKind.STRONG, MarkKind.EMPHASIS)
        _take_number(piece)
    _give_levels(found, styled)
    first = next((piece for piece in pieces if piece.kind is PassageKind.HEADING and not piece.why), None)
    if found and styled and first is found[0] and not _has_title(styled) and _is_largest(first, found[1:]):
        first.level = TITLE


def _by_size(pieces: Sequence[Piece]) -> list[Piece]:
    """Where most of the text looks so, it is no sign of a heading."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        if piece.kind in _KINDS:
            sizes[piece.face.size] += piece.face.letters
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    found = [piece for piece in pieces if _may_be(piece) and _stands_out(piece, usual)]
    return found if 2 * sum(piece.face.letters for piece in found) < sizes.total() else []


def _stands_out(piece: Piece, usual: float) -> bool:
    face = piece.face
    if face.is_bold and face.size >= _LARGE:
        # Items may all begin with words in bold; a bold paragraph of its own says more.
        return piece.kind is PassageKind.PARAGRAPH or face.size > usual
    return face.size >= max(_LARGE, _TIMES_LARGER * usual) and piece.kind is PassageKind.PARAGRAPH


def _by_weight(pieces: Sequence[Piece]) -> list[Piece]:
    """Bold lines over text that is not: what people write who use no styles."""
    found = []
    for piece, below in pairwise(pieces):
        is_line = piece.kind is PassageKind.PARAGRAPH and len(piece.text.split()) <= _SHORT
        if is_line and _may_be(piece) and piece.face.is_bold and not piece.text.endswith((".", ";", ",")):
            found += [] if below.face.is_bold else [piece]
    return found if len(found) > 1 or found[:1] == [*pieces[:1]] else []


def _may_be(piece: Piece) -> bool:
    if piece.why or not (piece.kind is PassageKind.PARAGRAPH or (piece.kind is PassageKind.ITEM and piece.number)):
        return False
    words = len(piece.text.split(None, _LONGEST + 1))
    return any(map(str.isalpha, piece.text)) and (
        words <= _SHORT or (words <= _LONGEST and not ends_sentence(piece.text))
    )


def _give_levels(found: Sequence[Piece], styled: Sequence[Piece]) -> None:
    """By size, the largest first; below the title where styles name one."""
    sizes = sorted({piece.face.size for piece in found}, reverse=True)
    ranks = {size: rank for rank, size in enumerate(sizes)}
    highest = min((piece.level for piece in styled), default=1) + _has_title(styled)
    for piece in found:
        piece.level = min(highest + ranks[piece.face.size] + _numbers_within(piece.number), _LOWEST)


def _has_title(styled: Sequence[Piece]) -> bool:
    levels = [piece.level for piece in styled]
    return bool(levels) and levels.count(min(levels)) == 1


def _is_largest(first: Piece, others: Sequence[Piece]) -> bool:
    return all(first.face.size > other.face.size for other in others)


def _numbers_within(number: str | None) -> int:
    """'1.1' stands one below '1.'."""
    return max(len(re.findall(r"\d+", number or "")) - 1, 0)


def _take_number(piece: Piece) -> None:
    item = marked(piece.text) if piece.number is None else None
    if item:
        piece.wording = piece.wording.without(len(piece.text) - len(item.text))
        piece.number = item.number
