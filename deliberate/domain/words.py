"""Sentences as values: what is said is decided where it is known, and put into words where somebody reads it.

A sentence holds its English text and the values in it. `str()` gives the English; `deliberate.web.words` puts it into
the reader's language. `say`, `say_in` and `say_many` are called with literals, so that `make messages` finds them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Literal, Protocol, Self, TypeAlias

# From here on the thousands are parted.
_PARTED = 1_000

Join: TypeAlias = Literal["and", "or"]


class Language(Protocol):
    """What it takes to put sentences into words."""

    def one(self, text: str, context: str) -> str: ...

    def many(self, one: str, many: str, number: int) -> str: ...

    def listed(self, words: Sequence[str], joined: Join) -> str: ...

    def number(self, value: int) -> str:
        """With what parts its thousands."""
        ...

    def own(self, text: str) -> str:
        """Somebody's own words, as they stand within a sentence."""
        ...


class English:
    """The language that the sentences are written in."""

    def one(self, text: str, context: str) -> str:
        return text

    def many(self, one: str, many: str, number: int) -> str:
        return one if number == 1 else many

    def listed(self, words: Sequence[str], joined: Join) -> str:
        *most, last = words
        return f"{', '.join(most)} {joined} {last}" if most else last

    def number(self, value: int) -> str:
        return f"{value:,}"

    def own(self, text: str) -> str:
        return text


ENGLISH = English()


class Sentence(ABC):
    """Something to say; `str()` is the English of it."""

    __slots__ = ()

    @abstractmethod
    def words(self, language: Language) -> str: ...

    def __str__(self) -> str:
        return self.words(ENGLISH)


@dataclass(frozen=True, slots=True)
class Say(Sentence):
    """A text with %(name)s where its values go; with a `number`, `text` is for one and `many` for more, and both may
    print it as %(num)d. A `context` tells the same text apart where other languages need two."""

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    many: str = ""
    number: int | None = None
    context: str = ""

    def words(self, language: Language) -> str:
        values = {name: put(value, language) for name, value in self.values}
        if self.number is None:
            text = language.one(self.text, self.context)
            return text % values if values else text
        return counted(self.text, self.many, self.number, language) % (values | {"num": self.number})


class Worded(StrEnum):
    """Names that are stored, each with the word for readers: `HELD = "held", say("waiting for a moderator")`."""

    _value_: str
    word: Say

    def __new__(cls, value: str, word: Say | None = None) -> Self:
        if word is None:
            raise TypeError(f"{value} has no word")
        member = str.__new__(cls, value)
        member._value_ = value
        member.word = word
        return member


# A text is somebody's own words, a name or a sign: it is not translated.
Value: TypeAlias = Sentence | Worded | str | int | float
Sayable: TypeAlias = Sentence | Worded | str


@dataclass(frozen=True, slots=True)
class Listed(Sentence):
    """'a, b and c'."""

    values: tuple[Sayable, ...]
    joined: Join

    def words(self, language: Language) -> str:
        return language.listed([spoken(value, language) for value in self.values], self.joined)


@dataclass(frozen=True, slots=True)
class Capital(Sentence):
    """The same as the first words of a sentence."""

    value: Sayable

    def words(self, language: Language) -> str:
        if isinstance(self.value, Sentence | Worded):
            return capital(spoken(self.value, language))
        return language.own(capital(self.value))


class Explained(ValueError):
    """An error with the reason in a sentence for the person who caused it."""

    def __init__(self, why: Sayable) -> None:
        super().__init__(why)
        self.why = why


def say(text: str, /, **values: Value) -> Say:
    return Say(text, tuple(values.items()))


def say_in(context: str, text: str, /, **values: Value) -> Say:
    return Say(text, tuple(values.items()), context=context)


def say_many(text: str, many: str, number: int, /, **values: Value) -> Say:
    return Say(text, tuple(values.items()), many, number)


def either(values: Iterable[Sayable]) -> Listed:
    """'a, b or c'."""
    return Listed(tuple(values), "or")


def both(values: Iterable[Sayable]) -> Listed:
    """'a, b and c'."""
    return Listed(tuple(values), "and")


def clauses(values: Iterable[Sentence]) -> Sentence:
    """'One thing; another; a third'."""
    return reduce(lambda before, after: say("%(before)s; %(after)s", before=before, after=after), values)


def counted(one: str, many: str, number: int, language: Language) -> str:
    """The form for `number`, in which large ones are parted: '1,102 posts'. %(num)d stays where it is small."""
    text = language.many(one, many, number)
    return text.replace("%(num)d", language.number(number).replace("%", "%%")) if number >= _PARTED else text


def put(value: Value, language: Language) -> str | int | float:
    """What is said, in words; numbers as they are."""
    return value if isinstance(value, int | float) else spoken(value, language)


def spoken(value: Sayable, language: Language) -> str:
    """The words of a sentence or a name, and texts as they stand in a sentence."""
    if isinstance(value, Sentence):
        return value.words(language)
    return value.word.words(language) if isinstance(value, Worded) else language.own(value)


def capital(words: str) -> str:
    """With a large first letter."""
    return words[:1].upper() + words[1:]
