"""What a PDF says about itself: in its information dictionary, else in its metadata (XMP, ISO 16684-1)."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pypdfium2.raw as pdfium
from lxml import etree

from deliberate.formats.documents.properties import Properties

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
# As long as a proposal keeps.
_LONGEST_LANGUAGE = 12
# 'D:20261126…' in the dictionary, '2026-11-26…' in metadata.
_DATE = re.compile(r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?")
# Names that programs give what nobody named.
_NO_TITLE = re.compile(r"(microsoft|untitled|unbenannt|sans titre|document\d*$|.*\.\w{3,4}$|[\W\d_]*$)", re.IGNORECASE)
# Metadata stands in the file as it is; of several the last one counts.
_PACKET = re.compile(rb"<x:xmpmeta\b.*?</x:xmpmeta\s*>", re.DOTALL)
_LONGEST_PACKET = 1 << 20
_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


def properties(handle: Any, content: bytes) -> Properties:
    """Of PDFium's document; `content` is the file."""
    packet = _packet(content)
    title = _said(handle, b"Title") or next(_listed(packet, "dc:title"), "")
    authors = tuple(_authors(_said(handle, b"Author"))) or tuple(_listed(packet, "dc:creator"))
    language = _wide(lambda space, length: pdfium.FPDFCatalog_GetLanguage(handle, space, length))
    created = _said(handle, b"CreationDate") or next(_listed(packet, "xmp:CreateDate"), "")
    return Properties(
        title="" if _NO_TITLE.match(title) else title,
        authors=authors,
        created=_date(created),
        language=_language(language) or _language(next(_listed(packet, "dc:language"), "")),
    )


def _said(handle: Any, name: bytes) -> str:
    return " ".join(_wide(lambda space, length: pdfium.FPDF_GetMetaText(handle, name, space, length)).split())


def _packet(content: bytes) -> etree._Element | None:
    start = content.rfind(b"<x:xmpmeta")
    found = _PACKET.match(content, start, start + _LONGEST_PACKET) if start >= 0 else None
    if not found or b"<!DOCTYPE" in found[0]:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(found[0], parser)
    except etree.XMLSyntaxError:
        return None


def _listed(packet: etree._Element | None, name: str) -> Iterator[str]:
    """The values of a property, as an attribute, as its text or as a list."""
    if packet is None:
        return
    prefix, _, local = name.partition(":")
    for described in packet.iterfind(".//rdf:Description", _NAMES):
        yield from filter(None, [described.get(f"{{{_NAMES[prefix]}}}{local}")])
        for found in described.iterfind(name, _NAMES):
            items = found.findall(".//rdf:li", _NAMES) or [found]
            yield from (text for item in items if (text := " ".join((item.text or "").split())))


def _authors(written: str) -> Iterator[str]:
    """Parted by semicolons; by commas where what stands between them are whole names."""
    names = written.split(";") if ";" in written else written.split(",")
    if not all(" " in name.strip() for name in names):
        names = written.split(";")
    return (name.strip() for name in names if name.strip())


def _language(written: str) -> str:
    written = written.strip()
    if not _LANGUAGE.fullmatch(written):
        return ""
    return written if len(written) <= _LONGEST_LANGUAGE else written.partition("-")[0]


def _date(written: str) -> date | None:
    match = _DATE.match(written)
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None


def _wide(ask: Callable[[Any, int], int]) -> str:
    length = ask(None, 0)
    space = (ctypes.c_ushort * (length // 2 + 1))()
    ask(space, length)
    return bytes(space)[:length].decode("utf-16-le", "replace").rstrip("\0")
