"""Footnotes of a DOCX that holds two revisions: which are called where, and what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from deliberate.domain.texts.diffs import Change
from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage
from deliberate.domain.texts.tracked import Pair
from deliberate.formats.documents.writing.notes import called, calls


@dataclass(frozen=True)
class Note:
    """What a call leads to. `sign`: what is printed; `is_first`: no call before it leads there."""

    passage: Passage
    sign: str
    is_first: bool


@dataclass(frozen=True)
class Revision:
    """`passages`: those that stand in the text, whose calls have the keys of `notes` in the place of signs, and are the
    same in two revisions if they lead to the same."""

    passages: tuple[Passage, ...]
    notes: Mapping[str, Note]


def is_counted(passages: Sequence[Passage]) -> bool:
    """The signs are 1, 2, 3 in the order in which notes are called, as a word processor counts them."""
    return list(called(passages)) == [str(number) for number in range(1, len(called(passages)) + 1)]


def keyed(passages: Sequence[Passage], *, counted: bool) -> Revision:
    """`counted`: signs are left to the word processor."""
    named = called(passages)
    kept = {id(passage) for passage in named.values()}
    times: Counter[str] = Counter()
    notes: dict[str, Note] = {}
    keys: dict[tuple[int, Mark], str] = {}
    for passage, mark in calls(passages):
        if note := named.get(mark.to):
            is_first = not times[mark.to]
            sign = "" if counted and is_first else mark.to
            # No sign has a line break in it, so none can be taken for a key.
            key = "\n".join([sign, note.anchor, *([] if is_first else ["again"])])
            keys[id(passage), mark] = key
            notes[key] = Note(note, mark.to, is_first)
            times[mark.to] += 1

    def with_keys(passage: Passage) -> Passage:
        marks = (
            replace(mark, to=keys.get((id(passage), mark), mark.to)) if mark.kind is MarkKind.NOTE else mark
            for mark in passage.marks
        )
        return replace(passage, marks=tuple(marks))

    return Revision(tuple(with_keys(passage) for passage in passages if id(passage) not in kept), notes)


class Footnotes:
    """The notes that the text has called so far, in that order; a note's number in it is its id, from 1 on."""

    def __init__(self, before: Mapping[str, Note], after: Mapping[str, Note], *, counted: bool) -> None:
        self.pairs: list[tuple[Change, Pair, str]] = []
        self.is_counted = counted
        self._before, self._after = before, after
        self._ids: dict[tuple[Change, str], int] = {}
        self._called_again = {note.passage.anchor for note in (*before.values(), *after.values()) if not note.is_first}

    def find(self, change: Change, key: str) -> Note | None:
        """None where no note of that name is, nor where a note itself calls one, which no word processor takes."""
        return (self._before if change is Change.REMOVED else self._after).get(key)

    def add(self, change: Change, key: str) -> int:
        """The id of a note that is called here for the first time."""
        before = self._before[key].passage if change is not Change.ADDED else None
        after = self._after[key].passage if change is not Change.REMOVED else None
        note = self._before[key] if change is Change.REMOVED else self._after[key]
        self.pairs.append((change, Pair(before, after), "" if self.is_counted else note.sign))
        for side, passage in ((Change.REMOVED, before), (Change.ADDED, after)):
            if passage:
                self._ids[side, passage.anchor] = len(self.pairs)
        return len(self.pairs)

    def is_called_again(self, note: Note) -> bool:
        return note.passage.anchor in self._called_again

    def id_of(self, change: Change, note: Note) -> int | None:
        """Of a note that was called before."""
        side = Change.REMOVED if change is Change.REMOVED else Change.ADDED
        return self._ids.get((side, note.passage.anchor))
