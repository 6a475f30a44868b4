"""What an ODT draws: the words within frames and shapes, formulas, and what is only counted (ODF 1.3 part 3, 10)."""

from __future__ import annotations

from collections.abc import Iterator

from deliberate.formats.documents.office.archives import Archive
from deliberate.formats.documents.office.findings import Findings, Found
from deliberate.formats.documents.office.formulas import formula
from deliberate.formats.documents.office.markup import Element, all_named, attribute, child, name, words_of

_OBJECTS = ("draw:object", "draw:object-ole", "draw:applet", "draw:plugin", "draw:floating-frame")


def boxes(element: Element, archive: Archive | None, findings: Findings) -> Iterator[Element | str]:
    """Elements with paragraphs to be read, and formulas in words; pictures, charts and objects are counted."""
    embedded = next((below for below in element if name(below) in _OBJECTS), None)
    if embedded is not None:
        # Beside an object stands a picture of it, for programs that do not know it.
        yield from _embedded(embedded, archive, findings)
        _describe(element, findings)
        return
    if name(element) == "draw:image":
        findings.add(Found.PICTURE)
        return
    _describe(element, findings)
    if any(name(below) in ("text:p", "text:h", "text:list", "table:table") for below in element):
        yield element
        return
    for below in element:
        if name(below).startswith(("draw:", "dr3d:")):
            yield from boxes(below, archive, findings)


def _describe(element: Element, findings: Findings) -> None:
    said = (words_of(child(element, wanted)) for wanted in ("svg:desc", "svg:title"))
    findings.describe(next(filter(None, said), None))


def _embedded(element: Element, archive: Archive | None, findings: Findings) -> Iterator[str]:
    root = _content(element, archive)
    if root is None:
        findings.add(Found.OBJECT)
        return
    maths = next(all_named(root, "math:math"), None)
    if maths is not None:
        yield formula(maths)
        return
    is_chart = any(name(below) == "office:chart" for below in all_named(root, "office:chart"))
    findings.add(Found.CHART if is_chart else Found.OBJECT)
    findings.describe(" ".join(words_of(text) for text in all_named(root, "text:p")))


def _content(element: Element, archive: Archive | None) -> Element | None:
    """The part of an object, or what stands in its place."""
    if len(element):
        return element
    path = (attribute(element, "xlink:href") or "").removeprefix("./")
    return archive.xml(f"{path}/content.xml") if archive and path else None
