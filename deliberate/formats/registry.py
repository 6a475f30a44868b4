"""Every format that files come in or go out in, a row each.

A new one is a row here, a module that reads or writes it, and the test of that module: `import`, `export --format`,
`/export.<name>` and the form for a proposal find it by its row. A row loads its module when it is first used: some need
numpy, and most commands none of them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, Never, TypeVar

from deliberate.domain.words import say
from deliberate.formats.decoding import MARK, decoded, utf_8
from deliberate.formats.documents.office.beginnings import is_odt, is_office
from deliberate.formats.errors import FormatError

if TYPE_CHECKING:
    from deliberate.domain.texts.passages import Passage
    from deliberate.formats.documents import Document
    from deliberate.formats.documents.writing import Edit
    from deliberate.formats.engine.frameworks import Framework
    from deliberate.formats.engine.vote_tables import VoteFile
    from deliberate.formats.engine.weighted_graphs import WeightedGraph
    from deliberate.formats.sites import Site

_PAGE = re.compile(rb"(?:\s|<!--.*?-->|<\?.*?\?>)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)

R = TypeVar("R")
W = TypeVar("W")


class Kind(StrEnum):
    """What a file holds: proposals come from documents and sites, `analyse` computes with the rest."""

    DOCUMENT = "document"
    SITE = "site"
    ENGINE = "engine"


@dataclass(frozen=True)
class Format(Generic[R, W]):
    """A format that gives an R when it is read and takes a W to be written.

    `suffixes`: what names of its files end with, the usual one first. `cannot_hold`: what is lost on the way, in words
    that end a sentence. `reader` and `writer` are None where it is only written or only read. `recognises` says by how
    a file begins whether it is in the format; None where others could begin the same way. `tracker` writes what changed
    from one to another, to be accepted or rejected.
    """

    name: str
    kind: Kind
    suffixes: tuple[str, ...]
    media_type: str
    cannot_hold: str
    reader: Callable[[BinaryIO], R] | None = None
    writer: Callable[[W], Iterable[bytes]] | None = None
    recognises: Callable[[bytes], bool] | None = None
    tracker: Callable[[W, W, Edit], bytes] | None = None

    def read(self, content: bytes | BinaryIO) -> R:
        """A file has to stay open as long as what was read is used. Raises FormatError with one line that says where
        and why; also where the format is only written."""
        if self.reader is None:
            raise FormatError(say("the format %(name)s is only written, not read", name=self.name))
        return self.reader(BytesIO(content) if isinstance(content, bytes) else content)

    def write(self, value: W) -> bytes:
        """Raises FormatError where the format is only read."""
        return b"".join(self.write_parts(value))

    def write_parts(self, value: W) -> Iterable[bytes]:
        """The same, one part after another."""
        if self.writer is None:
            raise FormatError(say("the format %(name)s is only read, not written", name=self.name))
        return self.writer(value)


def _function(module: str, name: str) -> Callable[[Any], Any]:
    return lambda value: getattr(import_module(f"deliberate.formats.{module}"), name)(value)


def _apart(module: str, name: str = "read") -> Callable[[BinaryIO], Any]:
    """Of files that other programs write: read in a process of its own, within limits."""
    return lambda file: import_module("deliberate.formats.apart").read_apart(f"deliberate.formats.{module}", name, file)


def _from_text(module: str, name: str = "read") -> Callable[[BinaryIO], Any]:
    read = _function(module, name)
    return lambda file: read(utf_8(file.read()))


def _document(module: str, name: str = "read") -> Callable[[BinaryIO], Document]:
    """From a text in whatever encoding it is; a guess is a thing that the reader could not be sure of."""
    read = _function(module, name)

    def document(file: BinaryIO) -> Document:
        text, guesses = decoded(file.read())
        found: Document = read(text)
        return replace(found, unread=(*guesses, *found.unread)) if guesses else found

    return document


def _to_text(module: str, name: str) -> Callable[[Any], Iterable[bytes]]:
    write = _function(module, name)
    return lambda value: [str(write(value)).encode()]


def _to_parts(module: str, name: str) -> Callable[[Any], Iterable[bytes]]:
    write = _function(module, name)
    return lambda value: (text.encode() for text in write(value))


def _to_bytes(module: str, name: str) -> Callable[[Any], Iterable[bytes]]:
    write = _function(module, name)
    return lambda value: [write(value)]


def _tracked(module: str, name: str) -> Callable[[Any, Any, Edit], bytes]:
    def write(old: Any, new: Any, edit: Edit) -> bytes:
        content: bytes = getattr(import_module(f"deliberate.formats.{module}"), name)(old, new, edit)
        return content

    return write


def _begins(start: bytes) -> Callable[[bytes], bool]:
    return lambda beginning: beginning.removeprefix(MARK).lstrip().startswith(start)


def _is_page(beginning: bytes) -> bool:
    is_wide = beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return bool(_PAGE.match(beginning.replace(b"\0", b"")[2:] if is_wide else beginning.removeprefix(MARK)))


ODT: Format[Document, Never] = Format(
    name="odt",
    kind=Kind.DOCUMENT,
    suffixes=(".odt", ".fodt", ".ott"),
    media_type="application/vnd.oasis.opendocument.text",
    cannot_hold="pictures and comments, which are told apart; tracked changes are read as accepted",
    reader=_apart("documents.office.reading"),
    recognises=is_odt,
)
DOCX: Format[Document, Document] = Format(
    name="docx",
    kind=Kind.DOCUMENT,
    suffixes=(".docx", ".docm", ".dotx"),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    cannot_hold="pictures and comments, which are told apart; tracked changes are read as accepted",
    reader=_apart("documents.office.reading"),
    writer=_to_bytes("documents.writing.docx", "written"),
    recognises=is_office,
    tracker=_tracked("documents.writing.docx", "with_changes"),
)
TEXT: Format[Document, Iterable[Passage]] = Format(
    name="text",
    kind=Kind.DOCUMENT,
    suffixes=(".txt",),
    media_type="text/plain",
    cannot_hold="votes, statuses and earlier wordings; written, it is the document alone, without its thread",
    reader=_document("documents.text"),
    writer=_to_text("documents.editing", "written"),
)
MARKDOWN: Format[Document, Document] = Format(
    name="markdown",
    kind=Kind.DOCUMENT,
    suffixes=(".md", ".markdown", ".mdown"),
    media_type="text/markdown",
    cannot_hold="pictures, comments for its writers, which cells name a row, and how it looks",
    reader=_document("documents.text", "read_markdown"),
    writer=_to_text("documents.writing.markdown", "written"),
)
HTML: Format[Document, Document] = Format(
    name="html",
    kind=Kind.DOCUMENT,
    suffixes=(".html", ".htm", ".xhtml"),
    media_type="text/html",
    cannot_hold="pictures, menus and boxes beside the text, and how it looks",
    reader=_apart("documents.html", "load"),
    writer=_to_text("documents.writing.html", "written"),
    recognises=_is_page,
)
PDF: Format[Document, Never] = Format(
    name="pdf",
    kind=Kind.DOCUMENT,
    suffixes=(".pdf",),
    media_type="application/pdf",
    cannot_hold="what is only a picture: pages that were scanned need a text layer",
    reader=_apart("documents.pdf"),
    # Other bytes may stand before the header (ISO 32000-1, annex H, note 13).
    recognises=lambda beginning: re.search(rb"%PDF-\d", beginning[:1024]) is not None,
)
JSON: Format[Site, Site] = Format(
    name="json",
    kind=Kind.SITE,
    suffixes=(".json",),
    media_type="application/json",
    cannot_hold="what is not public: e-mail addresses, passwords, who voted what, words that are hidden or held",
    reader=_function("sites.site_json", "load"),
    writer=_to_parts("sites.site_json", "written"),
    recognises=_begins(b"{"),
)
FRAMEWORK: Format[Framework, Never] = Format(
    name="af",
    kind=Kind.ENGINE,
    suffixes=(".af",),
    media_type="text/plain",
    cannot_hold="supports, weights and names: only which numbers attack which",
    reader=_from_text("engine.frameworks"),
)
GRAPH: Format[WeightedGraph, Never] = Format(
    name="graph",
    kind=Kind.ENGINE,
    suffixes=(".json",),
    media_type="application/json",
    cannot_hold="labels, words and single votes: only what attacks or supports what, and how much",
    reader=_from_text("engine.weighted_graphs"),
)
VOTES: Format[VoteFile, Never] = Format(
    name="votes",
    kind=Kind.ENGINE,
    suffixes=(".csv",),
    media_type="text/csv",
    cannot_hold="what was voted on: people and posts are numbers",
    reader=_from_text("engine.vote_tables"),
)
PASSAGES: Format[tuple[Passage, ...], Never] = Format(
    name="passages",
    kind=Kind.ENGINE,
    suffixes=(".json",),
    media_type="application/json",
    cannot_hold="marks within the words, messages and what else a document tells: only its passages",
    reader=_from_text("engine.passage_lists"),
    recognises=_begins(b"{"),
)

# So many bytes tell what a file is.
_BEGINNING = 4096
# Where two would do, the earlier one is taken.
FORMATS: tuple[Format[Any, Any], ...] = (
    *(JSON, PDF, ODT, DOCX, HTML, MARKDOWN, TEXT),
    *(FRAMEWORK, GRAPH, VOTES, PASSAGES),
)


def exports() -> dict[str, Format[Any, Site]]:
    """What proposals with their threads can be written in, by name."""
    return {format.name: format for format in FORMATS if format.kind is Kind.SITE and format.writer}


def documents() -> dict[str, Format[Any, Document]]:
    """What the text of a proposal alone is given in, by how names of its files end."""
    return {format.suffixes[0].removeprefix("."): format for format in (MARKDOWN, HTML, DOCX)}


def recognised(content: bytes | BinaryIO, name: str, *kinds: Kind) -> Format[Any, Any]:
    """The format of these kinds that a file is in, by how it begins, else by its name; any other file is a text."""
    beginning = content[:_BEGINNING] if isinstance(content, bytes) else _beginning(content)
    possible = [format for format in FORMATS if format.kind in kinds and format.reader]
    by_content = (format for format in possible if format.recognises and format.recognises(beginning))
    by_name = (format for format in possible if name.lower().endswith(format.suffixes))
    return next(by_content, None) or next(by_name, TEXT)


def _beginning(file: BinaryIO) -> bytes:
    file.seek(0)
    beginning = file.read(_BEGINNING)
    file.seek(0)
    return beginning
