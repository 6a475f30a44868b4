"""The words of a text in any script, and how they are compared: without capitals, accents, points and strokes.

What is written without spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese), and Korean, whose particles
are written onto the word, is taken letter by letter, so that whatever stands inside of it can be found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# Han, kana, bopomofo, Hangul, Thai, Lao, Burmese, Khmer and Tai letters; their digits and punctuation are left out.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109d\u1100-\u115f"
    "\u1780-\u17d3\u17d7\u17dc\u17dd\u1950-\u19c9\u1a20-\u1a7c\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\ua9e0-\ua9ef\ua9fa-\ua9fe"
    "\uaa60-\uaa7f\uaa80-\uaadf\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\uffa0-\uffdc\U00020000-\U0003fffd"
)
# Marks that change how a letter is read or said, not which one it is; and joiners, which cannot be seen. Vowel signs of
# scripts that have no other vowels are marks, too, but make another word.
_LEFT_OUT = re.compile(
    "[\u00ad\u02b0-\u02ff\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
    "\U000e0100-\U000e01ef]+"
)
# Letters that only look or sound like others where Unicode sees none.
_SAME = {
    **{"ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŋ": "n", "ĸ": "k"},
    **{"\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647"},
}
# How they are written where a keyboard lacks them.
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_LONGEST = 40
_HYPHENS = "-‐‑"
# Between the parts of e-mail, U.S. and 1,000; spaces that do not break stand in numbers.
_JOINTS = "-‐‑.,'’\u00a0\u202f"
_JOINED = re.compile(rf"[^\W_][{_JOINTS}][^\W_]")
_PLAIN = re.compile("[a-z0-9]+")
_THOUSAND = 3


class Word(NamedTuple):
    """A word where it stands in a text; or a letter of what is written without spaces (`is_letter`).

    `key` is what it is compared by; `joined` that of all it is joined to by hyphens, dots or commas, as e-mail, U.S.
    and 1,000 are.
    """

    text: str
    key: str
    start: int
    end: int
    is_letter: bool = False
    joined: str = ""


def words(text: str) -> Iterator[Word]:
    """In order, whatever the text holds."""
    stretch, units = _patterns()
    matches = stretch.finditer(text)
    for stretches in _together(matches, text) if _JOINED.search(text) else zip(matches):
        joined = _joined([match.group() for match in stretches], text[stretches[0].end()]) if stretches[1:] else ""
        for match in stretches:
            whole, start = match.group(), match.start()
            if whole.isascii():
                yield Word(whole[:_LONGEST], whole.lower()[:_LONGEST], start, match.end(), joined=joined)
                continue
            for unit in units.finditer(whole):
                if key := fold(unit.group())[:_LONGEST]:
                    is_letter = unit.lastgroup == "letter"
                    yield Word(
                        unit.group()[:_LONGEST], key, start + unit.start(), start + unit.end(), is_letter, joined
                    )


def plain_words(text: str) -> list[str] | None:
    """The keys of `words`, where these are all that there is to know of them; None for a text where they are not."""
    if not text.isascii() or _JOINED.search(text):
        return None
    return [word[:_LONGEST] for word in _PLAIN.findall(text.lower())]


def _together(matches: Iterable[re.Match[str]], text: str) -> Iterator[list[re.Match[str]]]:
    """Those with nothing but the same joint between them."""
    group: list[re.Match[str]] = []
    joint = ""
    for match in matches:
        if group:
            between = text[group[-1].end() : match.start()]
            if len(between) != 1 or between not in _JOINTS or (joint and between != joint):
                yield group
                group, between = [], ""
            joint = between
        group.append(match)
    if group:
        yield group


def _joined(parts: Sequence[str], joint: str) -> str:
    """What they are together: a word, initials or a number; nothing if they only stand there."""
    first, *rest = parts
    is_initials = joint == "." and all(len(part) == 1 and part.isalpha() for part in parts)
    is_number = len(first) <= _THOUSAND and first.isdecimal() and all(_are_thousands(part) for part in rest)
    if joint in _HYPHENS or is_initials or (is_number and joint not in _HYPHENS):
        return fold("".join(parts))[:_LONGEST]
    return ""


def _are_thousands(part: str) -> bool:
    return len(part) == _THOUSAND and part.isdecimal()


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """What a word is compared by: letters and digits, and signs that make another word."""
    if word.isascii():
        return "".join(filter(str.isalnum, word.lower()))
    bare = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", lowered(word)).casefold())
    plain = "".join(map(_plain, unicodedata.normalize("NFKD", bare)))
    return unicodedata.normalize("NFC", _LEFT_OUT.sub("", plain))


def lowered(word: str) -> str:
    """With one way to write each letter; accents are kept."""
    return unicodedata.normalize("NFKC", word).replace("İ", "i").lower()


def spelt_out(word: str) -> str | None:
    """The key of a word with umlauts or the like written out, if it has any."""
    lower = lowered(word)
    spelt = lower.translate(_SPELT_OUT)
    return fold(spelt) if spelt != lower else None


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    if letter in _SAME:
        return _SAME[letter]
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if not (letter.isalnum() or unicodedata.category(letter)[0] == "M"):
        return ""
    base, with_, _ = unicodedata.name(letter, "").partition(" WITH ")
    if with_ and base.startswith(("LATIN SMALL LETTER ", "CYRILLIC SMALL LETTER ")):
        try:
            return _plain(unicodedata.lookup(base))
        except KeyError:
            return letter
    return letter


def is_unspaced(letter: str) -> bool:
    """Whether it is of a script that is written without spaces between words, or with its particles on the word."""
    return _IS_UNSPACED.fullmatch(letter) is not None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A stretch of letters and their marks, and what it is made of."""
    marks = (c for c in map(chr, range(0x300, 0x20000)) if unicodedata.category(c)[0] == "M")
    # And what is written apart from its letter now and then: parts of Hangul, marks of half width, joiners.
    mark = "".join(marks) + "\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f"
    mark += "\u00ad\u200b-\u200d\u2060\ufeff\U000e0100-\U000e01ef"
    units = rf"(?P<letter>[{_UNSPACED}][{mark}]*)|(?P<word>[^{_UNSPACED}]+)"
    return re.compile(rf"[^\W_]+(?:[{mark}]+[^\W_]*)*"), re.compile(units)
