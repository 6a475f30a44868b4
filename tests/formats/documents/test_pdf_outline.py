"""A tagged PDF with what its tags leave out."""

from __future__ import annotations

from deliberate.formats.documents.pdf_outline import parts
from deliberate.formats.documents.pdf_pieces import Look, Page, Part, Piece
from deliberate.formats.documents.pdf_tree import Element

PLAIN = Look(11)


def piece(text: str, base: float, content: int = -1, *, artifact: bool = False, size: float = 11) -> Piece:
    return Piece(text, Look(size), 72, 72 + 5 * len(text), base, True, content, artifact)


def texts(found: list[Part]) -> list[tuple[str, str, str]]:
    return [(str(part.kind), part.words, str(part.why or "")) for part in found]


def paragraphs(*contents: int) -> Element:
    tagged = [Element("P", children={0: (0, content)}) for content in contents]
    return Element(children={0: Element("Document", children=dict(enumerate(tagged)))})


def page(*pieces: Piece, number: int = 0) -> Page:
    return Page(number, 612, 792, list(pieces))


def test_what_the_file_calls_an_artifact_is_left_out_where_it_is_printed() -> None:
    head, size = piece("Council", 760, artifact=True), piece("9 cm", 400, artifact=True)
    found = parts([page(head, piece("Oaks-and-limes", 700, 0), size, piece("Elms", 300, 1))], paragraphs(0, 1))
    aside = "what the file itself says is no part of the text"
    expected = [("Council", aside), ("Oaks-and-limes", ""), ("9 cm", aside), ("Elms", "")]
    assert [(words, why) for _, words, why in texts(found)] == expected


def test_text_that_no_element_holds_stands_where_it_is_printed() -> None:
    found = parts([page(piece("Oaks", 700, 0), piece("Limes", 600), piece("Elms", 500, 1))], paragraphs(0, 1))
    assert [words for _, words, _ in texts(found)] == ["Oaks", "Limes", "Elms"]


def test_text_that_no_element_holds_is_no_heading_whatever_it_looks_like() -> None:
    root = Element(children={0: Element("H1", children={0: (0, 0)}), 1: Element("P", children={0: (0, 1)})})
    prose = "Oaks-stand-in-the-streets-of-the-town-and-so-do-elms"
    found = parts([page(piece("Plan", 700, 0), piece("Limes", 600, size=30), piece(prose, 500, 1))], root)
    assert [kind for kind, _, _ in texts(found)] == ["heading", "paragraph", "paragraph"]


def test_tags_that_hold_less_than_most_of_the_letters_are_not_followed() -> None:
    pieces = [piece("Oaks", 700, 0), *(piece("Limes-and-elms-and-planes", 600 - 14 * at) for at in range(8))]
    root = Element(children={0: Element("H1", children={0: (0, 0)})})
    assert [kind for kind, _, _ in texts(parts([page(*pieces)], root))][0] == "paragraph"


def test_a_file_that_calls_most_of_its_text_artifacts_is_not_believed() -> None:
    pieces = [piece("Oaks", 700, 0), *(piece("Limes-and-elms", 600 - 14 * at, artifact=True) for at in range(4))]
    assert all(why == "" for _, _, why in texts(parts([page(*pieces)], paragraphs(0))))


def test_a_head_that_is_tagged_as_a_paragraph_is_left_out_all_the_same() -> None:
    pages = [
        page(piece("Council", 760, 0), piece(f"{name} stand in the streets", 700, 1), number=number)
        for number, name in enumerate(("Oaks", "Elms", "Limes"))
    ]
    tagged = [Element("P", children={0: (number, content)}) for number in range(3) for content in (0, 1)]
    root = Element(children={0: Element("Document", children=dict(enumerate(tagged)))})
    assert [why for _, _, why in texts(parts(pages, root))] == ["a running head", ""] * 3


def test_without_a_tree_the_places_tell_it_all() -> None:
    pages = [page(piece("Oaks", 700))]
    assert texts(parts(pages, None)) == texts(parts(pages, Element())) == [("paragraph", "Oaks", "")]
