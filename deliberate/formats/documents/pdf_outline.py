"""All the parts of a PDF: by its tags, with what they leave out; by sizes and positions where they tell too little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.words import Say
from deliberate.formats.documents import pdf_furniture, pdf_layout
from deliberate.formats.documents.pdf_lines import fragments
from deliberate.formats.documents.pdf_pieces import Page, Part, Piece
from deliberate.formats.documents.pdf_tags import Tagged
from deliberate.formats.documents.pdf_tree import Element

# A tree that holds less of the letters was not made with care; nor was a file that says most are not of the text.
_TOLD = 0.6

_Key: TypeAlias = tuple[int, int]


def parts(pages: Sequence[Page], root: Element | None) -> list[Part]:
    """`root`: the structure tree, if there is one."""
    by_tags = _by_tags(pages, root) if root and root.children else None
    return pdf_layout.parts(pages) if by_tags is None else by_tags


def _by_tags(pages: Sequence[Page], root: Element) -> list[Part] | None:
    """None where the tags tell too little."""
    lines = {page.number: fragments(page) for page in pages}
    tagged = Tagged(pages, pdf_layout.margins(pages, lines), {} if root.has_headings else _looks(pages))
    found = tagged.parts(root)
    told = {id(piece) for content in tagged.used for piece in tagged.content.get(content, [])}
    beside = {id(piece) for page in pages for piece in page.pieces if piece.artifact}
    letters, aside = sum(len(piece.text) for page in pages for piece in page.pieces), _letters(pages, beside)
    if _letters(pages, told) < _TOLD * (letters - aside) or aside > letters / 2:
        return None
    printed = pdf_furniture.furniture([(page, lines[page.number]) for page in pages])
    reasons = {id(piece): why for line, why in printed.items() for piece in line.pieces}
    for part in found:
        part.why = part.why or _reason(part, reasons)
    untold = [replace(page, pieces=[one for one in page.pieces if id(one) not in told]) for page in pages]
    return _placed(found, [*_artifacts(untold, reasons), *_words(untold)], pages)


def _reason(part: Part, reasons: dict[int, Say]) -> Say | None:
    """A paragraph may be the head of a page, whatever its tag says."""
    whys = [reasons.get(id(piece)) for piece in _pieces(part)]
    return whys[0] if part.kind is PassageKind.PARAGRAPH and whys and all(whys) else None


def _artifacts(pages: Iterable[Page], reasons: dict[int, Say]) -> Iterator[Part]:
    for page in pages:
        for line in fragments(replace(page, pieces=[one for one in page.pieces if one.artifact])):
            yield pdf_layout.left_out(line, reasons.get(id(line.pieces[0]), pdf_furniture.ASIDE))


def _words(pages: Sequence[Page]) -> Iterator[Part]:
    """Text that the tree does not hold; which of it would be headings is for the tree to say."""
    words = [replace(page, pieces=[one for one in page.pieces if not one.artifact]) for page in pages]
    for part in pdf_layout.parts(words) if any(page.pieces for page in words) else []:
        yield replace(part, kind=PassageKind.PARAGRAPH) if part.kind is PassageKind.HEADING else part


def _looks(pages: Sequence[Page]) -> dict[int, Part]:
    """What looks like a heading, by the id of its first piece: who only made words larger tagged them as paragraphs."""
    headings = (part for part in pdf_layout.parts(pages) if part.kind is PassageKind.HEADING and not part.why)
    return {id(part.lines[0][0]): part for part in headings if part.lines[0]}


def _letters(pages: Iterable[Page], among: set[int]) -> int:
    return sum(len(piece.text) for page in pages for piece in page.pieces if id(piece) in among)


def _placed(found: list[Part], beside: Iterable[Part], pages: Sequence[Page]) -> list[Part]:
    """Each part that the tree does not tell before the first one that is printed after it."""
    order = {id(piece): (page.number, at) for page in pages for at, piece in enumerate(page.pieces)}
    keys = [_key(part, order) for part in found]
    waiting = sorted(beside, key=lambda part: _key(part, order) or (0, 0))
    placed: list[Part] = []
    for part, key in zip(found, keys, strict=True):
        while waiting and key and (_key(waiting[0], order) or key) < key:
            placed.append(waiting.pop(0))
        placed.append(part)
    return placed + waiting


def _key(part: Part, order: dict[int, _Key]) -> _Key | None:
    return min((order[id(piece)] for piece in _pieces(part) if id(piece) in order), default=None)


def _pieces(part: Part) -> Iterator[Piece]:
    cells = [line for cell in part.cells or () for line in cell.lines]
    for line in [*part.lines, *cells]:
        yield from line
