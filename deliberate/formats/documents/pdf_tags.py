"""A tagged PDF, by its structure tree: from elements and their content to the parts of its text.

The types are those of ISO 32000-1, 14.8.4, and ISO 32000-2, 14.8.4.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents import pdf_furniture, pdf_notes
from deliberate.formats.documents.markers import Marked
from deliberate.formats.documents.pdf_blocks import Mark, mark_of
from deliberate.formats.documents.pdf_depths import Depths, Place
from deliberate.formats.documents.pdf_lines import Line, broken
from deliberate.formats.documents.pdf_pieces import Cell, Look, Page, Part, Piece, usual
from deliberate.formats.documents.pdf_tree import HEADING, Content, Element
from deliberate.formats.documents.shapes import names_contents

# What programs call the style of quotations, which they export as paragraphs.
_QUOTATION = re.compile(r"block text|quot|zitat|citation|citazion|cita\b", re.IGNORECASE)
_SECTIONS = frozenset({"Sect", "Art", "Part"})
# What calls notes, and with it all else that is set in a line with the words around it.
_CALLS = frozenset({"Reference", "Lbl", "Link"})
_INLINE = _CALLS | {"Span", "Quote", "BibEntry", "Code", "Annot", "Em", "Strong", "Sub", "Formula", "Form"}
_INLINE |= {"Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"}
_NOTES = frozenset({"Note", "FENote"})
_ROWS = frozenset({"THead", "TBody", "TFoot"})


@dataclass(frozen=True)
class _Around:
    """What an element stands in."""

    sections: int = 0
    lists: int = 0
    kind: PassageKind = PassageKind.PARAGRAPH
    in_item: bool = False


class Tagged:
    """Goes through the elements in order; `used` is the content that they hold.

    By the ids of pieces: `margins` are the edges of the columns they stand in, `looks` the headings that paragraphs
    which begin with them look like.
    """

    def __init__(
        self, pages: Iterable[Page], margins: dict[int, tuple[float, float]], looks: dict[int, Part] | None = None
    ) -> None:
        self.used: set[Content] = set()
        self.content: dict[Content, list[Piece]] = defaultdict(list)
        letters: list[tuple[Look, int]] = []
        for page in pages:
            for piece in page.pieces:
                letters.append((piece.look, len(piece.text)))
                if piece.content >= 0 and not piece.artifact:
                    self.content[page.number, piece.content].append(piece)
        self._body = usual(letters)
        self._margins, self._looks, self._depths = margins, looks or {}, Depths(self._body.size)
        self._is_nested = self._has_marks = False

    def parts(self, root: Element) -> list[Part]:
        self._is_nested = root.has_nested_lists
        self._has_marks = any(self._shows_mark(item) for item in root.every("LI"))
        found = _with_whole_code(self._children(root, _Around()))
        for part, after in pairwise(found):
            # The heading of a table of contents stands before it.
            if after.why == pdf_furniture.CONTENTS and names_contents(part.words):
                part.why = pdf_furniture.CONTENTS
        return found

    def _shows_mark(self, item: Element) -> bool:
        """Whether an item shows what it begins with."""
        pieces = [piece for content in item.contents() for piece in self.content.get(content, [])]
        return any(map(_is_label, item.parts())) or bool(pieces and mark_of(Line(broken(pieces)[0])))

    def _children(self, element: Element, around: _Around) -> Iterator[Part]:
        """Blocks as they come; words between them make paragraphs."""
        loose: list[Element | Content] = []
        for child in element.parts():
            # A note stands after the words that call it, within their paragraph.
            if isinstance(child, tuple) or child.kind in _INLINE or (child.kind in _NOTES and loose):
                loose.append(child)
                continue
            yield from self._text(loose, around)
            loose = []
            yield from self._block(child, around)
        yield from self._text(loose, around)

    def _block(self, element: Element, around: _Around) -> Iterator[Part]:
        kind = element.kind
        if "Title" in (kind, element.name):
            yield from self._heading(element, 0)
        elif level := HEADING.fullmatch(kind):
            yield from self._heading(element, int(level[1] or max(around.sections, 1)))
        elif kind == "L":
            yield from self._children(element, replace(around, lists=around.lists + 1))
        elif kind == "LI":
            yield from self._item(element, around)
        elif kind == "Table":
            yield from self._table(element)
        elif kind in _NOTES:
            yield from self._note(element)
        elif kind in ("TOC", "Figure"):
            why = pdf_furniture.CONTENTS if kind == "TOC" else pdf_furniture.PICTURE
            yield from (replace(part, why=why) for part in self._children(element, around))
        elif kind == "BlockQuote" or _QUOTATION.search(element.name):
            yield from self._children(element, replace(around, kind=PassageKind.QUOTATION))
        else:
            sections = around.sections + (kind in _SECTIONS)
            yield from self._children(element, replace(around, sections=sections))

    def _heading(self, element: Element, level: int) -> Iterator[Part]:
        self._depths.end()
        pieces, blocks = self._inline(element)
        if lines := broken(pieces):
            mark = mark_of(Line(lines[0]))
            number = mark.marked.number if mark else None
            kept = _without(lines, mark.pieces if mark and number else 0)
            yield Part(PassageKind.HEADING, kept, _look(pieces), level, number)
        for block in blocks:
            yield from self._block(block, _Around())

    def _text(self, loose: Sequence[Element | Content], around: _Around) -> Iterator[Part]:
        """Words that no element below the block gives a kind."""
        pieces, blocks = self._inline(Element(children=dict(enumerate(loose))))
        if pieces:
            yield self._paragraph(pieces, around)
        for block in blocks:
            yield from self._block(block, around)

    def _paragraph(self, pieces: list[Piece], around: _Around) -> Part:
        """What only looks like an item, a note or a heading is one, too."""
        lines, look = broken(pieces), _look(pieces)
        first = Line(lines[0])
        if not self._body.mono and all(piece.look.mono for piece in pieces):
            return Part(PassageKind.CODE, lines, look)
        part = Part(around.kind, lines, self._plain(look))
        if around.in_item:
            return part
        if pdf_notes.begins_with_sign(first):
            return self._reference(lines, look)
        if heading := next((self._looks[id(piece)] for piece in lines[0] if id(piece) in self._looks), None):
            self._depths.end()
            return heading
        if mark_of(first) and around.kind is PassageKind.PARAGRAPH:
            return self._labelled(part, [], around)
        self._depths.text_at(first.start - self._margin(first))
        return part

    def _plain(self, look: Look) -> Look:
        return Look(look.size, mono=self._body.mono)

    def _item(self, element: Element, around: _Around) -> Iterator[Part]:
        """Its own words, then what else is in it. One without a marker, among others, goes on with the one above."""
        labels = [child for child in element.parts() if _is_label(child)]
        label = [piece for child in labels for piece in self._pieces(child)]
        body = [child for child in element.parts() if not _is_label(child)]
        found = list(self._children(Element(children=dict(enumerate(body))), replace(around, in_item=True)))
        if not found or found[0].kind is not around.kind:
            if any(piece.text.isalnum() for piece in label):
                yield Part(PassageKind.ITEM, broken(label), self._plain(_look(label)), max(around.lists, 1))
        elif label or (self._has_marks and not labels):
            found[0] = self._labelled(found[0], label, around)
        else:
            level = self._depth(Line(found[0].lines[0]), None, around)
            found[0] = replace(found[0], kind=PassageKind.ITEM, level=level)
        yield from found

    def _labelled(self, first: Part, label: list[Piece], around: _Around) -> Part:
        """An item by its marker, which may stand among its words."""
        words = [replace(first.lines[0][0], spaced=True), *first.lines[0][1:]] if label else first.lines[0]
        line = Line([*label, *words])
        mark = mark_of(line)
        if label and (mark is None or mark.pieces != len(label)):
            mark = _mark(label, words)
        if mark is None:
            return first
        level = self._depth(line, mark, around)
        lines = _without([line.pieces, *first.lines[1:]], mark.pieces)
        return replace(first, kind=PassageKind.ITEM, lines=lines, level=level, number=mark.marked.number)

    def _depth(self, line: Line, mark: Mark | None, around: _Around) -> int:
        """As the tree says; where all of its lists are side by side, as the indents do."""
        margin = self._margin(line)
        if mark:
            number = mark.marked.number is not None
            place = Place(mark.start - margin, mark.text - margin, mark.marked.style, number)
        else:
            place = Place(line.start - margin, line.start - margin, "", False)
        depth = self._depths.of(place)
        return around.lists if self._is_nested and around.lists else depth

    def _margin(self, line: Line) -> float:
        left, right = self._margins.get(id(line.pieces[0]), (0.0, 0.0))
        return -right if line.is_leftward else left

    def _table(self, element: Element) -> Iterator[Part]:
        """A part for each row; a cell without words is kept, one over several columns is one."""
        for child in element.parts():
            if isinstance(child, tuple):
                yield from self._text([child], _Around())
            elif child.kind == "TR":
                cells = [self._cell(child.children.get(at)) for at in range(child.count)]
                yield Part(PassageKind.TABLE, [], Look(self._body.size), cells=cells)
            elif child.kind in _ROWS:
                yield from self._table(child)
            else:
                yield from self._block(child, _Around())

    def _cell(self, child: Element | Content | None) -> Cell:
        pieces = [] if child is None else self._pieces(child)
        return Cell(broken(pieces), isinstance(child, Element) and child.kind == "TH")

    def _note(self, element: Element) -> Iterator[Part]:
        if pieces := self._pieces(element):
            yield self._reference(broken(pieces), _look(pieces))

    def _reference(self, lines: list[list[Piece]], look: Look) -> Part:
        sign, count = pdf_notes.called_by(Line(lines[0])) or (None, 0)
        return Part(PassageKind.REFERENCE, _without(lines, count), self._plain(look), number=sign)

    def _inline(self, element: Element) -> tuple[list[Piece], list[Element]]:
        """The pieces that are set in a line, and the blocks that stand among them."""
        pieces: list[Piece] = []
        blocks: list[Element] = []
        for child in element.parts():
            if isinstance(child, tuple):
                pieces += self._take(child)
            elif child.kind in _INLINE:
                inner, within = self._inline(child)
                if child.kind in _CALLS:
                    inner = [replace(piece, raised=piece.raised or piece.text.isdecimal()) for piece in inner]
                pieces += inner
                blocks += within
            else:
                blocks.append(child)
        return pieces, blocks

    def _pieces(self, element: Element | Content) -> list[Piece]:
        """All within it, whatever it is in."""
        contents = [element] if isinstance(element, tuple) else list(element.contents())
        return [piece for content in contents for piece in self._take(content)]

    def _take(self, content: Content) -> list[Piece]:
        self.used.add(content)
        return self.content.get(content, [])


def _with_whole_code(parts: Iterable[Part]) -> list[Part]:
    """Lines of code that are paragraphs of their own make one."""
    whole: list[Part] = []
    for part in parts:
        if whole and part.kind is whole[-1].kind is PassageKind.CODE:
            whole[-1].lines += part.lines
        else:
            whole.append(part)
    return whole


def _mark(label: list[Piece], words: list[Piece]) -> Mark:
    """Of an item whose marker the tree tells, whatever it is."""
    text = "".join(piece.text for piece in label)
    number = text if any(map(str.isalnum, text)) and text != "o" else None
    return Mark(Marked(0, text, number, ""), len(label), Line(label).start, Line(words).start, is_sure=True)


def _look(pieces: Iterable[Piece]) -> Look:
    return usual((piece.look, len(piece.text)) for piece in pieces)


def _without(lines: list[list[Piece]], count: int) -> list[list[Piece]]:
    return [lines[0][count:], *lines[1:]]


def _is_label(child: Element | Content) -> bool:
    return isinstance(child, Element) and child.kind == "Lbl"
