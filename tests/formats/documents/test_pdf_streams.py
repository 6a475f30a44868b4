"""Packed parts of a PDF: how large they are, and whether they are whole."""

from __future__ import annotations

import zlib

import pytest

from deliberate.formats.documents import pdf_streams
from deliberate.formats.documents.pdf_streams import damaged
from deliberate.formats.errors import FormatError
from tests.formats.documents.pdfs import Line, Pdf

MEGABYTE = 1 << 20


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many megabytes as it takes to see the difference."""
    monkeypatch.setattr(pdf_streams, "_LARGEST", 2)
    monkeypatch.setattr(pdf_streams, "_ALL", 8)


def made(*streams: bytes, entries: str = "") -> bytes:
    document = Pdf()
    document.page([Line("Oaks")], packed=True)
    for data in streams:
        document.stream(data, entries, packed=True)
    return document.written()


def test_whole_streams_are_whole() -> None:
    assert damaged(made(b"Oaks" * 1000)) == 0


def test_a_stream_that_breaks_off_is_counted() -> None:
    packed = zlib.compress(bytes(range(256)) * 100, 0)
    for broken in (packed[:-100], packed[:50] + b"\xff" * 60 + packed[110:]):
        document = Pdf()
        document.page([Line("Oaks")])
        document.stream(broken, "/Filter /FlateDecode")
        document.stream(broken, "/Filter [/FlateDecode]")
        assert damaged(document.written()) == 2


def test_what_unpacks_to_more_than_a_text_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(FormatError, match="it unpacks to more than 2 MB"):
        damaged(made(bytes(3 * MEGABYTE)))
    with pytest.raises(FormatError, match="it unpacks to more than"):
        damaged(made(*[bytes(2 * MEGABYTE - 1)] * 5))


def test_pictures_and_what_is_packed_otherwise_are_not_looked_into() -> None:
    assert damaged(made(bytes(3 * MEGABYTE), entries="/Subtype /Image")) == 0
    document = Pdf()
    document.page([Line("Oaks")])
    document.stream(b"no zlib", "/Filter [/ASCII85Decode /FlateDecode]")
    document.stream(b"no zlib", "/Filter /DCTDecode")
    assert damaged(document.written()) == 0


def test_a_locked_file_is_not_looked_into() -> None:
    document = Pdf()
    document.page([Line("Oaks")])
    document.stream(b"no zlib", "/Filter /FlateDecode")
    assert damaged(document.written("/Encrypt 9 0 R")) == 0


def test_a_file_without_its_end_is_refused() -> None:
    content = made()
    with pytest.raises(FormatError, match="its end is missing"):
        damaged(content[: content.rfind(b"startxref")] + b" " * 5000)
    assert damaged(content.replace(b"%%EOF", b"")) == 0
