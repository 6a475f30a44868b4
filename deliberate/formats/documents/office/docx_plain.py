"""All words of a DOCX in its own order, whatever its reader makes of them: to read beside the rows."""

from __future__ import annotations

from collections.abc import Iterator

from deliberate.formats.documents.office.docx_parts import Part
from deliberate.formats.documents.office.docx_shapes import branch
from deliberate.formats.documents.office.formulas import formula
from deliberate.formats.documents.office.markup import Element, all_named, attribute, name
from deliberate.formats.documents.office.symbols import readable, symbol

_SPACES = {"w:tab": " ", "w:ptab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
# What was there, and what stands for no word.
_SILENT = {"w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText", "mc:Fallback"}
_NOTES = {"footnotes": "w:footnote", "endnotes": "w:endnote"}
_FURNITURE = ("w:headerReference", "w:footerReference")


def plain(main: Part) -> str:
    """A line for each paragraph: of the heads of the pages, of the text, of the notes."""
    lines = list(_lines(main.root))
    for kind, of_kind in _NOTES.items():
        part = main.related(kind)
        for note in all_named(part.root, of_kind) if part else ():
            lines += _lines(note)
    return "\n".join([*dict.fromkeys(_at_the_edges(main)), *lines])


def _at_the_edges(main: Part) -> Iterator[str]:
    """Each wording once, as the pages repeat it."""
    references = all_named(main.root, *_FURNITURE)
    for path in dict.fromkeys(main.path_of(attribute(reference, "r:id")) for reference in references):
        if path:
            yield from _lines(Part(main.archive, path).root)


def _lines(root: Element) -> Iterator[str]:
    """What stands in a box comes after the paragraph that holds it."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if name(element) == "mc:AlternateContent":
            chosen = branch(element)
            waiting += [] if chosen is None else [chosen]
        elif name(element) in ("w:p", "a:p"):
            within: list[Element] = []
            if words := " ".join("".join(_words(element, within)).split()):
                yield words
            waiting += reversed(within)
        elif name(element) == "v:textpath":
            yield element.get("string") or ""
        elif name(element) not in _SILENT:
            waiting += reversed(element)


def _words(element: Element, within: list[Element]) -> Iterator[str]:
    """`within` gets the paragraphs that stand in boxes."""
    for below in element:
        match name(below):
            case "w:p" | "a:p" | "w:txbxContent" | "v:textpath":
                within.append(below)
            case "w:t":
                yield readable(below.text or "")
            case "w:sym":
                yield symbol(attribute(below, "w:char"), attribute(below, "w:font") or "")
            case "w:rt":
                yield " "
                yield from _words(below, within)
                yield " "
            case "m:oMath" | "m:oMathPara":
                yield formula(below)
            case "mc:AlternateContent":
                chosen = branch(below)
                yield from _words(chosen, within) if chosen is not None else ()
            case shown if shown in _SPACES:
                yield _SPACES[shown]
            case shown if shown not in _SILENT:
                yield from _words(below, within)
