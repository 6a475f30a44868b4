"""What a paragraph is: by its style, by the list it stands in, by the mark that is typed before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.words import Say
from deliberate.formats.documents.markers import marked
from deliberate.formats.documents.office.depths import Depths, Place
from deliberate.formats.documents.office.pieces import Piece
from deliberate.formats.documents.office.styles import Named
from deliberate.formats.documents.office.symbols import UNKNOWN
from deliberate.formats.documents.office.words import Wording, Words
from deliberate.formats.documents.shapes import is_prose

# '(315) 857-5019' is no item.
_PHONE = re.compile(r"\(\d{3}\) \d")


@dataclass(frozen=True)
class Listed:
    """`label`: the number that a list prints, None for a bullet. Without a sign (`is_blank`) a paragraph in a list goes
    on with the item before, or holds a place of its own for items below it."""

    place: Place
    label: str | None = None
    is_blank: bool = False


class Placing:
    """Of the paragraphs of one text in their order; `by_indent`, as Depths has it."""

    def __init__(self, by_indent: bool) -> None:
        self._depths = Depths(by_indent)

    def end_lists(self) -> None:
        self._depths.end()

    def piece(
        self,
        words: Words,
        style: Named,
        heading: int | None,
        listed: Listed | None,
        start: float = 0.0,
        why: Say | None = None,
    ) -> Piece | None:
        """None where there are no words. `start`: how far from the margin it begins, in points."""
        is_item = listed is not None and not listed.is_blank
        wording = words.lines() if style.kind is PassageKind.CODE and not is_item else words.wording()
        if not wording.text:
            return None
        if why := why or style.why:
            return Piece(PassageKind.PARAGRAPH, wording, why=why)
        if heading is not None:
            self._depths.end()
            return Piece(PassageKind.HEADING, wording, heading, listed.label if listed else None)
        if listed and listed.is_blank:
            if not listed.place.is_typed:
                self._depths.depth(listed.place)
            return Piece(style.kind or PassageKind.PARAGRAPH, wording)
        if listed:
            return Piece(PassageKind.ITEM, wording, self._depths.depth(listed.place), listed.label)
        if style.kind and not (style.kind is PassageKind.CODE and _is_pasted(wording.text)):
            self._depths.interrupt(start)
            return Piece(style.kind, wording, is_term=style.is_term)
        piece = self._plain(wording, start + words.indent)
        piece.page = words.page
        return piece

    def _plain(self, wording: Wording, start: float) -> Piece:
        """A paragraph, or an item whose mark is typed."""
        # A sign of a font that is not known is a bullet where one stands.
        item = None if _PHONE.match(wording.text) else marked(wording.text.replace(UNKNOWN, "•", 1))
        if item is None:
            self._depths.interrupt(start)
            return Piece(PassageKind.PARAGRAPH, wording)
        text = wording.without(len(wording.text) - len(item.text))
        return Piece(PassageKind.ITEM, text, self._depths.depth(Place(start, item.style)), item.number)


def _is_pasted(text: str) -> bool:
    """Prose that keeps the style of the web page it was copied from, which set it like code."""
    return "\n" not in text and is_prose(text)
