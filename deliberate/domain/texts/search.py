"""The keys that a text is found by, and those that are looked for: the same for every database.

A text has two lists of keys. `words` are its words in order, so that what is quoted is found as it was said. `others`
are what other forms of these words are found by: their stems in the languages the text may be in, what they are joined
to by hyphens, and how they are written without umlauts. Of what is written without spaces each letter makes a word with
the next one, and the last alone: so one letter is the beginning of a word, and more are several words in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from deliberate.domain.texts.languages import languages_of, stems
from deliberate.domain.texts.letters import Word, spelt_out, words

# A word that is not the last is looked for by its beginning, too, if that is so long.
_SHORTEST_BEGINNING = 4
_LONGEST_QUERY = 2000
_MOST_TERMS = 12
_LONGEST_PHRASE = 40
_QUOTED = re.compile('"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|「([^」]*)」')


@dataclass(frozen=True)
class Term:
    """What to look for: `words` in a row, of which the last may be the beginning of one; or else any of `others`."""

    words: tuple[str, ...]
    others: frozenset[str] = frozenset()
    begins: bool = False


@dataclass(frozen=True)
class Reading:
    """A text as it is looked into; `language` is the one that its proposal is said to be in."""

    text: str
    language: str = ""
    found: list[Word] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "found", list(words(self.text)))

    @cached_property
    def languages(self) -> frozenset[str]:
        return languages_of((word.key for word in self.found), self.language)

    @cached_property
    def words(self) -> list[str]:
        """One for each that was found."""
        return list(_in_order(self.found))

    @cached_property
    def others(self) -> list[list[str]]:
        """Those of each that was found."""
        return [_others(word, self.languages) for word in self.found]


def terms(query: str) -> tuple[Term, ...]:
    """What to look for: every word in any of its forms, and of the last one the beginning is enough; what is quoted,
    word for word."""
    query = query[:_LONGEST_QUERY]
    found: list[Term] = []
    at = 0
    for match in _QUOTED.finditer(query):
        found += _free(query[at : match.start()])
        if quoted := list(words(next(filter(None, match.groups()), ""))):
            found.append(_row(quoted))
        at = match.end()
    found += _free(query[at:], ends=True)
    return tuple(dict.fromkeys(found))[:_MOST_TERMS]


def _free(query: str, *, ends: bool = False) -> Iterator[Term]:
    """What is not quoted: each word, and each run of letters; `ends`: the last word may be unfinished."""
    runs = list(_runs(words(query)))
    for number, run in enumerate(runs, 1):
        word = run[0]
        if word.is_letter:
            yield _row(run)
            continue
        begins = (ends and number == len(runs)) or len(word.key) >= _SHORTEST_BEGINNING
        yield Term((word.key,), frozenset(_others(word, None)), begins and not word.key.isdigit())


def _row(found: list[Word]) -> Term:
    """Next to each other. In a text the last letter may have another one after it."""
    found = found[:_LONGEST_PHRASE]
    keys = tuple(_in_order(found))
    *_, last = _runs(found)
    if last[0].is_letter and len(last) > 1:
        return Term(keys[:-1])
    return Term(keys, begins=last[0].is_letter)


def _in_order(found: Iterable[Word]) -> Iterator[str]:
    """Words as they are, letters with the next one."""
    for run in _runs(found):
        keys = [word.key for word in run]
        yield from map("".join, zip(keys, [*keys[1:], ""], strict=True))


def _runs(found: Iterable[Word]) -> Iterator[list[Word]]:
    """Letters that stand side by side together, words alone."""
    run: list[Word] = []
    for word in found:
        if run and not (word.is_letter and run[-1].is_letter and word.start == run[-1].end):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _others(word: Word, languages: frozenset[str] | None) -> list[str]:
    if word.is_letter:
        return []
    keys = list(stems(word.text, languages))
    if word.joined:
        keys += [word.joined, *stems(word.joined, languages)]
    if not word.text.isascii() and (spelt := spelt_out(word.text)):
        keys.append(spelt)
    return keys
