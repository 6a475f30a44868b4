"""From the parts of a PDF to the passages of a document: words in one line, marks, levels, notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind, anchored
from deliberate.formats.documents import Document, LeftOut
from deliberate.formats.documents.pdf_lines import Line
from deliberate.formats.documents.pdf_notes import signed
from deliberate.formats.documents.pdf_pieces import Cell, Part, Piece
from deliberate.formats.documents.pdf_words import Vocabulary, words_with_marks
from deliberate.formats.documents.sections import with_named_kinds

_BETWEEN_CELLS = " | "
_WORDS_IN_TITLE = 10
# A title that is printed stands among so many first passages.
_EARLY = 10
# No line of code begins further in.
_WIDEST = 200
_FIGURES = re.compile(r"(\d{1,2}) (?=\S)")


@dataclass
class _Made:
    kept: list[Passage]
    left_out: list[LeftOut]


def document(parts: Sequence[Part], named: str = "") -> Document:
    """`named`: the title that the file has among its properties."""
    made = _passages(parts)
    made.kept = _numbered(made.kept)
    title, passages = _titled(made.kept, named)
    moved = len(passages) - len(made.kept)
    left_out = (replace(one, before=one.before + moved) for one in made.left_out)
    return Document(title, tuple(anchored(with_named_kinds(passages))), left_out=tuple(left_out))


def _passages(parts: Sequence[Part]) -> _Made:
    """Notes stand after the text, whatever page they are printed on."""
    vocabulary = Vocabulary(Line(line) for part in parts for line in _all_lines(part) if line)
    called = {part.number for part in parts if part.kind is PassageKind.REFERENCE and part.number}
    made = _Made([], [])
    notes: list[Passage] = []
    for part in parts:
        passage = _passage(part, vocabulary, called)
        if not passage.text.strip(" |") or (part.why and not any(map(str.isalnum, passage.text))):
            continue
        if part.why:
            made.left_out.append(LeftOut(len(made.kept), passage, part.why))
        elif part.kind is PassageKind.REFERENCE:
            notes.append(passage)
        else:
            made.kept.append(passage)
    made.kept += notes
    if not made.kept:  # a page that looks like the edge of one is all there is
        return _Made([one.passage for one in made.left_out], [])
    return made


def _all_lines(part: Part) -> list[list[Piece]]:
    return [line for cell in part.cells for line in cell.lines] if part.cells is not None else part.lines


def _passage(part: Part, vocabulary: Vocabulary, called: set[str]) -> Passage:
    if part.kind is PassageKind.CODE:
        return Passage("", part.kind, part.level, _code(part.lines))
    if part.cells is not None:
        text, marks = _row(part.cells, part, vocabulary, called)
    else:
        text, marks = words_with_marks(_signed(part.lines, called), part.plain, vocabulary)
    return Passage("", part.kind, part.level, text, part.number, marks)


def _signed(lines: Iterable[Sequence[Piece]], called: set[str]) -> list[list[Piece]]:
    return [signed(Line(list(line)), called) for line in lines if line]


def _row(cells: Sequence[Cell], part: Part, vocabulary: Vocabulary, called: set[str]) -> tuple[str, tuple[Mark, ...]]:
    text, marks = "", list[Mark]()
    for at, cell in enumerate(cells):
        words, within = words_with_marks(_signed(cell.lines, called), part.plain, vocabulary)
        text += _BETWEEN_CELLS if at else ""
        start = len(text)
        text += words
        marks.append(Mark(start, len(text), MarkKind.CELL, "head" if cell.is_head else ""))
        marks += [_moved(mark, start) for mark in within]
    return text, tuple(sorted(marks))


def _code(lines: Sequence[Sequence[Piece]]) -> str:
    """As it was printed: letters of one width stand in columns."""
    margin = min((line[0].left for line in lines if line), default=0.0)
    written = []
    for line in lines:
        text = ""
        for piece in line:
            width = (piece.right - piece.left) / max(len(piece.text), 1)
            column = min(round((piece.left - margin) / width), _WIDEST) if width > 0 else len(text)
            text += " " * max(column - len(text), 1 if piece.spaced and text else 0) + piece.text
        written.append(text)
    return "\n".join(written)


def _titled(passages: list[Passage], named: str) -> tuple[str, list[Passage]]:
    """The one heading of the highest level is the title; else what the file is called, as a heading above all."""
    levels = [passage.level for passage in passages if passage.kind is PassageKind.HEADING]
    highest = min(levels, default=1)
    if levels.count(highest) == 1 or (levels and not named):
        title = next(one.text for one in passages if one.kind is PassageKind.HEADING and one.level == highest)
        return title, _lowered(passages, 1 - highest)
    if named:
        return named, _named(_lowered(passages, 2 - highest), named)
    words = passages[0].text.split() if passages else []
    return " ".join(words[:_WORDS_IN_TITLE]), passages


def _named(passages: list[Passage], named: str) -> list[Passage]:
    """With the title as the first heading; where it is printed near the beginning, it is that."""
    for at, passage in enumerate(passages[:_EARLY]):
        if _letters(passage.text) == _letters(named):
            return [*passages[:at], replace(passage, kind=PassageKind.HEADING, level=1), *passages[at + 1 :]]
    return [Passage("", PassageKind.HEADING, 1, named), *passages]


def _numbered(passages: list[Passage]) -> list[Passage]:
    """Headings that are counted with figures alone, '1 Aims', '2 Costs', without them."""
    found = [
        (at, match)
        for at, passage in enumerate(passages)
        if passage.kind is PassageKind.HEADING and (match := _FIGURES.match(passage.text))
    ]
    if len(found) < 2 or [int(match[1]) for _, match in found] != list(range(1, len(found) + 1)):
        return passages
    counted = list(passages)
    for at, match in found:
        marks = tuple(_moved(mark, -match.end()) for mark in passages[at].marks if mark.end > match.end())
        counted[at] = replace(passages[at], text=passages[at].text[match.end() :], number=match[1], marks=marks)
    return counted


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=max(mark.start + by, 0), end=mark.end + by)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _lowered(passages: Iterable[Passage], by: int) -> list[Passage]:
    return [
        replace(passage, level=passage.level + by) if passage.kind is PassageKind.HEADING else passage
        for passage in passages
    ]
