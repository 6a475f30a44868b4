"""What PDFium finds on the pages of a PDF: text, drawn lines, links, and how much there is that is no text.

The functions are those of PDFium's public headers (fpdfview.h, fpdf_edit.h, fpdf_annot.h, fpdf_doc.h).
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import pypdfium2.raw as pdfium

from deliberate.formats.documents import pdf_text
from deliberate.formats.documents.pdf_pieces import Box, Frame, Page, Piece

_WEB = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
# A line that is drawn is thinner than this; what is thicker is an area.
_THIN = 3.0
# Drawings have no end of lines; tables and rules above notes have few. A page has at most so many addresses.
_MOST_LINES, _MOST_PARTS, _MOST_LINKS = 2000, 400, 2000
_DEEPEST = 12
_COMMENTS = frozenset(
    (
        pdfium.FPDF_ANNOT_TEXT,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_HIGHLIGHT,
        pdfium.FPDF_ANNOT_UNDERLINE,
        pdfium.FPDF_ANNOT_SQUIGGLY,
        pdfium.FPDF_ANNOT_STRIKEOUT,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_INK,
    )
)


class Pages:
    """The pages of an open PDF, one after another; each is read when it is asked for."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def __len__(self) -> int:
        return int(pdfium.FPDF_GetPageCount(self._document))

    def read(self, number: int, also: Callable[[Any], None] | None = None) -> Page | None:
        """`also` is called with PDFium's page while it is open; None where there is no such page to be read."""
        handle = pdfium.FPDF_LoadPage(self._document, number)
        if not handle:
            return None
        text = pdfium.FPDFText_LoadPage(handle)
        try:
            if also:
                also(handle)
            return self._page(number, handle, text) if text else None
        finally:
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(handle)

    def _page(self, number: int, handle: Any, text: Any) -> Page:
        frame = _frame(handle)
        pieces, unknown = pdf_text.pieces(text, frame)
        self._link(handle, frame, pieces)
        drawing = _Drawing(frame)
        drawing.look_through(pdfium.FPDFPage_CountObjects(handle), partial(pdfium.FPDFPage_GetObject, handle))
        kinds = list(_annotations(handle))
        return Page(
            number,
            *frame.size,
            pieces,
            drawing.lines,
            pictures=drawing.pictures,
            unknown=unknown,
            fields=kinds.count(pdfium.FPDF_ANNOT_WIDGET),
            comments=sum(kind in _COMMENTS for kind in kinds),
        )

    def _link(self, handle: Any, frame: Frame, pieces: Sequence[Piece]) -> None:
        """Says of each piece where it leads, if that is an address of the web or of mail."""
        for box, address in list(self._links(handle, frame)):
            for piece in pieces:
                middle, height = (piece.left + piece.right) / 2, piece.base + piece.look.size / 4
                if box.left <= middle <= box.right and box.bottom <= height <= box.top:
                    piece.link = address

    def _links(self, handle: Any, frame: Frame) -> Iterator[tuple[Box, str]]:
        at, link, count = ctypes.c_int(0), pdfium.FPDF_LINK(), 0
        while count < _MOST_LINKS and pdfium.FPDFLink_Enumerate(handle, at, link):
            count += 1
            address = self._address(link)
            area = pdfium.FS_RECTF()
            if _WEB.fullmatch(address) and pdfium.FPDFLink_GetAnnotRect(link, area):
                yield frame.box(area.left, area.bottom, area.right, area.top), address

    def _address(self, link: Any) -> str:
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            return ""
        length = pdfium.FPDFAction_GetURIPath(self._document, action, None, 0)
        space = ctypes.create_string_buffer(length)
        pdfium.FPDFAction_GetURIPath(self._document, action, space, length)
        return space.value.decode("utf-8", "replace").strip()


def _frame(handle: Any) -> Frame:
    area = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, area)
    shown = Box(area.left, area.bottom, area.right, area.top)
    return Frame(shown, int(pdfium.FPDFPage_GetRotation(handle)) % 4)


def _annotations(handle: Any) -> Iterator[int]:
    for at in range(pdfium.FPDFPage_GetAnnotCount(handle)):
        if note := pdfium.FPDFPage_GetAnnot(handle, at):
            yield int(pdfium.FPDFAnnot_GetSubtype(note))
            pdfium.FPDFPage_CloseAnnot(note)


class _Drawing:
    """Counts the pictures and keeps the straight lines; of what is drawn within something else, only pictures."""

    def __init__(self, frame: Frame) -> None:
        self.pictures = 0
        self.lines: list[Box] = []
        self._frame = frame

    def look_through(self, count: int, find: Callable[[int], Any], depth: int = 0) -> None:
        for at in range(count):
            drawn = find(at)
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.pictures += 1
            elif kind == pdfium.FPDF_PAGEOBJ_PATH and not depth and len(self.lines) < _MOST_LINES:
                self.lines += self._straight(drawn)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = pdfium.FPDFFormObj_CountObjects(drawn)
                self.look_through(inner, partial(pdfium.FPDFFormObj_GetObject, drawn), depth + 1)

    def _straight(self, path: Any) -> Iterator[Box]:
        """A thin area, or the upright and level parts of an outline."""
        edges = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(path, *edges):
            return
        whole = self._frame.box(*(edge.value for edge in edges))
        if min(whole.width, whole.height) <= _THIN:
            yield whole
            return
        for one, other in self._parts(path):
            line = self._frame.box(*one, *other)
            if min(line.width, line.height) <= _THIN:
                yield line

    def _parts(self, path: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
        """The straight parts of a path, from where to where each."""
        matrix = pdfium.FS_MATRIX()
        count = pdfium.FPDFPath_CountSegments(path)
        if count > _MOST_PARTS or not pdfium.FPDFPageObj_GetMatrix(path, matrix):
            return
        before: tuple[float, float] | None = None
        x, y = ctypes.c_float(), ctypes.c_float()
        for at in range(count):
            part = pdfium.FPDFPath_GetPathSegment(path, at)
            pdfium.FPDFPathSegment_GetPoint(part, x, y)
            point = (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
            if before and pdfium.FPDFPathSegment_GetType(part) == pdfium.FPDF_SEGMENT_LINETO:
                yield before, point
            before = point
