"""Lists within lists, indented as people do it, by two spaces or four, as Markdown wants it: below the words above."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = re.compile(r"([-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}")
_HAS_INDENTED_LINE = re.compile(r"^[ \t]+\S", re.MULTILINE)
_HAS_ITEM = re.compile(rf"^[ \t]*{_ITEM.pattern}", re.MULTILINE)
# An item that stands less further in is a neighbour, a little out of line.
_DEEPER = 2
_TAB = 4


@dataclass
class _Item:
    written: int  # the column of its marker as it was written
    column: int  # and as it is now
    words: int  # the column of what it says now


def nested(text: str) -> str:
    """The same lines, with each item and what belongs to it as far in as its level asks for."""
    if not (_HAS_INDENTED_LINE.search(text) and _HAS_ITEM.search(text)):
        return text
    lists = _Lists()
    return "\n".join(map(lists.line, text.split("\n")))


class _Lists:
    def __init__(self) -> None:
        self._open: list[_Item] = []
        self._fence = ""
        self._in_code = False
        self._after_empty = False
        self._further = 0

    def line(self, line: str) -> str:
        words = line.lstrip(" \t")
        if not words.strip():
            self._after_empty = True
            return line
        indent = len(line[: len(line) - len(words)].expandtabs(_TAB))
        self._in_code = bool(self._fence)
        item = None if self._in_code or _RULE.fullmatch(words.rstrip()) else _ITEM.match(words)
        self._turn(words)
        after_empty, self._after_empty = self._after_empty, False
        if item:
            return self._item(indent, item[1], words[item.end() :])
        return self._words(indent, words, after_empty) if self._open else line

    def _item(self, indent: int, marker: str, words: str) -> str:
        while self._open and indent < self._open[-1].written + _DEEPER:
            self._open.pop()
        column = self._open[-1].words if self._open else 0
        self._open.append(_Item(indent, column, column + len(marker) + 1))
        return f"{' ' * column}{marker} {words}"

    def _words(self, indent: int, words: str, after_empty: bool) -> str:
        """What belongs to an item stands further in than its marker; a line right below another goes on with it."""
        while after_empty and self._open and indent <= self._open[-1].written and not self._in_code:
            self._open.pop()
        if not self._open:
            return f"{' ' * indent}{words}"
        if not self._in_code:
            last = self._open[-1]
            least = last.words if indent > last.written else 0
            self._further = max(indent + last.column - last.written, least) - indent
        # Lines of code keep their distance to the line that opens it.
        return f"{' ' * (indent + self._further)}{words}"

    def _turn(self, words: str) -> None:
        """Into a block of code, whose lines are no items, or out of it."""
        found = _FENCE.match(words)
        if self._fence:
            if found and found[1].startswith(self._fence) and not words[found.end() :].strip():
                self._fence = ""
        elif found:
            self._fence = found[1]
