"""Abstract argumentation frameworks as the competition ICCMA writes them since 2023: who attacks whom, by number.

    # a comment
    p af 3
    1 2
    2 3

is three arguments, of which 1 attacks 2 and 2 attacks 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deliberate.domain.numbers import whole
from deliberate.domain.words import say
from deliberate.formats.errors import FormatError
from deliberate.formats.json_reader import shown

MOST_ARGUMENTS = 10_000_000


@dataclass(frozen=True)
class Framework:
    """Arguments 1 to `count`; each (attacker, attacked) once, in the order of the file. One may attack itself."""

    count: int
    attacks: tuple[tuple[int, int], ...]


def read(text: str) -> Framework:
    """Raises FormatError with one line that says where and why."""
    lines = _lines(text)
    first = next(lines, None)
    if first is None:
        empty = say("the file is empty; it should begin with “p af” and the number of arguments")
        raise FormatError(empty, line=1)
    count = _count(*first)
    attacks = dict.fromkeys(_attack(number, words, count) for number, words in lines)
    return Framework(count, tuple(attacks))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The words of each line that says something, with its number."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if words and not words[0].startswith("#"):
            yield number, words


def _count(number: int, words: list[str]) -> int:
    if words[:2] != ["p", "af"]:
        instead = say("%(words)s stands where “p af” and a number is needed", words=shown(" ".join(words)))
        raise FormatError(instead, line=number)
    count = whole(words[2]) if len(words) == 3 else None
    if count is None or count > MOST_ARGUMENTS:
        raise FormatError(
            say("“p af” is not followed by one whole number from 0 to %(most)d", most=MOST_ARGUMENTS), line=number
        )
    return count


def _attack(number: int, words: list[str], count: int) -> tuple[int, int]:
    if words[0] == "p":
        raise FormatError(say("a second line “p”"), line=number)
    if len(words) != 2:
        raise FormatError(say("an attack is two numbers, the attacker and the attacked"), line=number)
    return _argument(number, words[0], count), _argument(number, words[1], count)


def _argument(number: int, word: str, count: int) -> int:
    argument = whole(word)
    if argument is None:
        raise FormatError(say("%(word)s is not a number of an argument", word=shown(word)), line=number)
    if not 1 <= argument <= count:
        which = say("they are numbered from 1 to %(count)d", count=count) if count else say("there are none")
        raise FormatError(say("there is no argument %(found)d; %(which)s", found=argument, which=which), line=number)
    return argument
