"""What styles say, in either format: how letters look, and by its name what a paragraph is.

Names of built-in styles are English whatever the language of the program; ids and shown names are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from deliberate.domain.texts.passages import PassageKind
from deliberate.domain.words import Say
from deliberate.formats.documents.office.pieces import INDEX, TITLE
from deliberate.formats.documents.outline import CONTENTS
from deliberate.formats.documents.wording import lowered, raised

# Styles are based on others; more than a few in a row is a circle.
LONGEST_CHAIN = 20

_HEADING = re.compile(r"heading ([1-9]|10)")
_DEEPER = re.compile(r"list (?:bullet|number|continue) ([2-9])")
_KINDS = {
    **dict.fromkeys(("source code", "html preformatted", "preformatted text", "code", "code block"), PassageKind.CODE),
    **dict.fromkeys(("quote", "intense quote", "block text", "block quote", "quotations"), PassageKind.QUOTATION),
    **dict.fromkeys(("bibliography", "bibliography 1", "works cited"), PassageKind.REFERENCE),
    **dict.fromkeys(("definition", "definition definition", "list contents"), PassageKind.DEFINITION),
    **dict.fromkeys(("definition term", "list heading"), PassageKind.DEFINITION),
}
_TERMS = frozenset({"definition term", "list heading"})
_CODE = frozenset({"verbatim char", "html code", "source text", "code char"})
_CONTENTS = re.compile(
    r"(toc|toa|contents)( heading| \d{1,2})|table of (figures|authorities)|"
    r"(figure|table|illustration|user|object) index( heading| \d{1,2})?"
)
_INDEX = re.compile(r"index( heading| \d{1,2})?")


@dataclass(frozen=True)
class Look:
    """How letters look, as far as it is said; None where it is not. `size` is in points, `place` above the line 1 and
    below it -1."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None
    language: str | None = None
    place: int | None = None

    def over(self, under: Look) -> Look:
        """This look, and the one under it where this says nothing."""
        return Look(
            self.bold if self.bold is not None else under.bold,
            self.italic if self.italic is not None else under.italic,
            self.hidden if self.hidden is not None else under.hidden,
            self.size or under.size,
            self.font or under.font,
            self.language or under.language,
            self.place if self.place is not None else under.place,
        )

    def printed(self, text: str) -> str:
        """Figures above and below the line have letters of their own: 10⁶ is not 106."""
        return raised(text) if self.place == 1 else lowered(text) if self.place == -1 else text


def heading_of(name: str) -> int | None:
    """The level that a built-in style of this name is for, TITLE for the title; None for any other name."""
    match = _HEADING.fullmatch(name)
    return int(match[1]) if match else TITLE if name == "title" else None


@dataclass(frozen=True)
class Named:
    """A style's own name and those of the styles it is based on, in small letters."""

    names: tuple[str, ...] = ()

    @property
    def kind(self) -> PassageKind | None:
        return next((_KINDS[name] for name in self.names if name in _KINDS), None)

    @property
    def is_term(self) -> bool:
        return not _TERMS.isdisjoint(self.names)

    @property
    def is_code(self) -> bool:
        """Of letters within a paragraph."""
        return not _CODE.isdisjoint(self.names)

    @property
    def why(self) -> Say | None:
        """Why such paragraphs are left out, if they are."""
        if any(map(_CONTENTS.fullmatch, self.names)):
            return CONTENTS
        return INDEX if any(map(_INDEX.fullmatch, self.names)) else None

    @property
    def deeper(self) -> int:
        """How many levels 'List Bullet 2' stands below 'List Bullet'."""
        match = next(filter(None, map(_DEEPER.fullmatch, self.names)), None)
        return int(match[1]) - 1 if match else 0
