"""XML of files that nobody vouches for: no DTD, no entity, nothing fetched, and never more than a document needs.

Elements and attributes are asked for by the prefixes that the standards print: 'w:p', 'text:h'.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

from deliberate.domain.words import Say, say
from deliberate.formats.errors import FormatError

Element: TypeAlias = etree._Element

# Walks go down with the elements. A text box in a table within a text box stands less than 60 deep.
DEPTH = 128

# As ISO writes them ('strict') and as most programs do ('transitional').
_OFFICE_OPEN = {
    "w": "wordprocessingml/main",
    "r": "officeDocument/relationships",
    "m": "officeDocument/math",
    "a": "drawingml/main",
    "wp": "drawingml/wordprocessingDrawing",
    "pic": "drawingml/picture",
    "c": "drawingml/chart",
    "dgm": "drawingml/diagram",
}
_OPEN_DOCUMENT = (
    *("office", "style", "text", "table", "meta", "manifest"),
    *("draw:drawing", "svg:svg-compatible", "fo:xsl-fo-compatible", "number:datastyle", "form", "script"),
)
_OTHERS = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rels",
    "http://schemas.openxmlformats.org/package/2006/content-types": "types",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": "custom",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties": "custom",
    "urn:schemas-microsoft-com:vml": "v",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/1998/Math/MathML": "math",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}


def _namespaces() -> Iterator[tuple[str, str]]:
    for prefix, path in _OFFICE_OPEN.items():
        first, last = path.split("/")
        yield f"http://schemas.openxmlformats.org/{first}/2006/{last}", prefix
        yield f"http://purl.oclc.org/ooxml/{path}", prefix
    for name in _OPEN_DOCUMENT:
        prefix, _, last = name.partition(":")
        yield f"urn:oasis:names:tc:opendocument:xmlns:{last or prefix}:1.0", prefix
    yield from _OTHERS.items()


_PREFIXES = dict(_namespaces())


def weight(data: bytes) -> int:
    """About how many bytes the tree of an XML text takes: its elements, attributes and texts, as libxml2 keeps them."""
    elements = data.count(b"<") - data.count(b"</")
    texts = data.count(b">") - data.count(b"><")
    return 100 * elements + 240 * data.count(b"=") + 130 * texts


def parsed(data: bytes, at: str) -> Element:
    """The root of the XML part called `at`. Raises FormatError for what is not well-formed UTF-8 or UTF-16, for any
    document type (it could define entities) and for elements nested deeper than DEPTH."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = _from_utf16(data, at)
    if b"<!DOCTYPE" in data:
        raise FormatError(say("has a document type, which no text document needs; it is not read"), at=at)
    # What the declaration says of the encoding does not count, so that no other encoding hides a document type.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(_not_xml(error), at=at) from None
    if root.xpath("boolean(/" + "/".join(["*"] * (DEPTH + 1)) + ")"):
        raise FormatError(_too_deep(), at=at)
    return root


def _from_utf16(data: bytes, at: str) -> bytes:
    try:
        return data.decode("utf-16").encode()
    except UnicodeDecodeError:
        raise FormatError(say("is not UTF-16 text, as it says"), at=at) from None


def _not_xml(error: Exception) -> Say:
    # libxml2 itself stops at 256.
    if "depth" in str(error):
        return _too_deep()
    line = getattr(error, "lineno", None) or 1
    return say("is not well-formed XML (line %(line)d): it is cut off or damaged", line=line)


def _too_deep() -> Say:
    return say("has elements within elements more than %(depth)d deep", depth=DEPTH)


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    uri, _, local = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(uri, '?')}:{local}"


@lru_cache(maxsize=4096)
def _full(name: str) -> tuple[str, ...]:
    prefix, _, local = name.partition(":")
    return tuple(f"{{{uri}}}{local}" for uri, known in _PREFIXES.items() if known == prefix)


def nothing() -> Element:
    """An element without anything, for a part that a file does not have."""
    return etree.Element("nothing")


def name(element: Element) -> str:
    """'w:p', 'text:h'; with '?' for a prefix where nobody here knows the namespace."""
    return _short(str(element.tag))


def attribute(element: Element | None, wanted: str) -> str | None:
    if element is None:
        return None
    found = (element.get(full) for full in _full(wanted))
    return next((value for value in found if value is not None), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of this name, or the first below it of the next name, and so on."""
    for wanted in path:
        if element is None:
            return None
        element = next(element.iterchildren(*_full(wanted)), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The attribute `w:val` of that child."""
    return attribute(child(element, *path), "w:val")


def all_named(element: Element, *wanted: str) -> Iterator[Element]:
    """The element itself and everything below it that has one of these names."""
    full = [tag for one in wanted for tag in _full(one)]
    return element.iter(*full)


def number(text: str | None, default: int = 0) -> int:
    """An integer as an attribute has it; the default for anything else, and for what no counter reaches."""
    return int(text) if text and re.fullmatch(r"[+-]?\d{1,9}", text.strip()) else default


def words_of(element: Element | None) -> str:
    """All the text below, in one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
