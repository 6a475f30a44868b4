"""PDFs that are made to use a program up, as the registry reads them: within limits, refused in one line."""

from __future__ import annotations

import zlib

import pytest

from deliberate.formats.errors import FormatError
from deliberate.formats.registry import PDF
from tests.formats.documents.pdfs import PROSE, Pdf, Typist
from tests.formats.documents.pdfs import pdf as written


def refusal(content: bytes) -> str:
    with pytest.raises(FormatError) as refused:
        PDF.read(content)
    return str(refused.value)


def bomb(packed: bytes, filters: str) -> bytes:
    made = Pdf()
    made.page()
    entries = f"<< /Length {len(packed)} /Filter {filters} >>\nstream\n"
    made.add(entries.encode() + packed + b"\nendstream", made.contents[0])
    return made.written()


def swollen(megabytes: int) -> bytes:
    packing = zlib.compressobj(1)
    return b"".join(packing.compress(b" " * 1_000_000) for _ in range(megabytes)) + packing.flush()


def test_a_pdf_is_read_as_in_this_process() -> None:
    assert [one.text for one in PDF.read(written(Typist().write(PROSE).lines)).passages] == [PROSE]


def test_a_small_pdf_that_unpacks_to_much_is_refused() -> None:
    pytest.importorskip("resource")
    assert refusal(bomb(swollen(100), "/FlateDecode")) == "it unpacks to more than 64 MB"
    twice = bomb(zlib.compress(swollen(400)), "[/FlateDecode /FlateDecode]")
    assert refusal(twice).endswith("takes more than 300 MB of memory")


def test_a_pdf_that_draws_itself_a_billion_times_is_refused() -> None:
    pytest.importorskip("resource")
    made = Pdf()
    made.page(["/X0 Do"], resources="/XObject << /X0 200 0 R >>")
    for at in range(9):
        more = f"/Resources << /XObject << /X{at + 1} {201 + at} 0 R >> >>"
        drawn = f"/X{at + 1} Do " * 10
        made.stream(drawn.encode(), f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {more}", number=200 + at)
    made.stream(b"0 0 m 1 1 l S", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]", number=209)
    assert refusal(made.written()).startswith("reading it")
