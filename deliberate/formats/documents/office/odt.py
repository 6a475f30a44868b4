"""ODT (ISO/IEC 26300): the text of a word processor, as an archive or in one XML file (.fodt)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.words import Say, say
from deliberate.formats.documents import Document
from deliberate.formats.documents.office.archives import Archive, locked
from deliberate.formats.documents.office.findings import Found
from deliberate.formats.documents.office.markup import Element, all_named, child, name, words_of
from deliberate.formats.documents.office.odt_body import Body
from deliberate.formats.documents.office.odt_lists import ListStyles
from deliberate.formats.documents.office.odt_plain import plain
from deliberate.formats.documents.office.odt_runs import Source
from deliberate.formats.documents.office.odt_styles import Styles, root_styles
from deliberate.formats.documents.office.outline import document
from deliberate.formats.documents.office.pieces import FOOTER, HEADER, Piece, run_together
from deliberate.formats.documents.office.properties import language, properties_of
from deliberate.formats.errors import FormatError

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED = "encrypted-package"
_FURNITURE = {
    **dict.fromkeys(("style:header", "style:header-left", "style:header-first"), HEADER),
    **dict.fromkeys(("style:footer", "style:footer-left", "style:footer-first"), FOOTER),
}
_OTHERS = {
    "office:spreadsheet": say("this is a spreadsheet, not a text document"),
    "office:presentation": say("this is a presentation, not a text document"),
    "office:drawing": say("this is a drawing, not a text document"),
}


def is_odt(archive: Archive) -> bool:
    return CONTENT in archive or _ENCRYPTED in archive


def read(archive: Archive) -> Document:
    """Raises FormatError for what holds no text document, and for what costs too much."""
    manifest = archive.xml(_MANIFEST)
    is_locked = manifest is not None and next(all_named(manifest, "manifest:encryption-data"), None) is not None
    if is_locked or _ENCRYPTED in archive:
        raise FormatError(locked())
    content = archive.xml(CONTENT)
    if content is None:
        raise FormatError(say("the archive has no part with the text of a document"))
    return _read(content, archive.xml("styles.xml"), archive.xml("meta.xml"), archive)


def read_flat(root: Element) -> Document:
    """Of the root of a .fodt. Raises FormatError for what holds no text document."""
    return _read(root, root, root, None)


def _read(content: Element, styles: Element | None, meta: Element | None, archive: Archive | None) -> Document:
    text = _text(content)
    source = Source(archive)
    body = _body(source, content, styles)
    pieces = body.read(text)
    heads, feet = (list(_furniture(source, styles, why)) for why in (HEADER, FOOTER))
    notes = list(_notes(source, content, styles))
    _find(source, content, styles)
    said = properties_of(child(meta, "office:meta"))
    spoken = source.languages.most_common(1)
    in_words = language(spoken[0][0]) if spoken else ""
    said = replace(said, language=in_words or said.language)
    found = document([*heads, *pieces, *feet], notes, said, source.findings.unread())
    return replace(found, plain=plain(text, styles))


def _text(content: Element) -> Element:
    body = child(content, "office:body")
    text = child(body, "office:text")
    if text is not None:
        return text
    kinds = (_OTHERS.get(name(element)) for element in (body if body is not None else ()))
    raise FormatError(next(filter(None, kinds), None) or say("the file has no text of a document"))


def _body(source: Source, content: Element | None, styles: Element | None) -> Body:
    roots = [*root_styles(content), *root_styles(styles)]
    return Body(source, Styles(*roots), ListStyles(roots))


def _furniture(source: Source, styles: Element | None, why: Say) -> Iterator[Piece]:
    """What stands at the head or the foot of pages, each wording once. Its automatic styles are in the same part."""
    said: set[str] = set()
    for page in all_named(styles, "style:master-page") if styles is not None else ():
        for element in page:
            if _FURNITURE.get(name(element)) != why:
                continue
            for piece in _body(source, None, styles).read(element):
                if piece.text and piece.text not in said:
                    said.add(piece.text)
                    yield replace(piece, why=why)


def _notes(source: Source, content: Element, styles: Element | None) -> Iterator[Piece]:
    """Footnotes first. A note may hold others, which are met while it is read."""
    read: list[tuple[bool, Piece]] = []
    at = 0
    while at < len(source.notes):
        note = source.notes[at]
        words = run_together(_body(source, content, styles).read(note.body))
        if words.text:
            read.append((note.is_endnote, Piece(PassageKind.REFERENCE, words, number=note.number)))
        at += 1
    yield from (piece for _, piece in sorted(read, key=lambda pair: pair[0]))


def _find(source: Source, content: Element, styles: Element | None) -> None:
    """What else there is, besides the text."""
    changes = list(all_named(content, "text:insertion", "text:deletion"))
    source.findings.add(Found.CHANGE, len(changes))
    names = source.archive.names() if source.archive else []
    scripts = next(all_named(content, "office:script", "text:script"), None)
    if scripts is not None or any(part.startswith(("basic/", "scripts/")) for part in names):
        source.findings.add(Found.MACROS)
    for annotation in source.annotations:
        words = run_together(_body(source, content, styles).read(annotation))
        if words.text:
            source.findings.comments.append((words_of(child(annotation, "dc:creator")), words.text))
