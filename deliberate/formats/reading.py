"""Reading a text, whichever of the formats it is in."""

from __future__ import annotations

from deliberate.formats import raw, readable
from deliberate.formats.documents import Document
from deliberate.formats.errors import FormatError


def read_document(text: str) -> Document:
    """Reads a text in the readable format (it begins with 'Title:') or a raw one.

    Raises FormatError with one line that says where and why.
    """
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise FormatError(f"line {line}: a NUL character; this is not a text file")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise FormatError("line 1: the file is empty")
    if readable.is_readable(text):
        return readable.read(text)
    return readable.read_markup(text) if readable.has_markup(text) else raw.read(text)
