"""What a file holds that no passage can, counted while it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from deliberate.domain.words import Say, Sayable, say, say_many


class Found(Enum):
    """In the order in which they are told; of hidden text the words are counted."""

    PICTURE = auto()
    CHART = auto()
    OBJECT = auto()
    CHANGE = auto()
    HIDDEN_WORD = auto()
    UNKNOWN_SIGN = auto()
    LOST_NOTE = auto()
    MACROS = auto()

    def said(self, number: int) -> Say:
        match self:
            case Found.PICTURE:
                return say_many("%(num)d picture", "%(num)d pictures", number)
            case Found.CHART:
                return say_many("%(num)d chart or diagram", "%(num)d charts or diagrams", number)
            case Found.OBJECT:
                return say_many("%(num)d object of another program", "%(num)d objects of other programs", number)
            case Found.CHANGE:
                return say_many(
                    "%(num)d tracked change, read as accepted", "%(num)d tracked changes, read as accepted", number
                )
            case Found.HIDDEN_WORD:
                return say_many("%(num)d word of hidden text", "%(num)d words of hidden text", number)
            case Found.UNKNOWN_SIGN:
                return say_many(
                    "%(num)d sign of a font that is not known here",
                    "%(num)d signs of fonts that are not known here",
                    number,
                )
            case Found.LOST_NOTE:
                return say_many("%(num)d note that nothing leads to", "%(num)d notes that nothing leads to", number)
            case Found.MACROS:
                return say("macros: programs within the file")


@dataclass
class Findings:
    """`described`: the words that pictures, charts and diagrams have; `comments`: each with who wrote it."""

    numbers: Counter[Found] = field(default_factory=Counter)
    described: dict[str, None] = field(default_factory=dict)
    comments: list[tuple[str, str]] = field(default_factory=list)

    def add(self, found: Found, number: int = 1) -> None:
        self.numbers[found] += number

    def describe(self, words: str | None) -> None:
        words = " ".join((words or "").split())
        if words:
            self.described[words] = None

    def unread(self) -> tuple[Sayable, ...]:
        """All of it in sentences. Nobody's words go without being said."""
        return tuple(self._said())

    def _said(self) -> Iterator[Sayable]:
        for found in Found:
            if number := self.numbers[found]:
                yield found.said(number)
        for words in self.described:
            yield say("a picture or chart says: %(words)s", words=words)
        if self.comments:
            yield say_many("%(num)d comment", "%(num)d comments", len(self.comments))
        for author, words in self.comments:
            if author:
                yield say("a comment by %(author)s: %(words)s", author=author, words=words)
            else:
                yield say("a comment: %(words)s", words=words)
