"""The blocks of a marked text as their reader comes upon them: lists in lists, quotations, rows, notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents.numbering import Numbers
from deliberate.formats.documents.outline import joined
from deliberate.formats.documents.wording import Wording, seen


@dataclass
class _Within:
    """An item (or what defines a term, or a quotation); `number` is to be printed before what comes first in it."""

    kind: PassageKind
    depth: int = 0
    number: str | None = None
    is_begun: bool = False


@dataclass(frozen=True)
class _Note:
    key: str
    passages: list[Passage]
    lists: list[Numbers]
    within: list[_Within]


class Blocks:
    """Its `words` take the text; what ends a run of text says what it was. Nothing here is as deep as the document."""

    def __init__(self) -> None:
        self.words = Wording()
        self.passages: list[Passage] = []
        self.notes: list[tuple[str, Passage]] = []
        self._lists: list[Numbers] = []
        self._within: list[_Within] = []
        self._quotes = 0
        self._outside: list[_Note] = []

    def text(self) -> None:
        """A paragraph ends, or the first words of an item."""
        innermost = self._within[-1] if self._within else None
        if innermost and innermost.kind is not PassageKind.QUOTATION and not innermost.is_begun:
            self._end(innermost.kind, innermost.depth)
        else:
            self._end(PassageKind.QUOTATION if self._quotes else PassageKind.PARAGRAPH)

    def heading(self, level: int) -> None:
        self._end(PassageKind.QUOTATION if self._quotes else PassageKind.HEADING, 0 if self._quotes else level)

    def row(self) -> None:
        self._end(PassageKind.TABLE)

    def code(self, text: str) -> None:
        """As it stands, with its line breaks."""
        self.text()
        lines = [seen(line).rstrip() for line in text.split("\n")]
        if code := "\n".join(lines).strip("\n"):
            self.add(Passage("", PassageKind.CODE, 0, code))

    def add(self, passage: Passage) -> None:
        if self._within and not self._within[-1].is_begun:
            self._within[-1].is_begun = True
            passage = replace(passage, number=passage.number or self._within[-1].number)
        self.passages.append(passage)

    def add_all(self, passages: Iterable[Passage]) -> None:
        """Such as were read apart from the rest."""
        for passage in passages:
            if passage.kind is PassageKind.ITEM:
                passage = replace(passage, level=passage.level + len(self._lists))
            self.add(passage)

    def open_quotation(self) -> None:
        self.text()
        self._quotes += 1
        self._within.append(_Within(PassageKind.QUOTATION))

    def close_quotation(self) -> None:
        self.text()
        self._quotes -= 1
        self._within.pop()

    def open_list(self, numbers: Numbers) -> None:
        self.text()
        self._lists.append(numbers)

    def close_list(self) -> None:
        self.text()
        self._lists.pop()

    def open_item(self, value: int | None = None) -> None:
        """`value` is its own number, where it has one."""
        self.text()
        number = self._lists[-1].printed(value) if self._lists else None
        if self._within and not self._within[-1].is_begun:  # '1. a) …': both stand before the same words
            self._within[-1].is_begun = True
            number = " ".join(filter(None, (self._within[-1].number, number))) or None
        self._within.append(_Within(PassageKind.ITEM, max(len(self._lists), 1), number))

    def close_item(self) -> None:
        self.text()
        self._within.pop()

    def term(self) -> None:
        """A term begins; one before it that nothing was said of stands alone."""
        if self.words:
            self._end(PassageKind.DEFINITION)

    @property
    def is_defining(self) -> bool:
        """What comes says what a term means."""
        return bool(self._within) and self._within[-1].kind is PassageKind.DEFINITION

    def open_definition(self) -> None:
        """Of the term whose words were taken last, if any."""
        if self.words:
            self.words.add(": ")
        self._within.append(_Within(PassageKind.DEFINITION))

    def close_definition(self) -> None:
        self.text()
        self._within.pop()

    def open_note(self, key: str) -> None:
        self.text()
        self._outside.append(_Note(key, self.passages, self._lists, self._within))
        self.passages, self._lists, self._within = [], [], []

    def close_note(self) -> None:
        self.text()
        outside = self._outside.pop()
        if note := joined(self.passages, PassageKind.REFERENCE, None):
            self.notes.append((outside.key, note))
        self.passages, self._lists, self._within = outside.passages, outside.lists, outside.within

    def _end(self, kind: PassageKind, level: int = 0) -> None:
        if passage := self.words.passage(kind, level):
            self.add(passage)
