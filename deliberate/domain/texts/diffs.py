"""What changed between two texts, word by word, and between two revisions, passage by passage."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from deliberate.domain.texts.passages import Passage
from deliberate.domain.texts.rising import longest_rising


class Change(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Run:
    """Words that follow each other and share a fate, with the spaces after them."""

    change: Change
    text: str


@dataclass(frozen=True)
class PassageChange:
    """A passage that was added or removed, or (KEPT) has other words than before, or stands elsewhere (`moved`); the
    words with their fate."""

    change: Change
    passage: Passage
    runs: tuple[Run, ...]
    moved: bool = False

    @property
    def old(self) -> tuple[Run, ...]:
        """The words as they were."""
        return tuple(run for run in self.runs if run.change is not Change.ADDED)

    @property
    def new(self) -> tuple[Run, ...]:
        """The words as they are."""
        return tuple(run for run in self.runs if run.change is not Change.REMOVED)

    @property
    def reworded(self) -> bool:
        return any(run.change is not Change.KEPT for run in self.runs)


def passage_changes(old: Sequence[Passage], new: Sequence[Passage]) -> list[PassageChange]:
    """In the new document's order; what was removed stands after what it followed.

    Passages are told apart by their anchors. As few as can be are said to have moved: the others are in the order they
    were in. What only changed its level is not among them.
    """
    before = {passage.anchor: passage for passage in old}
    moved = _moved([passage.anchor for passage in old], [passage.anchor for passage in new])
    gone = _removed(old, {passage.anchor for passage in new})
    changes = list(gone[None])
    for passage in new:
        was = before.get(passage.anchor)
        if was is None:
            changes.append(PassageChange(Change.ADDED, passage, (Run(Change.ADDED, passage.text),)))
        elif was.text != passage.text or passage.anchor in moved:
            runs = tuple(word_diff(was.text, passage.text))
            changes.append(PassageChange(Change.KEPT, passage, runs, passage.anchor in moved))
        changes += gone[passage.anchor]
    return changes


def _removed(old: Iterable[Passage], kept: set[str]) -> dict[str | None, list[PassageChange]]:
    """By the anchor of the kept passage that they stood after."""
    removed: dict[str | None, list[PassageChange]] = defaultdict(list)
    after = None
    for passage in old:
        if passage.anchor in kept:
            after = passage.anchor
        else:
            removed[after].append(PassageChange(Change.REMOVED, passage, (Run(Change.REMOVED, passage.text),)))
    return removed


def _moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """All that are in both but the most that stand in the same order in both."""
    places = {anchor: place for place, anchor in enumerate(old)}
    both = [(number, places[anchor]) for number, anchor in enumerate(new) if anchor in places]
    stays = {new[number] for number, _ in longest_rising(both)}
    return {new[number] for number, _ in both} - stays


def word_diff(old: str, new: str) -> list[Run]:
    """The new text with what was removed left in its place, before what was added there.

    Not with difflib, which needs minutes for two texts of one word repeated; this stays under a second.
    """
    from rapidfuzz.distance import Indel  # which most processes never show a difference with

    before, after = _tokens(old), _tokens(new)
    pieces: list[tuple[bool, list[str], list[str]]] = []
    for op in Indel.opcodes([word.strip() for word in before], [word.strip() for word in after]):
        was, becomes = before[op.src_start : op.src_end], after[op.dest_start : op.dest_end]
        pieces.append((op.tag == "equal", was, becomes))
    runs: list[Run] = []
    for kept, group in groupby(pieces, key=lambda piece: piece[0]):
        parts = list(group)
        removed = "".join(word for _, was, _ in parts for word in was)
        added = "".join(word for _, _, becomes in parts for word in becomes)
        runs += [Run(Change.KEPT, added)] if kept else [Run(Change.REMOVED, removed), Run(Change.ADDED, added)]
    return [run for run in runs if run.text]


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int | None, int | None]]:
    """The places of both, each side in order: together where they are the same, as many as there can be; between such
    pairs first those that are only in `old`, then those only in `new`."""
    from rapidfuzz.distance import Indel

    numbers: dict[Hashable, int] = {}
    before, after = ([numbers.setdefault(one, len(numbers)) for one in side] for side in (old, new))
    added: list[int] = []
    for op in Indel.opcodes(before, after):
        if op.tag == "equal":
            yield from ((None, at) for at in added)
            added = []
            yield from zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True)
        else:
            yield from ((at, None) for at in range(op.src_start, op.src_end))
            added += range(op.dest_start, op.dest_end)
    yield from ((None, at) for at in added)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s*\S+\s*", text)
