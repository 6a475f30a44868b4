"""What a file holds that no passage can, counted while it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from deliberate.domain.words import Say, say, say_many
from deliberate.formats.documents.properties import line, shortened

_MOST_SHOWN = 10
_LONGEST = 80


@dataclass
class Unread:
    pictures: int = 0
    described: list[str] = field(default_factory=list)  # what stands for those that somebody described
    comments: int = 0
    struck: list[str] = field(default_factory=list)
    boxes: int = 0
    words_of_boxes: int = 0

    def picture(self, described: str) -> None:
        self.pictures += 1
        if line(described):
            self.described.append(line(described))

    def box(self, text: str) -> None:
        """What a page shows beside its text; those without words are not counted."""
        words = len(text.split())
        self.boxes += bool(words)
        self.words_of_boxes += words

    def sentences(self) -> tuple[Say, ...]:
        found: list[Say] = []
        if self.pictures and self.described:
            shown = _shown(self.described)
            found.append(
                say_many(
                    "%(num)d picture: %(shown)s", "%(num)d pictures, among them: %(shown)s", self.pictures, shown=shown
                )
            )
        elif self.pictures:
            found.append(say_many("%(num)d picture", "%(num)d pictures", self.pictures))
        if self.comments:
            found.append(say_many("%(num)d comment for its writers", "%(num)d comments for its writers", self.comments))
        if self.struck:
            found.append(say("words that are struck out: %(words)s", words=_shown(self.struck)))
        if self.boxes:
            found.append(
                say_many(
                    "%(num)d menu or box beside the text, of %(words)d words",
                    "%(num)d menus and boxes beside the text, of %(words)d words",
                    self.boxes,
                    words=self.words_of_boxes,
                )
            )
        return tuple(found)


def _shown(texts: Iterable[str]) -> str:
    texts = list(texts)
    shown = "; ".join(f"“{shortened(text, _LONGEST)}”" for text in texts[:_MOST_SHOWN])
    return f"{shown}; …" if len(texts) > _MOST_SHOWN else shown
