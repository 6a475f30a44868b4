"""The runs of a paragraph in a DOCX: its words as they are printed once all changes are accepted (ECMA-376 17.3.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.words import Say
from deliberate.formats.documents.office.budgets import Budget, of_runs
from deliberate.formats.documents.office.docx_fields import Field, Fields
from deliberate.formats.documents.office.docx_notes import Notes
from deliberate.formats.documents.office.docx_numbering import Numbering
from deliberate.formats.documents.office.docx_parts import Part
from deliberate.formats.documents.office.docx_shapes import boxes, branch
from deliberate.formats.documents.office.docx_styles import Styles, look_of
from deliberate.formats.documents.office.findings import Findings, Found
from deliberate.formats.documents.office.formulas import formula
from deliberate.formats.documents.office.markup import Element, all_named, attribute, child, name, value, words_of
from deliberate.formats.documents.office.pieces import Face
from deliberate.formats.documents.office.styles import Look
from deliberate.formats.documents.office.symbols import UNKNOWN, readable, symbol
from deliberate.formats.documents.office.words import Words, address

# How it looks, and what it was.
_SILENT = {"w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:rubyPr", "w:customXmlPr", "w:smartTagPr", "w:delText"}
_PRINTED = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_NOTES = ("w:footnoteReference", "w:endnoteReference")


@dataclass
class Source:
    """What all walks through one file share. `languages`: how many letters are in which."""

    styles: Styles
    numbering: Numbering
    notes: Notes
    findings: Findings
    languages: Counter[str] = field(default_factory=Counter)
    runs: Budget = field(default_factory=of_runs)


class Runs:
    """Reads the runs below a paragraph, and of the next one where no paragraph ends between them."""

    def __init__(self, source: Source, part: Part, fields: Fields) -> None:
        self.words = Words()
        self.face = Face()
        self.boxes: list[Element | str] = []
        self.why: Say | None = None
        self._source = source
        self._part = part
        self._fields = fields
        self._under = Look()
        self._changed = 0

    def read(self, paragraph: Element, look: Look) -> None:
        """`look`: what the paragraph's style says of its letters."""
        self._source.runs.spend()
        self._under = look.over(self._source.styles.base)
        self._below(paragraph)
        self._fields.end_paragraph(self.words)

    def _below(self, element: Element) -> None:
        for below in element:
            self._read(below)

    def _read(self, element: Element) -> None:
        match name(element):
            case "w:r":
                self._run(element)
            case "w:del" | "w:moveFrom":
                self._source.findings.add(Found.CHANGE)
            case "w:ins" | "w:moveTo":
                self._source.findings.add(Found.CHANGE)
                self._below(element)
            case "w:hyperlink":
                start = self.words.length
                self._below(element)
                place = attribute(element, "w:anchor")
                to = self._part.address(attribute(element, "r:id"))
                self._link(start, f"{to}#{place}" if to and place and "#" not in to else to)
            case "w:fldSimple":
                self._field(element)
            case "mc:AlternateContent":
                chosen = branch(element)
                if chosen is not None:
                    self._below(chosen)
            case "m:oMath" | "m:oMathPara":
                self._add(formula(element), Look())
            case shown if shown not in _SILENT:
                self._below(element)

    def _field(self, element: Element) -> None:
        simple = Field(attribute(element, "w:instr") or "")
        self.why = self.why or simple.why
        start = self.words.length
        self._below(element)
        self._link(start, simple.address)

    def _link(self, start: int, to: str) -> None:
        if leads := address(to):
            self.words.mark(start, MarkKind.LINK, leads)

    def _run(self, run: Element) -> None:
        self._source.runs.spend()
        properties = child(run, "w:rPr")
        style = self._source.styles.named(value(properties, "w:rStyle"))
        own = look_of(properties).over(style.look)
        kinds = [MarkKind.CODE] if style.is_code else []
        within = iter(run)
        for element in within:
            shown = name(element)
            if shown == "w:t":
                self._add(element.text or "", own, kinds)
            elif shown in _PRINTED:
                self._add(_PRINTED[shown], own)
            elif shown in _NOTES:
                self._note(element, within)
            else:
                self._in_run(element, shown, own, kinds)

    def _in_run(self, element: Element, shown: str, own: Look, kinds: list[MarkKind]) -> None:
        match shown:
            case "w:br":
                self._add("\n" if attribute(element, "w:type") in (None, "textWrapping") else " ", own)
            case "w:sym":
                sign = symbol(attribute(element, "w:char"), attribute(element, "w:font") or "")
                self._add(sign, own, kinds)
            case "w:instrText":
                self._fields.instruct(element.text or "")
            case "w:footnoteRef" | "w:endnoteRef":
                self.words.mark(self.words.length, MarkKind.NOTE)
            case "w:fldChar":
                self._add(self._fields.turn(element, self.words), own)
            case "w:drawing" | "w:pict" | "w:object":
                self.boxes += boxes(element, self._part, self._source.findings)
            case "mc:AlternateContent":
                self._alternatives(element, own, kinds)
            case "w:ruby":
                self._ruby(element)
            case _ if shown not in _SILENT:
                self._below(element)

    def _alternatives(self, element: Element, own: Look, kinds: list[MarkKind]) -> None:
        chosen = branch(element)
        for below in chosen if chosen is not None else ():
            if name(below) == "w:t":
                self._add(below.text or "", own, kinds)
            else:
                self._in_run(below, name(below), own, kinds)

    def _ruby(self, element: Element) -> None:
        """How it is read stands behind it, in brackets."""
        for runs in all_named(element, "w:rubyBase"):
            self._below(runs)
        reading = " ".join(filter(None, (words_of(runs) for runs in all_named(element, "w:rt"))))
        self._add(f"({reading})" if reading else "", Look())

    def _note(self, reference: Element, following: Iterator[Element]) -> None:
        """A sign of the author's own follows in the same run."""
        sign = ""
        if attribute(reference, "w:customMarkFollows") in ("1", "true", "on"):
            sign = "".join(element.text or "" for element in following if name(element) == "w:t").strip()
        if self._fields.is_shown:
            self.words.mark(self.words.length, MarkKind.NOTE, self._source.notes.call(reference, sign))

    def _add(self, text: str, own: Look, kinds: list[MarkKind] | None = None) -> None:
        if not text:
            return
        look = own.over(self._under)
        if look.hidden or not self._fields.is_shown:
            self._source.findings.add(Found.HIDDEN_WORD, len(text.split()))
            return
        text = look.printed(readable(text, look.font or ""))
        self._source.findings.add(Found.UNKNOWN_SIGN, text.count(UNKNOWN))
        marks = [*(kinds or ()), *([MarkKind.STRONG] if own.bold else []), *([MarkKind.EMPHASIS] if own.italic else [])]
        self.words.add(text, marks)
        self.face.add(text, look.size or 0.0, bool(look.bold))
        self.why = self.why or (self._fields.why if text.strip() else None)
        if look.language:
            self._source.languages[look.language] += len(text)
