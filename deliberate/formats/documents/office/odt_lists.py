"""Lists of an ODT: what their levels print, and the counting (ODF 1.3 part 3, 5.3 and 16.30)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from deliberate.formats.documents.office.markup import Element, attribute, child, name, number
from deliberate.formats.documents.office.numerals import as_printed, format_of, is_ordered, numeral
from deliberate.formats.documents.office.odt_styles import points

_LEVELS = 10
# As in a DOCX: no number is longer.
_LONGEST = 60
_BLANK = re.compile("[\\s\uf020\u200b]+")


@dataclass(frozen=True)
class Level:
    """`shown`: how many levels a number tells, itself the last. `pattern`: '%1%.%2%.', where a program writes so."""

    format: str = "bullet"
    before: str = ""
    after: str = ""
    shown: int = 1
    first: int = 1
    pattern: str = ""
    sign: str = ""
    start: float = 0.0

    @property
    def is_blank(self) -> bool:
        """It prints nothing: a paragraph that belongs to an item."""
        if is_ordered(self.format):
            return False
        return not _BLANK.sub("", self.sign if self.format == "bullet" else self.before + self.after)


# Of a list whose style nobody defines.
BULLETS: dict[int, Level] = {at: Level(sign="•", start=18.0 * at) for at in range(1, _LEVELS + 1)}


class Counting:
    """The last number of each level of one list, which several lists may carry on."""

    def __init__(self) -> None:
        self._last: list[int | None] = [None] * (_LEVELS + 1)

    def next(self, levels: dict[int, Level], at: int, start: int | None) -> None:
        """One more item on level `at`; those below it begin anew, those above it count as if they had been there."""
        last = self._last[at]
        first = levels.get(at, Level()).first
        self._last[at] = start if start is not None else first if last is None else last + 1
        for above in range(1, at):
            if self._last[above] is None:
                self._last[above] = levels.get(above, Level()).first
        self._last[at + 1 :] = [None] * (_LEVELS - at)

    def label(self, levels: dict[int, Level], at: int) -> str | None:
        """What is printed before the item that was counted last; None for bullets and where nothing is."""
        level = levels.get(at, Level())
        if not is_ordered(level.format):
            return as_printed(level.before + level.after) if level.format == "none" else None
        if level.pattern:
            return as_printed(re.sub(r"%(\d{1,2})%", lambda match: self._number(levels, int(match[1])), level.pattern))
        told = range(max(at - level.shown, 0) + 1, at + 1)
        numbers = filter(None, (self._number(levels, each) for each in told))
        return as_printed(level.before + ".".join(numbers) + level.after)

    def _number(self, levels: dict[int, Level], at: int) -> str:
        level = levels.get(at)
        if level is None or at >= len(self._last):
            return ""
        last = self._last[at]
        return numeral(level.first if last is None else last, level.format)


class ListStyles:
    """By name; `outline` is what headings are numbered by."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in roots:
            for style in root:
                if name(style) == "text:list-style":
                    self._styles.setdefault(attribute(style, "style:name") or "", _levels(style))
                elif name(style) == "text:outline-style":
                    self.outline = _levels(style)

    def levels(self, style_name: str | None) -> dict[int, Level]:
        return self._styles.get(style_name or "", BULLETS)


def _levels(style: Element) -> dict[int, Level]:
    levels = {number(attribute(level, "text:level")): _level(level) for level in style}
    return {at: level for at, level in levels.items() if 1 <= at <= _LEVELS}


def _level(level: Element) -> Level:
    properties = child(level, "style:list-level-properties")
    label = child(properties, "style:list-level-label-alignment")
    start = points(attribute(label, "fo:margin-left")) + points(attribute(label, "fo:text-indent"))
    if label is None:
        start = points(attribute(properties, "text:space-before"))
    if name(level) == "text:list-level-style-image":
        return Level(sign="•", start=start)
    if name(level) == "text:list-level-style-bullet":
        return Level(sign=_short(level, "text:bullet-char"), start=start)
    return Level(
        format=format_of(attribute(level, "style:num-format") or ""),
        before=_short(level, "style:num-prefix"),
        after=_short(level, "style:num-suffix"),
        shown=number(attribute(level, "text:display-levels"), 1),
        first=number(attribute(level, "text:start-value"), 1),
        pattern=_short(level, "loext:num-list-format"),
        start=start,
    )


def _short(level: Element, wanted: str) -> str:
    return (attribute(level, wanted) or "")[:_LONGEST]


class Lists:
    """Which counting each list goes on with, in the order of the text."""

    def __init__(self) -> None:
        self._by_id: dict[str, Counting] = {}
        self._by_style: dict[str, Counting] = {}

    def counting(self, element: Element) -> Counting:
        """For a list that stands in no other."""
        style = attribute(element, "text:style-name") or ""
        carried_on = self._by_id.get(attribute(element, "text:continue-list") or "")
        if carried_on is None and attribute(element, "text:continue-numbering") == "true":
            carried_on = self._by_style.get(style)
        counting = carried_on or Counting()
        self._by_style[style] = counting
        if own_id := attribute(element, "xml:id") or attribute(element, "text:id"):
            self._by_id[own_id] = counting
        return counting

    def numbered(self, element: Element) -> Counting:
        """For a paragraph that names its list."""
        key = attribute(element, "text:list-id") or attribute(element, "text:style-name") or ""
        return self._by_id.setdefault(key, Counting())
