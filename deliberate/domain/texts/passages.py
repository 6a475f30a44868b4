"""A document as a tree of passages, and the anchors that they are addressed by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from deliberate.domain.texts import slugs
from deliberate.domain.texts.marks import Mark
from deliberate.domain.words import Worded, say

_WORDS_IN_ANCHOR = 6


class PassageKind(Worded):
    HEADING = "heading", say("heading")
    PARAGRAPH = "paragraph", say("paragraph")
    ITEM = "item", say("item")
    DEFINITION = "definition", say("definition")
    FACT = "fact", say("fact")
    TABLE = "table", say("table")
    REFERENCE = "reference", say("reference")
    CODE = "code", say("code")
    QUOTATION = "quotation", say("quotation")
    CRITIQUE = "critique", say("critique")


# In these, 'Name: text' is named by what stands before the colon.
NAMED = frozenset({PassageKind.ITEM, PassageKind.DEFINITION, PassageKind.FACT})


@dataclass(frozen=True)
class Passage:
    """One passage: `level` is a heading's level (1 is the highest) or an item's depth (1 is the outermost), else 0.

    `number` is the marker the document itself printed ('1.', 'IV.'), if any. `marks` stand in the order of the text.
    """

    anchor: str
    kind: PassageKind
    level: int
    text: str
    number: str | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def name(self) -> str:
        """In 'Name: text', the name; else nothing."""
        return name_of(self.text) if self.kind in NAMED else ""


def name_of(text: str) -> str:
    """What stands before the colon of 'Name: text', if it reads like a name."""
    name, colon, rest = text.partition(": ")
    # A full stop within a name belongs to an abbreviation: at most three letters before it.
    is_name = colon and rest and len(name) <= 80 and not re.search(r"[!?;]|\w{4,}\. ", name)
    return name if is_name else ""


def anchored(passages: Iterable[Passage], used: Iterable[str] = ()) -> list[Passage]:
    """Gives each passage without an anchor one made of its own first words, unlike any other and any in `used`.

    Nothing of its position goes into it, so the same text gets the same anchor wherever it stands.
    """
    passages = list(passages)
    taken = {*used, *(passage.anchor for passage in passages)}
    numbers: dict[str, int] = {}  # the last number given to a wording, so that a thousand of the same are quick
    with_anchors: list[Passage] = []
    for passage in passages:
        if not passage.anchor:
            wanted = slugs.slug(passage.name or passage.text, _WORDS_IN_ANCHOR)
            anchor, numbers[wanted] = slugs.free(wanted, taken, numbers.get(wanted, 1))
            passage = replace(passage, anchor=anchor)
            taken.add(anchor)
        with_anchors.append(passage)
    return with_anchors
