"""Words of a file that stand in none of its rows.

Rows are found in the file by their words, wherever they stand there: notes come after the text, and a menu may hold
the words of a heading. So a word that the file has twice and the rows have once is missing where it is missing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice, takewhile, zip_longest
from typing import NamedTuple

from deliberate.domain.texts.letters import words
from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind

# So many words before a gap and after it are shown with the words that are missing.
_AROUND = 3
# The letter that word processors set for a hollow bullet.
_BULLET = "o"
_SPACE = re.compile(r"\s+")
# So many words in a row tell where a row goes on.
_TOLD_BY = 3
# Of so many places the one is chosen where most of so many words are the same.
_TRIED, _COMPARED = 8, 24


class _Token(NamedTuple):
    """`is_printed`: a number or the sign of a note, which the file may have in other figures or not at all."""

    key: str
    row: int = -1
    is_printed: bool = False


class Gap(NamedTuple):
    """Words that are missing, and those around them."""

    before: str
    words: str
    after: str


def missing(source: str, passages: Iterable[Passage]) -> list[Gap]:
    """Each run of them, in the order of the file."""
    inside = list(words(source))
    search = _Search([word.key for word in inside])
    search.through([token for number, passage in enumerate(passages) for token in _tokens(passage, number)])
    told = []
    for first, last in _runs([at for at, is_taken in enumerate(search.taken) if not is_taken]):
        start, end = inside[first].start, inside[last].end
        begin = inside[max(first - _AROUND, 0)].start
        stop = inside[min(last + _AROUND, len(inside) - 1)].end
        parts = source[begin:start], source[start:end], source[end:stop]
        told.append(Gap(*(_SPACE.sub(" ", part) for part in parts)))
    return told


def _tokens(passage: Passage, row: int) -> Iterator[_Token]:
    number = passage.number or (_BULLET if passage.kind is PassageKind.ITEM else "")
    yield from (_Token(word.key, row, is_printed=True) for word in words(number))
    signs = sorted((mark.start, mark.to) for mark in passage.marks if mark.kind is MarkKind.NOTE)
    for word in words(passage.text):
        while signs and signs[0][0] <= word.start:
            yield from (_Token(sign.key, row, is_printed=True) for sign in words(signs.pop(0)[1]))
        yield _Token(word.key, row)
    for _, sign in signs:
        yield from (_Token(word.key, row, is_printed=True) for word in words(sign))


class _Search:
    """`taken`: which words of the file stand in a row."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.taken = [False] * len(keys)
        self._keys = keys
        self._places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for at in range(len(keys) - _TOLD_BY + 1):
            self._places[tuple(keys[at : at + _TOLD_BY])].append(at)

    def through(self, tokens: Sequence[_Token]) -> None:
        place = at = 0
        left: list[_Token] = []
        found_rows: set[int] = set()
        together: Counter[str] = Counter()
        while at < len(tokens):
            if self._equal(place, tokens, at) < _TOLD_BY:
                place = self._next(place, tokens, at)
            found = self._at(place, tokens, at)
            if found:
                of_file, of_rows = found
                self.taken[place : place + of_file] = [True] * of_file
                found_rows.add(tokens[at].row)
                place, at = place + of_file, at + of_rows
                continue
            if at + 1 < len(tokens):
                together[tokens[at].key + tokens[at + 1].key] += 1
            left.append(tokens[at])
            at += 1
        self._take(left, together, found_rows)

    def _at(self, place: int, tokens: Sequence[_Token], at: int) -> tuple[int, int] | None:
        """How many words of the file here are how many of the rows: one may be broken in two by a margin, or written
        together with the sign of a note; and a number may be another one."""
        here, after = self._key(place), self._key(place + 1)
        token, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else _Token("")
        if not here or self.taken[place]:
            return None
        if here == token.key:
            return 1, 1
        if after and not self.taken[place + 1]:
            if here + after == token.key:
                return 2, 1
            is_number = token.is_printed and (here.isdigit() or len(here) == 1) and token.key != _BULLET
            if is_number and after == following.key:
                return 2, 2
        return (1, 2) if following.key and here == token.key + following.key else None

    def _key(self, place: int) -> str:
        return self._keys[place] if place < len(self._keys) else ""

    def _next(self, place: int, tokens: Sequence[_Token], at: int) -> int:
        """Where these words go on in the file, from here on or else from its beginning; of several places where most of
        them do; here, where they do not."""
        places = self._places.get(tuple(token.key for token in tokens[at : at + _TOLD_BY]), [])
        first = bisect_left(places, place)
        free = (one for one in (*places[first:], *places[:first]) if not self.taken[one])
        return max(islice(free, _TRIED), key=lambda one: self._equal(one, tokens, at), default=place)

    def _equal(self, place: int, tokens: Sequence[_Token], at: int) -> int:
        """How many words here are those of the rows, of so many."""
        pairs = zip(self._keys[place : place + _COMPARED], tokens[at : at + _COMPARED], strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1].key, pairs))

    def _take(self, left: Sequence[_Token], together: Counter[str], found_rows: Collection[int]) -> None:
        """What stands in rows, but nobody knows where: of a word that stands there twice, the first is likelier to be
        the text. A row of which nothing was found, such as a title that only the file's properties have, is there with
        all of its words or not at all."""
        spare = Counter(token.key for token in left if token.row in found_rows and not token.is_printed)
        free = Counter(key for key, is_taken in zip(self._keys, self.taken, strict=True) if not is_taken)
        free.subtract(spare)
        lost = (token for token in left if token.row not in found_rows and not token.is_printed)
        for _, row in groupby(lost, key=lambda token: token.row):
            wanted = Counter(token.key for token in row)
            if wanted.total() < _TOLD_BY or wanted <= free:
                spare.update(wanted)
                free.subtract(wanted)
        self._take_words(spare, together)

    def _take_words(self, left: Counter[str], together: Counter[str]) -> None:
        places = [place for place, is_taken in enumerate(self.taken) if not is_taken]
        for place, next_place in zip_longest(places, places[1:]):
            key = self._keys[place]
            both = "" if next_place is None else key + self._keys[next_place]
            if self.taken[place]:
                continue
            if left[key] > 0:
                left[key] -= 1
                self.taken[place] = True
            elif next_place is not None and left[both] > 0:
                left[both] -= 1
                self.taken[place] = self.taken[next_place] = True
            elif together[key] > 0:
                together[key] -= 1
                self.taken[place] = True


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
