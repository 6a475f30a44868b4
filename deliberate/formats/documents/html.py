"""Web pages (HTML Living Standard): the main text of the page, without what the site shows around it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import BinaryIO

from lxml.etree import _Element as Element

from deliberate.domain.texts.passages import Passage
from deliberate.domain.words import Sayable, say
from deliberate.formats.decoding import decoded
from deliberate.formats.documents import Document, html_notes, html_page, html_plain, html_properties, outline
from deliberate.formats.documents.html_boxes import Boxes
from deliberate.formats.documents.html_looks import Looks
from deliberate.formats.documents.html_page import Sizes
from deliberate.formats.documents.html_walk import Walk
from deliberate.formats.documents.unread import Unread
from deliberate.formats.errors import FormatError

# Where a page says in which encoding it is, it does so in its first thousand bytes (HTML, 13.2.3.2).
_BEGINNING = 1024
_DECLARED = re.compile(
    rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']+)|<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)


def load(file: BinaryIO) -> Document:
    """Raises FormatError with one line that says why the page cannot be read without loss."""
    content = file.read()
    match = _DECLARED.search(content[:_BEGINNING])
    text, guesses = decoded(content, (match[1] or match[2]).decode("latin-1") if match else "")
    if "\0" in text:
        raise FormatError(
            say("a NUL character; this is not a text file"), line=text.count("\n", 0, text.index("\0")) + 1
        )
    return _document(text, guesses)


def _document(text: str, guesses: tuple[Sayable, ...]) -> Document:
    tree = html_page.parsed(text)
    sizes = Sizes(tree)
    part = html_page.main_part(tree, sizes)
    unread = Unread()
    for beside in html_page.around(part):
        if sizes.letters[beside]:
            unread.box(" ".join(beside.itertext()))
    passages, notes = _read(part, sizes, unread)
    said = html_properties.read(tree, part)
    found = outline.document(passages, notes, said, (*guesses, *unread.sentences()), title_is_sure=False)
    return replace(found, plain=html_plain.plain(tree))


def read_part(text: str, unread: Unread) -> list[Passage]:
    """A piece of HTML within another text."""
    tree = html_page.parsed(f"<body>{text}")
    passages, notes = _read(tree, Sizes(tree), unread)
    return [*passages, *notes]


def _read(part: Element, sizes: Sizes, unread: Unread) -> tuple[list[Passage], list[Passage]]:
    notes = html_notes.found(part)
    looks = Looks(part)
    walk = Walk(notes, Boxes(part, sizes, notes), looks, unread)
    walk.through(part)
    passages = looks.headings(walk.blocks.passages)
    return passages, [html_notes.note(note, sign) for sign, note in walk.blocks.notes]
