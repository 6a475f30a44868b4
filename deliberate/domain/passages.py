"""A document as a tree of passages, and anchors that survive a revision when the text is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz

# Two passages whose words agree this much (of 100) are the same passage, lightly edited.
SAME = 80
_WORDS_IN_ANCHOR = 6


class PassageKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    DEFINITION = "definition"
    FACT = "fact"
    TABLE = "table"
    REFERENCE = "reference"
    CRITIQUE = "critique"


# In these, 'Name: text' is named by what stands before the colon.
NAMED = frozenset({PassageKind.ITEM, PassageKind.DEFINITION, PassageKind.FACT})


@dataclass(frozen=True)
class Passage:
    """One passage: `level` is a heading's level (1 is the highest) or an item's depth (1 is the outermost), else 0.

    `number` is the marker the document itself printed ('1.', 'IV.'), if any.
    """

    anchor: str
    kind: PassageKind
    level: int
    text: str
    number: str | None = None

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


def slug(text: str, words: int = _WORDS_IN_ANCHOR) -> str:
    """The first words of a text as an address: 'Who pays for it?' -> 'who-pays-for-it'; 'passage' if it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[’'`]", "", plain)
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:words])[:80].strip("-") or "passage"


def anchored(passages: Iterable[Passage], used: Iterable[str] = ()) -> list[Passage]:
    """Gives each passage without an anchor one made of its own first words, unlike any other and any in `used`.

    Nothing of its position goes into it, so the same text gets the same anchor wherever it stands.
    """
    passages = list(passages)
    taken = {*used, *(passage.anchor for passage in passages if passage.anchor)}
    found: list[Passage] = []
    for passage in passages:
        if not passage.anchor:
            passage = replace(passage, anchor=_free(slug(passage.name or passage.text), taken))
            taken.add(passage.anchor)
        found.append(passage)
    return found


def carry_anchors(old: Sequence[Passage], new: Sequence[Passage], used: set[str]) -> list[Passage]:
    """The passages of a revision with the anchors of the revision before it, wherever the text is kept.

    Kept: word for word; then, among the rest and in order, of the same kind and with at least SAME of 100 agreement.
    Everything else gets an anchor that is not in `used` (all anchors the proposal ever had).
    """
    anchors: dict[int, str] = {}
    free = list(old)
    for position, passage in enumerate(new):
        same = next((one for one in free if (one.kind, one.text) == (passage.kind, passage.text)), None)
        if same:
            anchors[position] = same.anchor
            free.remove(same)
    for position, passage in enumerate(new):
        if position in anchors:
            continue
        alike = [(fuzz.ratio(one.text, passage.text), one) for one in free if one.kind is passage.kind]
        best = max(alike, key=lambda pair: pair[0], default=None)
        if best and best[0] >= SAME:
            anchors[position] = best[1].anchor
            free.remove(best[1])
    return anchored((replace(one, anchor=anchors.get(position, "")) for position, one in enumerate(new)), used)


def _free(wanted: str, taken: set[str]) -> str:
    anchor, number = wanted, 2
    while anchor in taken:
        anchor, number = f"{wanted}-{number}", number + 1
    return anchor
