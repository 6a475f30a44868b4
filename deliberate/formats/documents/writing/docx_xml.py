"""Elements of a DOCX by the short names that ECMA-376 uses for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lxml import etree
from lxml.etree import _Element as Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# A tab and a line break are elements of their own.
_PIECES = re.compile(r"[\t\n]|[^\t\n]+")
_SIGNS = {"\t": "w:tab", "\n": "w:br"}


# So that an element has its usual prefix before it stands in a tree that says it.
for prefix, namespace in NAMESPACES.items():
    etree.register_namespace(prefix, namespace)


@cache
def named(name: str) -> str:
    """'w:p' with its namespace."""
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(name: str, attributes: Mapping[str, object] | None = None, *children: Element) -> Element:
    made = etree.Element(named(name), {named(key): str(value) for key, value in (attributes or {}).items()})
    made.extend(children)
    return made


def valued(name: str, value: object) -> Element:
    """Most properties have one value."""
    return element(name, {"w:val": value})


def text_of(text: str, *, deleted: bool = False) -> list[Element]:
    """What a run holds: its words, as words that were deleted or not."""
    made = []
    for piece in _PIECES.findall(text):
        one = element(_SIGNS.get(piece, "w:delText" if deleted else "w:t"))
        if piece not in _SIGNS:
            one.text = piece
            one.set(_XML_SPACE, "preserve")
        made.append(one)
    return made


def part(root: Element) -> bytes:
    """A part as it stands in the file, with its namespaces said once."""
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES, keep_ns_prefixes=list(NAMESPACES))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
