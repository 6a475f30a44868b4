"""What a text was read as, in short."""

from __future__ import annotations

from io import BytesIO

from deliberate.domain.texts.passages import Passage
from deliberate.formats.documents import Document, html
from deliberate.formats.reading import read_document

PROSE = "The town has grown a lot in the last ten years and needs a plan."


def rows(document: Document) -> list[str]:
    return [f"{one.kind}\t{one.level}\t{' '.join(one.text.split()[:4])}" for one in document.passages]


def of_page(page: str) -> Document:
    return html.load(BytesIO(page.encode()))


def outline(document: Document) -> list[tuple[str, int, str | None, str]]:
    return [(str(one.kind), one.level, one.number, one.text) for one in document.passages]


def unread(document: Document) -> list[str]:
    return [str(one) for one in document.unread]


def shape(text: str) -> list[tuple[str, int, str]]:
    return [(str(one.kind), one.level, one.text) for one in read_document(text).passages]


def kinds(text: str) -> list[str]:
    return [kind for kind, _, _ in shape(text)]


def passage(document: Document, anchor: str) -> Passage:
    return next(one for one in document.passages if one.anchor == anchor)
