"""What a section is made of by its heading."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents import Document
from deliberate.formats.documents.sections import holds_references, named_kind, with_named_kinds
from deliberate.formats.reading import read_file
from tests.formats.documents.office.making import docx, in_list, levels, numbering, odt, p
from tests.formats.documents.pdfs import MORE, PROSE, Typist, pdf

HEADING, ITEM, PARAGRAPH = PassageKind.HEADING, PassageKind.ITEM, PassageKind.PARAGRAPH
DEFINITION, FACT = PassageKind.DEFINITION, PassageKind.FACT
LISTED = in_list(1)
LISTS = numbering(levels("bullet •"))
WORD = (
    p("Plan", "berschrift1")
    + p("Definitions", "berschrift2")
    + p("Park: A place", properties=LISTED)
    + p("Facts", "berschrift2")
    + p("Area: 300 hectares")
)
OPEN = (
    '<text:h text:outline-level="1">Plan</text:h><text:h text:outline-level="2">Definitions</text:h>'
    "<text:list><text:list-item><text:p>Park: A place</text:p></text:list-item></text:list>"
    '<text:h text:outline-level="2">Facts</text:h><text:p>Area: 300 hectares</text:p>'
)


@pytest.mark.parametrize(
    ("section", "text", "kind"),
    [
        ("Definitions", "Park: A place with trees", DEFINITION),
        ("Operative definitions", "Park: A place with trees", DEFINITION),
        ("Begriffsbestimmungen", "Park: Ein Ort mit Bäumen", DEFINITION),
        ("Definições", "Parque: Um lugar", DEFINITION),
        ("Glossary", "In these rules and in all that follows from them: a park", None),
        ("Definitions", "The following terms are used:", None),
        ("Facts and statistics", "Area: 300 hectares", FACT),
        ("Aims", "Park: A place with trees", None),
    ],
)
def test_a_name_and_what_is_said_of_it_are_what_the_section_is_called(
    section: str, text: str, kind: PassageKind | None
) -> None:
    assert named_kind(section, text) is kind


def test_sources_are_known_by_their_heading() -> None:
    assert holds_references("Works cited")
    assert not holds_references("Sources of water")


def test_it_lasts_until_the_next_heading() -> None:
    passages = [
        Passage("", HEADING, 2, "Definitions:"),
        Passage("", ITEM, 2, "Park: A place", "1."),
        Passage("", PassageKind.TABLE, 0, "Bench: | A seat"),
        Passage("", HEADING, 2, "Aims"),
        Passage("", ITEM, 1, "Trees: many"),
    ]
    found = list(with_named_kinds(passages))
    assert found == [passages[0], Passage("", DEFINITION, 0, "Park: A place", "1."), *passages[2:]]


def kinds(document: Document) -> list[PassageKind]:
    return [passage.kind for passage in document.passages]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", docx(WORD, numbering=LISTS)),
        ("a.odt", odt(OPEN)),
        ("a.md", b"# Plan\n\n## Definitions\n\n- Park: A place\n\n## Facts\n\nArea: 300 hectares\n"),
        ("a.html", b"<h1>Plan</h1><h2>Definitions</h2><ul><li>Park: A place</ul><h2>Facts</h2><p>Area: 300 hectares"),
    ],
)
def test_every_format_has_them(name: str, content: bytes) -> None:
    assert kinds(read_file(content, name)) == [HEADING, HEADING, DEFINITION, HEADING, FACT]


def test_a_pdf_has_them_too() -> None:
    page = Typist().write("A plan", size=18.0, font="bold").write(PROSE).write("Definitions", size=14.0, font="bold")
    page = page.write(f"Park: {MORE}")
    assert kinds(read_file(pdf(page.lines), "a.pdf")) == [HEADING, PARAGRAPH, HEADING, DEFINITION]
