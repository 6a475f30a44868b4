"""Posts that may already say what a draft says. A hint for its author, never a reason to refuse it.

Texts are compared by the words that tell what they are about: stems, of which those that every text has, whatever it is
about, count for a fifth. Words that stand next to each other in both are the name of something: the first counts in
full, the others hardly, for two points about one thing both name it. What is shared is measured by the length of each.

Where they say it tells as much. Two points on different passages are seldom the same, and must share more than half of
what they say. On one passage a quarter is enough, for in other words people share little; but they share the words of
the passage anyway, which count for half, and of short texts one more word is a quarter: what is shared must come to two
words besides. Whoever writes can read all that was said on that passage, so a mark may be missing, not be wrong. To be
shown at once, without a mark, a fifth is enough, or a word and a half besides those of the passage.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import sqrt
from typing import NamedTuple

from deliberate.domain.labels import GRAMMAR, Label, Polarity, rule
from deliberate.domain.texts.languages import is_common, language_of, stems
from deliberate.domain.texts.letters import words
from deliberate.domain.texts.search import Term, in_order

# From 0 to 100, by where the two stand: on the same passage, on different ones, or one of them on none. What they do to
# points that say the same and to others is measured on tests/domain/texts/pairs.py and topics.py.
_LIKELY_HERE, _LIKELY_ELSEWHERE, _LIKELY = 25, 51, 30
# What must be shared on the same passage for that, in words that count in full.
_SHARED_HERE = 2
# On the same passage either of these is enough to be worth a look.
_ALIKE_HERE, _ALIKE_SHARED = 20, 1.5
_COMMON = 0.2
_OF_THE_PASSAGE = 0.5
_REST_OF_A_NAME = 0.3
# Common words that are so short say nothing.
_SHORTEST = 4
# What one text of so many holds tells texts apart; so many such words are looked for, and of the others, so many of
# which two or three together do, in so many rows.
_ONE_OF = 100
_MOST_WORDS, _MOST_COMMON, _MOST_TOGETHER = 12, 6, 12
_PLAIN_WORD = re.compile("[a-z0-9]+")
_SIGNS = str.maketrans(dict.fromkeys("‘’“”„«»‐‑–—…", " "))
_HIRAGANA = re.compile("[\u3041-\u309f]+")


@dataclass(frozen=True)
class Draft:
    """What is being written, on the passage with this `anchor` and text if on any; `language` is the one that its
    proposal is said to be in."""

    text: str
    language: str = ""
    anchor: str | None = None
    passage: str = ""


class Other(NamedTuple):
    """A post, or anything else that may say the same."""

    id: int
    text: str
    anchor: str | None = None


@dataclass(frozen=True)
class Twin:
    """`is_likely` to say the same, or but `is_alike`, so that whoever writes should see it."""

    id: int
    likeness: int
    is_likely: bool
    is_alike: bool


class _Said(NamedTuple):
    """The telling words of a text in order, once each, as one string, which takes little room; what is written without
    spaces, two letters at a time; its common words; and what all that weighs."""

    telling: str
    pairs: str
    common: str
    weight: float


def comparable(label: Label) -> frozenset[Label]:
    """Labels of posts that could say the same as one with `label`: those that pull the same way. A safeguard grants the
    problem that others state, and says something else."""
    polarity = rule(label).polarity
    if polarity is Polarity.NEUTRAL or label is Label.SAFEGUARD:
        return frozenset({label})
    return frozenset(row.label for row in GRAMMAR.values() if row.polarity is polarity) - {Label.SAFEGUARD}


def by_likeness(draft: Draft, others: Iterable[Other]) -> list[Twin]:
    """All of `others`, the most alike first; none for a draft without words."""
    language = language_of((key for key, _ in _keys(draft.text)), draft.language)
    mine = _said(draft.text, language)
    if not mine.weight:
        return []
    own = frozenset(_said(draft.passage, language).telling.split())
    compare, here = _Comparison(mine), _Comparison(mine, own)
    twins = []
    for other in others:
        is_here = other.anchor is not None and other.anchor == draft.anchor
        likeness, shared = (here if is_here else compare).likeness(_said(other.text, language))
        is_likely = likeness >= _least(draft, other, shared)
        is_alike = is_likely or (is_here and (likeness >= _ALIKE_HERE or shared >= _ALIKE_SHARED))
        twins.append(Twin(other.id, likeness, is_likely, is_alike))
    return sorted(twins, key=lambda twin: (-twin.likeness, twin.id))


def looked_for(draft: Draft, sample: Iterable[str]) -> list[tuple[Term, ...]]:
    """What to look for in the search index to find what is like the draft in a thread of which `sample` are some texts:
    telling words that few of them hold, and of the others, two or three that few hold together. Looking for what many
    hold would find most of the thread.
    """
    language = language_of((key for key, _ in _keys(draft.text)), draft.language)
    terms: dict[str, Term] = {}
    for key, _ in _keys(draft.text):
        stem, is_telling = _stemmed(key, language)
        if is_telling:
            terms.setdefault(stem, Term((key,), frozenset({stem})))
    held = [terms.keys() & _telling(text, language) for text in sample]
    most = len(held) / _ONE_OF
    counts = Counter(stem for stems in held for stem in stems)
    rarest = sorted(terms, key=lambda stem: (counts[stem], -len(stem), stem))
    few = [stem for stem in rarest if counts[stem] <= most][:_MOST_WORDS]
    common = [stem for stem in rarest if counts[stem] > most][:_MOST_COMMON]
    rows = [(stem,) for stem in few] + _together(common, held, most)[:_MOST_TOGETHER]
    return [tuple(terms[stem] for stem in row) for row in rows]


def _together(common: list[str], held: list[set[str]], most: float) -> list[tuple[str, ...]]:
    """Two or three of these that no more than `most` hold, rarest first; no three of which two do."""

    def holding(row: tuple[str, ...]) -> int:
        return sum(stems.issuperset(row) for stems in held)

    pairs = {row for row in combinations(common, 2) if holding(row) <= most}
    more = {row for row in combinations(common, 3) if pairs.isdisjoint(combinations(row, 2)) and holding(row) <= most}
    return sorted((*pairs, *more), key=lambda row: (len(row), holding(row), row))


def _telling(text: str, language: str) -> set[str]:
    said = _said(text, language)
    return {*said.telling.split(), *said.pairs.split()}


def _least(draft: Draft, other: Other, shared: float) -> int:
    if draft.anchor is None or other.anchor is None:
        return _LIKELY
    return _LIKELY_HERE if draft.anchor == other.anchor and shared >= _SHARED_HERE else _LIKELY_ELSEWHERE


class _Comparison:
    """Of one text with others; `light` words count for half."""

    def __init__(self, mine: _Said, light: frozenset[str] = frozenset()) -> None:
        order = mine.telling.split()
        self._places = {word: place for place, word in enumerate(order)}
        self._pairs = frozenset(mine.pairs.split())
        self._common = frozenset(mine.common.split())
        self._light = light
        self._weight = mine.weight - self._lost(order)

    def likeness(self, other: _Said) -> tuple[int, float]:
        """From 0 to 100; and how many words are shared, each as much as it counts."""
        order, places = other.telling.split(), self._places
        shared = _COMMON * len(self._common.intersection(other.common.split()))
        shared += len(self._pairs.intersection(other.pairs.split()))
        before = at = -2
        for place, word in enumerate(order):
            if word in places:
                is_rest = place == at + 1 and places[word] == before + 1
                weight = _OF_THE_PASSAGE if word in self._light else 1
                shared += weight * (_REST_OF_A_NAME if is_rest else 1)
                before, at = places[word], place
        if not shared:
            return 0, 0
        return round(100 * shared / sqrt(self._weight * (other.weight - self._lost(order)))), shared

    def _lost(self, order: list[str]) -> float:
        return (1 - _OF_THE_PASSAGE) * len(self._light.intersection(order)) if self._light else 0


@lru_cache(maxsize=2048)
def _said(text: str, language: str) -> _Said:
    telling: dict[str, None] = {}
    pairs: dict[str, None] = {}
    common: dict[str, None] = {}
    for key, is_pair in _keys(text):
        stem, is_telling = _stemmed(key, language)
        kind = common if not is_telling else pairs if is_pair else telling
        kind[stem] = None
    few = [stem for stem in common if stem and stem not in telling]
    weight = len(telling) + len(pairs) + _COMMON * len(few)
    return _Said(" ".join(telling), " ".join(pairs), " ".join(few), weight)


def _keys(text: str) -> list[tuple[str, bool]]:
    """The keys of a text; whether each is of two letters. Many texts are read at once, most in plain letters."""
    plain = text.translate(_SIGNS)
    if plain.isascii():
        return [(key, False) for key in _PLAIN_WORD.findall(plain.lower())]
    read = list(words(text))
    return list(zip(in_order(read), (word.is_letter for word in read), strict=True))


@lru_cache(maxsize=16384)
def _stemmed(key: str, language: str) -> tuple[str, bool]:
    """A stem, and whether it tells what a text is about; empty for what tells nothing at all. What is written in
    hiragana alone is mostly endings."""
    if _HIRAGANA.fullmatch(key):
        return key, False
    if not is_common(key, {language}):
        return _stem(key, language), True
    return (_stem(key, language) if len(key) >= _SHORTEST else ""), False


def _stem(key: str, language: str) -> str:
    return next(iter(stems(key, frozenset({language}))), key)
