"""Reading what somebody hands in, in whichever of the formats it is."""

from __future__ import annotations

from typing import BinaryIO

from deliberate.formats.decoding import decoded
from deliberate.formats.documents import Document, text
from deliberate.formats.registry import MARKDOWN, TEXT, Kind, recognised
from deliberate.formats.sites import Site


def read(content: bytes | BinaryIO, name: str = "") -> Document | Site:
    """A file with this name, or without one; it has to stay open as long as the site is used. Raises FormatError with
    one line that says where and why."""
    result: Document | Site = recognised(content, name, Kind.DOCUMENT, Kind.SITE).read(content)
    return result


def read_file(content: bytes, name: str) -> Document:
    """A document alone, in whichever of the formats it is. Raises FormatError with one line that says where and why."""
    document: Document = recognised(content, name, Kind.DOCUMENT).read(content)
    return document


def beside(content: bytes, name: str, document: Document) -> str:
    """What a person compares the rows of a file with: a text as it is, of any other file all its words."""
    is_text = recognised(content, name, Kind.DOCUMENT) in (TEXT, MARKDOWN)
    return decoded(content).text if is_text else document.plain


def read_document(words: str, title: str = "") -> Document:
    """What somebody wrote or pasted, perhaps with a title in a box of its own.

    Raises FormatError with one line that says where and why.
    """
    content = words.encode(errors="replace")
    row = recognised(content, "", Kind.DOCUMENT)
    document: Document = text.read(words.removeprefix("\ufeff"), title) if row is TEXT else row.read(content)
    return document
