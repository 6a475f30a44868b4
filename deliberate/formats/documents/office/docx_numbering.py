"""Numbers of a DOCX as Word prints them (ECMA-376 17.9): definitions, what lists change in them, and the counting."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from deliberate.formats.documents.office.docx_styles import Styles, is_on, start_of
from deliberate.formats.documents.office.markup import Element, all_named, attribute, child, number, value
from deliberate.formats.documents.office.numerals import as_printed, is_ordered, numeral

_LEVELS = 9
# 'Article 12.3.4 (a)' is short; what is longer is no number, and would be printed before every item.
_LONGEST = 60
# A space, also that of the font Symbol.
_BLANK = re.compile("[\\s\uf020\u200b]+")


@dataclass(frozen=True)
class Level:
    """`text`: '%1.%2' with the numbers of levels. `restart`: after an item of so high a level it counts anew."""

    first: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    is_legal: bool = False
    is_picture: bool = False
    style: str = ""
    start: float | None = None

    @property
    def is_blank(self) -> bool:
        """It prints nothing: a paragraph that belongs to an item."""
        return not (_BLANK.sub("", self.text) or self.is_picture)


@dataclass(frozen=True)
class _List:
    definition: str
    levels: dict[int, Level]
    # Levels that begin anew with the first item of this list.
    anew: dict[int, int]


class Numbering:
    """Of the part `word/numbering.xml`, if there is one. `label` counts, so it is asked once for each paragraph."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._definitions: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root, styles)

    def level(self, list_id: str | None, at: int) -> Level | None:
        """None where there is no such list, as with '0', which takes a paragraph out of all lists."""
        known = self._lists.get(list_id or "")
        return known.levels.get(at) if known else None

    def level_of_style(self, list_id: str | None, style_id: str) -> int:
        """On which level of the list paragraphs of the style stand."""
        known = self._lists.get(list_id or "")
        named = (at for at, level in known.levels.items() if level.style == style_id) if known else iter(())
        return next(named, 0) if style_id else 0

    def label(self, list_id: str, at: int) -> str | None:
        """What is printed before the next item; None for bullets and for what prints nothing."""
        levels = self._lists[list_id].levels
        counters = self._count(list_id, at)
        level = levels[at]
        if level.format == "bullet":
            return None

        def shown(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            above = levels.get(other, Level())
            is_plain = level.is_legal and is_ordered(above.format)
            counted = counters[other]
            return numeral(above.first if counted is None else counted, "decimal" if is_plain else above.format)

        return as_printed(re.sub(r"%([1-9])", shown, level.text))

    def _count(self, list_id: str, at: int) -> list[int | None]:
        known = self._lists[list_id]
        counters = self._counters.setdefault(known.definition, [None] * _LEVELS)
        before = counters[at]
        if at in known.anew and (list_id, at) not in self._begun:
            before = None
        first = known.levels[at].first if (list_id, at) in self._begun else known.anew.get(at, known.levels[at].first)
        self._begun.add((list_id, at))
        counters[at] = first if before is None else before + 1
        for above in range(at):
            # A level that was passed over counts as if it had been there, in Word and others.
            if counters[above] is None:
                counters[above] = known.levels.get(above, Level()).first
        for below in range(at + 1, _LEVELS):
            restart = known.levels[below].restart if below in known.levels else None
            if at < (below if restart is None else restart):
                counters[below] = None
        return counters

    def _read(self, root: Element, styles: Styles) -> None:
        linked: dict[str, str] = {}
        for definition in all_named(root, "w:abstractNum"):
            key = attribute(definition, "w:abstractNumId") or ""
            self._definitions[key] = _levels(definition)
            if link := value(definition, "w:numStyleLink"):
                linked[key] = link
        lists = {attribute(one, "w:numId") or "": one for one in all_named(root, "w:num")}
        of_list = {key: value(one, "w:abstractNumId") or "" for key, one in lists.items()}
        for key, one in lists.items():
            meant = of_list[key]
            if meant in linked:
                meant = of_list.get(styles.list_of(linked[meant]) or "", meant)
            if key != "0":
                self._lists[key] = self._list(one, meant)

    def _list(self, one: Element, definition: str) -> _List:
        levels = dict(self._definitions.get(definition, {}))
        anew: dict[int, int] = {}
        for change in all_named(one, "w:lvlOverride"):
            at = number(attribute(change, "w:ilvl"))
            changed = child(change, "w:lvl")
            if changed is not None:
                levels[at] = _level(changed)
            first = value(change, "w:startOverride")
            if first is not None:
                anew[at] = number(first, 1)
        return _List(definition, {at: level for at, level in levels.items() if 0 <= at < _LEVELS}, anew)


def _levels(definition: Element) -> dict[int, Level]:
    return {number(attribute(level, "w:ilvl")): _level(level) for level in all_named(definition, "w:lvl")}


def _level(level: Element) -> Level:
    # A format of one's own stands beside a known one, which comes last.
    formats = [attribute(format, "w:val") for format in all_named(level, "w:numFmt")]
    restart = value(level, "w:lvlRestart")
    made = Level(
        first=number(value(level, "w:start"), 0),
        text=(value(level, "w:lvlText") or "")[:_LONGEST],
        restart=None if restart is None else number(restart),
        is_legal=bool(is_on(level, "w:isLgl")),
        is_picture=child(level, "w:lvlPicBulletId") is not None,
        style=value(level, "w:pStyle") or "",
        start=start_of(child(level, "w:pPr", "w:ind")),
    )
    return replace(made, format=formats[-1] or "decimal") if formats else made
