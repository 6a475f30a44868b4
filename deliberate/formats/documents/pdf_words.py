"""From the lines of a passage to its words in one line, with the marks that stand over them.

Words that were broken at the margin are made whole. Whether a hyphen at the end of a line is part of the word is told
by the rest of the document: by how it writes the word elsewhere, and by whether it breaks words at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.formats.documents.pdf_lines import Line, is_spelled
from deliberate.formats.documents.pdf_pieces import Look, Piece

_HYPHENS = "-\u2010\u2011"
_LAST_WORD = re.compile(rf"([^\W_]+(?:[{_HYPHENS}’'][^\W_]+)*)[{_HYPHENS}]$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_WORD = re.compile(rf"[^\W_]+(?:[{_HYPHENS}][^\W_]+)*")
_OUTER = (MarkKind.CELL, MarkKind.LINK, MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.CODE, MarkKind.NOTE)
# Who breaks words does so in more lines than this; hyphens of words themselves fall at the end of fewer.
_BREAKS, _FEWEST, _LINES_TO_TELL = 0.025, 2, 100
# Syllables that are also words are seldom longer.
_SHORT = 3


class Vocabulary:
    """How a document writes its words, where they are not at the end of a line."""

    def __init__(self, lines: Iterable[Line]) -> None:
        written = [(line, line.text) for line in lines]
        self._words = {word for _, text in written for word in _words_of(text)}
        torn = [(line, text, after) for (line, text), (_, after) in pairwise(written) if _LAST_WORD.search(text)]
        whole = sum(self._is_whole(text, after) for _, text, after in torn)
        self._breaks_words = len(torn) > max(_FEWEST, _BREAKS * len(written)) or 1 < len(torn) < 2 * whole
        self._never_breaks = not self._breaks_words and len(written) > _LINES_TO_TELL
        apart = sum(is_set_apart(line.pieces[-1]) for line, _, _ in torn)
        self._sets_apart = apart > _FEWEST and 2 * apart > len(torn)

    def is_one_word(self, before: str, after: str, hyphen: Piece) -> bool:
        """Whether the hyphen that `before` ends with only stands there because the line ends."""
        last, first = _LAST_WORD.search(before), _FIRST_WORD.match(after)
        if hyphen.hard or not last or not first or not first[0][0].islower() or last[1][-1].isdigit():
            return False
        if self._sets_apart:
            return is_set_apart(hyphen)
        if self._never_breaks or self._is_whole(before, after):
            return not self._never_breaks
        stem, rest = _last_part(last[1].lower()), first[0].lower()
        both = stem in self._words and rest in self._words and (len(stem) > _SHORT or stem != last[1].lower())
        return self._breaks_words and not both and f"{stem}-{rest}" not in self._words

    def _is_whole(self, before: str, after: str) -> bool:
        """Whether the document has the word elsewhere, in one."""
        last, first = _LAST_WORD.search(before), _FIRST_WORD.match(after)
        return bool(last and first and f"{_last_part(last[1])}{first[0]}".lower() in self._words)


def is_set_apart(piece: Piece) -> bool:
    """A hyphen that whoever broke the word put there: it is no part of what is set in one go."""
    return piece.text in _HYPHENS


def _last_part(word: str) -> str:
    return re.split(f"[{_HYPHENS}]", word)[-1]


def _words_of(text: str) -> Iterator[str]:
    """With the parts of those that have hyphens, but without a broken last one and the first, perhaps a rest."""
    for at, found in enumerate(_WORD.finditer(_LAST_WORD.sub("", text))):
        if at:
            word = found[0].lower()
            yield word
            if any(hyphen in word for hyphen in _HYPHENS):
                yield from re.split(f"[{_HYPHENS}]", word)


def words_with_marks(
    lines: Sequence[Sequence[Piece]], plain: Look, vocabulary: Vocabulary
) -> tuple[str, tuple[Mark, ...]]:
    """The pieces of each line in one line; `plain` is the look that needs no mark."""
    built = _Built(plain, vocabulary)
    for line in lines:
        for at, piece in enumerate(line):
            built.add(piece, begins_line=at == 0)
    return built.text, built.marks()


class _Built:
    def __init__(self, plain: Look, vocabulary: Vocabulary) -> None:
        self.text = ""
        self._plain, self._vocabulary = plain, vocabulary
        self._runs: list[Mark] = []
        self._latest: dict[tuple[MarkKind, str], int] = {}
        self._last: Piece | None = None

    def add(self, piece: Piece, begins_line: bool) -> None:
        if piece.sign:
            place = len(self.text)
            self._runs += [Mark(place, place, MarkKind.NOTE, sign) for sign in piece.sign.split(",") if sign]
            return
        self._part(piece, begins_line)
        start = len(self.text)
        self.text += piece.text
        for kind, to in _styles(piece, self._plain):
            self._mark(start, kind, to)
        self._last = piece

    def _part(self, piece: Piece, begins_line: bool) -> None:
        """White space before it, if there is any; a broken word loses its hyphen instead."""
        before = self._last
        if before is None:
            return
        if not begins_line:
            self.text += " " if piece.spaced else ""
        elif self.text[-1] in _HYPHENS and self.text[-2:-1].isalnum():
            if self._vocabulary.is_one_word(self.text, piece.text, before):
                self.text = self.text[:-1]
        elif is_spelled(self.text[-1]) or is_spelled(piece.text):
            self.text += " "

    def _mark(self, start: int, kind: MarkKind, to: str) -> None:
        """Goes on with the same mark on the word before."""
        at = self._latest.get((kind, to))
        if at is not None and not self.text[self._runs[at].end : start].strip():
            self._runs[at] = Mark(self._runs[at].start, len(self.text), kind, to)
            return
        self._latest[kind, to] = len(self._runs)
        self._runs.append(Mark(start, len(self.text), kind, to))

    def marks(self) -> tuple[Mark, ...]:
        return nested(self._runs)


def nested(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Of two marks that overlap, the one of the inner kind is parted where the other begins or ends."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (_OUTER.index(mark.kind), mark.start)):
        edges = {edge for other in kept if _overlap(mark, other) for edge in (other.start, other.end)}
        places = [mark.start, *sorted(edge for edge in edges if mark.start < edge < mark.end), mark.end]
        kept += [Mark(start, end, mark.kind, mark.to) for start, end in pairwise(places)]
    return tuple(sorted(kept))


def _overlap(one: Mark, other: Mark) -> bool:
    return one.start < other.start < one.end < other.end or other.start < one.start < other.end < one.end


def _styles(piece: Piece, plain: Look) -> Iterable[tuple[MarkKind, str]]:
    if piece.link:
        yield MarkKind.LINK, piece.link
    if piece.look.bold and not plain.bold:
        yield MarkKind.STRONG, ""
    if piece.look.italic and not plain.italic:
        yield MarkKind.EMPHASIS, ""
    if piece.look.mono and not plain.mono:
        yield MarkKind.CODE, ""
