"""PDF with a text layer: by its structure tree where there is one, else by sizes and positions.

ISO 32000-1:2008, read with PDFium. Words, no pictures: pages that are pictures of text are said to be unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO

import pypdfium2.raw as pdfium

from deliberate.domain.words import Sayable, say, say_many
from deliberate.formats.documents import Document, pdf_outline, pdf_streams
from deliberate.formats.documents.pdf_pages import Pages
from deliberate.formats.documents.pdf_passages import document
from deliberate.formats.documents.pdf_pieces import Page
from deliberate.formats.documents.pdf_plain import plain
from deliberate.formats.documents.pdf_properties import properties
from deliberate.formats.documents.pdf_tree import Tree
from deliberate.formats.errors import FormatError

# Other bytes may stand before the header (ISO 32000-1, annex H, note 13).
_BEGINS, _HEADER = 1024, re.compile(rb"%PDF-\d")
# Of more letters than this share nobody could make sense.
_MOST_UNKNOWN = 0.5
# A thick book. What has more is a collection, or made to keep a reader busy.
_MOST_PAGES = 2000


def is_pdf(beginning: bytes) -> bool:
    return _HEADER.search(beginning[:_BEGINS]) is not None


def read(file: BinaryIO) -> Document:
    """Raises FormatError with one line for what is no PDF, damaged, locked, or has no text."""
    return read_content(file.read())


def read_content(content: bytes, *, by_tags: bool = True) -> Document:
    """The same; without `by_tags` as if the file had no structure tree."""
    if not is_pdf(content):
        raise FormatError(say("this is not a PDF"))
    broken = pdf_streams.damaged(content)
    with _opened(content) as handle:
        tree = Tree() if by_tags else None
        pages = list(_read(Pages(handle), tree))
        if why := _no_text(pages, broken):
            raise FormatError(why)
        said = properties(handle, content)
        found = document(pdf_outline.parts(pages, tree.root if tree else None), said.title)
        return replace(
            found,
            authors=said.authors,
            language=said.language,
            created=said.created,
            unread=(*_damage(broken), *_unread(pages), *_attached(handle)),
            plain=plain(pages),
        )


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    handle = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not handle:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise FormatError(say("it is locked with a password"))
        raise FormatError(say("the PDF is damaged and cannot be opened"))
    try:
        yield handle
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _read(pages: Pages, tree: Tree | None) -> Iterator[Page]:
    count = len(pages)
    if not count:
        raise FormatError(say("the PDF is damaged: it has no pages"))
    if count > _MOST_PAGES:
        raise FormatError(say("it has %(count)d pages; at most %(most)d are read", count=count, most=_MOST_PAGES))
    for number in range(count):
        page = pages.read(number, partial(tree.add, number) if tree else None)
        if page is None:
            raise FormatError(say("the PDF is damaged: page %(number)d cannot be read", number=number + 1))
        yield page


def _no_text(pages: Sequence[Page], broken: int) -> Sayable | None:
    """Why there is none that can be read."""
    letters = sum(len(piece.text) for page in pages for piece in page.pieces)
    if letters:
        is_guessed = sum(page.unknown for page in pages) > _MOST_UNKNOWN * letters
        return say("its fonts do not say which letters they draw: no text of it can be read") if is_guessed else None
    if broken:
        return say("the PDF is damaged: no text of it can be read")
    is_scanned = any(page.pictures for page in pages)
    return say("it holds pictures of pages only, and no text") if is_scanned else say("there is no text in it")


def _damage(broken: int) -> Iterator[Sayable]:
    if broken:
        yield say_many("what follows in %(num)d damaged part", "what follows in %(num)d damaged parts", broken)


def _unread(pages: Sequence[Page]) -> Iterator[Sayable]:
    bare = [page for page in pages if not page.pieces]
    if scanned := [str(page.number + 1) for page in bare if page.pictures]:
        yield say_many("page %(pages)s, a picture", "pages %(pages)s, pictures", len(scanned), pages=", ".join(scanned))
    if empty := [str(page.number + 1) for page in bare if not page.pictures]:
        yield say_many(
            "page %(pages)s, which is empty", "pages %(pages)s, which are empty", len(empty), pages=", ".join(empty)
        )
    if pictures := sum(page.pictures for page in pages if page.pieces):
        yield say_many("%(num)d picture", "%(num)d pictures", pictures)
    if unknown := sum(page.unknown for page in pages):
        yield say_many("%(num)d letter without a meaning", "%(num)d letters without a meaning", unknown)
    if fields := sum(page.fields for page in pages):
        yield say_many("%(num)d field of a form", "%(num)d fields of a form", fields)
    if comments := sum(page.comments for page in pages):
        yield say_many("%(num)d comment", "%(num)d comments", comments)


def _attached(handle: Any) -> Iterator[Sayable]:
    if count := int(pdfium.FPDFDoc_GetAttachmentCount(handle)):
        yield say_many("%(num)d attached file", "%(num)d attached files", count)
