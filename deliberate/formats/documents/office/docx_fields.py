"""Fields of a DOCX: what they are by their instruction, while their result is read (ECMA-376 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.words import Say, say
from deliberate.formats.documents.office.markup import Element, attribute, child, name, number, value
from deliberate.formats.documents.office.pieces import INDEX
from deliberate.formats.documents.office.words import Words, address
from deliberate.formats.documents.outline import CONTENTS
from deliberate.formats.errors import FormatError

_LINK = re.compile(r"\s*HYPERLINK\s+\"?(?!\\)([^\"\s]+)", re.IGNORECASE)
# Word itself stops at 20.
_DEEPEST = 50
_LEFT_OUT = {"TOC": CONTENTS, "TOA": CONTENTS, "INDEX": INDEX}


@dataclass
class Field:
    """`is_shown`: past its instruction. `since`: where its result begins in the words. `chosen`: of a list to choose
    from, which has no other result."""

    instruction: str = ""
    is_shown: bool = False
    since: int = 0
    chosen: str = ""

    @property
    def address(self) -> str:
        match = _LINK.match(self.instruction)
        return address(match[1]) if match else ""

    @property
    def why(self) -> Say | None:
        """Why its result is left out, if it is."""
        return _LEFT_OUT.get((self.instruction.split(None, 1) or [""])[0].upper())


class Fields:
    """Those that are open, the outermost first; they may begin in one paragraph and end in another."""

    def __init__(self) -> None:
        self._open: list[Field] = []

    @property
    def is_shown(self) -> bool:
        """Whether text that comes now is printed, and no instruction."""
        return all(field.is_shown for field in self._open)

    @property
    def why(self) -> Say | None:
        return next((field.why for field in self._open if field.is_shown and field.why), None)

    def instruct(self, text: str) -> None:
        if self._open and not self._open[-1].is_shown:
            self._open[-1].instruction += text

    def turn(self, sign: Element, words: Words) -> str:
        """At a `w:fldChar`; gives what is chosen in a list that ends here."""
        turn = attribute(sign, "w:fldCharType")
        if turn == "begin":
            if len(self._open) == _DEEPEST:
                raise FormatError(say("fields within fields more than %(depth)d deep", depth=_DEEPEST))
            self._open.append(Field(chosen=_chosen(child(sign, "w:ffData", "w:ddList"))))
        elif self._open and turn == "separate":
            self._open[-1].is_shown, self._open[-1].since = True, words.length
        elif self._open and turn == "end":
            field = self._open.pop()
            _link(field, words)
            return "" if field.is_shown else field.chosen
        return ""

    def end_paragraph(self, words: Words) -> None:
        """Results may go on in the next one, instructions do not: nothing is lost behind one that was not ended."""
        self._open = [field for field in self._open if field.is_shown]
        for field in self._open:
            _link(field, words)
            field.since = 0


def _link(field: Field, words: Words) -> None:
    if field.is_shown and field.address:
        words.mark(field.since, MarkKind.LINK, field.address)


def _chosen(choices: Element | None) -> str:
    if choices is None:
        return ""
    entries = [attribute(entry, "w:val") or "" for entry in choices if name(entry) == "w:listEntry"]
    chosen = number(value(choices, "w:result"))
    return entries[chosen] if 0 <= chosen < len(entries) else ""
