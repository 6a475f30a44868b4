"""What a DOCX says once all changes in it are accepted, or all rejected: an own walk, by ECMA-376 17.13.5."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from deliberate.formats.documents.writing.docx_xml import named

Element = Any
# Text, or what a note is, with how it looks and where it leads.
Run = tuple[Any, frozenset[str], str]
_LOOKS = {"w:b": "strong", "w:i": "emphasis", "w:vertAlign": "raised"}


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def accepted(content: bytes) -> list[Any]:
    return _Walk(parts(content), drops="w:del", keeps="w:ins").blocks()


def rejected(content: bytes) -> list[Any]:
    return _Walk(parts(content), drops="w:ins", keeps="w:del").blocks()


def _find(element: Element, *names: str) -> Element | None:
    for name in names:
        element = None if element is None else element.find(named(name))
    return element


def _value(element: Element, *names: str, of: str = "w:val") -> str | None:
    found = _find(element, *names)
    return None if found is None else found.get(named(of))


@dataclass
class _Walk:
    files: dict[str, bytes]
    drops: str
    keeps: str
    counted: int = 0

    def blocks(self) -> list[Any]:
        body = etree.fromstring(self.files["word/document.xml"])[0]
        notes = etree.fromstring(self.files["word/footnotes.xml"])
        self.notes = {note.get(named("w:id")): note for note in notes}
        self.links = {name: _targets(self.files[f"word/_rels/{name}.xml.rels"]) for name in ("document", "footnotes")}
        found = list(self._blocks(body))
        # A body ends with a paragraph; without words in it, it is none of the text.
        return found[:-1] if found and found[-1] == ((None, None, None, False), ()) else found

    def _blocks(self, container: Element) -> Iterator[Any]:
        before: list[Run] = []
        for element in container:
            if element.tag == named("w:p"):
                before += self._runs(element, "document")
                if self._is_gone(_find(element, "w:pPr", "w:rPr")):
                    continue
                yield _look(element), _joined(before)
                before = []
            elif element.tag == named("w:tbl"):
                assert not before, "words before a table have no paragraph to go to"
                rows = (row for row in element.iter(named("w:tr")) if not self._is_gone(_find(row, "w:trPr")))
                yield from (self._row(row) for row in rows)
        assert not before

    def _is_gone(self, properties: Element | None) -> bool:
        return _find(properties, self.drops) is not None

    def _row(self, row: Element) -> Any:
        is_head = _find(row, "w:trPr", "w:tblHeader") is not None
        return "row", is_head, [list(self._blocks(cell)) for cell in row.iter(named("w:tc"))]

    def _runs(self, container: Element, part: str, link: str = "", fate: str = "") -> list[Run]:
        found: list[Run] = []
        for element in container:
            if element.tag in (named("w:ins"), named("w:del")):
                assert not fate, "a change within a change"
                if element.tag == named(self.keeps):
                    found += self._runs(element, part, link, self.keeps)
            elif element.tag == named("w:hyperlink"):
                found += self._runs(element, part, self.links[part][element.get(named("r:id"))], fate)
            elif element.tag == named("w:r"):
                found += self._run(element, link, fate)
        return found

    def _run(self, run: Element, link: str, fate: str) -> Iterator[Run]:
        looks = {look for name, look in _LOOKS.items() if _find(run, "w:rPr", name) is not None}
        if style := _value(run, "w:rPr", "w:rStyle"):
            looks.add(style)
        sign = "".join(text.text or "" for text in run.iter(named("w:t"), named("w:delText")))
        for element in run:
            if element.tag in (named("w:t"), named("w:delText")):
                assert (element.tag == named("w:delText")) == (fate == "w:del")
                if run.find(named("w:footnoteReference")) is None:
                    yield element.text, frozenset(looks), link
            elif element.tag in (named("w:br"), named("w:tab")):
                yield "\n" if element.tag == named("w:br") else "\t", frozenset(looks), link
            elif element.tag == named("w:footnoteReference"):
                yield self._note(element, sign), frozenset({"note"}), link

    def _note(self, reference: Element, sign: str) -> Any:
        own = reference.get(named("w:customMarkFollows"))
        assert bool(own) == bool(sign)
        if not own:
            self.counted += 1
            sign = str(self.counted)
        [paragraph] = self.notes[reference.get(named("w:id"))]
        runs = self._runs(paragraph, "footnotes")
        if not own:
            assert paragraph.find(f"{named('w:r')}/{named('w:footnoteRef')}") is not None
            runs.insert(0, (sign, frozenset({"FootnoteReference"}), ""))
        return sign, _joined(runs)


def _look(paragraph: Element) -> Any:
    """Style, level of a bullet, indent of a numbered item, and direction: what is only indented is what it was."""
    properties = _find(paragraph, "w:pPr")
    style = _value(properties, "w:pStyle")
    return (
        style,
        _value(properties, "w:numPr", "w:ilvl"),
        _value(properties, "w:ind", of="w:left") if style == "ListNumber" else None,
        _find(properties, "w:bidi") is not None,
    )


def _targets(relationships: bytes) -> dict[str, str]:
    return {one.get("Id"): one.get("Target") for one in etree.fromstring(relationships)}


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """Runs of text that look alike as one."""
    found: list[Run] = []
    for text, looks, link in runs:
        if found and found[-1][1:] == (looks, link) and isinstance(text, str):
            found[-1] = (found[-1][0] + text, looks, link)
        else:
            found.append((text, looks, link))
    return tuple(found)
