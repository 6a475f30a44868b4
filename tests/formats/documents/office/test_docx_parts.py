"""What leads from one part of a DOCX to another."""

from __future__ import annotations

from io import BytesIO

import pytest

from deliberate.formats.documents.office.archives import Archive
from deliberate.formats.documents.office.docx_parts import Part, main_part
from deliberate.formats.documents.office.markup import name
from tests.formats.documents.office.making import docx_parts, p, part, relations, zipped


def opened(**changed: str) -> Part:
    parts = docx_parts(p("Trees"), [("web", "hyperlink", "https://example.org/"), ("gone", "image", "media/gone.png")])
    return main_part(Archive(BytesIO(zipped({**parts, **changed}))))[1]


def test_parts_are_found_by_the_last_word_of_what_leads_to_them() -> None:
    main = opened()
    styles = main.related("styles")
    assert styles
    assert (styles.path, name(styles.root)) == ("word/styles.xml", "w:styles")
    assert main.related("numbering") is None


def test_only_what_is_outside_has_an_address_and_only_what_is_inside_a_path() -> None:
    main = opened()
    assert (main.address("web"), main.path_of("web")) == ("https://example.org/", "")
    assert (main.address("part-styles"), main.path_of("part-styles")) == ("", "word/styles.xml")
    assert (main.path_of("gone"), main.part("gone"), main.address(None), main.path_of("nothing")) == ("", None, "", "")


@pytest.mark.parametrize("target", ["/text/main.xml", "text/main.xml", "./text/../text/main.xml"])
def test_the_text_may_be_in_any_part(target: str) -> None:
    parts = {
        "_rels/.rels": relations(("main", "officeDocument", target)),
        "text/main.xml": part("w:document", ""),
        "text/_rels/main.xml.rels": relations(("s", "styles", "../styles.xml")),
        "styles.xml": part("w:styles", ""),
    }
    _, main = main_part(Archive(BytesIO(zipped(parts))))
    assert (main.path, main.path_of("s")) == ("text/main.xml", "styles.xml")


def test_without_what_leads_to_it_the_text_is_where_it_always_is() -> None:
    assert opened(**{"_rels/.rels": relations()}).path == "word/document.xml"
