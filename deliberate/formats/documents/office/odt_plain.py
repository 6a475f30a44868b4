"""All words of an ODT in its own order, whatever its reader makes of them: to read beside the rows."""

from __future__ import annotations

from collections.abc import Iterator

from deliberate.formats.documents.office.markup import Element, all_named, attribute, name
from deliberate.formats.documents.office.symbols import readable

_PARAGRAPHS = ("text:p", "text:h")
# What was there, numbers and what stands for no word; comments are told with who wrote them.
_SILENT = {
    *("text:tracked-changes", "office:annotation", "text:number", "text:note-citation", "text:script"),
    *("office:forms", "svg:title", "svg:desc", "draw:object", "draw:object-ole"),
}
_SPACES = {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}


def plain(text: Element, styles: Element | None) -> str:
    """A line for each paragraph: of the heads and feet of the pages, and of the text."""
    edges = dict.fromkeys(line for page in _pages(styles) for line in _lines(page))
    return "\n".join([*edges, *_lines(text)])


def _pages(styles: Element | None) -> Iterator[Element]:
    return iter(()) if styles is None else all_named(styles, "style:master-page")


def _lines(root: Element) -> Iterator[str]:
    """What stands in a note or a box comes after the paragraph that holds it."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if name(element) in _PARAGRAPHS:
            within: list[Element] = []
            if words := " ".join("".join(_words(element, within)).split()):
                yield words
            waiting += reversed(within)
        elif name(element) not in _SILENT:
            waiting += reversed(element)


def _words(element: Element, within: list[Element]) -> Iterator[str]:
    """`within` gets the paragraphs that stand in notes and boxes."""
    yield readable(element.text or "")
    for below in element:
        match name(below):
            case shown if shown in _SPACES:
                yield _SPACES[shown]
            case shown if shown in _PARAGRAPHS or shown.startswith("draw:"):
                within.append(below)
            case "text:hidden-text":
                yield attribute(below, "text:string-value") or below.text or ""
            case "text:note":
                within += below
            case "text:ruby-text":
                yield " "
                yield from _words(below, within)
                yield " "
            case shown if shown not in _SILENT:
                yield from _words(below, within)
        yield readable(below.tail or "")
