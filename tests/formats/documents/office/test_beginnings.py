"""How office files begin."""

from __future__ import annotations

from deliberate.formats.documents.office.beginnings import COMPOUND, is_flat, is_odt, is_office
from tests.formats.documents.office.making import docx, fodt, odt, p, zipped


def test_an_odt_says_what_it_is_in_its_first_bytes() -> None:
    assert is_odt(odt("<text:p>Trees</text:p>")[:4096])
    assert is_odt(fodt("<text:p>Trees</text:p>")[:4096])
    assert not is_odt(docx(p("Trees"))[:4096])
    assert not is_odt(b"mimetypeapplication/vnd.oasis.opendocument.text")


def test_a_flat_odt_is_xml_with_its_namespace() -> None:
    flat = fodt("<text:p>Trees</text:p>")
    assert is_flat(b"\xef\xbb\xbf\n" + flat)
    assert not is_flat(b"see urn:oasis:names:tc:opendocument:xmlns:office:1.0")
    assert not is_flat(b"<html></html>")


def test_every_archive_and_compound_file_is_one_of_an_office_until_it_is_read() -> None:
    assert all(map(is_office, (docx(p("Trees")), zipped({}), COMPOUND)))
    assert not any(map(is_office, (b"", b"PK", b"Trees", fodt(""))))
