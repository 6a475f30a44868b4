"""List markers, as documents print them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLET = r"[•▪◦·‣●○*–—?-]"
_NUMBER = r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,6})[.)]"
# Not '3.5 million': what has such a number begins with a capital.
_DECIMAL = r"\d{1,2}(?:\.\d{1,2})+[.)]?(?=[ \t]+[A-Z])"
_ITEM = re.compile(rf"(?P<indent>[ \t]*)(?P<marker>{_BULLET}|{_DECIMAL}|{_NUMBER})[ \t]+(?P<text>\S.*)", re.DOTALL)


@dataclass(frozen=True)
class Marked:
    """A line that begins with a list marker; `number` is the marker when it counts."""

    indent: int
    style: str
    number: str | None
    text: str

    @property
    def depth(self) -> int:
        """How many numbers its marker has: 2 for '1.1'."""
        return self.style.count("1") or 1


def marked(line: str) -> Marked | None:
    """The parts of an item's first line; None for any other line."""
    match = _ITEM.match(line)
    if match is None or line.lstrip().startswith("* *"):
        return None
    marker = match["marker"]
    is_number = len(marker) > 1
    if is_number and re.fullmatch(r"[A-HJ-UWYZ]\.", marker):  # an initial: 'J. Smith wrote'
        return None
    return Marked(
        len(match["indent"].expandtabs(4)), _style(marker), marker if is_number else None, match["text"].strip()
    )


def _style(marker: str) -> str:
    """Markers of one style belong to one level of a list: '1.' and '12.', '(a)' and '(b)'."""
    if len(marker) == 1:
        return marker
    inner = marker.strip("().")
    if "." in inner:
        return ".".join("1" for _ in inner.split("."))
    kind = "1" if inner.isdigit() else "i" if re.fullmatch(r"[ivxlIVXL]+", inner) else "a"
    return marker.replace(inner, kind)
