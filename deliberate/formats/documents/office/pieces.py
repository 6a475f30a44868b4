"""What the walk through a file finds, one after another, before the whole says which of it are headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.words import Sayable, say
from deliberate.formats.documents.office.words import Wording, joined

# The level of what is styled as the title; headings begin with 1.
TITLE = 0

# Why words are left out.
INDEX = say("an index")
HEADER = say("the head of the pages")
FOOTER = say("the foot of the pages")


@dataclass
class Face:
    """How the letters of a paragraph look: how many there are, how many are bold, and the smallest size in points."""

    letters: int = 0
    bold: int = 0
    size: float = 0.0

    def add(self, text: str, size: float, is_bold: bool) -> None:
        letters = sum(map(len, text.split()))
        if letters:
            self.size = min(self.size, size) if self.letters else size
            self.letters += letters
            self.bold += letters if is_bold else 0

    @property
    def is_bold(self) -> bool:
        return 0 < self.letters == self.bold


@dataclass
class Piece:
    """A passage to be: `level` of a heading as its style has it, TITLE for the title.

    `why` it is left out, if it is. A `term` is defined by the pieces after it. `page`: where a line leads that looks
    like one of a table of contents.
    """

    kind: PassageKind
    wording: Wording
    level: int = 0
    number: str | None = None
    why: Sayable | None = None
    face: Face = field(default_factory=Face)
    is_term: bool = False
    page: int | None = None

    @property
    def text(self) -> str:
        return self.wording.text


def run_together(pieces: Iterable[Piece]) -> Wording:
    """All words of the pieces in one line, for a cell, a note or a comment."""
    return joined(part for piece in pieces for part in _parts(piece))


def _parts(piece: Piece) -> Iterable[Wording]:
    if piece.number:
        yield Wording(piece.number)
    text = " ".join(piece.text.split()) if piece.kind is PassageKind.CODE else piece.text
    if text:
        yield Wording(text, piece.wording.marks)
