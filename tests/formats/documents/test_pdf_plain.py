"""All words of a PDF, in its own order."""

from __future__ import annotations

from tests.formats.documents.pdfs import Line, read


def test_each_line_is_a_line_and_pages_are_apart() -> None:
    document = read(
        [Line("The infra-", y=700), Line("structure of a town", y=686), Line("of oaks", x=200, y=686)],
        [Line("3", y=30), Line("Elms", y=700)],
    )
    assert document.plain == "The infra-\nstructure of a town of oaks\n\n3\nElms"
