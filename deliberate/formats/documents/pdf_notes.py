"""Footnotes of a PDF: which lines they are, how they are called, and where in the text.

They stand at the foot of a column, below a short rule or in smaller letters, and begin with the sign that calls them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from deliberate.formats.documents.pdf_columns import Region
from deliberate.formats.documents.pdf_lines import Line
from deliberate.formats.documents.pdf_pieces import Box, Look, Piece

_SIGN = re.compile(r"\[?(\d{1,3}|[*†‡§¶#]{1,3}|[a-z])\]?[.)]?")
_SIGNS = re.compile(r"(?:\d{1,3}|[*†‡§¶#]{1,3}|[a-z])(?:[,;](?:\d{1,3}|[*†‡§¶#]{1,3}|[a-z]))*")
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_WITH_FIGURES = re.compile(r"(.*?[^\s⁰¹²³⁴-⁹])([⁰¹²³⁴-⁹]+)", re.DOTALL)
# In sizes of the letters of the text: those of notes are at most so large, signs so large and so high above the line.
_SMALL, _SIGN_SIZE, _SIGN_HEIGHT = 0.93, 0.85, 0.1
# A rule above notes is shorter than this share of its column; one over all of it may belong to a table.
_SHORT = 0.7


def parted(region: Region, body: Look, rules: Sequence[Box], is_open: bool) -> tuple[list[Line], list[Line]]:
    """The lines of a column that are text, and those that are notes at its foot: below the last rule, or all small.

    `is_open`: the last note before this column broke off.
    """
    lines = region.lines
    foot = [at for at in range(1, len(lines)) if all(line.size <= body.size for line in lines[at:])]
    ruled = [at for at in foot if any(_is_rule(rule, lines[at - 1], lines[at], region) for rule in rules)]
    if ruled and (is_open or _are_notes(lines[ruled[-1] :], body)):
        return lines[: ruled[-1]], lines[ruled[-1] :]
    for at in foot:
        if _are_small(lines[at:], body) and called_by(lines[at]) and _is_apart(lines[at - 1], lines[at], body):
            return lines[:at], lines[at:]
    return lines, []


def _are_notes(lines: Sequence[Line], body: Look) -> bool:
    """What comes before the first sign goes on from the page before."""
    return _are_small(lines, body) or any(begins_with_sign(line) for line in lines)


def _are_small(lines: Sequence[Line], body: Look) -> bool:
    return all(line.size <= _SMALL * body.size for line in lines)


def _is_apart(above: Line, line: Line, body: Look) -> bool:
    return begins_with_sign(line) or above.base - line.base > 1.5 * body.size


def _is_rule(rule: Box, above: Line, below: Line, region: Region) -> bool:
    short = 2 * rule.height < rule.width < _SHORT * max(region.right - region.left, 1)
    return short and below.base < rule.bottom < above.base and region.left - 6 < rule.left < region.right


def called_by(line: Line) -> tuple[str, int] | None:
    """The sign that a note begins with, and how many pieces it takes; a figure within the line needs white after it."""
    first = line.pieces[0]
    sign = _SIGN.fullmatch(first.text.translate(_FIGURES))
    if not sign or len(line.pieces) == 1:
        return None
    apart = _is_sign(first, line) or line.pieces[1].spaced or first.text != first.text.translate(_FIGURES)
    return (sign[1], 1) if apart and (not sign[1].isalpha() or _is_sign(first, line)) else None


def begins_with_sign(line: Line) -> bool:
    """Whether it begins with a raised sign, as a note does wherever it stands."""
    first = line.pieces[0]
    is_sign = _is_sign(first, line) or first.text != first.text.translate(_FIGURES)
    return is_sign and called_by(line) is not None


def _is_sign(piece: Piece, line: Line) -> bool:
    small = piece.look.size <= _SIGN_SIZE * line.size and piece.base >= line.base + _SIGN_HEIGHT * line.size
    return piece.raised or small


def signed(line: Line, called: Iterable[str]) -> list[Piece]:
    """The pieces of a line of text, those that call one of the notes told apart."""
    names = set(called)
    pieces: list[Piece] = []
    for piece in line.pieces:
        figures = _WITH_FIGURES.fullmatch(piece.text)
        if figures and figures[2].translate(_FIGURES) in names:
            pieces.append(replace(piece, text=figures[1]))
            pieces.append(replace(piece, text=figures[2], spaced=False, sign=figures[2].translate(_FIGURES)))
        elif pieces and _calls(piece, line, names):
            pieces.append(replace(piece, sign=re.sub("[;\\s]", ",", _bare(piece.text))))
        else:
            pieces.append(piece)
    return pieces


def _calls(piece: Piece, line: Line, names: set[str]) -> bool:
    text = _bare(piece.text)
    if not _SIGNS.fullmatch(text) or not set(re.split("[,;]", text)) <= names:
        return False
    # A star after a word needs no raising: it is drawn high.
    return _is_sign(piece, line) or (not text.isalnum() and "," not in text and not piece.spaced)


def _bare(text: str) -> str:
    return text.translate(_FIGURES).strip("[]() ")
