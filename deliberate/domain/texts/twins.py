"""Posts that may already say what a draft says. A hint for its author, never a reason to refuse it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from deliberate.domain.labels import GRAMMAR, Label, Polarity, rule

# From 0 to 100, chosen on pairs of short arguments: restatements scored 73 and more, others on the same topic up to 72.
THRESHOLD = 73
MOST = 3


@dataclass(frozen=True)
class Twin:
    post: int
    likeness: int


def comparable(label: Label) -> frozenset[Label]:
    """Labels of posts that could say the same as one with `label`: those that pull the same way."""
    polarity = rule(label).polarity
    if polarity is Polarity.NEUTRAL:
        return frozenset({label})
    return frozenset(row.label for row in GRAMMAR.values() if row.polarity is polarity)


def twins(draft: str, posts: Iterable[tuple[int, str]]) -> list[Twin]:
    """The most alike of `posts` (id, words), best first; none for a draft without words."""
    return [twin for twin in by_likeness(draft, posts) if twin.likeness >= THRESHOLD][:MOST]


def by_likeness(draft: str, posts: Iterable[tuple[int, str]]) -> list[Twin]:
    """All of `posts` (id, words), the most alike first; none for a draft without words."""
    words = _telling_words(draft)
    if not words:
        return []
    alike = [Twin(post, round(_likeness(words, _telling_words(text)))) for post, text in posts]
    return sorted(alike, key=lambda twin: (-twin.likeness, twin.post))


def _likeness(one: str, other: str) -> float:
    """Halfway between how much of the shorter is in the longer and how alike the two are as wholes."""
    return (fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 2


@lru_cache(maxsize=16384)
def _telling_words(text: str) -> str:
    """The longer words, once each, cut to their stems; all words of a text that has only short ones."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    longer = [word for word in words if len(word) > 3]
    return " ".join(sorted({word[:6] for word in longer or words}))
