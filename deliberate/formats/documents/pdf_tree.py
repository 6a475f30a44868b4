"""The structure tree of a tagged PDF (ISO 32000-1, 14.7), whole: PDFium gives it a page at a time."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pypdfium2.raw as pdfium

# No honest tree is deeper; PDFium itself stops far above.
_DEEPEST = 60
_LONGEST_NAME = 256
HEADING = re.compile(r"H(\d{0,2})")
_MEANINGLESS = frozenset({"NonStruct", ""})

# The page and the id of marked content.
Content: TypeAlias = tuple[int, int]


@dataclass
class Element:
    """`kind`: its standard type, `name` what the file itself calls it. Children stand at their places in the file's
    list: elements, and content; a place with neither is of something empty, or is no text."""

    kind: str = ""
    name: str = ""
    children: dict[int, Element | Content] = field(default_factory=dict)
    count: int = 0

    def parts(self) -> Iterator[Element | Content]:
        """In order; those of a child that has no meaning of its own stand in its place."""
        for place in sorted(self.children):
            child = self.children[place]
            if isinstance(child, Element) and child.kind in _MEANINGLESS:
                yield from child.parts()
            else:
                yield child

    def every(self, kind: str) -> Iterator[Element]:
        """The elements of a kind within it, however deep."""
        for child in self.parts():
            if isinstance(child, Element):
                if child.kind == kind:
                    yield child
                yield from child.every(kind)

    def contents(self) -> Iterator[Content]:
        for child in self.parts():
            if isinstance(child, Element):
                yield from child.contents()
            else:
                yield child

    @property
    def has_headings(self) -> bool:
        elements = (child for child in self.parts() if isinstance(child, Element))
        return any(one.kind == "Title" or HEADING.fullmatch(one.kind) or one.has_headings for one in elements)

    @property
    def has_nested_lists(self) -> bool:
        return any(inner for outer in self.every("L") for inner in outer.every("L"))


class Tree:
    """Grown page by page: an element that goes on over pages stands at the same place for each of them."""

    def __init__(self) -> None:
        self.root = Element("Root")
        self._page = 0

    def add(self, number: int, handle: Any) -> None:
        """What the tree says about this page of PDFium's."""
        tree = pdfium.FPDF_StructTree_GetForPage(handle)
        if not tree:
            return
        try:
            self._page = number
            for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                if child := pdfium.FPDF_StructTree_GetChildAtIndex(tree, place):
                    self._grow(self.root, place, child, 0)
        finally:
            pdfium.FPDF_StructTree_Close(tree)

    def _grow(self, above: Element, place: int, found: Any, depth: int) -> None:
        element = above.children.setdefault(place, Element())
        if depth > _DEEPEST or not isinstance(element, Element):
            return
        if not element.count:
            element.kind = _text(lambda space, length: pdfium.FPDF_StructElement_GetType(found, space, length))
            element.name = _text(lambda space, length: pdfium.FPDF_StructElement_GetRawType(found, space, length))
            element.count = pdfium.FPDF_StructElement_CountChildren(found)
        for at in range(element.count):
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(found, at):
                self._grow(element, at, child, depth + 1)
                continue
            content = pdfium.FPDF_StructElement_GetChildMarkedContentID(found, at)
            if content >= 0:
                element.children[at] = (self._page, content)


def _text(ask: Callable[[Any, int], int]) -> str:
    space = (ctypes.c_ushort * _LONGEST_NAME)()
    length = ask(space, ctypes.sizeof(space))
    return bytes(space)[: min(length, ctypes.sizeof(space))].decode("utf-16-le", "replace").rstrip("\0")
