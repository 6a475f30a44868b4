"""Which changed passage of a document stands where in its next revision, one to one, and only where that is certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from deliberate.domain.texts.likeness import Index, Shared, Wordings, chosen, words_of
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.placement import Placement

# From half of what both say on, a passage is the other one reworded, wherever it stands.
KEEP = 0.5
# Any two passages of one document share less.
ASK = 0.3
# For what is beside it as before, on either side: between the same two passages nothing else is to be expected, and
# more than what any two share is enough.
BESIDE = 0.1
# So far behind it has to be what else it could be; or else so much nearer it is than that. Of wards of which the texts
# say the same but for the name and a number, a new one is as near to one as to another.
_LEAD, _NEARER = 0.12, 0.6
# Away from its place a passage that begins or ends alike may be another one: so much of each half is kept.
_EVEN = 0.3
# Fewer words may be shared by chance: 'The council shall' begins many passages.
TELLING = 8
# And fewer than these also where nothing else is to be expected: 'Costs' is in many passages.
_FEW = 4
# What has so much of a passage has all of it; the rest was reworded.
HELD = 0.8
# Each is compared with so many, and what it may have become with so many of the others.
_LIKELY, _KIN = 6, 3


class Match(NamedTuple):
    """An old and a new passage that share words. `holds`: the longer one has all of the shorter one, and that is not by
    chance. `named`: how alike their names are; None where they are not named both."""

    old: int
    new: int
    shared: Shared
    alike: float
    holds: bool
    named: float | None


def is_heading(passage: Passage) -> bool:
    return passage.kind is PassageKind.HEADING


def _name(passage: Passage, wording: str) -> str:
    """What it begins with: a row of a table with its first cell, unless that is its number."""
    name = passage.text.partition(" | ")[0] if passage.kind is PassageKind.TABLE else passage.name
    return wording[: len(words_of(name))] if name and not name.strip(" .)").isdecimal() else ""


class Matching:
    """`matches` has those of each old passage that `placement` did not know at first, the likest first."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage], placement: Placement) -> None:
        self._old, self._new = old, new
        self.placement = placement
        self.wordings = Wordings([passage.text for passage in old], [passage.text for passage in new])
        self._old_names = list(map(_name, old, self.wordings.old))
        self._new_names = list(map(_name, new, self.wordings.new))
        self._indexes = {kind: self._index(kind) for kind in (True, False)}
        self._old_gaps, self._new_gaps = placement.gaps()
        lost = [place for place in range(len(old)) if place not in placement.to]
        self.matches = {place: self._matches(place) for place in lost}
        every = [match for matches in self.matches.values() for match in matches if self._is_open(match)]
        self._claims: defaultdict[int, list[Match]] = defaultdict(list)
        for match in every:
            self._claims[match.new].append(match)
        self._held = {(match.old, match.new) for match in every if match.holds}

    def settle(self) -> None:
        """Places what is certain, the likest first; whatever that could decide is looked at again."""
        waiting = sorted(self.matches, key=lambda old: -max((match.alike for match in self.matches[old]), default=0.0))
        while waiting:
            again: set[int] = set()
            for old in waiting:
                if match := self._certain(old):
                    self.placement.put(old, match.new)
                    again.update(claim.old for claim in self._claims[match.new])
                    again.update((old - 1, old + 1))
            waiting = [old for old in sorted(again & self.matches.keys()) if old not in self.placement.to]

    def placed(self) -> Iterator[Match]:
        for old, matches in self.matches.items():
            yield from (match for match in matches if self.placement.to.get(old) == match.new)

    def are_alike_in_kind(self, old: int, new: int) -> bool:
        """Headings and what stands below them are never taken for each other."""
        return is_heading(self._old[old]) is is_heading(self._new[new])

    def score(self, match: Match) -> float:
        """How alike the two are, and how much their places say so."""
        return self._likeness(match) + BESIDE * sum(self._is_beside(match.old, match.new, step) for step in (1, -1))

    def _likeness(self, match: Match) -> float:
        """More than they are alike where much was added or struck out, or all reworded but the name."""
        if self._is_known_in_place(match):
            return max(match.alike, KEEP)
        is_known = match.named == 1 or (match.holds and is_telling(match))
        return max(match.alike, ASK) if is_known else match.alike

    def _is_known_in_place(self, match: Match) -> bool:
        return (match.holds or match.named == 1) and self._is_in_place(match)

    def _is_in_place(self, match: Match) -> bool:
        """Whether it is still behind or before the same unchanged passage."""
        old, new = self._old_gaps[match.old], self._new_gaps[match.new]
        return old.before == new.before or old.after == new.after

    def _index(self, headings: bool) -> Index:
        places = (place for place, passage in enumerate(self._new) if is_heading(passage) is headings)
        return Index(self.wordings, ((place, self.wordings.new[place]) for place in places))

    def _matches(self, old: int) -> list[Match]:
        index = self._indexes[is_heading(self._old[old])]
        likest = index.likest(self.wordings.old[old], self._old_gaps[old].behind, _LIKELY)
        found = [self._match(old, new) for new in likest]
        return sorted(found, key=lambda match: -match.alike)

    def _match(self, old: int, new: int) -> Match:
        one, other = self.wordings.old[old], self.wordings.new[new]
        shared = self.wordings.shared(one, other)
        shorter = min(self.wordings.weight(one), self.wordings.weight(other))
        holds = shared.weight >= HELD * shorter and _stand_together(shared)
        names = self._old_names[old], self._new_names[new]
        named = self.wordings.alike(*names) if all(names) else None
        return Match(old, new, shared, self.wordings.alike(one, other, shared), holds, named)

    def _is_open(self, match: Match) -> bool:
        return match.old not in self.placement.to and match.new not in self.placement.of

    def _is_beside(self, old: int, new: int, step: int) -> bool:
        """Whether what was beside the old passage is beside the new one, or a part of the same, or as far away and
        unchanged."""
        if (old + step, new) in self._held or (old, new + step) in self._held:
            return True
        gap, new_gap = self._old_gaps[old], self._new_gaps[new]
        if step < 0:
            is_in_line = (gap.before, gap.behind) == (new_gap.before, new)
        else:
            is_in_line = (gap.after, gap.ahead) == (new_gap.after, new)
        return is_in_line or self.placement.to.get(old + step) == new + step

    def _certain(self, old: int) -> Match | None:
        best = max(filter(self._is_open, self.matches[old]), key=self.score, default=None)
        if best is None or self.score(best) < KEEP or self._is_another_row(best) or not self._is_enough(best):
            return None
        if not self._is_where_expected(best) and not self._is_even(best):
            return None
        if any(not self._is_ahead(best, rival) and self._is_same(best, rival) for rival in self._rivals(best)):
            return None
        return None if self._is_one_of_a_row(best) else best

    def _is_enough(self, match: Match) -> bool:
        """Whether more than the place tells: some words, or the name. A heading is known by what it stands over."""
        is_known = match.named == 1 or is_heading(self._old[match.old])
        return match.alike >= KEEP or is_known or match.shared.of_one.bit_count() >= _FEW

    def _is_another_row(self, match: Match) -> bool:
        """Rows have numbers in common by chance, also with one in the place of which they stand; their names tell."""
        is_row = self._old[match.old].kind is PassageKind.TABLE
        return is_row and match.named is not None and match.named < KEEP

    def _is_where_expected(self, match: Match) -> bool:
        """Between what it stood between; or not far, and all of it is there, or its name."""
        is_between = all(self._is_beside(match.old, match.new, step) for step in (1, -1))
        return is_between or self._is_known_in_place(match)

    def _is_even(self, match: Match) -> bool:
        """Whether enough is shared, and from one end of both to the other."""
        wordings = self.wordings.old[match.old], self.wordings.new[match.new]
        halves = map(self._lesser_half, wordings, (match.shared.of_one, match.shared.of_other))
        return (is_telling(match) or self._is_in_place(match)) and min(halves) >= _EVEN

    def _lesser_half(self, wording: str, words: int) -> float:
        middle = len(wording) // 2
        halves = (wording[:middle], words & ((1 << middle) - 1)), (wording[middle:], words >> middle)
        weight = self.wordings.weight
        return min(weight(chosen(half, kept)) / weight(half) if half else 1.0 for half, kept in halves)

    def _rivals(self, match: Match) -> Iterator[Match]:
        """What else the old passage could have become, and what else the new one could have been."""
        others = (*self.matches[match.old], *self._claims[match.new])
        yield from (rival for rival in others if rival is not match and self._is_open(rival))

    def _is_ahead(self, match: Match, rival: Match) -> bool:
        """By its words alone, or in one of words and place together, and not behind in the other."""
        if _is_much_nearer(self._likeness(match), rival.alike):
            return True
        by_words, in_all = match.alike - rival.alike, self.score(match) - self.score(rival)
        return min(by_words, in_all) >= 0 and max(by_words, in_all) >= _LEAD

    def _is_same(self, match: Match, rival: Match) -> bool:
        """Whether both share the same words. With others, the rival is another part of what was split or joined."""
        if match.old == rival.old:
            return self._overlap(self.wordings.old[match.old], match.shared.of_one, rival.shared.of_one)
        return self._overlap(self.wordings.new[match.new], match.shared.of_other, rival.shared.of_other)

    def _overlap(self, wording: str, words: int, others: int) -> bool:
        weight = self.wordings.weight
        return 2 * weight(chosen(wording, words & others)) >= weight(chosen(wording, others))

    def _is_one_of_a_row(self, match: Match) -> bool:
        """Whether others that the old one is like, too, have the words just as well that it is known by."""
        wording, words, likeness = self.wordings.new[match.new], match.shared.of_other, self._likeness(match)
        others = [self.wordings.new[other.new] for other in self.matches[match.old] if other is not match]
        for other in others[:_KIN]:
            shared = self.wordings.shared(wording, other)
            alike = self.wordings.alike(wording, other, shared)
            if not _is_nearer(likeness, alike) and self._overlap(wording, words, shared.of_one):
                return True
        return False


def _stand_together(shared: Shared) -> bool:
    """Whether they are many words, or some that have no more others between them than they are."""
    words = shared.of_one.bit_count()
    longest = max(each.bit_length() - (each & -each).bit_length() + 1 for each in (shared.of_one, shared.of_other))
    return words >= TELLING or (words >= _FEW and longest <= 2 * words)


def is_telling(match: Match) -> bool:
    return match.shared.of_one.bit_count() >= TELLING


def _is_nearer(alike: float, other: float) -> bool:
    """Whether what is so much `alike` is clearly more so than the `other`."""
    return other < ASK or alike >= other + _LEAD or _is_much_nearer(alike, other)


def _is_much_nearer(alike: float, other: float) -> bool:
    return 1 - alike <= _NEARER * (1 - other)
