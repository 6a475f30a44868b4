"""Where each passage of a document went in its next revision, and the anchors that are carried along.

What stands there word for word is placed first, wherever it is. What changed is placed where it is certain: it kept
half of its words, rare ones counting more, or less between passages that stand where they stood; and it is ahead of all
that it could be taken for. Then what was split and what was joined is found. About the rest its author is asked, if
there is anything that it might have become; what is left is gone.

A passage is compared with no more than a few others, which its rarest words are looked up to find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from deliberate.domain.texts.matching import ASK, Match, Matching, is_heading, is_telling
from deliberate.domain.texts.parts import Parts
from deliberate.domain.texts.passages import Passage, anchored
from deliberate.domain.texts.placement import same_words

_MOST_CANDIDATES = 3


@dataclass(frozen=True)
class Fate:
    """What became of the old passage with this anchor. Its words stand at these places of the new document: at several
    where it was split, at one that others have, too, where it was joined to them, at none where it is gone. If that is
    not certain there are no places but `candidates`, of which one may be it, the likest first."""

    anchor: str
    places: tuple[int, ...] = ()
    candidates: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        return not self.candidates


def fates(old: Sequence[Passage], new: Sequence[Passage]) -> list[Fate]:
    """One for each old passage, in order."""
    placement = same_words(old, new)
    if all(place in placement.to for place in range(len(old))):
        return [Fate(passage.anchor, (placement.to[place],)) for place, passage in enumerate(old)]
    matching = Matching(old, new, placement)
    matching.settle()
    revision = _Revision(old, new, matching)
    return [revision.fate(place) for place in range(len(old))]


def carry_anchors(
    old: Sequence[Passage], new: Sequence[Passage], used: set[str], chosen: Mapping[str, int] = MappingProxyType({})
) -> list[Passage]:
    """The passages of a revision with the anchors of the revision before it, wherever it is certain where they went, or
    where its author says that they went: `chosen` has one of the candidates of a passage by its anchor.

    Of a passage that was split the first part keeps the anchor; what several were joined to, that of the longest one
    that has no other part. Everything else gets an anchor that is not in `used` (all anchors the proposal ever had).
    """
    anchors: dict[int, str] = {}
    every = fates(old, new)
    for passage, fate in sorted(zip(old, every, strict=True), key=lambda pair: -len(pair[0].text)):
        free = [place for place in fate.places if place not in anchors]
        anchors.update((place, passage.anchor) for place in free[:1])
    for fate in every:
        place = chosen.get(fate.anchor)
        if place is not None and place in fate.candidates:
            anchors.setdefault(place, fate.anchor)
    carried = (replace(passage, anchor=anchors.get(place, "")) for place, passage in enumerate(new))
    return anchored(carried, {*used, *(passage.anchor for passage in old)})


class _Revision:
    def __init__(self, old: Sequence[Passage], new: Sequence[Passage], matching: Matching) -> None:
        self._old, self._new = old, new
        self._matching, self._placement = matching, matching.placement
        self._parts = Parts(matching)

    def fate(self, old: int) -> Fate:
        anchor = self._old[old].anchor
        if old in self._placement.to:
            return Fate(anchor, tuple(self._parts.split.get(old, (self._placement.to[old],))))
        if old in self._parts.joined:
            return Fate(anchor, (self._parts.joined[old],))
        return Fate(anchor, candidates=tuple(self._candidates(old)[:_MOST_CANDIDATES]))

    def _candidates(self, old: int) -> list[int]:
        likely = sorted(filter(self._is_likely, self._matching.matches[old]), key=self._matching.score, reverse=True)
        return [match.new for match in likely] or self._as_another_kind(old) or self._under_another_name(old)

    def _is_likely(self, match: Match) -> bool:
        """Not where another passage stands, unless that was given more words, or the same ones stood there twice."""
        if self._matching.score(match) < ASK:
            return False
        if match.new not in self._placement.of or self._parts.may_be_in(match.old, match.new):
            return True
        return is_telling(match) and self._old[match.old].text == self._new[match.new].text

    def _as_another_kind(self, old: int) -> list[int]:
        """Where what was a heading stands as a paragraph, or the other way round."""
        text = self._old[old].text
        return [new for new in self._free_by_text[text] if not self._matching.are_alike_in_kind(old, new)]

    @cached_property
    def _free_by_text(self) -> defaultdict[str, list[int]]:
        places = defaultdict(list)
        for new, passage in enumerate(self._new):
            if new not in self._placement.of:
                places[passage.text].append(new)
        return places

    def _under_another_name(self, old: int) -> list[int]:
        """The heading that stands over the same passages now."""
        new = self._placement.to.get(old - 1, len(self._new)) + 1
        if not is_heading(self._old[old]) or self._placement.to.get(old + 1) != new + 1 or new in self._placement.of:
            return []
        is_one = is_heading(self._new[new]) and self._new[new].level == self._old[old].level
        return [new] if is_one else []
