"""What a file says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from deliberate.formats.documents.office.markup import Element, parsed
from deliberate.formats.documents.office.properties import language, properties_of
from deliberate.formats.documents.properties import Properties
from tests.formats.documents.office.making import part


def core(content: str) -> Element:
    return parsed(part("cp:coreProperties", content).encode(), "")


def test_title_authors_date_language_and_licence_are_read() -> None:
    said = core(
        "<dc:title>Trees for\n the town</dc:title><dc:creator>Ada Ahn; Ben Brown</dc:creator>"
        "<dc:language>en-GB</dc:language>"
        "<dcterms:created>2024-11-20T10:00:00Z</dcterms:created><dc:rights>CC BY 4.0</dc:rights>"
    )
    assert properties_of(None, said) == Properties(
        "Trees for the town", ("Ada Ahn", "Ben Brown"), date(2024, 11, 20), "en", "CC BY 4.0"
    )


def test_a_property_that_somebody_added_says_the_licence() -> None:
    content = (
        '<p:Properties xmlns:p="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
        '<p:property name="Licence"><v>CC0</v></p:property><p:property name="Other"><v>no</v></p:property>'
        "</p:Properties>"
    )
    assert properties_of(core(""), parsed(content.encode(), "")).licence == "CC0"


@pytest.mark.parametrize(
    "title", ["Microsoft Word - plan.doc", "plan final.docx", "Untitled", "PLAN.PDF", "Microsoft Word document"]
)
def test_what_a_program_made_up_is_no_title(title: str) -> None:
    assert properties_of(core(f"<dc:title>{title}</dc:title>")).title == ""


def test_nobody_is_no_author_and_no_day_is_no_date() -> None:
    said = properties_of(
        core("<dc:creator>Microsoft Office User; ;Ada</dc:creator><dcterms:created>soon</dcterms:created>")
    )
    assert said == Properties(authors=("Ada",))
    assert properties_of(None) == Properties()


@pytest.mark.parametrize(
    ("tag", "read"), [("de-CH", "de"), ("pt_BR", "pt"), ("EN", "en"), ("zxx", ""), ("none", ""), ("", ""), (None, "")]
)
def test_a_language_is_the_first_part_of_its_tag(tag: str | None, read: str) -> None:
    assert language(tag) == read
