"""The words of one passage while they are read, run after run, with what is marked in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.words import say
from deliberate.formats.documents.wording import leads_out
from deliberate.formats.errors import FormatError

# A book has a million; what takes it all in one paragraph would take long to compare, and nobody could answer it.
MOST_LETTERS = 500_000
# The earlier one goes round the others: where a later one would cross it, the later one is cut.
_OUTERMOST_FIRST = (MarkKind.CELL, MarkKind.LINK, MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.CODE)
# Not printed: soft hyphens, byte order marks, what only says where a line may break, and turns of direction that a
# program wrote for itself, whose ends may be in other passages.
_UNSEEN = dict.fromkeys([0xAD, 0xFEFF, 0x200B, 0x2060, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# A word and a page after dots or a tab: a line of a table of contents.
_PAGE = re.compile(r"\w.*(?:\t|[.…·_]{3,}|(?:[.…·] ){3,})\s*(\d{1,4})\s*", re.DOTALL)
_LONGEST_ENTRY = 300
# No text holds them, whatever a file says; one that ends a line is a space.
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127]) | dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), " ")


@dataclass(frozen=True)
class Wording:
    """Words in one line, but for code, and the marks in them, as a passage holds them."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def without(self, letters: int) -> Wording:
        """What follows the first so many letters."""
        kept = [mark for mark in self.marks if mark.end > letters or mark.start == mark.end]
        moved = (replace(mark, start=max(mark.start - letters, 0), end=max(mark.end - letters, 0)) for mark in kept)
        return Wording(self.text[letters:], tuple(moved))

    def plain(self, *kinds: MarkKind) -> Wording:
        """Without marks of these kinds that reach over all of it: how it looks, not what is said with it."""
        whole = (0, len(self.text))
        return replace(
            self, marks=tuple(mark for mark in self.marks if mark.kind not in kinds or (mark.start, mark.end) != whole)
        )


def joined(parts: Iterable[Wording], between: str = " ") -> Wording:
    """The parts in one, each with its marks."""
    texts: list[str] = []
    marks: list[Mark] = []
    at = 0
    for part in parts:
        marks += (_moved(mark, at) for mark in part.marks)
        texts.append(part.text)
        at += len(part.text) + len(between)
    return Wording(between.join(texts), tuple(marks))


def address(to: str | None) -> str:
    """Where a link leads, if readers can go there; files on somebody's disk and scripts are no addresses."""
    to = (to or "").strip()
    return to if leads_out(to) else ""


class Words:
    """Collects text as a file has it; `wording` gives it in one line, with marks that touch no space."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._marks: list[Mark] = []
        self.length = 0

    def add(self, text: str, kinds: Iterable[MarkKind] = ()) -> None:
        text = text.translate(_UNSEEN).translate(_CONTROLS)
        start = self.length
        self._texts.append(text)
        self.length += len(text)
        for kind in kinds:
            self.mark(start, kind)

    def mark(self, start: int, kind: MarkKind, to: str = "") -> None:
        """What was added since `start`."""
        if self.length > start or kind is MarkKind.NOTE:
            self._marks.append(Mark(start, self.length, kind, to))

    @property
    def indent(self) -> float:
        """How far tabs and spaces move the first word, in points: half an inch a tab, a narrow letter a space."""
        text = "".join(self._texts)
        before = text[: len(text) - len(text.lstrip())].rpartition("\n")[2]
        return 36.0 * before.count("\t") + 3.0 * before.count(" ")

    @property
    def page(self) -> int | None:
        """The page that a line of a table of contents leads to, where it looks like one."""
        match = _PAGE.fullmatch("".join(self._texts).strip()) if self.length < _LONGEST_ENTRY else None
        return int(match[1]) if match else None

    def wording(self) -> Wording:
        """Raises FormatError where it is longer than any paragraph."""
        if self.length > MOST_LETTERS:
            raise FormatError(say("a paragraph has more than %(most)d letters", most=MOST_LETTERS))
        text = "".join(self._texts)
        if not self._marks:
            return Wording(" ".join(text.split()))
        text, marks = _without_brackets(text, self._marks)
        words = [match.span() for match in re.finditer(r"\S+", text)]
        line = _Line(words)
        marks = [mark for mark in map(line.moved, marks) if mark]
        return Wording(" ".join(text[start:end] for start, end in words), _nested(marks, line.gaps))

    def lines(self) -> Wording:
        """For code: lines and indents are kept, marks are not."""
        text = "".join(self._texts).replace("\r\n", "\n")
        return Wording("\n".join(line.rstrip() for line in text.split("\n")).strip("\n"))


class _Line:
    """Where places in a text are after each run of white space has become one space."""

    def __init__(self, words: list[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in words]
        self._ends = [end for _, end in words]
        self._at: list[int] = []
        at = 0
        for start, end in words:
            self._at.append(at)
            at += end - start + 1
        self.gaps = {at - 1 for at in self._at[1:]}

    def moved(self, mark: Mark) -> Mark | None:
        """The same mark without white space at its ends; None if it had nothing else."""
        if mark.kind is MarkKind.NOTE:
            place = self._end(mark.start)
            return replace(mark, start=place, end=place)
        start, end = self._start(mark.start), self._end(mark.end)
        return replace(mark, start=start, end=end) if start < end else None

    def _start(self, place: int) -> int:
        word = bisect_right(self._ends, place)
        return self._at[word] + max(place - self._starts[word], 0) if word < len(self._at) else self._whole()

    def _end(self, place: int) -> int:
        word = bisect_left(self._starts, place) - 1
        return self._at[word] + min(place, self._ends[word]) - self._starts[word] if word >= 0 else 0

    def _whole(self) -> int:
        return self._at[-1] + self._ends[-1] - self._starts[-1] if self._at else 0


def _without_brackets(text: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    """Brackets that stand around nothing but the sign of a note are part of the sign: '(1)'. A note itself begins with
    its sign, which is called nothing and marks no place."""
    signs = [mark.start for mark in marks if mark.kind is MarkKind.NOTE]
    around = [at for at in signs if text[max(at - 1, 0) : at + 1] in ("()", "[]")]
    gone = sorted({*around, *(at - 1 for at in around)})
    kept = [mark for mark in marks if mark.kind is not MarkKind.NOTE or mark.to]
    if not gone:
        return text, kept
    text = "".join(text[after + 1 : until] for after, until in pairwise([-1, *gone, len(text)]))
    return text, [
        replace(mark, start=mark.start - bisect_left(gone, mark.start), end=mark.end - bisect_left(gone, mark.end))
        for mark in kept
    ]


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)


def _nested(marks: Iterable[Mark], gaps: set[int]) -> tuple[Mark, ...]:
    """Neighbours of a kind in one, and none that crosses another."""
    marks = list(marks)
    kept: list[Mark] = []
    for kind in _OUTERMOST_FIRST:
        of_kind = list(_merged((mark for mark in marks if mark.kind is kind), gaps))
        by_start = sorted((mark.start, mark.end) for mark in kept)
        by_end = sorted((mark.end, mark.start) for mark in kept)
        kept += [part for mark in of_kind for part in _cut(mark, by_start, by_end, gaps)]
    return tuple(sorted([*kept, *(mark for mark in marks if mark.kind is MarkKind.NOTE)]))


def _merged(marks: Iterable[Mark], gaps: set[int]) -> Iterator[Mark]:
    current: Mark | None = None
    for mark in sorted(marks):
        if current and mark.to == current.to and (mark.start <= current.end or _gap(current.end, mark.start, gaps)):
            current = replace(current, end=max(current.end, mark.end))
            continue
        if current:
            yield current
            mark = replace(mark, start=max(mark.start, current.end))
        current = mark if mark.start < mark.end else None
    if current:
        yield current


def _gap(end: int, start: int, gaps: set[int]) -> bool:
    return start == end + 1 and end in gaps


def _cut(mark: Mark, by_start: list[tuple[int, int]], by_end: list[tuple[int, int]], gaps: set[int]) -> Iterator[Mark]:
    """The mark in parts, cut where one that goes round others begins or ends within it and reaches out of it."""
    beginning = by_start[bisect_right(by_start, (mark.start + 1,)) : bisect_left(by_start, (mark.end,))]
    ending = by_end[bisect_right(by_end, (mark.start + 1,)) : bisect_left(by_end, (mark.end,))]
    within = sorted(
        {start for start, end in beginning if end > mark.end} | {end for end, start in ending if start < mark.start}
    )
    for start, end in zip([mark.start, *within], [*within, mark.end], strict=True):
        start += start in gaps
        end -= end - 1 in gaps
        if start < end:
            yield replace(mark, start=start, end=end)
