"""DOCX (ISO/IEC 29500): the text of a word processor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.words import Say
from deliberate.formats.documents import Document
from deliberate.formats.documents.office.archives import Archive
from deliberate.formats.documents.office.docx_body import Body
from deliberate.formats.documents.office.docx_notes import Notes
from deliberate.formats.documents.office.docx_numbering import Numbering
from deliberate.formats.documents.office.docx_parts import Part, main_part
from deliberate.formats.documents.office.docx_plain import plain
from deliberate.formats.documents.office.docx_runs import Source
from deliberate.formats.documents.office.docx_styles import Styles
from deliberate.formats.documents.office.findings import Findings, Found
from deliberate.formats.documents.office.markup import Element, all_named, attribute
from deliberate.formats.documents.office.outline import document
from deliberate.formats.documents.office.pieces import FOOTER, HEADER, Piece, run_together
from deliberate.formats.documents.office.properties import language, properties_of

_PROPERTIES = ("core-properties", "coreProperties", "custom-properties", "customProperties")


def read(archive: Archive) -> Document:
    """Raises FormatError for what holds no text document, and for what costs too much."""
    package, main = main_part(archive)
    styles = Styles(_root(main, "styles"))
    notes = Notes(main, _root(main, "settings"))
    source = Source(styles, Numbering(_root(main, "numbering"), styles), notes, Findings())
    body = Body(source, main).read(main.root)
    pieces = [
        *_furniture(source, main, HEADER),
        *body,
        *_furniture(source, main, FOOTER),
    ]
    notes_read = list(_notes(source))
    _find(source, main, archive)
    said = properties_of(*(_root(package, kind) for kind in _PROPERTIES))
    spoken = source.languages.most_common(1)
    in_words = language(spoken[0][0]) if spoken else ""
    found = document(pieces, notes_read, replace(said, language=in_words or said.language), source.findings.unread())
    return replace(found, plain=plain(main))


def _root(part: Part, kind: str) -> Element | None:
    related = part.related(kind)
    return related.root if related else None


def _furniture(source: Source, main: Part, why: Say) -> Iterator[Piece]:
    """What stands at the head or the foot of pages, each wording once."""
    references = all_named(main.root, "w:headerReference" if why == HEADER else "w:footerReference")
    paths = dict.fromkeys(main.path_of(attribute(reference, "r:id")) for reference in references)
    parts = [Part(main.archive, path) for path in paths if path]
    places = [(part.root, part) for part in parts] + (source.notes.separators if why == FOOTER else [])
    said: set[str] = set()
    for place, part in places:
        for piece in Body(source, part).read(place):
            if piece.text and piece.text not in said:
                said.add(piece.text)
                yield replace(piece, why=why)


def _notes(source: Source) -> Iterator[Piece]:
    for note in source.notes.called():
        words = run_together(Body(source, note.part).read(note.element))
        if words.text:
            yield Piece(PassageKind.REFERENCE, words, number=note.number)


def _find(source: Source, main: Part, archive: Archive) -> None:
    """What else there is, besides the text."""
    source.findings.add(Found.LOST_NOTE, source.notes.uncalled())
    if any(name.endswith("vbaproject.bin") for name in archive.names()):
        source.findings.add(Found.MACROS)
    comments = main.related("comments")
    for comment in all_named(comments.root, "w:comment") if comments else ():
        words = run_together(Body(source, comments or main).read(comment))
        if words.text:
            source.findings.comments.append((attribute(comment, "w:author") or "", words.text))
