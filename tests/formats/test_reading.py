"""What somebody hands in, told apart."""

from __future__ import annotations

import pytest

from deliberate.formats.documents import Document
from deliberate.formats.errors import FormatError
from deliberate.formats.reading import beside, read, read_document, read_file
from deliberate.formats.sites import Site

SITE = b'{"format": "deliberate/1", "people": [], "proposals": []}'


def test_a_file_is_a_site_or_a_document() -> None:
    assert read(SITE) == read(SITE, "site.txt") == Site((), ())
    document = read(b"Title: A plan\n---\nTrees.\n", "plan.txt")
    assert isinstance(document, Document)
    assert document.title == "A plan"


def test_a_file_that_calls_itself_json_is_no_document() -> None:
    with pytest.raises(FormatError, match="^the file: is not an object$"):
        read(b'["Trees for the town."]', "plan.json")


def test_a_text_stands_beside_its_rows_as_it_is_and_of_other_files_their_words() -> None:
    text = "---\ntitle: A plan\n---\nTrees for the [town](https://a.example).\n"
    assert beside(text.encode(), "plan.md", read_file(text.encode(), "plan.md")) == text
    page = b"<html><script>no()</script><p>Trees"
    assert beside(page, "plan.html", read_file(page, "plan.html")) == "Trees"


def test_what_is_pasted_is_never_a_site() -> None:
    assert read_document(SITE.decode()).passages[0].text == SITE.decode()
    assert read_document("Grüne Bäume").title == "Grüne Bäume"
