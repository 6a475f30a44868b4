"""What a post quotes of the passage that it is about, and what became of those words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

_WORD = re.compile(r"\w+")
# Lines that begin with '>', as Markdown has them; and what stands between quotation marks of any language.
_BLOCK = re.compile(r"(?:^[ ]{0,3}>[^\n]*\n?)+", re.MULTILINE)
_MARKED = re.compile(r"“([^“”„]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|\"([^\"]+)\"|「([^「」]+)」")
# Fewer words are a word that is spoken of.
_FEWEST = 3
# So many quotations of one post are looked for; and words are carried over between texts of which so many pairs can be
# made, which takes a tenth of a second. In longer ones what is quoted is looked for as it was.
_MOST = 30
_LONG = 400_000


@dataclass(frozen=True)
class Quotation:
    """`words` as they stood in the passage, and what it says in their place now, if most of them are still there."""

    words: str
    now: str | None

    @property
    def is_kept(self) -> bool:
        return self.now is not None and _words(self.words) == _words(self.now)


def quotations(body: str, before: str, now: str | None) -> tuple[Quotation, ...]:
    """What the post quotes of the words before, each once, in its order; of very many the first."""
    text, spans = _words(before), list(_WORD.finditer(before))
    joined, carried = _joined(text), _Carried(text, now)
    found: dict[str, Quotation] = {}
    for quoted in map(_words, _quoted(body)):
        if len(found) == _MOST:
            break
        if len(quoted) < _FEWEST or (start := _place(quoted, joined)) is None:
            continue
        words = before[spans[start].start() : spans[start + len(quoted) - 1].end()]
        if words not in found:
            found[words] = Quotation(words, carried.become(start, len(quoted)))
    return tuple(found.values())


def stand_in(words: str, text: str) -> bool:
    """Whether a text has these words in a row."""
    return _place(_words(words), _joined(_words(text))) is not None


def _quoted(body: str) -> Iterator[str]:
    for block in _BLOCK.findall(body):
        yield re.sub(r"^[ ]{0,3}>", " ", block, flags=re.MULTILINE)
    for match in _MARKED.finditer(_BLOCK.sub("\n", body)):
        yield next(filter(None, match.groups()))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _joined(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _place(words: Sequence[str], joined: str) -> int | None:
    """Where the words stand in a row, by the number of the first."""
    at = joined.find(_joined(words))
    return joined.count(" ", 0, at) if at >= 0 else None


class _Carried:
    """Which words of a text are still there, and where."""

    def __init__(self, text: Sequence[str], now: str | None) -> None:
        self._text, self._now = text, now or ""
        self._spans = list(_WORD.finditer(self._now))

    @cached_property
    def _places(self) -> dict[int, int]:
        words = [span[0].casefold() for span in self._spans]
        if len(words) * len(self._text) > _LONG:
            return {}
        matcher = SequenceMatcher(None, self._text, words, autojunk=False)
        return {old + step: new + step for old, new, size in matcher.get_matching_blocks() for step in range(size)}

    def become(self, start: int, length: int) -> str | None:
        """From the first to the last of these words that is still there, if more than half are."""
        as_it_was = _place(self._text[start : start + length], _joined(_words(self._now)))
        if as_it_was is not None:
            kept = [as_it_was, as_it_was + length - 1]
        else:
            kept = [self._places[place] for place in range(start, start + length) if place in self._places]
            if 2 * len(kept) <= length:
                return None
        return self._now[self._spans[kept[0]].start() : self._spans[kept[-1]].end()]
