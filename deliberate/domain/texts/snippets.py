"""Where in a text what was looked for stands, and a stretch of it to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deliberate.domain.texts.search import Reading, Term


@dataclass(frozen=True)
class Piece:
    """A stretch of a snippet; `found` when it was looked for."""

    text: str
    found: bool = False


def holds(text: str, wanted: Iterable[Term], language: str = "") -> bool:
    """Whether the text holds all that is looked for."""
    reading = Reading(text, language)
    return all(any(_places(reading, term)) for term in wanted)


def snippet(text: str, wanted: Iterable[Term], length: int = 220, language: str = "") -> tuple[Piece, ...]:
    """A stretch of the text around the first place that holds what is looked for, with that told apart."""
    text = " ".join(_without_markup(text).split())
    marked = _marked(Reading(text, language), wanted)
    start, end = _window(text, marked[0][0] if marked else 0, length)
    pieces = [Piece("… ")] if start else []
    at = start
    for begin, stop in marked:
        if stop > end:
            break
        pieces += [Piece(text[at:begin]), Piece(text[begin:stop], found=True)]
        at = stop
    pieces += [Piece(text[at:end]), Piece(" …" if end < len(text) else "")]
    return tuple(piece for piece in pieces if piece.text)


def _marked(reading: Reading, wanted: Iterable[Term]) -> list[tuple[int, int]]:
    """From where to where; letters side by side together."""
    hits = {place for term in wanted for places in _places(reading, term) for place in places}
    marked: list[tuple[int, int]] = []
    for place in sorted(hits):
        word = reading.units[place]
        if marked and word.is_letter and marked[-1][1] == word.start:
            marked[-1] = marked[-1][0], word.end
        else:
            marked.append((word.start, word.end))
    return marked


def _places(reading: Reading, term: Term) -> Iterator[range]:
    """The words of the text that are what the term looks for."""
    *before, last = term.words
    for at in range(len(reading.units) - len(before)):
        end = at + len(before)
        if reading.words[at:end] == before and _fits(reading, end, last, term):
            # A letter and the next one are one word.
            paired = reading.units[end].is_letter and reading.words[end] == last != reading.units[end].key
            yield range(at, end + 1 + paired)


def _fits(reading: Reading, at: int, last: str, term: Term) -> bool:
    word, others = reading.words[at], reading.others[at]
    if word == last or last in others or not term.others.isdisjoint(others):
        return True
    return term.begins and (word.startswith(last) or any(key.startswith(last) for key in others))


def _window(text: str, first: int, length: int) -> tuple[int, int]:
    """Where the snippet begins and ends: at spaces, with some words before the first that was found."""
    start = max(0, first - length // 3)
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = start + length
    if end < len(text):
        end = max(text.rfind(" ", start, end), start) if " " in text[start:end] else end
    return start, min(end, len(text))


def _without_markup(text: str) -> str:
    """Markdown's links as their words, its marks left out."""
    return re.sub(r"[*_`]+|^\s*>\s?", "", re.sub(r"\[([^\]\[]*)\]\([^()\s]*\)", r"\1", text), flags=re.MULTILINE)
