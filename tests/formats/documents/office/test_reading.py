"""Office files told apart by what they hold."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from deliberate.formats.documents.office import reading
from deliberate.formats.documents.office.reading import read
from deliberate.formats.errors import FormatError
from deliberate.formats.registry import DOCX, ODT, TEXT, Format, Kind, recognised
from tests.formats.documents.office.making import docx, docx_parts, fodt, odt, odt_parts, p, read_bytes, zipped

TREES = "<text:p>Trees</text:p>"


@pytest.mark.parametrize(
    ("content", "row"), [(docx(p("Trees")), DOCX), (odt(TREES), ODT), (fodt(TREES), ODT)], ids=["docx", "odt", "fodt"]
)
@pytest.mark.parametrize("name", ["", "plan.docx", "plan.odt", "plan.txt"])
def test_a_file_is_read_whatever_it_is_called(content: bytes, row: Format[Any, Any], name: str) -> None:
    assert recognised(content, name, Kind.DOCUMENT, Kind.SITE) is row
    assert [passage.text for passage in row.read(BytesIO(content)).passages] == ["Trees"]


def test_an_odt_that_was_zipped_anew_is_read_as_one() -> None:
    parts = odt_parts(TREES)
    mimetype = parts.pop("mimetype")
    content = zipped({**parts, "mimetype": mimetype})
    assert recognised(content, "", Kind.DOCUMENT) is DOCX
    assert DOCX.read(content).passages[0].text == "Trees"


def test_a_text_that_calls_itself_a_docx_is_refused_and_says_why() -> None:
    assert recognised(b"Trees", "plan.docx", Kind.DOCUMENT) is DOCX
    assert recognised(b"Trees", "plan", Kind.DOCUMENT) is TEXT
    with pytest.raises(FormatError, match="^this is neither a DOCX nor an ODT file: it is no zip archive$"):
        DOCX.read(b"Trees")


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"trees.txt": "Trees"}, "this is a zip archive, but neither a DOCX nor an ODT file"),
        ({"inner.docx": docx(p("Trees"))}, "this is a zip archive, but neither a DOCX nor an ODT file"),
        ({}, "this is a zip archive, but neither a DOCX nor an ODT file"),
        (
            {
                "[Content_Types].xml": '<Types><Override ContentType="application/vnd.openxmlformats-officedocument'
                '.spreadsheetml.sheet.main+xml"/></Types>'
            },
            "this is a spreadsheet, not a text document",
        ),
        ({"[Content_Types].xml": "<Types/>"}, "the archive has no part with the text of a document"),
        (
            {**docx_parts(p("x")), "word/document.xml": "<a/>"},
            "the archive has no part with the text of a document",
        ),
        (
            {
                **odt_parts(TREES),
                "content.xml": str(odt_parts(TREES)["content.xml"]).replace("office:text", "office:spreadsheet"),
            },
            "this is a spreadsheet, not a text document",
        ),
        ({**odt_parts(TREES), "content.xml": "<a/>"}, "the file has no text of a document"),
        (
            {**odt_parts(TREES), "content.xml": "<a>"},
            "content.xml: is not well-formed XML (line 1): it is cut off or damaged",
        ),
        ({"encrypted-package": b"\x01\x02"}, "the file is locked with a password; save it without one"),
        (
            {
                **odt_parts(TREES),
                "content.xml": b"\x01\x02",
                "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
            },
            "the file is locked with a password; save it without one",
        ),
    ],
)
def test_an_archive_of_something_else_is_refused_with_what_it_is(parts: dict[str, str | bytes], why: str) -> None:
    with pytest.raises(FormatError) as refused:
        read_bytes(zipped(parts))
    assert str(refused.value) == why


def test_a_flat_odt_is_guarded_like_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormatError, match="^the file: has a document type"):
        read_bytes(fodt(TREES).replace(b"<office:document ", b"<!DOCTYPE a><office:document "))
    monkeypatch.setattr(reading, "MOST_OF_A_PART", 1_000)
    with pytest.raises(FormatError, match="^the file is larger than 0 MB$"):
        read(BytesIO(fodt(TREES * 100)))
