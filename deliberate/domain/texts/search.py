"""Words to look for and words to look in, the same for every database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
# Endings that do not change what an English word is about; in other languages they seldom occur.
_ENDINGS = ("ies", "ing", "es", "ed", "s", "y", "e")
_SHORTEST_STEM = 4
_LONGEST_WORD = 40
_MOST_TERMS = 12


@dataclass(frozen=True)
class Term:
    """A word as it was typed, and what a word in a text must begin with to be the same one (None: be it exactly)."""

    word: str
    stem: str | None

    def fits(self, word: str) -> bool:
        return word == self.word or (self.stem is not None and word.startswith(self.stem))


@dataclass(frozen=True)
class Piece:
    """A stretch of a snippet; `found` when it is a word that was looked for."""

    text: str
    found: bool = False


def words(text: str) -> list[str]:
    """The words of a text without capitals, accents and punctuation: letters and digits only, whatever it holds."""
    return [_fold(match.group())[:_LONGEST_WORD] for match in _WORD.finditer(text)]


def terms(query: str) -> tuple[Term, ...]:
    """What to look for: every word in any of its endings; of the last one the beginning is enough."""
    wanted = list(dict.fromkeys(word for word in words(query[:2000]) if word))[:_MOST_TERMS]
    return tuple(_term(word, is_last=index == len(wanted)) for index, word in enumerate(wanted, 1))


def snippet(text: str, wanted: Iterable[Term], length: int = 220) -> tuple[Piece, ...]:
    """A stretch of the text around the first word that is looked for, with those words told apart."""
    wanted = tuple(wanted)
    text = " ".join(_without_markup(text).split())
    matches = [m for m in _WORD.finditer(text) if any(term.fits(_fold(m.group())) for term in wanted)]
    start, end = _window(text, matches[0].start() if matches else 0, length)
    pieces = [Piece("… ")] if start else []
    at = start
    for match in matches:
        if match.end() > end:
            break
        pieces += [Piece(text[at : match.start()]), Piece(match.group(), found=True)]
        at = match.end()
    pieces += [Piece(text[at:end]), Piece(" …" if end < len(text) else "")]
    return tuple(piece for piece in pieces if piece.text)


def _term(word: str, *, is_last: bool) -> Term:
    stem = _stem(word)
    return Term(word, stem if is_last or len(stem) >= _SHORTEST_STEM else None)


def _window(text: str, first: int, length: int) -> tuple[int, int]:
    """Where the snippet begins and ends: at spaces, with some words before the first that was found."""
    start = max(0, first - length // 3)
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = start + length
    if end < len(text):
        end = max(text.rfind(" ", start, end), start) if " " in text[start:end] else end
    return start, min(end, len(text))


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _without_markup(text: str) -> str:
    """Markdown's links as their words, its marks left out."""
    return re.sub(r"[*_`]+|^\s*>\s?", "", re.sub(r"\[([^\]\[]*)\]\([^()\s]*\)", r"\1", text), flags=re.MULTILINE)
