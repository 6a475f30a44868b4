"""PDFs written by hand: pages of lines in the standard fonts, structure trees, and whatever else a file may hold."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pypdfium2.raw as pdfium

from deliberate.domain.texts.passages import Passage
from deliberate.formats.documents import Document
from deliberate.formats.documents import pdf as reader

FONTS = {
    "plain": "Helvetica",
    "bold": "Helvetica-Bold",
    "italic": "Helvetica-Oblique",
    "mono": "Courier",
}
# A font that takes letters by their numbers in Unicode, for any script; no glyphs are in the file.
UNICODE = "unicode"
SIZE = 11.0
LEADING = 14.0
# Widths of Helvetica, in sizes, as far as breaking lines needs them.
_NARROW, _WIDE = frozenset("iljftrI.,;:'|!()[]- "), frozenset("mwMW")


@dataclass
class Pdf:
    """Objects are numbered as they are added; 1 is the catalog and 2 the page tree."""

    catalog: str = ""
    info: str = ""
    objects: dict[int, bytes] = field(default_factory=dict)
    pages: list[int] = field(default_factory=list)
    contents: list[int] = field(default_factory=list)
    next: int = 3

    def add(self, body: str | bytes, number: int | None = None) -> int:
        if number is None:
            number, self.next = self.next, self.next + 1
        self.objects[number] = body.encode("latin-1") if isinstance(body, str) else body
        return number

    def stream(self, data: bytes, entries: str = "", *, packed: bool = False, number: int | None = None) -> int:
        if packed:
            data, entries = zlib.compress(data, 9), f"{entries} /Filter /FlateDecode"
        return self.add(f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream", number)

    def page(
        self, drawn: Iterable[object] = (), entries: str = "", resources: str = "", *, packed: bool = False
    ) -> int:
        content = self.stream("\n".join(map(str, drawn)).encode("latin-1"), packed=packed)
        self.contents.append(content)
        fonts = " ".join(f"/{name} {_font(base)}" for name, base in FONTS.items())
        box = "" if "/MediaBox" in entries else "/MediaBox [0 0 612 792]"
        self.pages.append(
            self.add(
                f"<< /Type /Page /Parent 2 0 R {box} /Contents {content} 0 R {entries}"
                f" /Resources << /Font << {fonts} /{UNICODE} {self._unicode()} 0 R >> {resources} >> >>"
            )
        )
        return self.pages[-1]

    def _unicode(self) -> int:
        # A range may not go beyond the last byte of its codes.
        ranges = "".join(f" <{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256))
        mapped = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange"
            f" <0000> <FFFF> endcodespacerange 256 beginbfrange{ranges} endbfrange endcmap end end"
        ).encode()
        return self.add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /DescendantFonts [<< /Type /Font"
            " /Subtype /CIDFontType2 /BaseFont /Any /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
            f" /Supplement 0 >> /DW 600 >>] /ToUnicode {self.stream(mapped)} 0 R >>"
        )

    def written(self, trailer: str = "") -> bytes:
        kids = " ".join(f"{page} 0 R" for page in self.pages)
        self.objects.setdefault(1, f"<< /Type /Catalog /Pages 2 0 R {self.catalog} >>".encode("latin-1"))
        self.objects.setdefault(2, f"<< /Type /Pages /Count {len(self.pages)} /Kids [{kids}] >>".encode())
        info = f"/Info {self.add(f'<< {self.info} >>')} 0 R" if self.info else ""
        data, places = b"%PDF-1.7\n", dict[int, int]()
        for number in sorted(self.objects):
            places[number] = len(data)
            data += f"{number} 0 obj\n".encode() + self.objects[number] + b"\nendobj\n"
        size = max(self.objects) + 1
        rows = [f"{places[at]:010} 00000 n \n" if at in places else "0000000000 65535 f \n" for at in range(size)]
        end = f"trailer\n<< /Size {size} /Root 1 0 R {info} {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
        return data + f"xref\n0 {size}\n{''.join(rows)}{end}".encode("latin-1")


def _font(base: str) -> str:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>"


@dataclass(frozen=True)
class Line:
    """Words at a place of the page; `mark` is the id of the marked content they are."""

    words: str
    x: float = 72.0
    y: float = 700.0
    font: str = "plain"
    size: float = SIZE
    mark: int | None = None
    artifact: bool = False

    def __str__(self) -> str:
        if self.font == UNICODE:
            shown = f"<{self.words.encode('utf-16-be').hex()}>"
        else:
            escaped = self.words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            shown = f"({escaped.encode('cp1252').decode('latin-1')})"
        text = f"BT /{self.font} {self.size} Tf {self.x} {self.y} Td {shown} Tj ET"
        if self.artifact:
            return f"/Artifact BMC {text} EMC"
        return text if self.mark is None else f"/Span << /MCID {self.mark} >> BDC {text} EMC"


def width(words: str, size: float = SIZE) -> float:
    return size * sum(0.28 if one in _NARROW else 0.85 if one in _WIDE else 0.55 for one in words)


def wrapped(text: str, columns: float = 450.0, size: float = SIZE) -> list[str]:
    """As a program breaks lines that are no wider than this."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= columns:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Typist:
    """Writes down a page, from the top."""

    def __init__(self, x: float = 72.0, y: float = 700.0, columns: float = 450.0) -> None:
        self.x, self.y, self.columns = x, y, columns
        self.lines: list[Line] = []

    def write(self, text: str, *, gap: float = 8.0, indent: float = 0.0, mark: str = "", **more: Any) -> Typist:
        """A paragraph below the last one; an item hangs from its mark."""
        size = more.get("size", SIZE)
        hang = 18.0 if mark else 0.0
        self.y -= gap
        for at, line in enumerate(wrapped(text, self.columns - indent - hang, size)):
            if mark and at == 0:
                self.lines.append(Line(mark, self.x + indent, self.y, **more))
            self.lines.append(Line(line, self.x + indent + hang, self.y, **more))
            self.y -= LEADING * size / SIZE
        return self


@dataclass
class Opened:
    """A file as PDFium has it open."""

    content: bytes

    def __post_init__(self) -> None:
        self.handle = pdfium.FPDF_LoadMemDocument64(self.content, len(self.content), None)
        assert self.handle

    def close(self) -> None:
        pdfium.FPDF_CloseDocument(self.handle)


def opened(content: bytes) -> Opened:
    return Opened(content)


def pdf(*pages: Sequence[object], catalog: str = "", info: str = "") -> bytes:
    """A page for each list of lines; a string is drawn as it is."""
    made = Pdf(catalog=catalog, info=info)
    for drawn in pages:
        made.page(drawn)
    return made.written()


def read(*pages: Sequence[object] | Typist, **more: str) -> Document:
    return reader.read(BytesIO(pdf(*(page.lines if isinstance(page, Typist) else page for page in pages), **more)))


def shapes(document: Document) -> list[tuple[str, int, str]]:
    return [(str(one.kind), one.level, one.text) for one in document.passages]


def numbers(document: Document) -> list[str | None]:
    return [one.number for one in document.passages]


def marks(passage: Passage) -> list[tuple[str, str, str]]:
    return [(str(mark.kind), passage.text[mark.start : mark.end], mark.to) for mark in passage.marks]


def left_out(document: Document) -> list[tuple[str, str]]:
    return [(one.passage.text, str(one.why)) for one in document.left_out]


PROSE = (
    "The town has grown a lot in the last ten years, and it needs a plan that says where its trees may stand. "
    "Streets were widened without one, and nobody asked the people who live there whether they wanted it."
)
MORE = (
    "Other towns have such plans, some of them for a hundred years, and their streets are cooler by far in summer. "
    "What they spend on it is little beside what they spend on the streets themselves."
)
