"""List markers, as documents print them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLET = r"[•▪◦·‣●○⁃∙■□➢➤❖✓*–—?\uf020-\uf0ff-]"
# Letters that are bullets in the symbol fonts of word processors; a tab or two spaces tell them from words.
_LETTER_BULLET = r"[o§Øüvq](?=\t| {2})"
_NUMBER = r"\(?(?:\d{1,3}|[^\W\d_]|[ivxlIVXL]{1,6})[.)]"
# Not '3.5 million' or '5- to 10-year': what has such a number begins with a capital, or is of a script without them.
_BEGINS = r"(?=[ \t]+(?![a-zß-öø-ÿа-яё])[^\W\d_])"
_DECIMAL = rf"\d{{1,2}}(?:\.\d{{1,2}})+[.)]?{_BEGINS}|\d{{1,3}}\.?[-–]{_BEGINS}"
# Before the text of these stands no space: （一）, 一、, １．, ①.
_HAN = "一二三四五六七八九十百〇零"
_EAST_ASIAN = (
    rf"[（(][{_HAN}]{{1,5}}[)）]|（\d{{1,3}}）|[{_HAN}]{{1,5}}、|(?:[０-９]|\d){{1,3}}[．、]|[０-９]{{1,3}}）|[①-⑳]"
)
_ITEM = re.compile(
    rf"(?P<indent>[ \t\u3000]*)(?:(?P<marker>{_BULLET}|{_LETTER_BULLET}|{_DECIMAL}|{_NUMBER})[ \t]+|"
    rf"(?P<east_asian>{_EAST_ASIAN})\s*)(?P<text>\S.*)",
    re.DOTALL,
)


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
    marker = match["marker"] or match["east_asian"]
    is_number = len(marker) > 1 or match["east_asian"] is not None
    if re.fullmatch(r"[^\W\d_IVX]\.", marker) and marker[0].isupper():  # an initial: 'J. Smith wrote'
        return None
    return Marked(
        len(match["indent"].expandtabs(4)), _style(marker), marker if is_number else None, match["text"].strip()
    )


def _style(marker: str) -> str:
    """Markers of one style belong to one level of a list: '1.' and '12.', '(a)' and '(b)'."""
    if re.fullmatch(_EAST_ASIAN, marker):
        return re.sub(rf"[{_HAN}\d①-⑳]+", "一", marker)
    if len(marker) == 1:
        return marker
    inner = marker.strip("().-–")
    if "." in inner:
        return ".".join("1" for _ in inner.split("."))
    kind = "1" if inner.isdigit() else "i" if re.fullmatch(r"[ivxlIVXL]+", inner) else "a"
    return marker.replace(inner, kind)
