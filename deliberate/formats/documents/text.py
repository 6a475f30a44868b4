"""A document as text: with front matter, in Markdown, or without any markup."""

from __future__ import annotations

import html
import re

from deliberate.domain.words import say
from deliberate.formats.documents import Document, raw, readable
from deliberate.formats.documents.markdown_signs import is_markdown
from deliberate.formats.errors import FormatError

# What ends a line is a line's end; no other control character is text, but the one that ends a page.
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127]) | dict.fromkeys(map(ord, "\r\v\x85\u2028\u2029"), "\n")
PAGE = "\f"
# Of Markdown what nobody reads: comments and tags, where links lead, in which language code is.
_MARKUP = re.compile(
    r"<!--.*?-->|</?[a-zA-Z][^<>\n]*>"
    r"|(?<=\])\([^()\s]*(?:\s+\"[^\"\n]*\")?\)|^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*\S[^\n]*$"
    r"|(?<=```)[^\n`]+$|(?<=~~~)[^\n]+$",
    re.DOTALL | re.MULTILINE,
)


def read(text: str, title: str = "") -> Document:
    """Any text is a document but an empty one, and one that breaks the rules of the markup it begins with. A `title`
    may be given apart; it stands above a text in Markdown that does not begin with another.

    Raises FormatError with one line that says where and why.
    """
    text = _clean(text)
    if readable.is_readable(text) or readable.thread_line(text):
        return _readable(text)
    return _markdown(text, title) if is_markdown(text.replace(PAGE, "\n")) else raw.read(text)


def read_markdown(text: str) -> Document:
    """What calls itself Markdown, though it may be in our own format."""
    text = _clean(text)
    return _readable(text) if readable.is_readable(text) or readable.thread_line(text) else _markdown(text)


def _clean(text: str) -> str:
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise FormatError(say("a NUL character; this is not a text file"), line=line)
    text = text.replace("\r\n", "\n").translate(_CONTROLS)
    if not text.strip():
        raise FormatError(say("the file is empty"), line=1)
    return text


def _readable(text: str) -> Document:
    text = text.replace(PAGE, "\n")
    if readable.is_readable(text):
        return readable.read(text)
    raise FormatError(say("a thread needs lines Title: … and --- above the document"), line=readable.thread_line(text))


def plain(text: str) -> str:
    """The words of the document alone, line by line: without what stands above it, the thread below it, and what only
    its markup has."""
    text = _clean(text)
    if readable.is_readable(text):
        return readable.body(text)
    return plain_markdown(text) if is_markdown(text.replace(PAGE, "\n")) else text


def plain_markdown(text: str) -> str:
    """The same for what calls itself Markdown."""
    from deliberate.formats.documents import front_matter  # what most commands have no need of

    _, _, words = front_matter.split(text.replace(PAGE, "\n"))
    return html.unescape(_MARKUP.sub(" ", words))


def _markdown(text: str, title: str = "") -> Document:
    from deliberate.formats.documents import markdown  # what most commands have no need of

    return markdown.read(text.replace(PAGE, "\n"), title)
