"""The words of one passage as a reader comes upon them, with the marks over them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind

BETWEEN_CELLS = " | "
_PIECES = re.compile(r"\s+|\S+")
# What neither is a letter nor can be seen: control characters and the hyphens of words that are not broken.
_UNSEEN = dict.fromkeys([*range(9), *range(14, 32), 127, 0xAD, 0xFEFF])
# Han, kana and their punctuation, which are written without spaces; Korean is written with them.
_UNSPACED = re.compile(
    "[\u3001-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003fffd]"
)
# Marks that stand in Chinese as in Latin texts.
_EITHER = frozenset("“”‘’—…·")
_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_FIGURES = re.compile(r"[\d+\-−()]+")
_HOST = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def seen(text: str) -> str:
    """Without what cannot be seen and is no space."""
    return text.translate(_UNSEEN)


def between_lines(before: str, after: str) -> str:
    """What a line break is between two letters: a space, but not in a text that is written without them."""
    pair = before + after
    unspaced = [letter for letter in pair if _UNSPACED.fullmatch(letter)]
    return "" if unspaced and all(letter in _EITHER or letter in unspaced for letter in pair) else " "


def raised(text: str) -> str:
    """Figures as they stand above the line, so that 10⁶ is not 106; other letters as they are."""
    return text.translate(_RAISED) if _FIGURES.fullmatch(text.strip()) else text


def lowered(text: str) -> str:
    """Figures as they stand below the line."""
    return text.translate(_LOWERED) if _FIGURES.fullmatch(text.strip()) else text


def leads_out(address: str) -> bool:
    """Whether a link may lead there: to the web, or to somebody's mail."""
    try:
        urlsplit(address)
    except ValueError:  # a bracket that no host has
        return False
    return bool(_HOST.match(address))


@dataclass
class _Open:
    to: str
    depth: int = 1
    start: int | None = None  # where its first word begins, once there is one


class Wording:
    """Takes text run by run; white space is one space, and none at the ends of the text, of a mark or of a cell."""

    def __init__(self) -> None:
        self._open: dict[MarkKind, _Open] = {}
        self._clear()

    def _clear(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._space = ""
        self._begins = True  # nothing stands before, in the text or in the cell
        self._has_words = False
        self._marks: set[Mark] = set()
        self._cells: list[tuple[int, str]] = []
        for one in self._open.values():
            one.start = None

    def __bool__(self) -> bool:
        return self._has_words

    def add(self, text: str) -> None:
        for piece in _PIECES.findall(seen(text)):
            if piece.isspace():
                self._space += piece
            else:
                self._put(piece)

    def open(self, kind: MarkKind, to: str = "") -> None:
        """What is within another of its kind is no more than that."""
        if kind in self._open:
            self._open[kind].depth += 1
        else:
            self._open[kind] = _Open(to)

    def close(self, kind: MarkKind) -> None:
        if one := self._open.get(kind):
            one.depth -= 1
            if not one.depth:
                self._mark(kind, self._open.pop(kind))

    def note(self, number: str) -> None:
        """A note is called here by what is printed for it."""
        self._marks.add(Mark(self._length, self._length, MarkKind.NOTE, number))

    def cell(self, is_head: bool) -> None:
        """What comes belongs to the next cell of a row."""
        if self._cells:
            self._end_cell()
            self._append(BETWEEN_CELLS)
        self._cells.append((self._length, "head" if is_head else ""))
        self._space, self._begins = "", True

    def passage(self, kind: PassageKind, level: int = 0, number: str | None = None) -> Passage | None:
        """What it took since the last one; None if there is no word. Marks that are open go on in the next."""
        if self._cells:
            self._end_cell()
        for mark, one in self._open.items():
            self._mark(mark, one)
        found = Passage("", kind, level, "".join(self._parts), number, tuple(sorted(self._marks)))
        has_words = self._has_words
        self._clear()
        return found if has_words else None

    def _put(self, word: str) -> None:
        if self._space and not self._begins:
            self._append(between_lines(self._parts[-1][-1], word[0]) if "\n" in self._space else " ")
        self._space, self._begins, self._has_words = "", False, True
        for one in self._open.values():
            if one.start is None:
                one.start = self._length
        self._append(word)

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _mark(self, kind: MarkKind, one: _Open) -> None:
        if one.start is not None and one.start < self._length:
            self._marks.add(Mark(one.start, self._length, kind, one.to))

    def _end_cell(self) -> None:
        start, to = self._cells[-1]
        self._marks.add(Mark(start, self._length, MarkKind.CELL, to))
