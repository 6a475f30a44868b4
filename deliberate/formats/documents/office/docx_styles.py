"""Styles of a DOCX (ECMA-376 17.7): what is said of paragraphs and runs, and by the styles a style is based on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeVar

from deliberate.formats.documents.office.markup import Element, all_named, attribute, child, number, value
from deliberate.formats.documents.office.styles import LONGEST_CHAIN, Look, Named, heading_of

S = TypeVar("S")

# In points, where no style says it (17.3.2.38).
_SIZE = 10.0
# The outline level of what is no heading (17.3.1.20).
BODY_TEXT = 9
_PLACES = {"superscript": 1, "subscript": -1, "baseline": 0}
_OFF = ("0", "false", "off", "none")


def is_on(properties: Element | None, wanted: str) -> bool | None:
    """A toggle such as bold; None where it is not mentioned."""
    toggle = child(properties, wanted)
    return None if toggle is None else attribute(toggle, "w:val") not in _OFF


def look_of(properties: Element | None) -> Look:
    """Of a `w:rPr`."""
    if properties is None or len(properties) == 0:
        return Look()
    fonts = child(properties, "w:rFonts")
    languages = child(properties, "w:lang")
    spoken = "w:bidi" if is_on(properties, "w:rtl") else "w:val"
    return Look(
        bold=is_on(properties, "w:b"),
        italic=is_on(properties, "w:i"),
        hidden=is_on(properties, "w:vanish"),
        size=number(value(properties, "w:sz")) / 2 or None,
        font=attribute(fonts, "w:ascii") or attribute(fonts, "w:hAnsi"),
        language=attribute(languages, spoken),
        place=_PLACES.get(value(properties, "w:vertAlign") or ""),
    )


@dataclass(frozen=True)
class Style(Named):
    """`heading`: its level, TITLE for the title, None for text. `list_id` and `list_level`: as far as they are said;
    `list_style`: the style that says the list. `start`: of the first line, in points from the margin."""

    look: Look = field(default_factory=Look)
    heading: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    list_style: str = ""
    start: float | None = None


class Styles:
    """Of the part `word/styles.xml`, if there is one."""

    def __init__(self, root: Element | None) -> None:
        every = list(all_named(root, "w:style")) if root is not None else []
        self._elements = {_id(style): style for style in every}
        self._made: dict[str, Style] = {}
        self._default = next((_id(style) for style in every if _is_default(style)), "")
        self.base = look_of(child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")).over(Look(size=_SIZE))

    def paragraph(self, style_id: str | None) -> Style:
        """The default one where a paragraph names none, or one that is not there."""
        return self.named(style_id if style_id in self._elements else self._default)

    def named(self, style_id: str | None) -> Style:
        style_id = style_id or ""
        if style_id not in self._made:
            self._made[style_id] = self._make(style_id)
        return self._made[style_id]

    def has_first_row(self, style_id: str | None) -> bool:
        """Whether a table of this style sets its first row apart."""
        parts = (part for style in self._chain(style_id or "") for part in all_named(style, "w:tblStylePr"))
        return any(attribute(part, "w:type") == "firstRow" and len(part) for part in parts)

    def list_of(self, style_id: str | None) -> str | None:
        """The list that a numbering style stands for (17.9.27)."""
        return self.named(style_id).list_id

    def _make(self, style_id: str) -> Style:
        chain = list(self._chain(style_id))
        level = _first(_level(style) for style in chain)
        lists = [child(style, "w:pPr", "w:numPr") for style in chain]
        says_list = next((at for at, said in enumerate(lists) if value(said, "w:numId")), None)
        said_levels = (value(said, "w:ilvl") for said in lists[: 1 + (len(lists) if says_list is None else says_list)])
        list_level = _first(said_levels)
        return Style(
            names=tuple(_name(style) for style in chain),
            look=reduce(Look.over, (look_of(child(style, "w:rPr")) for style in chain), Look()),
            heading=level if level is not None and level <= BODY_TEXT else None,
            list_id=None if says_list is None else value(lists[says_list], "w:numId"),
            list_level=None if list_level is None else number(list_level),
            list_style="" if says_list is None else _id(chain[says_list]),
            start=_first(start_of(child(style, "w:pPr", "w:ind")) for style in chain),
        )

    def _chain(self, style_id: str) -> Iterator[Element]:
        """The style and those it is based on."""
        for _ in range(LONGEST_CHAIN):
            style = self._elements.get(style_id)
            if style is None:
                return
            yield style
            style_id = value(style, "w:basedOn") or ""


def start_of(indents: Element | None) -> float | None:
    """Where the first line begins, in points from the margin, by a `w:ind`."""
    if indents is None:
        return None
    left = number(attribute(indents, "w:left") or attribute(indents, "w:start"))
    first = number(attribute(indents, "w:firstLine")) - number(attribute(indents, "w:hanging"))
    return (left + first) / 20


def _id(style: Element) -> str:
    return attribute(style, "w:styleId") or ""


def _is_default(style: Element) -> bool:
    is_paragraph = attribute(style, "w:type") == "paragraph"
    return is_paragraph and attribute(style, "w:default") in ("1", "true", "on")


def _name(style: Element) -> str:
    return (value(style, "w:name") or "").lower()


def _level(style: Element) -> int | None:
    """Of headings, by its name or its outline level; above BODY_TEXT where it says that it is for text."""
    by_name = heading_of(_name(style))
    outline = value(style, "w:pPr", "w:outlineLvl")
    return number(outline) + 1 if by_name is None and outline is not None else by_name


def _first(said: Iterable[S | None]) -> S | None:
    return next((each for each in said if each is not None), None)
