"""A document as a tree of passages, and anchors that survive a revision when the text is kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from deliberate.domain.texts import slugs
from deliberate.domain.texts.marks import Mark
from deliberate.domain.words import Worded, say

# Two passages whose words agree this much (of 100) are the same passage, lightly edited.
SAME = 80
# So many pairs of edited passages are compared at most, so that a book written anew does not keep anybody waiting.
_COMPARED = 500_000
# Between two kept passages so many are compared with one.
_NEAR = 50
_WORDS_TO_TELL = 4
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


def carry_anchors(old: Sequence[Passage], new: Sequence[Passage], used: set[str]) -> list[Passage]:
    """The passages of a revision with the anchors of the revision before it, wherever the text is kept.

    Kept: word for word, wherever it went; then, among the rest and in order, of the same kind and with at least SAME
    of 100 agreement; then, after the same kept passage, when one holds SAME of 100 of the other's words (a clause was
    added or struck out). Of very many only those near its place are compared with a passage. Everything else gets an
    anchor that is not in `used` (all anchors the proposal ever had).
    """
    from rapidfuzz import fuzz, process  # here and below: only who revises a text compares passages

    same: defaultdict[tuple[PassageKind, str], deque[str]] = defaultdict(deque)
    for passage in old:
        same[passage.kind, passage.text].append(passage.anchor)
    anchors = [
        same[passage.kind, passage.text].popleft() if same[passage.kind, passage.text] else "" for passage in new
    ]
    kept = set(anchors)
    free: defaultdict[PassageKind, list[int]] = defaultdict(list)
    for place, passage in enumerate(old):
        if passage.anchor not in kept:
            free[passage.kind].append(place)
    places = {passage.anchor: place for place, passage in enumerate(old)}
    reach = _COMPARED // max(anchors.count(""), 1) // 2
    expected = 0  # where in the old document the next passage would stand
    for position, passage in enumerate(new):
        if not anchors[position]:
            at = bisect_left(free[passage.kind], expected)
            near = free[passage.kind][max(at - reach, 0) : at + reach]
            texts = {place: old[place].text for place in near}
            best = process.extractOne(passage.text, texts, scorer=fuzz.ratio, score_cutoff=SAME)
            if best:
                anchors[position] = old[best[2]].anchor
                free[passage.kind].remove(best[2])
        expected = places.get(anchors[position], expected) + 1
    _carry_within_gaps(old, new, anchors)
    carried = (replace(passage, anchor=anchor) for passage, anchor in zip(new, anchors, strict=True))
    return anchored(carried, {*used, *(passage.anchor for passage in old)})


def _carry_within_gaps(old: Sequence[Passage], new: Sequence[Passage], anchors: list[str]) -> None:
    """Gives a passage that stands after the same kept one as before, and holds the words it had, its anchor."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.utils import default_process

    kept = set(anchors)
    if not any(kept):
        return
    gone: defaultdict[str, list[Passage]] = defaultdict(list)
    after = ""
    for passage in old:
        if passage.anchor in kept:
            after = passage.anchor
        else:
            gone[after].append(passage)
    after = ""
    for position, passage in enumerate(new):
        if anchors[position]:
            after = anchors[position]
            continue
        near = enumerate(gone[after][:_NEAR])
        texts = {
            place: candidate.text
            for place, candidate in near
            if candidate.kind is passage.kind and _tells(candidate, passage)
        }
        best = process.extractOne(
            passage.text, texts, scorer=fuzz.token_set_ratio, processor=default_process, score_cutoff=SAME
        )
        if best:
            anchors[position] = gone[after][best[2]].anchor
            # What stood before it is gone: passages keep their order.
            del gone[after][: best[2] + 1]


def _tells(one: Passage, other: Passage) -> bool:
    """Whether both have enough words that shared ones mean something: 'Costs' is in many passages."""
    return min(len(one.text.split()), len(other.text.split())) >= _WORDS_TO_TELL
