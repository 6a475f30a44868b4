"""Notes of a document: passages that explain words of others, where they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind


def calls(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Mark]]:
    """In the order of the text; what a note itself calls comes in no order, and nothing is called between cells."""
    for passage in passages:
        if passage.kind is not PassageKind.REFERENCE:
            found = (mark for mark in sorted(passage.marks) if mark.kind is MarkKind.NOTE)
            yield from ((passage, mark) for mark in found if _stands(mark, passage))


def _stands(call: Mark, passage: Passage) -> bool:
    """Whether it stands in the words of the passage, or of one of its cells."""
    cells = [mark for mark in passage.marks if mark.kind is MarkKind.CELL]
    return not cells or any(cell.start <= call.start <= cell.end for cell in cells)


def called(passages: Iterable[Passage]) -> dict[str, Passage]:
    """The notes that the text calls, by what is printed for them, in the order in which they are called. Of two that
    are printed alike the first counts; the other is a passage like any."""
    passages = list(passages)
    named: dict[str, Passage] = {}
    for passage in passages:
        if passage.kind is PassageKind.REFERENCE and passage.number:
            named.setdefault(passage.number, passage)
    return {mark.to: named[mark.to] for _, mark in calls(passages) if mark.to in named}
