"""The text that PDFium finds on a page, as pieces of words with their looks and places (its header fpdf_text.h)."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from math import atan2, hypot, pi
from typing import Any

import pypdfium2.raw as pdfium

from deliberate.formats.documents.pdf_pieces import Frame, Look, Piece

_BOLD = re.compile(r"bold|black|heavy|demi(?!.?light)", re.IGNORECASE)
_NAMED_WEIGHT = re.compile(r"regular|roman|book|light|medium|italic|oblique|normal", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|slanted", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|consol|typewriter|cmtt|menlo", re.IGNORECASE)
# Flags of a font descriptor (ISO 32000-1, table 123), and from where on PDFium's guess of a weight means bold.
_FIXED_PITCH, _SLANTED, _FORCED_BOLD, _BOLD_WEIGHT = 1, 1 << 6, 1 << 18, 700
# PDFium's signs for a hyphen at the end of a line, and for what a font gives no letter for; controls are none.
_BROKEN, _UNKNOWN = "\x02\ufffe\xad", "\0\ufffd\uffff"
_CONTROLS = "".join(map(chr, (*range(9), *range(14, 28), *range(127, 133), *range(134, 160))))
_MEANT = dict.fromkeys(_CONTROLS + _UNKNOWN, "\0") | dict.fromkeys(_BROKEN, "-")
_HYPHENS = frozenset("-\u2010\u2011")
# What is no white space and known.
_WORD = re.compile(r"[^\s\0]+")
# Letters that are only a way to draw others: ligatures, Arabic letters in their forms.
_FORMS = re.compile("[\ufb00-\ufb06\ufb13-\ufdff\ufe70-\ufefc]+")
_HALVES = re.compile("[\ud800-\udfff]")
_FIGURES = re.compile(r"[\d,]{1,5}")
# So much of their size above the line figures stand only where they are raised.
_RAISED = 0.15
# What is turned by more than this, about six degrees, does not run with the text: a stamp across the page.
_ASKEW = 0.1
_LONGEST_NAME = 256


def pieces(text: Any, frame: Frame) -> tuple[list[Piece], int]:
    """Of a page of text of PDFium's; and how many letters are unknown, for want of a meaning in the fonts."""
    reader = _Reader(text, frame)
    return list(reader.pieces()), reader.unknown


@dataclass(frozen=True, slots=True)
class _Set:
    """What the letters that are set in one go have in common; `base` is the line they stand on, if that is level.

    `is_guessed`: their font does not say which letters they are.
    """

    key: int
    look: Look
    base: float | None
    content: int
    artifact: bool
    hard: bool
    is_guessed: bool


class _Reader:
    def __init__(self, text: Any, frame: Frame) -> None:
        self.unknown = 0
        self._text, self._frame = text, frame
        self._last: _Set | None = None
        self._fonts: dict[int, tuple[bool, bool, bool]] = {}
        self._looks: dict[Look, Look] = {}
        self._x, self._y, self._box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()

    def pieces(self) -> Iterator[Piece]:
        """A piece for all letters of a word that are set in one go."""
        letters = self._letters()
        for word in _WORD.finditer(letters):
            first, end = word.span()
            spaced = first == 0 or letters[first - 1].isspace()
            for start, stop, key in self._parts(first, end):
                yield self._piece(letters[start:stop], start, key, spaced)
                spaced = False

    def _letters(self) -> str:
        """One for each letter that PDFium numbers; NUL where it is unknown."""
        count = pdfium.FPDFText_CountChars(self._text)
        space = (ctypes.c_ushort * (count + 1))()
        if pdfium.FPDFText_GetText(self._text, 0, count, space) == count + 1:
            codes: Iterable[int] = space[:count]
        else:
            codes = (pdfium.FPDFText_GetUnicode(self._text, at) for at in range(count))
        letters = "".join(_MEANT.get(letter, letter) for letter in map(chr, codes))
        self.unknown += letters.count("\0")
        return letters

    def _parts(self, first: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The runs of letters that are set in one go each, with what tells them apart."""
        key = self._set_with(first)
        if end - first == 1 or key == self._set_with(end - 1):
            yield first, end, key
            return
        start = first
        for key, run in groupby(range(first, end), self._set_with):
            stop = start + sum(1 for _ in run)
            yield start, stop, key
            start = stop

    def _set_with(self, at: int) -> int:
        return _address(pdfium.FPDFText_GetTextObject(self._text, at))

    def _piece(self, letters: str, first: int, key: int, spaced: bool) -> Piece:
        if self._last is None or self._last.key != key:
            self._last = self._set(first, key)
        common, last = self._last, first + len(letters) - 1
        left, right = self._edges(first)
        if last > first:
            other_left, other_right = self._edges(last)
            left, right = min(left, other_left), max(right, other_right)
        text = _written(letters)
        if common.is_guessed and any(map(str.isalnum, text)):
            self.unknown += len(text)
        base = self._base(first) if common.base is None else common.base
        return Piece(
            text,
            common.look,
            left,
            right,
            base,
            spaced,
            common.content,
            common.artifact,
            common.hard,
            bool(_FIGURES.fullmatch(text)) and self._is_raised(first, base, common.look.size),
            common.base is not None,
        )

    def _edges(self, at: int) -> tuple[float, float]:
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._text, at, box)
        return self._frame.across(box.left, box.bottom, box.right, box.top)

    def _base(self, at: int) -> float:
        pdfium.FPDFText_GetCharOrigin(self._text, at, self._x, self._y)
        return self._frame.point(self._x.value, self._y.value)[1]

    def _is_raised(self, at: int, base: float, size: float) -> bool:
        """Some fonts have letters for the signs of notes, as large as others but drawn higher."""
        edges = [ctypes.c_double() for _ in range(4)]
        if not pdfium.FPDFText_GetCharBox(self._text, at, *edges):
            return False
        left, right, bottom, top = (edge.value for edge in edges)
        return self._frame.box(left, bottom, right, top).bottom > base + _RAISED * size

    def _set(self, at: int, key: int) -> _Set:
        shown_by = pdfium.FPDFText_GetTextObject(self._text, at)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, at, matrix)
        turned = atan2(matrix.b, matrix.a) - self._frame.turns * pi / 2
        is_level = abs((turned + pi) % (2 * pi) - pi) < _ASKEW
        # Sizes of one style differ by rounding.
        size = round(pdfium.FPDFText_GetFontSize(self._text, at) * hypot(matrix.c, matrix.d) * 4) / 4
        base = self._base(at) if is_level else None
        if not key:
            return _Set(key, Look(size), base, -1, False, False, False)
        bold, italic, mono = self._font(shown_by)
        bold = bold or pdfium.FPDFTextObj_GetTextRenderMode(shown_by) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        names, actual = _marks(shown_by)
        look = Look(size, bold, italic, mono)
        content = pdfium.FPDFPageObj_GetMarkedContentID(shown_by)
        return _Set(
            key,
            self._looks.setdefault(look, look),
            base,
            content,
            "Artifact" in names,
            actual in _HYPHENS,
            pdfium.FPDFText_HasUnicodeMapError(self._text, at) == 1,
        )

    def _font(self, shown_by: Any) -> tuple[bool, bool, bool]:
        """Whether letters are bold, slanted, all of one width."""
        font = pdfium.FPDFTextObj_GetFont(shown_by)
        key = _address(font)
        if not key:
            return False, False, False
        if key not in self._fonts:
            space = ctypes.create_string_buffer(_LONGEST_NAME)
            pdfium.FPDFFont_GetBaseFontName(font, space, _LONGEST_NAME)
            name, flags = space.value.decode("latin-1"), pdfium.FPDFFont_GetFlags(font)
            weight = 0 if _NAMED_WEIGHT.search(name) else pdfium.FPDFFont_GetWeight(font)
            self._fonts[key] = (
                bool(_BOLD.search(name) or flags & _FORCED_BOLD or weight >= _BOLD_WEIGHT),
                bool(_ITALIC.search(name) or flags & _SLANTED),
                bool(_MONO.search(name) or flags & _FIXED_PITCH),
            )
        return self._fonts[key]


def _marks(shown_by: Any) -> tuple[set[str], str]:
    """The names of the marked content that letters are in, and what they stand for if the file says it."""
    names, actual = set(), ""
    for at in range(pdfium.FPDFPageObj_CountMarks(shown_by)):
        mark = pdfium.FPDFPageObj_GetMark(shown_by, at)
        names.add(_wide(partial(pdfium.FPDFPageObjMark_GetName, mark)))
        actual = actual or _wide(partial(pdfium.FPDFPageObjMark_GetParamStringValue, mark, b"ActualText"))
    return names, actual


def _wide(ask: Callable[[Any, int, Any], Any]) -> str:
    """What is short; of anything longer nothing."""
    space, used = (ctypes.c_ushort * _LONGEST_NAME)(), ctypes.c_ulong()
    if not ask(space, ctypes.sizeof(space), used) or used.value > ctypes.sizeof(space):
        return ""
    return bytes(space)[: used.value].decode("utf-16-le", "replace").rstrip("\0")


def _written(letters: str) -> str:
    """Letters as they are written, whatever they are drawn with."""
    if letters.isascii():
        return letters
    if _HALVES.search(letters):
        letters = letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _FORMS.sub(lambda forms: unicodedata.normalize("NFKC", forms[0]), letters)


def _address(pointer: Any) -> int:
    return ctypes.addressof(pointer.contents) if pointer else 0
