"""What a post quotes of the passage that it is about, and what became of those words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+")
# Lines that begin with '>', as Markdown has them; and what stands between quotation marks of any language.
_BLOCK = re.compile(r"(?:^[ ]{0,3}>[^\n]*\n?)+", re.MULTILINE)
_MARKED = re.compile(r"“([^“”„]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|\"([^\"]+)\"|「([^「」]+)」")
# Fewer words are a word that is spoken of.
_FEWEST = 3


@dataclass(frozen=True)
class Quotation:
    """`words` as they stood in the passage, and what it says in their place now, if most of them are still there."""

    words: str
    now: str | None

    @property
    def is_kept(self) -> bool:
        return self.now is not None and _words(self.words) == _words(self.now)


def quotations(body: str, before: str, now: str | None) -> tuple[Quotation, ...]:
    """What the post quotes of the words before, each once, in its order."""
    text, spans = _words(before), list(_WORD.finditer(before))
    found: dict[str, Quotation] = {}
    for quoted in map(_words, _quoted(body)):
        if len(quoted) < _FEWEST or (start := _place(quoted, text)) is None:
            continue
        words = before[spans[start].start() : spans[start + len(quoted) - 1].end()]
        found.setdefault(words, Quotation(words, _become(text, start, len(quoted), now)))
    return tuple(found.values())


def stand_in(words: str, text: str) -> bool:
    """Whether a text has these words in a row."""
    return _place(_words(words), _words(text)) is not None


def _quoted(body: str) -> Iterator[str]:
    for block in _BLOCK.findall(body):
        yield re.sub(r"^[ ]{0,3}>", " ", block, flags=re.MULTILINE)
    for match in _MARKED.finditer(_BLOCK.sub("\n", body)):
        yield next(filter(None, match.groups()))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _place(words: Sequence[str], text: Sequence[str]) -> int | None:
    """Where the words stand in a row, by the number of the first."""
    starts = range(len(text) - len(words) + 1)
    return next((start for start in starts if text[start : start + len(words)] == words), None)


def _become(text: Sequence[str], start: int, length: int, now: str | None) -> str | None:
    """From the first to the last of them that is still there, if more than half are."""
    if now is None:
        return None
    spans = list(_WORD.finditer(now))
    matcher = SequenceMatcher(None, text, [span[0].casefold() for span in spans], autojunk=False)
    kept = [
        new + place - old
        for old, new, size in matcher.get_matching_blocks()
        for place in range(max(old, start), min(old + size, start + length))
    ]
    if 2 * len(kept) <= length:
        return None
    return now[spans[kept[0]].start() : spans[kept[-1]].end()]
