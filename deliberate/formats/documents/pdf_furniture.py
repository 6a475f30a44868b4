"""What belongs to the pages of a PDF and not to its text: running heads, page numbers, markings of secrecy.

Told by where it stands: at the edge of a page, and at the same height with the same words on others. What stands
further in than text is text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from deliberate.domain.words import Say, say
from deliberate.formats.documents.pdf_lines import Line
from deliberate.formats.documents.pdf_pieces import Page, usual

RUNNING, NUMBER = say("a running head"), say("a page number")
MARKING, ACROSS = say("a marking of the pages"), say("printed across the page")
OUTSIDE = say("outside of the page")
CONTENTS, REPEATED = say("a table of contents"), say("the head of a table, once more")
PICTURE, ASIDE = say("words within a picture"), say("what the file itself says is no part of the text")

# Heads and feet have so many lines at most. In points: what is at the same height on other pages, what on one line.
_EDGE_LINES, _HEIGHT, _LEVEL = 3, 6.0, 2.0
# Twice may be chance in a long document, three times on pages near each other is not.
_TIMES = 3
# What stands beside a page number is set smaller than the text by this.
_SMALL = 0.9
_AROUND = r"[-–—|·•~\[\]()\s]*"
_NUMBER = re.compile(
    rf"{_AROUND}(?:(?:page|pg?|seite|s|página|pág|pagina|sida|side|strona|стр|страница|صفحة|第)\.?\s?)?"
    rf"(\d{{1,4}}|[ivxlc]{{1,6}})(?:\s?(?:of|/|de|von|sur|av|z|из|من)\s?\d{{1,4}})?(?:\s?[页頁])?{_AROUND}",
    re.IGNORECASE,
)
# Capitals alone, as offices stamp their pages.
_MARKING = re.compile(
    r"[^\w]*(?:TOP |HIGHLY )?(?:UNCLASSIFIED|RESTRICTED|CONFIDENTIAL|SECRET|SENSITIVE|OFFICIAL|CUI|FOUO)"
    r"(?:[ /\-–—,]+[A-Z]+)*[^\w]*"
)


def furniture(pages: Sequence[tuple[Page, list[Line]]]) -> dict[Line, Say]:
    """Of the fragments of each page those that belong to it, with what they are."""
    found = {line: why for page, lines in pages for line in lines if (why := _apart(line, page))}
    rows = {page.number: _rows(line for line in lines if line not in found) for page, lines in pages}
    candidates = _repeated(rows) | _numbers(rows)
    for page, lines in pages:
        body = usual((line.look, line.letters) for line in lines)
        for side in (rows[page.number], rows[page.number][::-1]):
            for row in side[:_EDGE_LINES]:
                if not (_is_furniture(row, candidates) or _is_beside_number(row, candidates, body.size)):
                    break
                found |= {line: _why(line, candidates) for line in row}
    return found


def _apart(line: Line, page: Page) -> Say | None:
    """Why no reader of the page takes it for its text."""
    if not all(piece.upright for piece in line.pieces):
        return ACROSS
    is_seen = line.right > 0 and line.left < page.width and -line.size < line.base < page.height
    return None if is_seen else OUTSIDE


def _rows(lines: Iterable[Line]) -> list[list[Line]]:
    """From the top down, what stands on one line together."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if rows and rows[-1][0].base - line.base <= _LEVEL:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _repeated(rows: dict[int, list[list[Line]]]) -> dict[Line, Say]:
    """What stands at the same height on several pages, but for its numbers."""
    same: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for number, on_page in rows.items():
        for row in {id(row): row for row in (*on_page[:_EDGE_LINES], *on_page[-_EDGE_LINES:])}.values():
            for line in row:
                if any(map(str.isalpha, line.text)):
                    same[re.sub(r"\d+", "#", line.text)].append((number, line))
    found: dict[Line, Say] = {}
    for lines in same.values():
        for number, line in lines:
            near = {
                other
                for other, twin in lines
                if abs(twin.base - line.base) <= _HEIGHT and abs(other - number) <= 2 * _TIMES
            }
            if len(near) >= _TIMES or (len(near) == 2 and len(rows) <= 2 * _TIMES):
                found[line] = RUNNING
    return found


def _numbers(rows: dict[int, list[list[Line]]]) -> dict[Line, Say]:
    """Numbers of pages: as far from their places in the file as others, or not at all."""
    same: dict[int, list[tuple[int, Line]]] = defaultdict(list)
    for number, on_page in rows.items():
        for row in (*on_page[:_EDGE_LINES], *on_page[-_EDGE_LINES:]):
            for line in row:
                if match := _NUMBER.fullmatch(line.text):
                    same[page_number(match[1]) - number].append((number, line))
    return {
        line: NUMBER
        for offset, lines in same.items()
        if offset == 1 or len({number for number, _ in lines}) > 1
        for _, line in lines
    }


def _is_furniture(row: Sequence[Line], candidates: dict[Line, Say]) -> bool:
    """All of it: the number of an item may be that of its page."""
    return all(line in candidates or _MARKING.fullmatch(line.text) for line in row)


def _is_beside_number(row: Sequence[Line], candidates: dict[Line, Say], size: float) -> bool:
    """A small line with the number of the page at one end and something else at the other."""
    numbered = any(candidates.get(line) == NUMBER for line in row)
    return numbered and len(row) > 1 and all(line.size < _SMALL * size for line in row)


def _why(line: Line, candidates: dict[Line, Say]) -> Say:
    return MARKING if _MARKING.fullmatch(line.text) else candidates.get(line, RUNNING)


def page_number(text: str) -> int:
    """Of figures, or of Roman numerals."""
    if text.isdecimal():
        return int(text)
    worth = [(1, 5, 10, 50, 100)["ivxlc".index(letter)] for letter in text.lower()]
    return sum(-one if one < other else one for one, other in pairwise([*worth, 0]))
