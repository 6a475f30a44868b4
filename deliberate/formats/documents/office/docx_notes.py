"""Footnotes and endnotes of a DOCX, numbered as they are printed (ECMA-376 17.11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from deliberate.formats.documents.office.docx_parts import Part
from deliberate.formats.documents.office.markup import Element, all_named, attribute, child, name, number, value
from deliberate.formats.documents.office.numerals import numeral

_CALLS = {"w:footnoteReference": "w:footnote", "w:endnoteReference": "w:endnote"}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


@dataclass
class _Kind:
    format: str
    first: int = 1
    by_section: bool = False
    elements: dict[str, Element] = field(default_factory=dict)
    part: Part | None = None
    last: int = 0


@dataclass(frozen=True)
class Note:
    """A note that was called, as `number` prints it."""

    number: str
    element: Element
    part: Part


class Notes:
    """Calls are counted in the order in which they are met."""

    def __init__(self, main: Part, settings: Element | None) -> None:
        self._kinds = {
            "w:footnote": _Kind("decimal"),
            "w:endnote": _Kind("lowerRoman"),
        }
        # What is printed between text and notes, which may have words.
        self.separators: list[tuple[Element, Part]] = []
        self._called: dict[str, list[Note]] = {kind: [] for kind in self._kinds}
        self._met: set[tuple[str, str]] = set()
        for kind, of_kind in self._kinds.items():
            of_kind.part = main.related(f"{kind.removeprefix('w:')}s")
            if of_kind.part:
                for note in all_named(of_kind.part.root, kind):
                    if attribute(note, "w:type") in _SEPARATORS:
                        self.separators.append((note, of_kind.part))
                    else:
                        of_kind.elements[attribute(note, "w:id") or ""] = note
        # What all sections have in common, then the first section's own.
        self._set_up(settings)
        self._set_up(next(all_named(main.root, "w:sectPr"), None))
        for of_kind in self._kinds.values():
            of_kind.last = of_kind.first - 1

    def call(self, reference: Element, sign: str = "") -> str:
        """How the note is printed that a reference leads to; a sign of its own does not count."""
        kind = _CALLS[name(reference)]
        of_kind, key = self._kinds[kind], attribute(reference, "w:id") or ""
        printed = sign
        if not printed:
            of_kind.last += 1
            printed = numeral(of_kind.last, of_kind.format)
        note = of_kind.elements.get(key)
        if note is not None and of_kind.part and (kind, key) not in self._met:
            self._met.add((kind, key))
            self._called[kind].append(Note(printed, note, of_kind.part))
        return printed

    def new_section(self) -> None:
        for of_kind in self._kinds.values():
            if of_kind.by_section:
                of_kind.last = of_kind.first - 1

    def called(self) -> Iterator[Note]:
        """Footnotes first. A note may call others while it is read."""
        for kind in self._kinds:
            at = 0
            while at < len(self._called[kind]):
                yield self._called[kind][at]
                at += 1

    def uncalled(self) -> int:
        return sum(len(of_kind.elements) for of_kind in self._kinds.values()) - len(self._met)

    def _set_up(self, properties: Element | None) -> None:
        for kind, of_kind in self._kinds.items():
            own = child(properties, f"{kind}Pr")
            of_kind.format = value(own, "w:numFmt") or of_kind.format
            of_kind.first = number(value(own, "w:numStart"), of_kind.first)
            of_kind.by_section = of_kind.by_section or value(own, "w:numRestart") == "eachSect"
