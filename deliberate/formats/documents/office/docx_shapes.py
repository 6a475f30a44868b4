"""What a DOCX draws: the words within text boxes, and what is only counted."""

from __future__ import annotations

from collections.abc import Iterator

from deliberate.formats.documents.office.docx_parts import Part
from deliberate.formats.documents.office.findings import Findings, Found
from deliberate.formats.documents.office.markup import Element, all_named, attribute, name, words_of

_TEXT = ("w:t", "a:t", "m:t")


def branch(alternatives: Element) -> Element | None:
    """Of copies for old and new programs (`mc:AlternateContent`) the one to read: the first that has words."""
    branches = [one for one in alternatives if name(one) in ("mc:Choice", "mc:Fallback")]
    with_words = (one for one in branches if any(text.text for text in all_named(one, *_TEXT)))
    return next(with_words, branches[0] if branches else None)


def boxes(element: Element, part: Part, findings: Findings) -> Iterator[Element | str]:
    """Text boxes to be read, and words that are drawn; pictures, charts and objects are counted."""
    match name(element):
        case "w:txbxContent":
            yield element
            return
        case "mc:AlternateContent":
            chosen = branch(element)
            if chosen is not None:
                yield from boxes(chosen, part, findings)
            return
        case "w:object":
            findings.add(Found.OBJECT)
            return
        case "a:p":
            yield words_of(element)
            return
        case "pic:pic" | "v:imagedata":
            findings.add(Found.PICTURE)
        case "c:chart" | "dgm:relIds":
            findings.add(Found.CHART)
            findings.describe(_drawn(part.part(attribute(element, "r:id") or attribute(element, "r:dm"))))
        case "wp:docPr":
            findings.describe(element.get("descr") or element.get("title"))
        case "v:shape":
            findings.describe(element.get("alt"))
        case "v:textpath":
            yield element.get("string") or ""
    for below in element:
        yield from boxes(below, part, findings)


def _drawn(part: Part | None) -> str:
    """The words of a chart or a diagram, which has a part of its own."""
    if part is None:
        return ""
    return " ".join(words_of(text) for text in all_named(part.root, "a:t", "c:v"))
