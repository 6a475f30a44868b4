"""Words as they stand in an address: of a proposal (its slug) or of a passage (its anchor)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator

LONGEST = 80
# Taken by pages of the site.
RESERVED = frozenset({"new"})
_WORDS_OF_TITLE = 8
_APOSTROPHES = re.compile("[’'`]")


def slug(text: str, words: int) -> str:
    """The first words of a text as an address, in its own letters: 'Who pays for it?' -> 'who-pays-for-it'.

    Latin letters lose their accents; a text without any letter or digit is called what its signs are called.
    """
    plain = _APOSTROPHES.sub("", _without_accents(text)).lower()
    if not any(map(_is_foreign, plain)):
        plain = plain.encode("ascii", "ignore").decode()
    found = list(_words(plain))[:words] or list(_names(text, words))
    return _short("-".join(found)).strip("-") or "untitled"


def of_title(title: str, taken: Container[str] = RESERVED) -> str:
    """The address of a proposal, unlike those taken."""
    wanted = slug(title, _WORDS_OF_TITLE)
    return wanted if wanted not in taken else free(wanted[: LONGEST - 10].rstrip("-"), taken)[0]


def is_slug(text: str) -> bool:
    """Whether an address could be made of it as it is."""
    is_written_so = text == usual(text) and len(text) <= LONGEST
    return is_written_so and all(part and all(map(_is_letter, part)) for part in text.split("-"))


def usual(address: str) -> str:
    """As every address is written: in small letters, each with its accents in one sign."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).lower())


def free(wanted: str, taken: Container[str], number: int = 1) -> tuple[str, int]:
    """The address itself, or with the first number after `number` that makes it unlike those taken; and that number."""
    found = wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found, number


def _without_accents(text: str) -> str:
    """Marks on Latin letters left out; those of other scripts are a part of the word."""
    decomposed = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", re.sub("(?<=[a-zA-Z])[\u0300-\u036f]+", "", decomposed))


def _words(text: str) -> Iterator[str]:
    return iter("".join(c if _is_letter(c) else " " for c in text).split())


def _names(text: str, words: int) -> Iterator[str]:
    """What Unicode calls the signs: '🌳?' -> 'deciduous', 'tree', 'question', 'mark'."""
    signs = [
        sign for sign in text if unicodedata.category(sign)[0] in "SP" or unicodedata.category(sign) in ("Co", "Cn")
    ]
    for sign in signs[:words]:
        yield from _words(unicodedata.name(sign, f"u{ord(sign):x}").lower())


def _is_letter(sign: str) -> bool:
    """Whether it is a part of words: a letter, a digit, or a mark that belongs to one."""
    return unicodedata.category(sign)[0] in "LNM"


def _is_foreign(sign: str) -> bool:
    return not sign.isascii() and unicodedata.category(sign)[0] in "LN"


def _short(address: str) -> str:
    """So long that it can be read in an address, where a letter of other scripts takes two or three places."""
    return address.encode()[:LONGEST].decode(errors="ignore")
