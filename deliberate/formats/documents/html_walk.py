"""Goes through a part of a web page, element by element and never by recursion, and says what it comes upon."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from deliberate.formats.documents.blocks import Blocks
from deliberate.formats.documents.html_boxes import Boxes
from deliberate.formats.documents.html_elements import (
    BLOCKS,
    CONTROLS,
    HEADINGS,
    LISTS,
    NO_TEXT,
    PICTURES,
    PREFORMATTED,
)
from deliberate.formats.documents.html_looks import Looks
from deliberate.formats.documents.html_notes import Notes
from deliberate.formats.documents.html_runs import Effect, Runs
from deliberate.formats.documents.numbering import Numbers
from deliberate.formats.documents.unread import Unread

_LIST_STYLES = {
    **{"decimal": "1", "decimal-leading-zero": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A"},
    **{"upper-latin": "A", "lower-roman": "i", "upper-roman": "I", "none": "", "disc": "", "circle": "", "square": ""},
}
_LIST_STYLE = re.compile(rf"list-style(?:-type)?\s*:[^;]*?(?<![\w-])({'|'.join(_LIST_STYLES)})(?![\w-])", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(-?\d{1,9})\s*")
_LARGEST_SPAN = 1_000
# Of a table that is read so many cells at most are covered by others.
_MOST_COVERED = 50_000

Close = Callable[[], None]


@dataclass
class _Table:
    """`covered`: how many rows more a cell reaches into, and over how many columns, by its column."""

    is_data: bool
    column: int = 0
    covered: dict[int, tuple[int, int]] = field(default_factory=dict)
    in_head: bool = False

    def leave_head(self) -> None:
        self.in_head = False


@dataclass(frozen=True)
class _Open:
    close: Close
    effects: list[Effect]


class Walk:
    """`boxes` are left out and counted in `unread`."""

    def __init__(self, notes: Notes, boxes: Boxes, looks: Looks, unread: Unread) -> None:
        self.blocks = Blocks()
        self._runs = Runs(self.blocks.words, unread)
        self._unread = unread
        self._notes = notes
        self._boxes = boxes
        self._looks = looks
        self._open: list[_Open] = []
        self._lines = 0  # so many are open that are one line, whatever stands in them: headings, cells
        self._lists: list[Numbers] = []  # within a cell or a heading
        self._tables: list[_Table] = []
        self._covered = 0
        self._is_broken = False  # a line was broken, and nothing has been written since

    def through(self, part: Element) -> None:
        walk = etree.iterwalk(part, events=("start", "end", "comment"))
        left: Element | None = None
        for event, element in walk:
            if event == "comment":
                # '[if mso]' and the like are for programs.
                self._unread.comments += not (element.text or "").lstrip().startswith(("[if", "[endif"))
            elif event == "start" and self._is_left(element):
                left = element
                walk.skip_subtree()
            elif event == "start":
                self._begin(element)
            elif element is left:
                left = None
            else:
                self._finish()
            if event != "start" and element is not part and element.tail:
                self._text(element.tail)
        self._paragraph()

    def _is_left(self, element: Element) -> bool:
        """It is no text; or what it is has been said."""
        tag = element.tag
        if tag in NO_TEXT or element in self._notes.backs:
            return True
        if (sign := self._notes.calls.get(element)) is not None:
            self.blocks.words.note(sign)
        elif tag == "input" and element.get("type") == "checkbox":
            self._text("☐ " if element.get("checked") is None else "☑ ")
        elif element in self._boxes:
            self._unread.box(" ".join(element.itertext()))
        elif tag in PICTURES:
            described = element.get("aria-label") or element.get("title") or " ".join(element.itertext())
            if tag != "svg" or described.strip():  # without a word it is a sign beside some
                self._unread.picture(described)
        elif tag in PREFORMATTED and not self._lines:
            self._paragraph()
            self.blocks.code(_as_written(element))
        else:
            return False
        return True

    def _begin(self, element: Element) -> None:
        tag = str(element.tag)
        if tag == "br":
            self._break()
            close: Close = _nothing
        elif self._lines:
            close = self._in_line(element)
        elif tag in BLOCKS or element in self._notes.bodies or element.get("role") == "heading":
            if not self._goes_on(tag):
                self._paragraph()
            close = self._block(element)
        else:
            close = _nothing
        self._open.append(_Open(close, [] if tag == "br" else self._runs.open(tag, dict(element.items()))))
        if element.text:
            self._text(element.text)

    def _goes_on(self, tag: str) -> bool:
        """A term with what is said of it, a row with its next cell."""
        if tag in ("dt", "dd"):
            return not self.blocks.is_defining
        return tag in ("td", "th") and bool(self._tables) and self._tables[-1].is_data

    def _finish(self) -> None:
        one = self._open.pop()
        one.close()
        self._runs.close(one.effects)

    def _text(self, text: str) -> None:
        self._runs.text(text)
        self._is_broken = self._is_broken and not text.strip()

    def _break(self) -> None:
        """Two in a row part paragraphs."""
        if self._is_broken and not self._lines:
            self._paragraph()
        self._runs.text("\n")
        self._is_broken = True

    def _paragraph(self, element: Element | None = None) -> None:
        """What was written since the last one is a paragraph, or whatever it looks like."""
        before = len(self.blocks.passages)
        self.blocks.text()
        if len(self.blocks.passages) > before:
            self._looks.look(self.blocks.passages, element, self._runs.size)
        self._runs.size = None
        self._is_broken = False

    def _in_line(self, element: Element) -> Close:
        if element.tag not in BLOCKS:
            return _nothing
        self._text(" ")
        if element.tag in LISTS:
            self._lists.append(_numbers(element))
            return self._end_list
        if element.tag == "li" and self._lists:
            self._text(f"{self._lists[-1].printed(_number(element, 'value')) or ''} ")
        return lambda: self._text(" ")

    def _block(self, element: Element) -> Close:
        tag = str(element.tag)
        if (sign := self._notes.bodies.get(element)) is not None:
            self.blocks.open_note(sign)
            return self._then(self.blocks.close_note)
        if tag in HEADINGS or element.get("role") == "heading":
            self._boxes.has_heading = True
            level = HEADINGS.get(tag) or _number(element, "aria-level") or 2
            return self._line(lambda: self.blocks.heading(level))
        if tag in LISTS:
            self.blocks.open_list(_numbers(element))
            return self._then(self.blocks.close_list)
        if tag == "li":
            self.blocks.open_item(_number(element, "value"))
            return self._then(self.blocks.close_item)
        if tag == "blockquote":
            self.blocks.open_quotation()
            return self._then(self.blocks.close_quotation)
        if tag in ("dl", "dt"):
            self.blocks.term()
            return self.blocks.term if tag == "dl" else self._line(_nothing)
        if tag == "dd":
            self.blocks.open_definition()
            return self._then(self.blocks.close_definition)
        return self._of_table(element)

    def _of_table(self, element: Element) -> Close:
        tag = element.tag
        table = self._tables[-1] if self._tables else _Table(False)
        if tag == "table":
            self._tables.append(_Table(self._boxes.is_data(element)))
            return self._then(self._end_table)
        if tag in ("thead", "tbody", "tfoot"):
            table.in_head = tag == "thead"
            return table.leave_head
        if tag == "tr" and table.is_data:
            table.column = 0
            return self.blocks.row
        if tag in ("td", "th") and table.is_data:
            self._cell(element, table)
            return self._line(_nothing)
        return lambda: self._paragraph(element)

    def _cell(self, element: Element, table: _Table) -> None:
        """After empty ones for those of rows above that reach into this row."""
        while table.column in table.covered:
            rows, columns = table.covered.pop(table.column)
            if rows > 1:
                table.covered[table.column] = (rows - 1, columns)
            table.column += columns
            if self._covered < _MOST_COVERED:
                self._covered += 1
                self.blocks.words.cell(is_head=False)
        columns = min(max(_number(element, "colspan") or 1, 1), _LARGEST_SPAN)
        if (rows := _number(element, "rowspan") or 1) > 1:
            table.covered[table.column] = (rows - 1, columns)
        table.column += columns
        self.blocks.words.cell(element.tag == "th" or table.in_head)

    def _end_table(self) -> None:
        self._tables.pop()

    def _end_list(self) -> None:
        self._lists.pop()

    def _line(self, close: Close) -> Close:
        self._lines += 1

        def closed() -> None:
            self._lines -= 1
            close()
            self._runs.size = None

        return closed

    def _then(self, close: Close) -> Close:
        def closed() -> None:
            self._paragraph()
            close()

        return closed


def _nothing() -> None:
    pass


def _as_written(element: Element) -> str:
    for control in element.iter(*CONTROLS):  # 'Copy'
        control[:], control.text = [], None
    for line_break in element.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    return "".join(element.itertext(etree.Element))


def _number(element: Element, name: str) -> int | None:
    match = _NUMBER.fullmatch(element.get(name) or "")
    return int(match[1]) if match else None


def _numbers(element: Element) -> Numbers:
    """What a browser prints before the items of a list."""
    style = "1" if element.tag == "ol" else ""
    if element.tag == "ol" and (given := element.get("type") or "") and given in "1aAiI":
        style = given
    if match := _LIST_STYLE.search(element.get("style") or ""):
        style = _LIST_STYLES[match[1].lower()]
    is_reversed = element.get("reversed") is not None
    first = sum(1 for _ in element.iterchildren("li")) if is_reversed else 1
    start = _number(element, "start")
    return Numbers(style, first if start is None else start, -1 if is_reversed else 1)
