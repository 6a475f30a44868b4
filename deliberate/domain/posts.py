"""What a post says, as one table that columns, boxes, differences, files and the search index are derived from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from deliberate.domain.labels import Rule

# A message has so many parts at the most, each of which is a post.
MOST_PARTS = 20


@dataclass(frozen=True)
class WordsField:
    """One of the things a post says.

    People may write up to `most` characters of it. No column and no file holds more of a line; of a text they hold any
    length. Labels that take what `takes` names have it, or all where that is empty. `key` is its name in files.
    """

    name: str
    key: str
    most: int
    is_line: bool
    takes: str
    is_searched: bool

    def fits(self, rule: Rule) -> bool:
        return not self.takes or self.takes in rule.takes


def _line(most: int, **more: Any) -> dict[str, Any]:
    return {"most": most, "is_line": True, "takes": "", "is_searched": True, **more}


def _text(most: int, **more: Any) -> dict[str, Any]:
    return {**_line(most, **more), "is_line": False}


@dataclass(frozen=True)
class Source:
    """`url` is an address of the web or nothing: whatever else was stored is shown as words only."""

    title: str
    url: str
    quote: str


@dataclass(frozen=True)
class PostWords:
    """All that a post says: what an edit replaces and an earlier wording keeps. What it does not say is empty."""

    body: str = field(default="", metadata=_text(10_000))
    settles: str = field(default="", metadata=_line(500, takes="settles"))
    source_title: str = field(default="", metadata=_line(300, takes="source", key="source"))
    source_url: str = field(default="", metadata=_line(1000, takes="source", is_searched=False))
    source_quote: str = field(default="", metadata=_text(5_000, takes="source", key="quote"))
    replacement: str = field(default="", metadata=_text(10_000, takes="replacement"))

    @property
    def source(self) -> Source | None:
        if not (self.source_title or self.source_url or self.source_quote):
            return None
        is_web = self.source_url.startswith(("http://", "https://"))
        return Source(self.source_title or self.source_url, self.source_url if is_web else "", self.source_quote)

    def items(self) -> Iterator[tuple[WordsField, str]]:
        """Every field with its text, in the order in which pages print them."""
        return ((field, getattr(self, field.name)) for field in FIELDS)

    def searched(self) -> list[str]:
        return [text for field, text in self.items() if field.is_searched]


FIELDS = tuple(
    WordsField(**{"name": field.name, "key": field.name, **field.metadata}) for field in dataclasses.fields(PostWords)
)
