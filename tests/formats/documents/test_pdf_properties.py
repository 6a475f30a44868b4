"""What PDFs say about themselves."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from deliberate.formats.documents.pdf_properties import properties
from deliberate.formats.documents.properties import Properties
from tests.formats.documents.pdfs import Line, Pdf, opened

PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<rdf:Description rdf:about="" xmp:CreateDate="2026-03-04T10:11:12Z">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Pläne für Bäume</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ada Lovelace</rdf:li><rdf:li>Ben</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>de</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF></x:xmpmeta>"""


def said(info: str = "", catalog: str = "", packet: str = "") -> Properties:
    made = Pdf(catalog=catalog, info=info)
    made.page([Line("Oaks")])
    if packet:
        made.catalog += f" /Metadata {made.stream(packet.encode(), '/Type /Metadata /Subtype /XML')} 0 R"
    content = made.written()
    with closing(opened(content)) as document:
        return properties(document.handle, content)


def test_nothing_is_made_up() -> None:
    assert said() == Properties()


def test_the_information_dictionary_is_read() -> None:
    info = "/Title (A plan) /Author (Ada Lovelace; Ben) /CreationDate (D:20260304101112+01'00')"
    assert said(info, "/Lang (fr)") == Properties("A plan", ("Ada Lovelace", "Ben"), date(2026, 3, 4), "fr")


def test_metadata_say_what_the_dictionary_does_not() -> None:
    found = said(packet=PACKET)
    assert found == Properties("Pläne für Bäume", ("Ada Lovelace", "Ben"), date(2026, 3, 4), "de")
    assert said("/Title (A plan)", packet=PACKET).title == "A plan"


@pytest.mark.parametrize(
    "packet",
    [
        PACKET.replace("</rdf:Description>", ""),
        PACKET.replace("<rdf:RDF", '<!DOCTYPE x [<!ENTITY e "e">]><rdf:RDF'),
        PACKET.replace("</x:xmpmeta>", ""),
    ],
)
def test_metadata_that_are_no_metadata_say_nothing(packet: str) -> None:
    assert said(packet=packet) == Properties()


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Ada Lovelace, Ben Ito", ("Ada Lovelace", "Ben Ito")),
        ("Lovelace, Ada", ("Lovelace, Ada",)),
        ("Lovelace, Ada; Ito, Ben", ("Lovelace, Ada", "Ito, Ben")),
    ],
)
def test_names_of_authors_are_parted(written: str, authors: tuple[str, ...]) -> None:
    assert said(f"/Author ({written})").authors == authors


@pytest.mark.parametrize("name", ["Microsoft Word - plan.doc", "plan.docx", "untitled", "Document2", "-- 7 --"])
def test_what_a_program_calls_a_file_is_no_title(name: str) -> None:
    assert said(f"/Title ({name})").title == ""


@pytest.mark.parametrize(
    ("written", "language"),
    [("en-US", "en-US"), ("English", ""), ("x-default", ""), ("zh-Hant-TW-x-long", "zh"), ("", "")],
)
def test_a_language_is_one_that_has_a_tag(written: str, language: str) -> None:
    assert said(catalog=f"/Lang ({written})").language == language


def test_a_date_that_no_calendar_has_is_none() -> None:
    assert said("/CreationDate (D:20261399)").created is None
    assert said("/CreationDate (D:2026)").created == date(2026, 1, 1)
