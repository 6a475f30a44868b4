"""Passages that were split or joined: what else became of what is placed, and what else it was before."""

from __future__ import annotations

from collections.abc import Iterator

from deliberate.domain.texts.likeness import Shared, without
from deliberate.domain.texts.matching import BESIDE, HELD, KEEP, TELLING, Match, Matching

# So much of a passage has to be in what was added to another one for anybody to be asked whether it is there.
_PERHAPS = 0.5


class Parts:
    """`split`: all places of an old passage that became several; `joined`: where one is that was joined to another."""

    def __init__(self, matching: Matching) -> None:
        self._matching = matching
        self._placement, self._wordings = matching.placement, matching.wordings
        self._placed = {match.new: match for match in matching.placed()}
        self.split: dict[int, list[int]] = {}
        self.joined: dict[int, int] = {}
        self._added: dict[int, str] = {}
        for match in self._placed.values():
            self._split(match)
        self._join()

    def _split(self, match: Match) -> None:
        places = [match.new]
        if self._placement.is_full() or not any(self._free(match.old, places)):
            return
        rest = without(self._wordings.old[match.old], match.shared.of_one)
        while part := self._next_part(match.old, places, rest):
            new, shared = part
            self._placement.of[new] = match.old
            places.append(new)
            rest = without(rest, shared.of_other)
        if len(places) > 1:
            self.split[match.old] = sorted(places)

    def _next_part(self, old: int, places: list[int], rest: str) -> tuple[int, Shared] | None:
        """A new passage that was none before, beside the other parts or with many words of the `rest`."""
        for new, is_beside in self._free(old, places):
            if shared := self._part(self._wordings.new[new], rest, is_beside=is_beside):
                return new, shared
        return None

    def _free(self, old: int, places: list[int]) -> Iterator[tuple[int, bool]]:
        """What was none before and could be a part, and whether it is beside the other parts."""
        beside = min(places) - 1, max(places) + 1
        for new in (*beside, *(match.new for match in self._matching.matches[old])):
            if new not in self._placement.of and self._matching.are_alike_in_kind(old, new):
                yield new, new in beside

    def _join(self) -> None:
        """What one was joined to is beside those beside that one, too."""
        waiting = [old for old in self._matching.matches if old not in self._placement.to]
        while waiting:
            joined = [old for old in waiting if self._join_one(old)]
            again = {old + step for old in joined for step in (1, -1)}
            waiting = [old for old in waiting if old in again and old not in self.joined]

    def _join_one(self, old: int) -> bool:
        """To a new passage beside it or with many of its words, among those that it got besides its own."""
        beside = [self._placement.to.get(old + step, self.joined.get(old + step)) for step in (1, -1)]
        for new in (*beside, *(match.new for match in self._matching.matches[old])):
            if new in self._placed and self._matching.are_alike_in_kind(old, new):
                added = self._added_to(new)
                if shared := self._part(self._wordings.old[old], added, is_beside=new in beside):
                    self.joined[old] = new
                    self._added[new] = without(added, shared.of_other)
                    return True
        return False

    def _part(self, part: str, rest: str, *, is_beside: bool) -> Shared | None:
        """What a passage shares with the rest of another, if it is a part of it."""
        if not part or not rest:
            return None
        shared = self._wordings.shared(part, rest)
        holds = shared.weight >= HELD * self._wordings.weight(part)
        if is_beside:
            is_part = holds or self._wordings.alike(part, rest, shared) >= KEEP - BESIDE
        else:
            is_part = holds and shared.of_one.bit_count() >= TELLING
        return shared if is_part else None

    def _added_to(self, new: int) -> str:
        """The words of a new passage that neither its old one nor what was joined to it had."""
        if new not in self._added:
            match = self._placed.get(new)
            self._added[new] = without(self._wordings.new[new], match.shared.of_other) if match else ""
        return self._added[new]

    def may_be_in(self, old: int, new: int) -> bool:
        """Whether much of the old passage is in what was added to the new one."""
        wording = self._wordings.old[old]
        shared = self._wordings.shared(wording, self._added_to(new))
        return shared.weight >= _PERHAPS * self._wordings.weight(wording)
