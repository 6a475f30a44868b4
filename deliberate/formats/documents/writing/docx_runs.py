"""The words of a paragraph in a DOCX with what was added and removed in them (ECMA-376 17.3.2 and 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import bidirectional
from urllib.parse import quote, urlsplit

from lxml.etree import _Element as Element

from deliberate.domain.texts.diffs import Change
from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.texts.spans import Span, Style
from deliberate.domain.texts.tracked import Tracked
from deliberate.formats.documents.writing import Edit
from deliberate.formats.documents.writing.docx_notes import Footnotes, Note
from deliberate.formats.documents.writing.docx_xml import element, named, text_of, valued

_CHANGES = {Change.ADDED: "w:ins", Change.REMOVED: "w:del"}
_TOGGLES = {MarkKind.STRONG: ("w:b", "w:bCs"), MarkKind.EMPHASIS: ("w:i", "w:iCs")}
# What an address may hold (RFC 3986); Word opens no file with any other.
_IN_ADDRESS = "%:/?#[]@!$&'()*+,;=~-._"
_RIGHT_TO_LEFT = ("R", "AL")


class Changes:
    """Numbers them, and what else has a number of its own, through all parts of a file."""

    def __init__(self, edit: Edit | None) -> None:
        self._edit = edit
        self._count = 0

    def mark(self, change: Change) -> Element:
        """For an addition or removal: the element that says who made it."""
        who: dict[str, object] = {"w:id": self.number()}
        if self._edit:
            who |= {"w:author": self._edit.by or "-", "w:date": self._edit.at.strftime("%Y-%m-%dT%H:%M:%SZ")}
        return element(_CHANGES[change], who)

    def number(self) -> int:
        self._count += 1
        return self._count


class Links:
    """The addresses that a part leads to, each with the name of its relationship."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def name(self, to: str) -> str:
        """Nothing for an address that no program would open."""
        address = _address(to)
        return self.names.setdefault(address, f"link{len(self.names) + 1}") if address else ""


def _address(to: str) -> str:
    try:
        parts = urlsplit(to)
        has_place = parts.hostname if parts.scheme.lower() in ("http", "https") else "@" in parts.path
        if not has_place or (parts.port or 0) < 0:
            return ""
    except ValueError:
        return ""
    return quote(to, safe=_IN_ADDRESS)


def is_right_to_left(text: str, usual: bool = False) -> bool:
    """By its first letter, as a browser tells with `dir=auto`."""
    kinds = (bidirectional(letter) for letter in text)
    first = next((kind for kind in kinds if kind in ("L", *_RIGHT_TO_LEFT)), None)
    return usual if first is None else first in _RIGHT_TO_LEFT


class Runs:
    """Writes runs into paragraphs; `footnotes` is None within notes, which call no others."""

    def __init__(self, changes: Changes, links: Links, footnotes: Footnotes | None) -> None:
        self._changes, self._links, self._footnotes = changes, links, footnotes

    def write(self, paragraph: Element, runs: Iterable[Tracked], *, right_to_left: bool = False) -> None:
        for change, run in runs:
            if isinstance(run, Span):
                place = self._place(self._linked(paragraph, run.link), change)
                place.append(_run(run, change, right_to_left))
            else:
                self._call(paragraph, change, run.note)

    def _linked(self, paragraph: Element, to: str) -> Element:
        """Where words stand that lead to an address: a link with all that follows and leads there, too."""
        name = self._links.name(to) if to else ""
        if not name:
            return paragraph
        last = paragraph[-1] if len(paragraph) else None
        if last is None or last.tag != named("w:hyperlink") or last.get(named("r:id")) != name:
            last = element("w:hyperlink", {"r:id": name})
            paragraph.append(last)
        return last

    def _place(self, container: Element, change: Change) -> Element:
        """Within a change, where there is one; what was changed together is one change."""
        if change is Change.KEPT:
            return container
        if len(container) and container[-1].tag == named(_CHANGES[change]):
            return container[-1]
        container.append(self._changes.mark(change))
        return container[-1]

    def _call(self, paragraph: Element, change: Change, key: str) -> None:
        notes = self._footnotes
        note = notes.find(change, key) if notes else None
        if notes is None or note is None:
            self._place(paragraph, change).append(_raised(key, change))
        elif note.is_first:
            at = notes.add(change, key)
            reference = _reference(at, "" if notes.is_counted else note.sign, change)
            if not notes.is_called_again(note):
                self._place(paragraph, change).append(reference)
                return
            number = self._changes.number()
            paragraph.append(element("w:bookmarkStart", {"w:id": number, "w:name": f"_Note{at}"}))
            self._place(paragraph, change).append(reference)
            paragraph.append(element("w:bookmarkEnd", {"w:id": number}))
        else:
            for run in _again(notes.id_of(change, note), note, change):
                self._place(paragraph, change).append(run)


def sign(text: str = "") -> Element:
    """What a note begins with: the number that the word processor counts, or a sign of its own."""
    return element("w:r", None, _noted(), *(text_of(text) if text else [element("w:footnoteRef")]))


def _run(span: Span, change: Change, right_to_left: bool) -> Element:
    run = element("w:r")
    look = _look(span.styles, is_right_to_left(span.text, right_to_left))
    if len(look):
        run.append(look)
    run.extend(text_of(span.text, deleted=change is Change.REMOVED))
    return run


def _look(styles: Sequence[Style], right_to_left: bool) -> Element:
    """In the order that the schema wants (17.3.2.28)."""
    kinds = {style.kind for style in styles}
    look = element("w:rPr")
    if MarkKind.CODE in kinds:
        look.append(valued("w:rStyle", "HTMLCode"))
    elif MarkKind.LINK in kinds:
        look.append(valued("w:rStyle", "Hyperlink"))
    for kind, names in _TOGGLES.items():
        if kind in kinds:
            look.extend(map(element, names))
    if right_to_left:
        look.append(element("w:rtl"))
    return look


def _noted() -> Element:
    return element("w:rPr", None, valued("w:rStyle", "FootnoteReference"))


def _raised(text: str, change: Change) -> Element:
    return element("w:r", None, _noted(), *text_of(text, deleted=change is Change.REMOVED))


def _reference(at: int, own: str, change: Change) -> Element:
    follows = {"w:customMarkFollows": 1} if own else {}
    reference = element("w:footnoteReference", {**follows, "w:id": at})
    return element("w:r", None, _noted(), reference, *text_of(own, deleted=change is Change.REMOVED))


def _again(at: int | None, note: Note, change: Change) -> list[Element]:
    """A field that prints the number of a note that is called elsewhere (17.16.5.41)."""
    instruction = element("w:delInstrText" if change is Change.REMOVED else "w:instrText")
    instruction.text = f" NOTEREF _Note{at} \\f \\h "
    parts = [
        [element("w:fldChar", {"w:fldCharType": "begin"})],
        [instruction],
        [element("w:fldChar", {"w:fldCharType": "separate"})],
        text_of(note.sign, deleted=change is Change.REMOVED),
        [element("w:fldChar", {"w:fldCharType": "end"})],
    ]
    return [element("w:r", None, _noted(), *children) for children in parts]
