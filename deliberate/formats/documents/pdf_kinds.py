"""What the blocks of a PDF without tags are: headings of a level, items of a depth, quotations, code, paragraphs.

Headings look otherwise than the text, in letters that are larger, bold, slanted or capital, and stand apart; levels are
the looks that headings have, the largest first. Items begin with a marker, and are as deep as their indents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.markers import Marked
from deliberate.formats.documents.pdf_blocks import Block, Mark, Style, edge, far_edge, without_mark
from deliberate.formats.documents.pdf_depths import Depths, Place
from deliberate.formats.documents.pdf_notes import begins_with_sign, called_by
from deliberate.formats.documents.pdf_pieces import Look, Part
from deliberate.formats.documents.shapes import is_prose, looks_like_heading, looks_like_title, names_section

# In sizes of the text: from where on letters are larger, and not smaller.
_LARGER, _AS_LARGE = 1.07, 0.95
# A look that so much of the document has is one of text.
_COMMON = 0.15
# Headings are short, and nearly all have fewer lines than this.
_WORDS, _LINES, _WORDS_OF_SLANTED = 40, 5, 15
# In usual distances of lines: what has more white above stands apart; code that is further apart is two.
_APART, _FAR = 1.18, 3.0
# In sizes of the letters: what begins less far in begins at the margin; quotations stand further in.
_AT_MARGIN, _INSET, _FAR_IN = 0.5, 0.8, 1.5
_CAPTION = re.compile(
    r"(figure|fig\.|table|chart|box|source|note|abbildung|tabelle|quelle|figura|tabla|cuadro|gráfico|fuente|tableau)\b"
    r".{0,4}\d",
    re.IGNORECASE,
)


class _Rank(NamedTuple):
    """How a heading looks; the lower ranks higher."""

    size: float
    is_light: bool
    is_small: bool
    is_slanted: bool
    depth: int


_TITLE = _Rank(float("-inf"), False, False, False, 0)


def parts(found: Sequence[Block], style: Style) -> dict[Block, Part]:
    """A part for each block, but for lines of code that go on with the one before."""
    return _Classifier(list(found), style).parts()


class _Classifier:
    def __init__(self, blocks: list[Block], style: Style) -> None:
        self.blocks, self.style = blocks, style
        self.common, self.depths = _common(blocks), Depths(style.body.size)
        self.capitals: set[tuple[float, bool]] = set()

    def parts(self) -> dict[Block, Part]:
        levels = self._levels()
        found: dict[Block, Part] = {}
        before: Part | None = None
        for at, block in enumerate(self.blocks):
            part = self._heading(block, levels[at]) if at in levels else self._body(at)
            if before and part.kind is before.kind is PassageKind.CODE and (block.above or _FAR) < _FAR:
                before.lines += [[]] * (round(block.above or 1) - 1) + part.lines
            else:
                found[block] = before = part
        return found

    def _levels(self) -> dict[int, int]:
        """Of the blocks that are headings."""
        headings = [at for at in range(len(self.blocks)) if self._is_heading(at)]
        self.capitals = self._ranks_of_capitals(headings)
        ranks = {at: self._rank(self.blocks[at]) for at in self._without_subtitles(headings)}
        if self._is_title(ranks):
            ranks[0] = _TITLE
        order = {rank: level for level, rank in enumerate(sorted(set(ranks.values())), 1)}
        return {at: order[rank] for at, rank in ranks.items()}

    def _is_title(self, ranks: dict[int, _Rank]) -> bool:
        """Whether the first line is a title that looks like the text, above headings of which none is one."""
        highest = min(ranks.values(), default=None)
        if 0 in ranks or sum(rank == highest for rank in ranks.values()) < 2:
            return False
        first, below = self.blocks[:2]
        is_apart = below.above is not None and below.above > _APART
        return is_apart and not first.mark and len(first.lines) <= 2 and looks_like_title(first.text)

    def _heading(self, block: Block, level: int) -> Part:
        self.depths.end()
        number = block.mark.marked.number if block.mark else None
        return Part(PassageKind.HEADING, without_mark(block), block.look, level, number)

    def _body(self, at: int) -> Part:
        block = self.blocks[at]
        if block.is_mono and not self.style.body.mono:
            return Part(PassageKind.CODE, [line.pieces for line in block.lines], block.look)
        plain = Look(block.look.size, mono=self.style.body.mono)
        if begins_with_sign(block.lines[0]) and (called := called_by(block.lines[0])):
            sign, count = called
            lines = [block.lines[0].pieces[count:], *(line.pieces for line in block.lines[1:])]
            return Part(PassageKind.REFERENCE, lines, plain, number=sign)
        if block.mark:
            level = self.depths.of(self._place(at, block.mark))
            return Part(PassageKind.ITEM, without_mark(block), plain, level, block.mark.marked.number)
        self.depths.text_at(block.indent)
        kind = PassageKind.QUOTATION if self._is_quotation(block) else PassageKind.PARAGRAPH
        return Part(kind, [line.pieces for line in block.lines], plain)

    def _place(self, at: int, mark: Mark) -> Place:
        margin = edge(self.blocks[at].region, self.blocks[at].lines[0])
        is_numbered = mark.marked.number is not None
        is_within = not is_numbered and self._is_interrupted(at)
        return Place(mark.start - margin, mark.text - margin, mark.marked.style, is_numbered, is_within)

    def _is_interrupted(self, at: int) -> bool:
        """Bullets at the same indent as the number above are within its item if the next number follows them."""
        above = _first_number(block.mark for block in reversed(self.blocks[:at]))
        below = _first_number(block.mark for block in self.blocks[at:])
        return bool(above and below and above.style == below.style and not _is_first(below))

    def _is_quotation(self, block: Block) -> bool:
        """Further in than the text on both sides, over more than a line; what is within an item is not."""
        if self.depths or len(block.lines) < 2:
            return False
        size = block.look.size
        starts = min(line.start - edge(block.region, line) for line in block.lines)
        ends = min(far_edge(block.region, line) - line.end for line in block.lines)
        # Two lines may happen to be short.
        return min(starts, ends) > (_INSET if len(block.lines) > 2 else _FAR_IN) * size

    def _is_heading(self, at: int) -> bool:
        block, text = self.blocks[at], self.blocks[at].text
        words, mark = len(text.split()), block.mark
        if words > _WORDS or len(block.lines) > _LINES or not any(letter.isalpha() for letter in text):
            return False
        if (mark and not mark.marked.number) or begins_with_sign(block.lines[0]):
            return False
        look, body = block.look, self.style.body
        if block.is_mono and not body.mono:
            return False
        if look.size >= _LARGER * body.size and look not in self.common:
            return not (text.endswith(".") and words > 12)
        if look.size < _AS_LARGE * body.size or text[-1] in ".,;" or _CAPTION.match(text):
            return False
        at_margin = not mark or block.indent < _AT_MARGIN * body.size
        if block.is_bold and not body.bold and look not in self.common:
            return at_margin
        return at_margin and self._is_apart(at) and self._reads_like_heading(at, text)

    def _is_apart(self, at: int) -> bool:
        above = self.blocks[at].above
        return above is None or above > _APART

    def _reads_like_heading(self, at: int, text: str) -> bool:
        """What is no larger or bolder than the text, by its words and by what stands below it."""
        block = self.blocks[at]
        if len(block.lines) > 2 or at + 1 == len(self.blocks):
            return False
        below = self.blocks[at + 1]
        over_text = is_prose(below.text) and not below.mark
        short = len(text.split()) <= _WORDS_OF_SLANTED
        if text.isupper() and sum(map(str.isalpha, text)) > 3:
            return short
        if block.is_slanted:
            return short and text[0].isupper()
        if block.mark:
            above, title = self.blocks[at - 1].mark if at else None, block.mark.marked.text
            if above and above.marked.style == block.mark.marked.style:  # a list of short lines
                return False
            if below.mark and below.mark.marked.depth > block.mark.marked.depth:
                return looks_like_heading(title)
            return over_text and looks_like_heading(title) and (looks_like_title(title) or block.mark.marked.depth > 1)
        return names_section(text)

    def _without_subtitles(self, headings: list[int]) -> list[int]:
        """Of what stands between the title and the text, only the last line is a heading, or what looks like others."""
        first = next((at for at, block in enumerate(self.blocks) if at not in headings and is_prose(block.text)), 0)
        leading = [at for at in headings if at < first]
        later = {self._rank(self.blocks[at]) for at in headings if at >= first - 1}
        kept = [at for at in leading[1:] if self._rank(self.blocks[at]) in later]
        return [*leading[:1], *kept, *(at for at in headings if at >= first)]

    def _ranks_of_capitals(self, headings: Iterable[int]) -> set[tuple[float, bool]]:
        """The sizes and weights in which headings in capitals are a level of their own: one alone is a name in them."""
        looks = Counter(self._weight(block) for at in headings if (block := self.blocks[at]).text.isupper())
        return {look for look, count in looks.items() if count > 1}

    def _weight(self, block: Block) -> tuple[float, bool]:
        return -round(block.look.size * 2) / 2, not block.is_bold

    def _rank(self, block: Block) -> _Rank:
        weight = self._weight(block)
        number = block.mark.marked if block.mark else None
        return _Rank(
            *weight,
            weight in self.capitals and not block.text.isupper(),
            block.is_slanted,
            number.depth if number else 1,
        )


def _first_number(marks: Iterable[Mark | None]) -> Marked | None:
    """The first marker with a number, up to what is no item."""
    found = next((mark for mark in marks if mark is None or mark.marked.number), None)
    return found.marked if found else None


def _is_first(marked: Marked) -> bool:
    """Whether a list begins with it."""
    return (marked.number or "").strip("().").lower() in ("1", "a", "i")


def _common(blocks: Iterable[Block]) -> set[Look]:
    """The looks that much of the text has; a title may be half of a short page."""
    letters: Counter[Look] = Counter()
    for block in blocks:
        letters[block.look] += len(block.text) * is_prose(block.text)
    return {look for look, count in letters.items() if count > _COMMON * letters.total()}
