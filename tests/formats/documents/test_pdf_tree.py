"""The structure tree, grown page by page."""

from __future__ import annotations

from contextlib import closing
from functools import partial

from deliberate.formats.documents.pdf_pages import Pages
from deliberate.formats.documents.pdf_tree import Element, Tree
from tests.formats.documents.pdfs import Line, Pdf, opened


def grown(made: Pdf) -> Element:
    tree = Tree()
    with closing(opened(made.written())) as document:
        pages = Pages(document.handle)
        for number in range(len(pages)):
            pages.read(number, partial(tree.add, number))
    return tree.root


def tagged(root: str, *elements: str, pages: int = 1) -> Pdf:
    """Elements are numbered from 301; their children name each other, and {0} and {1} the pages."""
    made = Pdf(catalog="/MarkInfo << /Marked true >> /StructTreeRoot 300 0 R")
    for number in range(pages):
        made.page([Line("Oaks", mark=0)], f"/StructParents {number}")
    made.objects[300] = root.encode()
    for number, element in enumerate(elements, 301):
        made.objects[number] = element.format(*made.pages).encode()
    return made


def test_an_element_that_goes_on_over_pages_is_one() -> None:
    root = "<< /Type /StructTreeRoot /K 301 0 R /ParentTree << /Nums [0 [302 0 R] 1 [302 0 R]] >> >>"
    made = tagged(
        root,
        "<< /Type /StructElem /S /Document /P 300 0 R /K [302 0 R 303 0 R] >>",
        "<< /Type /StructElem /S /P /P 301 0 R /K [<< /Type /MCR /Pg {0} 0 R /MCID 0 >>"
        " << /Type /MCR /Pg {1} 0 R /MCID 0 >>] >>",
        "<< /Type /StructElem /S /P /P 301 0 R /K [] >>",
        pages=2,
    )
    (document,) = grown(made).parts()
    assert isinstance(document, Element)
    assert (document.kind, document.count) == ("Document", 2)
    (paragraph,) = document.parts()
    assert isinstance(paragraph, Element)
    assert list(paragraph.parts()) == [(0, 0), (1, 0)]


def test_a_tree_that_bites_its_tail_ends() -> None:
    root = "<< /Type /StructTreeRoot /K 301 0 R /ParentTree << /Nums [0 [302 0 R]] >> >>"
    made = tagged(
        root,
        "<< /Type /StructElem /S /Document /P 302 0 R /K 302 0 R >>",
        "<< /Type /StructElem /S /P /P 301 0 R /K [0 301 0 R 302 0 R] /Pg {0} 0 R >>",
    )
    assert len(list(grown(made).every("P"))) < 100


def test_a_file_without_a_tree_has_none() -> None:
    made = Pdf()
    made.page([Line("Oaks")])
    assert grown(made).children == {}


def test_what_has_no_meaning_is_looked_through() -> None:
    inner = Element("NonStruct", children={0: (0, 1), 1: Element("Span", children={0: (0, 2)})})
    element = Element("P", children={2: (0, 3), 0: inner})
    assert [child if isinstance(child, tuple) else child.kind for child in element.parts()] == [(0, 1), "Span", (0, 3)]
    assert list(element.contents()) == [(0, 1), (0, 2), (0, 3)]


def test_headings_and_nested_lists_are_found_however_deep() -> None:
    deep = Element("Sect", children={0: Element("Div", children={0: Element("H2")})})
    assert deep.has_headings
    assert not Element("Sect", children={0: Element("P")}).has_headings
    nested = Element("L", children={0: Element("LI", children={0: Element("L")})})
    assert Element("Sect", children={0: nested}).has_nested_lists
    assert not Element("Sect", children={0: Element("L"), 1: Element("L")}).has_nested_lists
