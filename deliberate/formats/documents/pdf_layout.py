"""A PDF without tags, by sizes and positions: from the pieces of its pages to the parts of its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.words import Say
from deliberate.formats.documents import pdf_blocks, pdf_furniture, pdf_kinds, pdf_notes
from deliberate.formats.documents.pdf_blocks import Block, Style, ends
from deliberate.formats.documents.pdf_columns import Region, regions
from deliberate.formats.documents.pdf_contents import contents
from deliberate.formats.documents.pdf_lines import Line, fragments
from deliberate.formats.documents.pdf_pieces import Box, Cell, Look, Page, Part
from deliberate.formats.documents.pdf_tables import Table, with_tables

# Of the lines of a column so many do not stick out.
_NEARLY_ALL = 0.95
# In points: white between columns that is no further apart on two pages is the same; what margins of left and right
# pages differ by at least.
_NEAR, _MIRRORED = 24, 6


def parts(pages: Sequence[Page]) -> list[Part]:
    """In the order of reading; what belongs to the pages stands where it was printed and says why."""
    lines = {page.number: fragments(page) for page in pages}
    furniture = pdf_furniture.furniture([(page, lines[page.number]) for page in pages])
    columns = _columns(pages, {number: [line for line in on if line not in furniture] for number, on in lines.items()})
    style = Style.of(columns)
    rules = {page.number: page.lines for page in pages}
    found: list[Block | Table | Part] = []
    notes: list[Part] = []
    printed = _by_page(furniture, lines)
    for number, on_page in groupby(columns, key=lambda region: region.page):
        found += printed.pop(number, [])
        for region in on_page:
            is_open = bool(notes) and not ends(Line(notes[-1].lines[-1]).text)
            text, foot = pdf_notes.parted(region, style.body, rules[number], is_open)
            notes += _notes(foot, notes)
            last = next((one for one in reversed(found) if not isinstance(one, Part)), None)
            table = last if isinstance(last, Table) else None
            found += _of_column(text, region, style, rules[number], table)
    for rest in printed.values():
        found += rest
    return [*_kinds(found, style), *notes]


def margins(pages: Sequence[Page], lines: dict[int, list[Line]]) -> dict[int, tuple[float, float]]:
    """The edges of the columns that pieces stand in, by their ids; `lines` are the fragments of each page."""
    return {
        id(piece): (region.left, region.right)
        for region in _columns(pages, lines)
        for line in region.lines
        for piece in line.pieces
    }


def _columns(pages: Iterable[Page], lines: dict[int, list[Line]]) -> list[Region]:
    found = [region for page in pages for region in regions(lines[page.number], page)]
    _align(found)
    return found


def _by_page(furniture: dict[Line, Say], lines: dict[int, list[Line]]) -> dict[int, list[Part]]:
    made: dict[int, list[Part]] = {}
    for number, on_page in lines.items():
        these = sorted((line for line in on_page if line in furniture), key=lambda line: -line.base)
        made[number] = [left_out(line, furniture[line]) for line in these]
    return made


def left_out(line: Line, why: Say) -> Part:
    return Part(PassageKind.PARAGRAPH, [line.pieces], line.look, why=why)


def _align(columns: Iterable[Region]) -> None:
    """Gives columns that stand at one place on several pages the same edges."""
    columns = list(columns)
    white = _places(middle for region in columns for middle in region.between if middle is not None)
    same: dict[tuple[float | None, ...], list[Region]] = defaultdict(list)
    for region in columns:
        same[_beside(region, white)].append(region)
    for regions_there in same.values():
        for group in _facing(regions_there):
            left, right = _edges(group)
            for region in group:
                region.left, region.right = left, right


def _places(middles: Iterable[float]) -> list[float]:
    """Where there is white between columns on any page."""
    places: list[float] = []
    for middle in sorted(middles):
        if not places or middle - places[-1] > _NEAR:
            places.append(middle)
    return places


def _beside(region: Region, white: Sequence[float]) -> tuple[float | None, float | None]:
    """The white that it stands between, also on a page where the column beside it is empty."""
    left = _edge([-line.left for line in region.lines], 0)
    right = _edge([line.right for line in region.lines], 0)
    before = max((place for place in white if place < _NEAR - left), default=None)
    after = min((place for place in white if place > right - _NEAR and place != before), default=None)
    return before, after


def _facing(columns: list[Region]) -> list[list[Region]]:
    """Left and right pages apart, where all that is on one kind stands further to the same side."""
    sides = [[region for region in columns if region.page % 2 == side] for side in (0, 1)]
    if not all(sides):
        return [columns]
    (left, right), (other_left, other_right) = map(_edges, sides)
    moved = left - other_left, right - other_right
    return sides if min(moved) > _MIRRORED or max(moved) < -_MIRRORED else [columns]


def _edges(columns: Iterable[Region]) -> tuple[float, float]:
    lines = [line for region in columns for line in region.lines]
    return -_edge([-line.left for line in lines], lines[0].size), _edge([line.right for line in lines], lines[0].size)


def _edge(ends: Sequence[float], size: float) -> float:
    """Where the furthest lines end, but for the few that stick out of the column."""
    most = sorted(ends)[round(_NEARLY_ALL * (len(ends) - 1))]
    return max(end for end in ends if end <= most + size)


def _of_column(
    lines: Sequence[Line], region: Region, style: Style, drawn: Sequence[Box], before: Table | None
) -> Iterable[Block | Table | Part]:
    listing = contents(lines)
    for is_listing, run in groupby(lines, key=lambda line: line in listing):
        if is_listing:
            yield from (left_out(line, pdf_furniture.CONTENTS) for line in run)
            continue
        for text in with_tables(list(run), drawn, style.leading, before):
            if not isinstance(text, Table):
                yield from pdf_blocks.blocks(text, region, style)
            elif before and _words(text.rows[0]) == _words(before.rows[0]):
                yield Part(PassageKind.TABLE, [], style.body, cells=text.rows[0], why=pdf_furniture.REPEATED)
                yield replace(text, rows=text.rows[1:])
            else:
                yield text
            before = None


def _words(row: Sequence[Cell]) -> list[str]:
    return [piece.text for cell in row for line in cell.lines for piece in line]


def _notes(foot: Sequence[Line], before: Sequence[Part]) -> list[Part]:
    """The notes at the foot of a column; words before the first sign go on with the note of the page before."""
    made: list[Part] = []
    for line in foot:
        called = pdf_notes.called_by(line)
        if called:
            sign, count = called
            made.append(Part(PassageKind.REFERENCE, [line.pieces[count:]], Look(line.size), number=sign))
        elif made or before:
            (made or before)[-1].lines.append(line.pieces)
        else:
            made.append(Part(PassageKind.REFERENCE, [line.pieces], Look(line.size)))
    return made


def _kinds(found: Sequence[Block | Table | Part], style: Style) -> Iterable[Part]:
    """Paragraphs that a page's end parted are made whole across what stands between: heads, page numbers."""
    text = [one for one in found if isinstance(one, Block)]
    whole = pdf_blocks.joined(text, style)
    known = pdf_kinds.parts(whole, style)
    for one in found:
        if isinstance(one, Part):
            yield one
        elif isinstance(one, Table):
            for row in one.rows:
                yield Part(PassageKind.TABLE, [], style.body, cells=row)
        elif one in known:
            yield known[one]
