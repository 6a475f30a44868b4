"""A JSON file read with a check at every key; every complaint names the place, on one line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from deliberate.domain.words import Say, Sayable, say, say_many
from deliberate.formats.errors import FormatError

LARGEST_ID = 1_000_000_000
_LONGEST_TEXT = 1_000_000
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


def parsed(text: str) -> JsonReader:
    """The object in a JSON file. NaN and Infinity go on to where a number is read, which can say where they stand."""
    try:
        return JsonReader(json.loads(text, parse_constant=float, object_pairs_hook=noticing_twins), "")
    except json.JSONDecodeError as error:
        raise not_json(error.lineno, error.colno, error.msg) from error
    except RecursionError as error:
        raise FormatError(say("not JSON that can be read: it is nested too deep")) from error
    except FormatError:
        raise
    except ValueError as error:
        raise FormatError(say("not JSON that can be read: a number is too long")) from error


def not_json(line: int, column: int, why: Sayable) -> FormatError:
    where = {"line": line, "column": column}
    return FormatError(say("line %(line)d, column %(column)d: not JSON (%(why)s)", **where, why=why))


class _Ambiguous(dict[str, object]):
    """An object in which a key stands twice. Where it is, its reader knows."""

    twin = ""


def noticing_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Makes objects for the parser, of which JsonReader refuses those in which a key stands twice."""
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    ambiguous = _Ambiguous(value)
    ambiguous.twin, _ = Counter(key for key, _ in pairs).most_common(1)[0]
    return ambiguous


class JsonReader:
    """A JSON object whose keys are read with a check; every complaint names the place."""

    def __init__(self, value: object, at: str) -> None:
        if not isinstance(value, dict):
            raise _wrong(at, say("is not an object"))
        if isinstance(value, _Ambiguous):
            raise _wrong(at, say("the key %(key)s stands there twice", key=shown(value.twin)))
        self.value = value
        self.at = at

    def wrong(self, key: str, why: Sayable) -> FormatError:
        return FormatError(why, at=self._path(key))

    def get(self, key: str, default: object = None) -> object:
        return self.value.get(key, default)

    def child(self, key: str) -> JsonReader:
        return JsonReader(self._needed(key), self._path(key))

    def each(self, key: str, *, optional: bool = False) -> list[JsonReader]:
        values = self.get(key, []) if optional else self._needed(key)
        if not isinstance(values, list):
            raise self.wrong(key, say("is not a list"))
        return [JsonReader(value, f"{self._path(key)}[{index}]") for index, value in enumerate(values)]

    def parts(self, key: str, read: Callable[[JsonReader], T]) -> Parts[T]:
        """A list of objects, each of them read when it is its turn, and again whenever the list is gone through."""
        values = self._needed(key)
        if not isinstance(values, Collection) or isinstance(values, str | dict):
            raise self.wrong(key, say("is not a list"))
        return Parts(values, self._path(key), read)

    def text(self, key: str, most: int = _LONGEST_TEXT, *, least: int = 0) -> str:
        return self._text(key, self._needed(key), most, least)

    def optional_text(self, key: str, most: int = _LONGEST_TEXT) -> str:
        value = self.get(key)
        return "" if value is None else self._text(key, value, most)

    def texts(self, key: str, most: int) -> tuple[str, ...]:
        values = self._needed(key)
        if not isinstance(values, list):
            raise self.wrong(key, say("is not a list"))
        return tuple(self._text(f"{key}[{index}]", value, most, 1) for index, value in enumerate(values))

    def integer(self, key: str, least: int, most: int, *, default: int | None = None) -> int:
        value = self._needed(key) if default is None else self.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(key, say("is not a whole number from %(least)d to %(most)d", least=least, most=most))
        return value

    def integer_or_null(self, key: str) -> int | None:
        return None if self.get(key) is None else self.integer(key, 1, LARGEST_ID)

    def boolean(self, key: str, *, default: bool) -> bool:
        value = self.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "is neither true nor false")
        return value

    def facts(self, key: str) -> dict[str, str | int]:
        """A few short texts and numbers by name; may be missing."""
        facts = self.get(key, {})
        if not isinstance(facts, dict) or len(facts) > 10:
            raise self.wrong(key, say("is not a short object"))
        inner = JsonReader(facts, self._path(key))
        return {
            self._text(key, name, 40): inner.text(name, 200)
            if isinstance(value, str)
            else inner.integer(name, 0, LARGEST_ID)
            for name, value in facts.items()
        }

    def share(self, key: str) -> float:
        return self.amount(key, 1)

    def amount(self, key: str, most: int) -> float:
        value = self._needed(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
            raise self.wrong(key, say("is not a number from 0 to %(most)d", most=most))
        return float(value)

    def time(self, key: str) -> datetime:
        text = self.text(key, 100)
        try:
            return _read_time(text)
        except (ValueError, OverflowError) as error:
            raise self.wrong(key, say("is not a time with a zone, like 2026-01-31T12:00:00Z")) from error

    def member(self, key: str, kind: type[E]) -> E:
        text = self.text(key, 100)
        try:
            return kind(text)
        except ValueError as error:
            raise self.wrong(key, _none_of(text, kind)) from error

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in choices:
            raise self.wrong(key, _none_of(value, choices))
        return value

    def person(self, key: str, people: set[str]) -> str:
        name = self.text(key, 60)
        if name not in people:
            raise self.wrong(key, say("%(name)s is not among the people", name=shown(name)))
        return name

    def _text(self, key: str, value: object, most: int, least: int = 0) -> str:
        if not isinstance(value, str):
            raise self.wrong(key, say("is not a text"))
        if not least <= len(value) <= most:
            raise self.wrong(
                key,
                say_many(
                    "has %(num)d character; %(least)d to %(most)d are possible",
                    "has %(num)d characters; %(least)d to %(most)d are possible",
                    len(value),
                    least=least,
                    most=most,
                ),
            )
        if not is_clean(value):
            raise self.wrong(key, say("holds characters that cannot be stored"))
        return value

    def _needed(self, key: str) -> object:
        if key not in self.value:
            raise self.wrong(key, say("is missing"))
        return self.value[key]

    def _path(self, key: str) -> str:
        return f"{self.at}.{key}" if self.at else key


class Parts(Collection[T], Generic[T]):
    """See `JsonReader.parts`."""

    def __init__(self, values: Collection[object], at: str, read: Callable[[JsonReader], T]) -> None:
        self._values, self._at, self._read = values, at, read

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[T]:
        for index, value in enumerate(self._values):
            yield self._read(JsonReader(value, f"{self._at}[{index}]"))

    def __contains__(self, value: object) -> bool:
        return any(one == value for one in self)

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Collection) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # what it holds has none either


def _wrong(at: str, why: Say) -> FormatError:
    return FormatError(why, at=at) if at else FormatError(say("the file: %(why)s", why=why))


def _none_of(value: object, choices: Iterable[str]) -> Say:
    return say("%(found)s is not one of %(choices)s", found=shown(value), choices=", ".join(choices))


def _read_time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("no zone")
    return time.astimezone(UTC)


def all_different(values: Iterable[object], at: str, what: Say) -> None:
    for value, times in Counter(values).items():
        if times > 1:
            again = say("the %(what)s %(value)s occurs %(times)d times", what=what, value=shown(value), times=times)
            raise FormatError(again, at=at)


def shown(value: object) -> str:
    """A value in an error line: short, on one line."""
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"


def is_clean(text: str) -> bool:
    """No database stores these: the NUL character, halves of characters."""
    return not _UNSTORABLE.search(text)
