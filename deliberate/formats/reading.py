"""Reading a text, whichever of the formats it is in."""

from __future__ import annotations

from deliberate.domain.words import say
from deliberate.formats import raw, readable
from deliberate.formats.documents import Document
from deliberate.formats.errors import FormatError

# What ends a page or a line is a line's end; no other control character is text.
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127]) | dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n")


def read_document(text: str) -> Document:
    """Reads a text in the readable format (it begins with front matter), in marked headings, or a raw one.

    Raises FormatError with one line that says where and why.
    """
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise FormatError(say("a NUL character; this is not a text file"), line=line)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").translate(_CONTROLS)
    if not text.strip():
        raise FormatError(say("the file is empty"), line=1)
    if readable.is_readable(text):
        return readable.read(text)
    if line_of_thread := readable.thread_line(text):
        raise FormatError(say("a thread needs lines Title: … and --- above the document"), line=line_of_thread)
    return readable.read_markup(text) if readable.has_markup(text) else raw.read(text)
