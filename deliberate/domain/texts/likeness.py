"""How many words of one passage stand in another, in their order. Words that few passages hold tell more.

What is written without spaces between words is taken as pairs of letters, which tell about as much as words do.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import chain, compress
from math import log
from operator import itemgetter
from typing import NamedTuple

from deliberate.domain.texts.letters import words
from deliberate.domain.texts.search import in_order

# So many words of a passage are read: comparing two takes as much room as their lengths have, multiplied, in bits.
_LONGEST = 4000
# A number changes more often than what it is the number of.
_NUMBER = 0.5
# What is like a passage is looked for by the rarest words of each run of so many, so many of each, or as many as all of
# a short one; each word in so many passages before and after its place.
_RUN, _OF_EACH, _NEAR = 10, 3, 8
# What shares less than this part of what the likest shares is left.
_LEAST = 0.25
_WORD = re.compile(r"\w+")
# Not Latin, Greek or Cyrillic, in which a word is what stands between spaces and signs.
_NOT_PLAIN = re.compile("[\u0530-\u1dff\u2c00-\U0010ffff]")


class Shared(NamedTuple):
    """Which words two wordings share, as bits of the one and of the other (the first word is 1), and their weight."""

    of_one: int
    of_other: int
    weight: float


class _Letters(dict[str, str]):
    """A letter for each word; of more words than there are letters, several have the same."""

    def __missing__(self, word: str) -> str:
        letter = self[word] = chr(len(self) % sys.maxunicode)
        return letter


class Wordings:
    """Two documents; each passage is a string in which a letter stands for a word, so that C can compare them."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        from rapidfuzz.distance import LCSseq  # only who revises a text compares passages

        self._edits = LCSseq.editops
        letters = _Letters()
        known = {text: "".join(map(letters.__getitem__, words_of(text)[:_LONGEST])) for text in {*old, *new}}
        self.old = [known[text] for text in old]
        self.new = [known[text] for text in new]
        holding = Counter(chain.from_iterable(map(set, chain(self.old, self.new))))
        count = len(old) + len(new)
        self._weights = {letter: log(1 + count / passages) for letter, passages in holding.items()}
        for word, letter in letters.items():
            if word.isdecimal() and letter in self._weights:
                self._weights[letter] *= _NUMBER
        self._known: dict[str, float] = {}

    def weight(self, wording: str) -> float:
        if wording not in self._known:
            self._known[wording] = self._sum(wording)
        return self._known[wording]

    def _sum(self, wording: str) -> float:
        """Nearly no two pairs of passages share the same words, so that is not kept."""
        return sum(map(self._weights.__getitem__, wording))

    def rarest(self, wording: str) -> list[tuple[str, float]]:
        """The words that tell most, from all over it, and what they weigh."""
        runs = [wording[start : start + _RUN] for start in range(0, len(wording), _RUN)]
        each = max(_OF_EACH, _RUN // max(len(runs), 1))
        rarest = (sorted(run, key=self._weights.__getitem__, reverse=True)[:each] for run in runs)
        return [(word, self._weights[word]) for word in dict.fromkeys(chain.from_iterable(rarest))]

    def shared(self, one: str, other: str) -> Shared:
        """The longest row of words that both have in this order."""
        of_one = of_other = 0
        row = []
        for start, other_start, length in self._edits(one, other).as_matching_blocks():
            run = (1 << length) - 1
            of_one |= run << start
            of_other |= run << other_start
            row.append(one[start : start + length])
        return Shared(of_one, of_other, self._sum("".join(row)))

    def alike(self, one: str, other: str, shared: Shared | None = None) -> float:
        """From 0 to 1: how much of what both say they share."""
        both = self.weight(one) + self.weight(other)
        return 2 * (shared or self.shared(one, other)).weight / both if both else 0.0


def chosen(wording: str, words: int) -> str:
    """Only these of its words."""
    bits = f"{words:0{len(wording)}b}"
    return "".join(compress(wording, map(int, reversed(bits))))


def without(wording: str, words: int) -> str:
    return chosen(wording, ~words & ((1 << len(wording)) - 1))


class Index:
    """Which of some passages, by their places, hold a word."""

    def __init__(self, wordings: Wordings, passages: Iterable[tuple[int, str]]) -> None:
        self._wordings = wordings
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, wording in passages:
            for letter in set(wording):
                self._places[letter].append(place)

    def likest(self, wording: str, near: int, most: int) -> list[int]:
        """At most so many of those that share most of its rare words; of a word that many hold, those `near` a place.

        However many passages there are, this takes no more steps.
        """
        found: defaultdict[int, float] = defaultdict(float)
        known = "".join(filter(self._places.__contains__, wording))
        for letter, weight in self._wordings.rarest(known):
            places = self._places[letter]
            at = bisect_left(places, near)
            for place in places[max(at - _NEAR, 0) : at + _NEAR]:
                found[place] += weight
        best = nlargest(most, found.items(), itemgetter(1))
        return [place for place, weight in best if weight >= _LEAST * best[0][1]]


def words_of(text: str) -> list[str]:
    """In one way of writing each, capitals or not."""
    whole = text if text.isascii() else unicodedata.normalize("NFC", text)
    if whole.isascii() or not _NOT_PLAIN.search(whole):
        return _WORD.findall(whole.casefold())
    return list(in_order(list(words(whole))))
