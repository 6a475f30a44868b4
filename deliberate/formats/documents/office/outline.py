"""From pieces to a document: the title, the levels of headings, what is left out, what belongs together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from deliberate.domain.texts.passages import Passage, PassageKind, anchored
from deliberate.domain.words import Say, Sayable, both, say
from deliberate.formats.documents import Document, LeftOut
from deliberate.formats.documents.office.contents import leave_out_contents
from deliberate.formats.documents.office.headings import find_headings
from deliberate.formats.documents.office.pieces import FOOTER, HEADER, TITLE, Piece
from deliberate.formats.documents.office.words import Wording, joined
from deliberate.formats.documents.properties import Properties
from deliberate.formats.documents.sections import with_named_kinds
from deliberate.formats.documents.shapes import names_contents
from deliberate.formats.errors import FormatError

_WORDS_IN_TITLE = 10
# 'Table of contents', 'Índice de contenidos'.
_WORDS_OVER_CONTENTS = 4
# A title that the file's properties repeat stands among so many of the first passages.
_BEGINNING = 12


def document(
    pieces: Iterable[Piece], notes: Iterable[Piece], properties: Properties, unread: Sequence[Sayable]
) -> Document:
    """`notes` stand after everything else. Raises FormatError where there is not a word."""
    body = list(_together(piece for piece in pieces if piece.text))
    leave_out_contents(body)
    find_headings(body)
    body = list(_one_title(body))
    _leave_out_their_headings(body)
    title, body = _titled(body, properties.title)
    passages, left_out = _parted([*body, *notes])
    if not passages:
        raise FormatError(_why_nothing([*unread, *dict.fromkeys(left.why for left in left_out)]))
    return Document(
        title=title or " ".join(passages[0].text.split(None, _WORDS_IN_TITLE)[:_WORDS_IN_TITLE]),
        passages=tuple(anchored(with_named_kinds(passages))),
        authors=properties.authors,
        language=properties.language,
        is_template=True,
        created=properties.created,
        licence=properties.licence,
        left_out=left_out,
        unread=tuple(unread),
    )


def _why_nothing(found: Sequence[Sayable]) -> Say:
    if found:
        return say("the document has no words of its own, only %(found)s", found=both(found))
    return say("the document has no words")


def _together(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Lines of code in one piece, and each definition with its term."""
    last: Piece | None = None
    term: Piece | None = None
    for piece in pieces:
        if term and piece.kind is PassageKind.DEFINITION and not piece.is_term:
            piece = replace(piece, wording=joined((Wording(f"{term.text}:"), piece.wording)))
            last = None if last is term else last
            term = None
        else:
            term = piece if piece.is_term else None
        if last and last.kind is piece.kind is PassageKind.CODE:
            last = replace(last, wording=joined((last.wording, piece.wording), "\n"))
            continue
        if last:
            yield _alone(last)
        last = piece
    if last:
        yield _alone(last)


def _alone(piece: Piece) -> Piece:
    """A term that nothing defines is a paragraph."""
    return replace(piece, kind=PassageKind.PARAGRAPH) if piece.is_term else piece


def _is_heading(piece: Piece) -> bool:
    return piece.kind is PassageKind.HEADING and not piece.why


def _one_title(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A title over several lines is one."""
    last: Piece | None = None
    for piece in pieces:
        is_title = _is_heading(piece) and piece.level == TITLE
        if last and is_title:
            last = replace(last, wording=joined((last.wording, piece.wording)))
            continue
        if last:
            yield last
            last = None
        if is_title:
            last = piece
        else:
            yield piece
    if last:
        yield last


def _leave_out_their_headings(pieces: Sequence[Piece]) -> None:
    """A heading over nothing but contents goes with them: one that is called so, in the languages that are known here,
    and any short one beside others of its level, but for the first, which may be the title."""
    headings = [at for at, piece in enumerate(pieces) if _is_heading(piece)]
    for at, following in pairwise([*headings, len(pieces)]):
        below = [piece for piece in pieces[at + 1 : following] if piece.why not in (HEADER, FOOTER)]
        is_parent = following < len(pieces) and pieces[following].level > pieces[at].level
        is_short = len(pieces[at].text.split()) <= _WORDS_OVER_CONTENTS
        may_be = names_contents(pieces[at].text) or (is_short and at != headings[0] and not is_parent)
        if may_be and below and all(piece.why for piece in below):
            pieces[at].why = below[0].why


def _titled(pieces: list[Piece], named: str) -> tuple[str, list[Piece]]:
    """The title, if there is one, and the pieces with levels that begin with it; `named`: in the file's properties."""
    headings = [piece for piece in pieces if _is_heading(piece)]
    highest = min((heading.level for heading in headings), default=1)
    above = [heading for heading in headings if heading.level == highest]
    if len(above) == 1:
        _lower(headings, 1 - highest)
        return above[0].text, pieces
    if named:
        _lower(headings, 2 - highest)
        title = next((piece for piece in pieces[:_BEGINNING] if _says(piece, named)), None)
        if title:
            title.kind, title.level = PassageKind.HEADING, 1
            return title.text, pieces
        return named, [Piece(PassageKind.HEADING, Wording(named), 1), *pieces]
    _lower(headings, 1 - min(highest, 1))
    return (headings[0].text if headings else ""), pieces


def _lower(headings: Iterable[Piece], by: int) -> None:
    for heading in headings:
        heading.level += by


def _says(piece: Piece, named: str) -> bool:
    is_text = piece.kind in (PassageKind.HEADING, PassageKind.PARAGRAPH) and not piece.why
    return is_text and re.findall(r"\w+", piece.text.lower()) == re.findall(r"\w+", named.lower())


def _parted(pieces: Iterable[Piece]) -> tuple[list[Passage], tuple[LeftOut, ...]]:
    kept: list[Passage] = []
    left_out: list[LeftOut] = []
    for piece in pieces:
        passage = Passage("", piece.kind, piece.level, piece.text, piece.number, piece.wording.marks)
        if piece.why:
            left_out.append(LeftOut(len(kept), passage, piece.why))
        else:
            kept.append(passage)
    return kept, tuple(left_out)
