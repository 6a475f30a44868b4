"""How a name looks: two that one takes for each other have a look in common, in whatever script they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

# The data has these around what is written from the right.
_MARK = "\u200e"
_OVERLAY = 1
_ABOVE_OR_BELOW = 200
# Small capitals, which Cyrillic small letters are said to look like, and two more that those are likened to.
_SMALL_CAPITAL = re.compile(r"LATIN LETTER SMALL CAPITAL ([A-Z])")
_PHONETIC = (*range(0x0250, 0x02B0), *range(0x1D00, 0x1D30))
_LIKE_CAPITALS = {"ʍ": "m", "ĸ": "k"}
# Longer than any name that is kept can look.
_LONGEST = 240


class Looks(NamedTuple):
    """As it is written, in small letters and in capitals: 1 looks like l, 0 like O, and I like l but i does not."""

    shown: str
    small: str
    capital: str


def looks(name: str) -> Looks:
    return Looks(skeleton(name)[:_LONGEST], skeleton(name.lower())[:_LONGEST], skeleton(name.upper())[:_LONGEST])


def skeleton(text: str) -> str:
    """The same for texts that look the same (UTS 39), with or without accents.

    Only what stands above, below or through letters counts as an accent, not marks that are vowels or tones.
    """
    plain = (c for c in unicodedata.normalize("NFKD", text) if not _is_accent(c))
    return unicodedata.normalize("NFD", "".join(_prototypes().get(c, c) for c in plain))


def _is_accent(character: str) -> bool:
    where = unicodedata.combining(character)
    return where == _OVERLAY or where >= _ABOVE_OR_BELOW


@cache
def _prototypes() -> dict[str, str]:
    """What stands for each character that looks like another, or like several in a row."""
    found = dict(_pairs()) | _LIKE_CAPITALS
    for letter in map(chr, _PHONETIC):
        if match := _SMALL_CAPITAL.fullmatch(unicodedata.name(letter, "")):
            found.setdefault(letter, match[1].lower())
    return {character: _end(found, text) for character, text in found.items()}


def _pairs() -> Iterator[tuple[str, str]]:
    """The package has each pair in both directions: a character leads to its one prototype, and that to all of its."""
    from confusable_homoglyphs.confusables import (
        confusables_data as pairs,  # loaded for the first name that is looked at
    )

    for marked, others in pairs.items():
        character, prototype = marked.strip(_MARK), others[0]["c"]
        if len(character) != 1 or len(others) != 1:
            continue
        is_prototype = len(pairs[prototype]) > 1 or len(prototype.strip(_MARK)) > 1
        if is_prototype or prototype.strip(_MARK) < character:
            yield character, prototype.strip(_MARK)


def _end(found: dict[str, str], text: str) -> str:
    """What a prototype itself looks like, and so on."""
    for _ in range(3):
        text = "".join(found.get(c, c) for c in text)
    return text
