"""From the lines of a column to its blocks: paragraphs, items, headings, each with all of its lines.

A block ends where the white below it is more than between its lines, where letters begin to look otherwise, before a
list marker, at an indent, and after a sentence whose line would have had room for the next word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from deliberate.formats.documents.markers import Marked, marked
from deliberate.formats.documents.pdf_columns import Region
from deliberate.formats.documents.pdf_lines import Line
from deliberate.formats.documents.pdf_pieces import Look, Piece, usual
from deliberate.formats.documents.shapes import ends_sentence

# Of the usual distance between lines: more than the first is a gap. Within headings lines may stand wider.
_GAP, _GAP_IN_HEADING = 1.18, 1.4
# In sizes of the letters.
_INDENT, _MARK_GAP, _SPACE = 0.8, 0.7, 0.25
_CENTRED = 0.5
# Sizes that differ by no more are one; headings are larger than the text by this.
_SAME_SIZE, _DISPLAY = 0.04, 1.05
# A line that ends so much of its column before the edge was ended there.
_SHORT = 0.25
# An item is told by others like it, up to so many blocks above.
_NEAR = 12
_ENDS_CLAUSE = re.compile(r"[.!?…:;。！？：；][\"'”’)\]]*\s*\d{0,2}$")
# As sentences end in Chinese, Japanese, Arabic, Urdu and Hindi.
_ENDS = re.compile(r"[。！？؟۔।][\"'”’」』）)]*$")
_BULLETS = frozenset("•▪◦·‣●○■□▶►➢➤✓✔❖◆◇★")


# In sizes of the letters, where no two lines tell.
_USUAL_LEADING = 1.2


@dataclass(frozen=True)
class Style:
    """What is usual in a document: the look of most letters, and the distance of lines in sizes of the letters."""

    body: Look
    leading: float

    @classmethod
    def of(cls, regions: Iterable[Region]) -> Style:
        every = [region.lines for region in regions]
        body = usual((piece.look, len(piece.text)) for lines in every for line in lines for piece in line.pieces)
        body = replace(body, italic=False)
        distances: Counter[float] = Counter()
        for lines in every:
            for above, line in pairwise(lines):
                if above.size == line.size == body.size and above.base > line.base:
                    distances[round((above.base - line.base) / line.size, 2)] += 1
        common = [distance for distance, count in distances.items() if count > max(distances.values()) / 2]
        return cls(body, min(common, default=_USUAL_LEADING))


@dataclass(frozen=True)
class Mark:
    """What an item begins with, as so many pieces; `text` is where its words begin."""

    marked: Marked
    pieces: int
    start: float
    text: float
    is_sure: bool


@dataclass(eq=False)
class Block:
    """`above`: the white before it in usual distances of lines; none is known at the top of a column. It begins in
    `region`, and ends in another one where a column or a page ends within it."""

    lines: list[Line]
    region: Region
    above: float | None = None
    last_region: Region | None = None

    @cached_property
    def mark(self) -> Mark | None:
        return mark_of(self.lines[0])

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def look(self) -> Look:
        return usual((piece.look, len(piece.text)) for line in self.lines for piece in line.pieces)

    @property
    def is_bold(self) -> bool:
        return all(line.is_bold for line in self.lines)

    @property
    def is_mono(self) -> bool:
        return all(line.is_mono for line in self.lines)

    @property
    def is_slanted(self) -> bool:
        return all(piece.look.italic for line in self.lines for piece in line.pieces)

    @property
    def indent(self) -> float:
        """How far from the edge of its column its first line begins."""
        return self.lines[0].start - edge(self.region, self.lines[0])


def ends(text: str) -> bool:
    """With a sentence."""
    return ends_sentence(text) or bool(_ENDS.search(text[-4:]))


def edge(region: Region, line: Line) -> float:
    """The edge of the column that the line begins at."""
    return -region.right if line.is_leftward else region.left


def far_edge(region: Region, line: Line) -> float:
    return -region.left if line.is_leftward else region.right


def mark_of(line: Line) -> Mark | None:
    """The list marker that a line begins with; symbols of other fonts are bullets too."""
    count = next((at for at, piece in enumerate(line.pieces) if at and piece.spaced), 0)
    if not count:
        return None
    first = "".join(piece.text for piece in line.pieces[:count])
    after = line.pieces[count]
    gap = max(after.left - line.pieces[count - 1].right, line.pieces[count - 1].left - after.right)
    is_wide = gap > _MARK_GAP * line.size
    is_bullet = _is_bullet(first) or (first == "o" and is_wide)
    rest = "".join(f"{' ' if piece.spaced else ''}{piece.text}" for piece in line.pieces[count:])
    found = marked(f"{'•' if is_bullet else first} {rest.strip()}")
    if found is None:
        return None
    start = -after.right if line.is_leftward else after.left
    return Mark(found, count, line.start, start, is_wide or is_bullet)


def _is_bullet(text: str) -> bool:
    return len(text) == 1 and (text in _BULLETS or unicodedata.category(text) in ("Co", "So"))


def blocks(lines: Sequence[Line], region: Region, style: Style) -> list[Block]:
    """Of lines below each other in a column."""
    found: list[Block] = []
    for line in lines:
        if not found:
            found.append(Block([line], region))
            continue
        above = (found[-1].lines[-1].base - line.base) / (style.leading * max(found[-1].lines[-1].size, line.size, 1))
        if _begins(line, found, above, style):
            found.append(Block([line], region, above))
        else:
            found[-1].lines.append(line)
    return found


def _begins(line: Line, found: Sequence[Block], above: float, style: Style) -> bool:
    block = found[-1]
    last, region = block.lines[-1], block.region
    is_display = last.size > _DISPLAY * style.body.size and _alike(last, line)
    if above > (_GAP_IN_HEADING if is_display else _GAP) or not _alike(last, line):
        return True
    full, ended = is_full(last, line, _inset_edge(block)), ends(last.text)
    mark = mark_of(line)
    if mark and _begins_item(line, mark, found, full=full):
        return True
    if _is_centred(last, region) and _is_centred(line, region):
        return False
    if not full and (ended or last.end < far_edge(region, last) - _SHORT * (region.right - region.left)):
        return True
    return _is_indented(line, block, full=full, ended=ended)


def _alike(last: Line, line: Line) -> bool:
    """Of one look; letters within a line may look otherwise, but not those that go on from one to the next."""
    if abs(last.size - line.size) > _SAME_SIZE * max(last.size, line.size) or last.is_mono != line.is_mono:
        return False
    if last.is_bold == line.is_bold:
        return True
    return last.pieces[-1].look.bold == line.pieces[0].look.bold


def is_full(last: Line, line: Line, end: float) -> bool:
    """Whether the first word of `line` would not have fitted on the line before it, which may reach to `end`."""
    return last.end + _SPACE * last.size + line.first_word > end


def _inset_edge(block: Block) -> float:
    """Where its lines may end: quotations stand further in on both sides, as far as their longest line shows."""
    end = far_edge(block.last_region or block.region, block.lines[-1])
    # Lines of a column before this one stand elsewhere.
    longest = max((line.end for line in block.lines if line.end < end + line.size), default=end)
    is_inset = len(block.lines) > 1 and block.indent > _INDENT * block.lines[0].size and not block.mark
    return longest if is_inset and end - longest > _INDENT * block.lines[0].size else end


def _begins_item(line: Line, mark: Mark, found: Sequence[Block], *, full: bool) -> bool:
    """A number or a dash within a sentence may happen to stand where a line begins."""
    if mark.is_sure or not full or _ENDS_CLAUSE.search(found[-1].lines[-1].text):
        return True
    above = [block.mark for block in found[-_NEAR:] if block.mark]
    if any(one.marked.style == mark.marked.style and abs(one.start - mark.start) < 2 for one in above):
        return True
    before = found[-1].mark
    return before is not None and line.start < before.text - _INDENT * line.size


def _is_indented(line: Line, block: Block, *, full: bool, ended: bool) -> bool:
    """Further in than the lines above, or further out, other than the first line of a paragraph is."""
    last, is_second = block.lines[-1], len(block.lines) == 1
    hangs_from = block.mark.text if block.mark and is_second else last.start
    moved = (line.start - hangs_from) / max(line.size, 1)
    if moved > _INDENT:
        return ended or not full
    if moved < -_INDENT:
        is_outside = block.mark is not None and line.start < block.mark.start - _INDENT * line.size
        return is_outside or not is_second or not full
    return False


def _is_centred(line: Line, region: Region) -> bool:
    before, after = line.left - region.left, region.right - line.right
    return min(before, after) > line.size and abs(before - after) < _CENTRED * line.size


def joined(found: Iterable[Block], style: Style) -> list[Block]:
    """Blocks in the order of reading, those made whole that a column's or a page's end parted."""
    whole: list[Block] = []
    for block in found:
        if whole and _goes_on(whole[-1], block, style):
            whole[-1].lines += block.lines
            whole[-1].last_region = block.region
        else:
            whole.append(block)
    return whole


def _goes_on(before: Block, block: Block, style: Style) -> bool:
    region = before.last_region or before.region
    if region is block.region or block.above is not None or block.mark or block.look != before.look:
        return False
    last, first = before.lines[-1], block.lines[0]
    if last.is_bold or first.is_bold:
        return False
    if first.text[:1].islower() and not ends(last.text):
        return True
    if not is_full(last, first, _inset_edge(before)):
        return False
    hangs = before.mark is not None and len(before.lines) == 1
    expected = (before.mark.text if before.mark and hangs else last.start) - edge(region, last)
    return abs(first.start - edge(block.region, first) - expected) < _INDENT * style.body.size


def without_mark(block: Block) -> list[list[Piece]]:
    """The pieces of its lines, but for the marker of an item."""
    skipped = block.mark.pieces if block.mark else 0
    return [line.pieces[skipped if at == 0 else 0 :] for at, line in enumerate(block.lines)]
