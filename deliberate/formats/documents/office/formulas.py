"""Formulas in one line, from Office Math (ECMA-376 22.1) and MathML: 'a/b', 'x^2', '√(a+b)'."""

from __future__ import annotations

import re

from deliberate.formats.documents.office.markup import Element, attribute, child, name

# What stands between the parts of each; the last of it between all that follow.
_BETWEEN = {
    **{"m:f": "/", "m:sSup": "^", "m:sSub": "_", "m:sSubSup": "_^", "m:sPre": "_^", "m:mr": " ", "m:m": ";"},
    **{"math:mfrac": "/", "math:msup": "^", "math:msub": "_", "math:msubsup": "_^", "math:mtr": " "},
    **{"math:mtable": ";", "math:munder": "_", "math:mover": "^", "math:munderover": "_^"},
}
_ROOTS = {"m:rad", "math:msqrt", "math:mroot"}
# The source text that it was made from.
_SOURCES = {"math:annotation", "math:annotation-xml"}
_OPERATOR = re.compile(r"[+−=,;/\s-]")


def formula(element: Element) -> str:
    """Its words and signs, without how they look."""
    shown = name(element)
    if shown in _SOURCES:
        return ""
    if shown.endswith("Pr"):
        return _sign(element)
    if len(element) == 0:
        return element.text or ""
    parts = [part for part in map(formula, element) if part]
    if shown in _BETWEEN:
        return _parted(parts, _BETWEEN[shown])
    text = "".join(parts)
    if shown in _ROOTS:
        return f"√{_grouped(text, always=True)}"
    return _grouped(text, always=True) if shown == "m:d" else text


def _sign(properties: Element) -> str:
    """The sign that a sum or an integral is written with; without one it is an integral (22.1.2.70)."""
    if name(properties) != "m:naryPr":
        return ""
    sign = attribute(child(properties, "m:chr"), "m:val")
    return "∫" if sign is None else sign


def _parted(parts: list[str], between: str) -> str:
    text = ""
    for at, part in enumerate(parts):
        text += between[min(at, len(between)) - 1] if at else ""
        text += part if between[0] in " ;" else _grouped(part)
    return text


def _grouped(text: str, always: bool = False) -> str:
    return f"({text})" if text and (always or _OPERATOR.search(text)) else text
