"""The keys that a text is found by, and those that are looked for: the same for every database.

A text has two lists of keys. `words` are its words in order, so that what is quoted is found as it was said. `others`
are what other forms of these words are found by: their stems in the languages the text may be in, what they are joined
to by hyphens, and how they are written without umlauts. Of what is written without spaces each letter makes a word with
the next one, and the last alone: so one letter is the beginning of a word, and more are several words in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from deliberate.domain.texts.languages import languages_of, stems
from deliberate.domain.texts.letters import Word, plain_words, spelt_out, words

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
    language: str
    units: list[Word] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", list(words(self.text)))

    @cached_property
    def languages(self) -> frozenset[str]:
        return languages_of((word.key for word in self.units), self.language)

    @cached_property
    def words(self) -> list[str]:
        """One for each unit."""
        return list(in_order(self.units))

    @cached_property
    def others(self) -> list[list[str]]:
        """Those of each unit."""
        return [_others(word, self.languages) for word in self.units]


def kept(text: str, language: str = "") -> tuple[str, str]:
    """`words` and `others` of a text with spaces between them. Of most texts that can be told without a `Reading`."""
    plain = plain_words(text)
    if plain is None:
        reading = Reading(text, language)
        return " ".join(reading.words), " ".join(key for keys in reading.others for key in keys)
    languages = languages_of(plain, language)
    others = {word: " ".join(stems(word, languages)) for word in set(plain)}
    return " ".join(plain), " ".join(found for word in plain if (found := others[word]))


def terms(query: str) -> tuple[Term, ...]:
    """What to look for: every word in any of its forms, and of the last one the beginning is enough; what is quoted,
    word for word."""
    query = query[:_LONGEST_QUERY]
    wanted: list[Term] = []
    at = 0
    for match in _QUOTED.finditer(query):
        wanted += _free(query[at : match.start()])
        if quoted := list(words(next(filter(None, match.groups()), ""))):
            wanted.append(_row(quoted))
        at = match.end()
    wanted += _free(query[at:], ends=True)
    return tuple(dict.fromkeys(wanted))[:_MOST_TERMS]


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


def _row(units: list[Word]) -> Term:
    """Next to each other. In a text the last letter may have another one after it."""
    units = units[:_LONGEST_PHRASE]
    keys = tuple(in_order(units))
    *_, last = _runs(units)
    if last[0].is_letter and len(last) > 1:
        return Term(keys[:-1])
    return Term(keys, begins=last[0].is_letter)


def in_order(units: Sequence[Word]) -> Iterator[str]:
    """A key for each: words as they are, letters with the next one."""
    for place, unit in enumerate(units, 1):
        if unit.is_letter and place < len(units) and _follows(unit, units[place]):
            yield unit.key + units[place].key
        else:
            yield unit.key


def _runs(units: Iterable[Word]) -> Iterator[list[Word]]:
    """Letters that stand side by side together, words alone."""
    run: list[Word] = []
    for word in units:
        if run and not _follows(run[-1], word):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _follows(letter: Word, following: Word) -> bool:
    return letter.is_letter and following.is_letter and following.start == letter.end


def _others(word: Word, languages: frozenset[str] | None) -> list[str]:
    if word.is_letter:
        return []
    keys = list(stems(word.text, languages))
    if word.joined:
        keys += [word.joined, *stems(word.joined, languages)]
    if not word.text.isascii() and (spelt := spelt_out(word.text)):
        keys.append(spelt)
    return keys
