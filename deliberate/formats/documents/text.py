"""A document as plain text: with front matter, with marked headings, or without any markup."""

from __future__ import annotations

from deliberate.domain.words import say
from deliberate.formats.documents import Document, raw, readable
from deliberate.formats.errors import FormatError

# What ends a page or a line is a line's end; no other control character is text.
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127]) | dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n")


def read(text: str) -> Document:
    """Any text is a document but an empty one, and one that breaks the rules of the markup it begins with.

    Raises FormatError with one line that says where and why.
    """
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise FormatError(say("a NUL character; this is not a text file"), line=line)
    text = _plain_lines(text)
    if not text.strip():
        raise FormatError(say("the file is empty"), line=1)
    if readable.is_readable(text):
        return readable.read(text)
    if line_of_thread := readable.thread_line(text):
        raise FormatError(say("a thread needs lines Title: … and --- above the document"), line=line_of_thread)
    return readable.read_markup(text) if readable.has_markup(text) else raw.read(text)


def titled(title: str, text: str) -> str:
    """The text under a title that was given apart, where it has marked headings and names none itself."""
    if readable.has_markup(text) and not readable.is_readable(text):
        return f"Title: {title}\n---\n{text}"
    return text


def plain(text: str) -> str:
    """The words of the document alone, line by line: without what stands above it and the thread below it."""
    text = _plain_lines(text)
    return readable.body(text) if readable.is_readable(text) else text


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_CONTROLS)
