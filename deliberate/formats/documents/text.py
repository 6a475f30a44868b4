"""A document as text: with front matter, in Markdown, or without any markup."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from deliberate.domain.words import say
from deliberate.formats.documents import Document, raw, readable
from deliberate.formats.documents.markdown_signs import is_markdown
from deliberate.formats.errors import FormatError

# What ends a line is a line's end; no other control character is text, but the one that ends a page.
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127]) | dict.fromkeys(map(ord, "\r\v\x85\u2028\u2029"), "\n")
PAGE = "\f"
# Of Markdown what nobody reads: comments and tags, where links lead, in which language code is, what headings and notes
# are called apart from what is printed; and our own words for a kind.
_MARKUP = re.compile(
    r"(?P<inline><!--.*?-->|</?(?!(?:br|p|div|li|td|th|tr|h\d)\b)[a-zA-Z][\w:-]*(?:\s[^<>\n]*)?/?>)"
    r"|</?[a-zA-Z]\w*(?:\s[^<>\n]*)?/?>"
    r"|(?<=\])\([^()\s]*(?:\s+\"[^\"\n]*\")?\)|(?<=\])\[[^\[\]\n]*\]|^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*\S[^\n]*$"
    r"|(?<=```)[^\n`]+$|(?<=~~~)[^\n]+$|\[\^[^\]\s]+\]:?|\{[#.][^{}\n]*\}[ \t]*$|^(?:Definition|Fact|Reference): ",
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
    if is_markdown(text.replace(PAGE, "\n")):
        return _markdown(text, title)
    return replace(raw.read(text), plain=text)


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
        return replace(readable.read(text), plain=_without_markup(readable.body(text)))
    raise FormatError(say("a thread needs lines Title: … and --- above the document"), line=readable.thread_line(text))


def _without_markup(text: str) -> str:
    """A tag within a word does not part it."""
    return _MARKUP.sub(lambda match: "" if match["inline"] else " ", text)


def _markdown(text: str, title: str = "") -> Document:
    from deliberate.formats.documents import front_matter, markdown  # what most commands have no need of

    text = text.replace(PAGE, "\n")
    return replace(markdown.read(text, title), plain=html.unescape(_without_markup(front_matter.split(text)[2])))
