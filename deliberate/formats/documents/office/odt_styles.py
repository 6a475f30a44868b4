"""Styles of an ODT (ODF 1.3 part 3, 16): common ones and those that the program made for a single paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deliberate.formats.documents.office.markup import Element, all_named, attribute, child, name, number
from deliberate.formats.documents.office.styles import LONGEST_CHAIN, Look, Named, heading_of

# Where no style says it.
_SIZE = 12.0
_POINTS = {"pt": 1.0, "in": 72.0, "inch": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,9})?)([a-z]{2,4}|%)")
# Boldness has a number, too: 400 is none (20.193).
_BOLD = ("bold", "600", "700", "800", "900")


@dataclass(frozen=True)
class Style(Named):
    """`own`: how letters look by what was set in this place alone, `look` by all styles. `heading`: its level, TITLE
    for the title, None for text. `start`: of the first line, in points from the margin."""

    own: Look = field(default_factory=Look)
    look: Look = field(default_factory=Look)
    heading: int | None = None
    start: float = 0.0


class Styles:
    """`roots`: the elements that hold styles, the first of which counts where two have a name in common."""

    def __init__(self, *roots: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self._automatic: set[Element] = set()
        self._made: dict[tuple[str, str], Style] = {}
        for root in roots:
            for style in () if root is None else root:
                family = attribute(style, "style:family") or ""
                if name(style) == "style:default-style":
                    self._defaults[family] = style
                elif name(style) == "style:style":
                    self._elements.setdefault((family, attribute(style, "style:name") or ""), style)
                    if root is not None and name(root) == "office:automatic-styles":
                        self._automatic.add(style)

    def paragraph(self, style_name: str | None) -> Style:
        return self._style("paragraph", style_name or "")

    def text(self, style_name: str | None) -> Style:
        """Of a span."""
        return self._style("text", style_name or "")

    def _style(self, family: str, style_name: str) -> Style:
        key = (family, style_name)
        if key not in self._made:
            self._made[key] = self._make(family, style_name)
        return self._made[key]

    def _make(self, family: str, style_name: str) -> Style:
        chain = self._chain(family, style_name)
        own, look = Look(), Look()
        heading: int | None = None
        left, first = 0.0, 0.0
        default = self._defaults.get(family)
        # From the style that all others are based on.
        for style in [*([] if default is None else [default]), *reversed(chain)]:
            properties = child(style, "style:text-properties")
            look = _look(properties, look.size or _SIZE).over(look)
            if style in self._automatic:
                own = _look(properties, look.size or _SIZE).over(own)
            outline = attribute(style, "style:default-outline-level")
            if outline is not None:
                heading = number(outline) or None
            by_name = heading_of(_name(style))
            heading = heading if by_name is None else by_name
            paragraph = child(style, "style:paragraph-properties")
            left = _points(attribute(paragraph, "fo:margin-left"), left)
            first = _points(attribute(paragraph, "fo:text-indent"), first)
        return Style(tuple(map(_name, chain)), own, look, heading, left + first)

    def _chain(self, family: str, style_name: str) -> list[Element]:
        """The style and those it is based on."""
        chain: list[Element] = []
        style = self._elements.get((family, style_name))
        while style is not None and len(chain) < LONGEST_CHAIN:
            chain.append(style)
            style = self._elements.get((family, attribute(style, "style:parent-style-name") or ""))
        return chain


def points(length: str | None) -> float:
    """Of '0.5in' or '1.27cm'; 0 for what is no length."""
    return _points(length, 0.0)


def _points(length: str | None, otherwise: float) -> float:
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _POINTS[match[2]] if match and match[2] in _POINTS else otherwise


def _name(style: Element) -> str:
    return (attribute(style, "style:name") or "").replace("_20_", " ").lower()


def _look(properties: Element | None, size: float) -> Look:
    """Of a `style:text-properties`; `size`: that of the style it is based on, for sizes in per cent."""
    if properties is None:
        return Look()
    weight = attribute(properties, "fo:font-weight")
    slope = attribute(properties, "fo:font-style")
    shown = attribute(properties, "text:display")
    return Look(
        bold=None if weight is None else weight in _BOLD,
        italic=None if slope is None else slope in ("italic", "oblique"),
        hidden=None if shown is None else shown == "none",
        size=_font_size(attribute(properties, "fo:font-size"), size),
        font=attribute(properties, "style:font-name") or attribute(properties, "fo:font-family"),
        language=attribute(properties, "fo:language"),
        place=_place(attribute(properties, "style:text-position")),
    )


def _place(text: str | None) -> int | None:
    """Of 'super 58%' or '-33% 58%' (20.385)."""
    if text is None:
        return None
    if text.startswith("su"):
        return 1 if text.startswith("super") else -1
    match = _LENGTH.match(text)
    height = float(match[1]) if match else 0.0
    return (height > 0) - (height < 0)


def _font_size(text: str | None, size: float) -> float | None:
    match = _LENGTH.fullmatch(text or "")
    if match and match[2] == "%":
        return size * float(match[1]) / 100
    return points(text) or None


def is_table_head(style: Style) -> bool:
    return "table heading" in style.names


def root_styles(*roots: Element | None) -> list[Element]:
    """The elements that hold the styles of these parts, automatic ones first."""
    found = [element for root in roots if root is not None for element in all_named(root, "office:automatic-styles")]
    found += [element for root in roots if root is not None for element in all_named(root, "office:styles")]
    return found
