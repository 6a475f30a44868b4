"""The words of a paragraph in an ODT (ODF 1.3 part 3, 6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.words import say
from deliberate.formats.documents.office.archives import Archive
from deliberate.formats.documents.office.budgets import Budget, of_runs
from deliberate.formats.documents.office.findings import Findings, Found
from deliberate.formats.documents.office.markup import Element, attribute, child, name, number, words_of
from deliberate.formats.documents.office.odt_drawings import boxes
from deliberate.formats.documents.office.odt_styles import Style, Styles
from deliberate.formats.documents.office.pieces import Face
from deliberate.formats.documents.office.styles import Look
from deliberate.formats.documents.office.symbols import UNKNOWN, readable
from deliberate.formats.documents.office.words import Words, address
from deliberate.formats.errors import FormatError

# Nobody sets a thousand spaces or equal cells one after another; a file that asks for millions wants to be expensive.
MOST_AT_ONCE = 1_000
_MOST_REPEATED = 100_000
_SPACE = re.compile(r"[ \t\r\n]+")
# What is printed elsewhere, what was there, and numbers that are told apart.
_SILENT = {
    *("text:tracked-changes", "text:number", "office:annotation-end", "text:script", "office:forms"),
    *("text:alphabetical-index-mark-start", "text:sequence-decls", "svg:title", "svg:desc"),
}


def _of_repeated() -> Budget:
    return Budget(_MOST_REPEATED, say("the text repeats more than %(most)d letters", most=_MOST_REPEATED))


@dataclass
class Note:
    """As its sign is printed, with what stands in it."""

    number: str
    body: Element
    is_endnote: bool


@dataclass
class Source:
    """What all walks through one file share. `languages`: how many letters are in which."""

    archive: Archive | None
    findings: Findings = field(default_factory=Findings)
    notes: list[Note] = field(default_factory=list)
    annotations: list[Element] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    runs: Budget = field(default_factory=of_runs)
    repeated: Budget = field(default_factory=_of_repeated)

    def repeat(self, times: str | None, letters: int = 1) -> int:
        """How often something of so many letters stands there. Raises FormatError where that is no text any more."""
        asked = max(number(times, 1 if times is None else MOST_AT_ONCE + 1), 0)
        if asked > MOST_AT_ONCE:
            shown = (times or "")[:20]
            why = say(
                "repeats spaces or cells %(times)s times; at most %(most)d are read", times=shown, most=MOST_AT_ONCE
            )
            raise FormatError(why, at="the text")
        self.repeated.spend(asked * letters if asked > 1 else 0)
        return asked


class Runs:
    """Reads a paragraph."""

    def __init__(self, source: Source, styles: Styles, paragraph: Style) -> None:
        self.words = Words()
        self.face = Face()
        self.boxes: list[Element | str] = []
        self._source = source
        self._styles = styles
        self._under = paragraph.look
        self._own = paragraph.own

    def read(self, element: Element) -> None:
        self._source.runs.spend()
        self._below(element, self._own, ())

    def _below(self, element: Element, own: Look, kinds: tuple[MarkKind, ...]) -> None:
        self._add(element.text, own, kinds)
        for below in element:
            self._read(below, own, kinds)
            self._add(below.tail, own, kinds)

    def _read(self, element: Element, own: Look, kinds: tuple[MarkKind, ...]) -> None:
        match name(element):
            case "text:span":
                self._source.runs.spend()
                style = self._styles.text(attribute(element, "text:style-name"))
                is_code = (MarkKind.CODE,) if style.is_code else ()
                self._below(element, style.look.over(own), (*kinds, *is_code))
            case "text:s":
                self._add_raw(" " * self._source.repeat(attribute(element, "text:c")))
            case "text:tab":
                self._add_raw("\t")
            case "text:line-break":
                self._add_raw("\n")
            case "text:a":
                start = self.words.length
                self._below(element, own, kinds)
                if to := address(attribute(element, "xlink:href")):
                    self.words.mark(start, MarkKind.LINK, to)
            case "text:note":
                self._note(element)
            case "office:annotation":
                self._source.annotations.append(element)
            case "text:ruby":
                self._ruby(element, own, kinds)
            case "text:hidden-text" if attribute(element, "text:is-hidden") == "true":
                hidden = attribute(element, "text:string-value") or ""
                self._source.findings.add(Found.HIDDEN_WORD, len(hidden.split()))
            case "draw:a":
                for below in element:
                    self._read(below, own, kinds)
            case shown if shown.startswith(("draw:", "dr3d:")):
                self._drawn(element, own)
            case shown if shown not in _SILENT:
                self._below(element, own, kinds)

    def _drawn(self, element: Element, own: Look) -> None:
        """Formulas stand in the line, boxes after the paragraph."""
        for box in boxes(element, self._source.archive, self._source.findings):
            if isinstance(box, str):
                self._add(box, own, ())
            else:
                self.boxes.append(box)

    def _ruby(self, element: Element, own: Look, kinds: tuple[MarkKind, ...]) -> None:
        """How it is read stands behind it, in brackets."""
        base = child(element, "text:ruby-base")
        if base is not None:
            self._below(base, own, kinds)
        reading = words_of(child(element, "text:ruby-text"))
        self._add(f"({reading})" if reading else "", own, ())

    def _note(self, element: Element) -> None:
        body = child(element, "text:note-body")
        is_endnote = attribute(element, "text:note-class") == "endnote"
        printed = words_of(child(element, "text:note-citation"))
        self.words.mark(self.words.length, MarkKind.NOTE, printed)
        if body is not None:
            self._source.notes.append(Note(printed, body, is_endnote))

    def _add_raw(self, text: str) -> None:
        self.words.add(text)

    def _add(self, text: str | None, own: Look, kinds: Iterable[MarkKind]) -> None:
        if not text:
            return
        look = own.over(self._under)
        if look.hidden:
            self._source.findings.add(Found.HIDDEN_WORD, len(text.split()))
            return
        text = look.printed(readable(_SPACE.sub(" ", text), look.font or ""))
        self._source.findings.add(Found.UNKNOWN_SIGN, text.count(UNKNOWN))
        marks = [*kinds, *([MarkKind.STRONG] if own.bold else []), *([MarkKind.EMPHASIS] if own.italic else [])]
        self.words.add(text, marks)
        self.face.add(text, look.size or 0.0, bool(look.bold))
        if look.language:
            self._source.languages[look.language] += len(text)
