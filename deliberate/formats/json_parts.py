"""JSON that is read and written part by part.

Of a file that is read the long lists stay in the file, and are read anew whenever they are gone through. The parser is
Python's own. It is given as much text as the next value takes, so a file may be larger than the memory.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, BinaryIO

from deliberate.domain.words import Sayable, say
from deliberate.formats.decoding import MARK, not_text
from deliberate.formats.errors import FormatError
from deliberate.formats.json_reader import JsonReader, not_json, noticing_twins

# By their keys the lists of an object that stay in the file; what their objects hold in turn may, too.
Lists = Mapping[str, "Lists"]

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder(parse_constant=float, object_pairs_hook=noticing_twins)
# Bytes that are read at once, at least.
_CHUNK = 16 * 1024
# What ends so near to the end of what was read may go on in what follows: no literal and no escape is longer.
_LONGEST_TOKEN = 16


def opened(file: BinaryIO, lists: Lists) -> JsonReader:
    """The object that is all of the file, which is read once from beginning to end and has to stay open.

    Raises FormatError, which says where, for what is not JSON.
    """
    file.seek(0)
    cursor = _Cursor(file, len(MARK) if file.read(len(MARK)) == MARK else 0)
    value = _value(cursor, lists, {})
    if cursor.peek():
        raise cursor.wrong("Extra data")
    return JsonReader(value, "")


def encoded(value: Any, indent: str = "\n") -> Iterator[str]:
    """As `json.dumps(…, ensure_ascii=False, indent=1)` writes it, with iterators for lists."""
    if isinstance(value, dict) and _comes_in_parts(value):
        parts = ((f"{json.dumps(key, ensure_ascii=False)}: ", one) for key, one in value.items())
        begin, end = "{}"
    elif isinstance(value, Iterator):
        parts = (("", one) for one in value)
        begin, end = "[]"
    else:
        yield json.dumps(value, ensure_ascii=False, indent=1).replace("\n", indent)
        return
    before = begin
    for name, one in parts:
        yield f"{before}{indent} {name}"
        yield from encoded(one, indent + " ")
        before = ","
    yield f"{indent}{end}" if before == "," else begin + end


def _comes_in_parts(value: object) -> bool:
    """Whether an iterator stands for a list anywhere in it, outside of lists."""
    return any(map(_comes_in_parts, value.values())) if isinstance(value, dict) else isinstance(value, Iterator)


class _Stored(Collection[object]):
    """A list that stays in the file. `places`: where each such list ends and how long it is, by where it begins."""

    def __init__(self, file: BinaryIO, begin: int, lists: Lists, places: dict[int, tuple[int, int]]) -> None:
        self._file, self._begin, self._lists, self._places = file, begin, lists, places

    def __len__(self) -> int:
        return self._places[self._begin][1]

    def __iter__(self) -> Iterator[object]:
        return _elements(_Cursor(self._file, self._begin), self._lists, self._places)

    def __contains__(self, value: object) -> bool:
        return any(one == value for one in self)


def _value(cursor: _Cursor, lists: Lists, places: dict[int, tuple[int, int]]) -> object:
    if not lists or not cursor.takes("{"):
        return cursor.value()
    pairs: list[tuple[str, object]] = []
    while not cursor.takes("}"):
        if pairs:
            cursor.expect(",")
        if cursor.peek() != '"':
            raise cursor.wrong("Expecting property name enclosed in double quotes")
        key = str(cursor.value())
        cursor.expect(":")
        if key in lists and cursor.peek() == "[":
            pairs.append((key, _stored(cursor, lists[key], places)))
        else:
            pairs.append((key, cursor.value()))
    return noticing_twins(pairs)


def _stored(cursor: _Cursor, lists: Lists, places: dict[int, tuple[int, int]]) -> _Stored:
    """The list that begins here is passed over: when it is met for the first time, to see that it is one."""
    begin = cursor.offset
    if begin in places:
        cursor.go_to(places[begin][0])
    else:
        length = sum(1 for _ in _elements(cursor, lists, places))
        places[begin] = cursor.offset, length
    return _Stored(cursor.file, begin, lists, places)


def _elements(cursor: _Cursor, lists: Lists, places: dict[int, tuple[int, int]]) -> Iterator[object]:
    cursor.expect("[")
    first = True
    while not cursor.takes("]"):
        if not first:
            cursor.expect(",")
        yield _value(cursor, lists, places)
        first = False


class _Cursor:
    """A place in a file, several of which can have one each; it holds the text of the next value and some more."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self.file = file
        self._lines = self._column = 0
        self.go_to(offset)

    def go_to(self, offset: int) -> None:
        self._next = offset
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text, self._at = "", 0

    @property
    def offset(self) -> int:
        """In bytes, where the next character is that is no space."""
        self.peek()
        waiting, _ = self._decoder.getstate()
        return self._next - len(waiting) - len(self._text[self._at :].encode())

    def peek(self) -> str:
        """The next character that is no space; none at the end."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # it matches nothing, too
            if self._at < len(self._text) or not self._read_more():
                return self._text[self._at : self._at + 1]

    def takes(self, character: str) -> bool:
        found = self.peek() == character
        self._at += found
        return found

    def expect(self, character: str) -> None:
        if not self.takes(character):
            raise self.wrong(f"Expecting '{character}' delimiter")

    def value(self) -> Any:
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                is_cut = error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _LONGEST_TOKEN
                if is_cut and self._read_more():
                    continue
                self._at = error.pos
                raise self.wrong(error.msg) from error
            except RecursionError as error:
                raise FormatError(say("not JSON that can be read: it is nested too deep")) from error
            except ValueError as error:
                raise FormatError(say("not JSON that can be read: a number is too long")) from error
            # A number that is cut is a number, too, as 1 of 1.5e-7 is.
            if end <= len(self._text) - _LONGEST_TOKEN or not self._read_more():
                self._at = end
                return value

    def wrong(self, why: Sayable) -> FormatError:
        """That this is not JSON, because of what is here."""
        self._drop()
        return not_json(self._lines + 1, self._column + 1, why)

    def _read_more(self) -> bool:
        """Whether there was more. As much again as there is already, so that a long value is not parsed often."""
        self.file.seek(self._next)
        content = self.file.read(max(_CHUNK, len(self._text) - self._at))
        try:
            more = self._decoder.decode(content, final=not content)
        except UnicodeDecodeError as error:
            self._at = len(self._text)
            self._drop()
            raise not_text(error, self._next + len(content) - len(error.object), self._lines) from error
        if not content:
            return False
        self._drop()
        self._text += more
        self._next += len(content)
        return True

    def _drop(self) -> None:
        """Forgets the text before this place, but not how many lines it had."""
        if lines := self._text.count("\n", 0, self._at):
            self._lines += lines
            self._column = -1 - self._text.rfind("\n", 0, self._at)
        self._column += self._at
        self._text, self._at = self._text[self._at :], 0
