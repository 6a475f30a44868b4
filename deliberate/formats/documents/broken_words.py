"""Words that the margin broke, and whether their hyphen belongs to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from deliberate.formats.documents.html_elements import names
from deliberate.formats.documents.pages import Line

_BEGUN = re.compile(r"(.*?)([^\W_][\w’']*)([-‐\u00ad¬])\s*", re.DOTALL)
_REST = re.compile(r"\s*([^\W_][\w’']*)(\S*)\s*(.*)", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_NO_HYPHENS = "\u00ad¬"
# In 'town- and village halls' the first word shares the end of the second.
_JOINING = names("and or nor to und oder bzw sowie bis y o e u et ou ed en of och eller og i oraz lub")
# A line that breaks a word is a full one.
_SHORTEST = 20


def made_whole(lines: Sequence[Line]) -> list[Line]:
    """Each broken word stands whole on the line where it began."""
    whole = list(lines)
    written: set[str] = set()
    last = -1
    for at, line in enumerate(lines):
        if not line.text.strip():
            continue
        begun, rest = _BEGUN.fullmatch(whole[last].text) if last >= 0 else None, _REST.fullmatch(line.text)
        if begun and rest and len(begun[0]) >= _SHORTEST and rest[1].lower() not in _JOINING:
            written = written or _written(lines)
            hyphen = begun[3] if _has_hyphen(begun, rest[1], written) else ""
            whole[last] = whole[last]._replace(text=f"{begun[1]}{begun[2]}{hyphen}{rest[1]}{rest[2]}")
            whole[at] = line._replace(text=rest[3])
        last = at if whole[at].text.strip() else last
    return whole


def _has_hyphen(begun: re.Match[str], rest: str, written: set[str]) -> bool:
    """It is part of an address or stands before a figure or a capital; or the text has the word so at another place."""
    if begun[3] in _NO_HYPHENS:
        return False
    is_address = re.search(r"://|www\.|@", begun[0].split()[-1]) is not None
    return is_address or not rest[0].islower() or f"{begun[2]}-{rest}".lower() in written


def _written(lines: Iterable[Line]) -> set[str]:
    return {word.lower().replace("‐", "-") for line in lines for word in _WORD.findall(line.text)}
