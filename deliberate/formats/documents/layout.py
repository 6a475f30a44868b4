"""From the lines of a plain text to its units: paragraphs, items and headings, each whole and on its own.

A text has one of three layouts: a line is a paragraph; paragraphs are wrapped, with blank lines between them; or
every line, wrapped as it is, is followed by a blank one. Sentences that a page break tore apart are made whole; what
stood between, a page number or a footnote, follows them. Nothing else changes its place, and nothing is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from deliberate.formats.documents.markers import marked
from deliberate.formats.documents.shapes import ends_sentence, is_furniture, looks_like_heading, names_section

# Words that begin sentences but hardly ever stand capitalised within a heading.
_OPENERS = r"The|A|An|One|Yet|This|These|Those|It|In|If|While|When|Another|There|We|Our|To|For|As|Since|Although"
_RUN_IN = re.compile(
    rf"((?:[A-Z][\w’'-]*)(?: (?:[A-Z][\w’'-]*|and|of|in|for|to|the|on|with)){{1,8}}?) ((?:{_OPENERS}) [a-z].{{80}}.*)",
    re.DOTALL,
)
_OPENS = re.compile(rf"(?:{_OPENERS})\b")
_GLUED = re.compile(r"(?<=[:.;])(?=- [A-Z])|(?<=:) (?=- [A-Z])|(?<=[:.;]) ?(?=•)")
_STARS = re.compile(r"(\* ?\* ?\*)\s+(\S.*)", re.DOTALL)
_NOTE = re.compile(r"(\d{1,2}) [A-Z]\w+ ")
_NOTE_MARK = re.compile(r"[.,;:!?)\]”\"]\s*(\d{1,2})(?=\s|$)")


@dataclass(frozen=True)
class Unit:
    """`apart`: a blank line or the start of the text stands before it. `run_in`: a heading that ran into its text."""

    text: str
    apart: bool
    indent: str = ""
    run_in: bool = False

    @property
    def line(self) -> str:
        return self.indent + self.text


def is_note(text: str) -> bool:
    """Begins like a footnote: '1 This was written before the election.'"""
    return bool(_NOTE.match(text))


def units(text: str) -> list[Unit]:
    """All of the text, in order."""
    lines = text.split("\n")
    if _is_double_spaced(lines):
        rebuilt = _rejoined([line.strip() for line in lines if line.strip()])
    else:
        rebuilt = _made_whole(_unwrapped(lines) if _is_wrapped(lines) else _one_by_one(lines))
    return [part for unit in rebuilt for part in _taken_apart(unit)]


def _is_double_spaced(lines: list[str]) -> bool:
    """Nearly every line is followed by a blank one, though many are torn."""
    alone = [not after.strip() for line, after in pairwise([*lines, ""]) if line.strip()]
    return len(alone) >= 8 and sum(alone) > 0.6 * len(alone) and _torn(lines) > 0.3


def _is_wrapped(lines: list[str]) -> bool:
    """Most lines run on into the line below, and are of a page's width."""
    lengths = [len(line) for line in lines if len(line.split()) > 3]
    pairs = [(line.strip(), after.strip()) for line, after in pairwise(lines) if line.strip()]
    runs_on = [len(line) > 40 and bool(after) and not marked(after) for line, after in pairs]
    return len(lengths) >= 4 and median(lengths) < 110 and sum(runs_on) > 0.3 * len(pairs) and _torn(lines) > 0.2


def _torn(lines: list[str]) -> float:
    """The share of lines whose sentence goes on in lower case on the next one."""
    printed = [line.strip() for line in lines if line.strip()]
    torn = [not ends_sentence(line) and after[0].islower() and not marked(after) for line, after in pairwise(printed)]
    return sum(torn) / len(torn) if torn else 0.0


def _one_by_one(lines: list[str]) -> Iterator[Unit]:
    for before, line in pairwise(["", *lines]):
        if line.strip():
            yield _unit([line], not before.strip())


def _unwrapped(lines: list[str]) -> Iterator[Unit]:
    """A unit ends at a blank line, before a list marker, and after the name of a section."""
    current: list[str] = []
    apart = True
    for before, line in pairwise(["", *lines, ""]):
        if current and (not line.strip() or _begins_item(line, current) or _stands_alone(current)):
            yield _unit(current, apart)
            current = []
        if line.strip():
            apart = apart if current else not before.strip()
            current.append(line)


def _begins_item(line: str, above: list[str]) -> bool:
    """Begins with a marker, and not with a number that belongs to the sentence above: '… under Article / 14. It …'"""
    item = marked(line)
    if not item or not item.number or marked(above[0]):
        return item is not None
    return len(above[-1]) <= 40 or above[-1].rstrip()[-1] in ".:;,!?"


def _stands_alone(lines: list[str]) -> bool:
    return len(lines) == 1 and names_section(lines[0].strip())


def _made_whole(torn: Iterable[Unit]) -> Iterator[Unit]:
    """Sentences that a page break tore apart."""
    whole: list[Unit] = []
    asides: list[Unit] = []
    for unit in torn:
        if whole and is_furniture(unit.text) and not is_furniture(whole[0].text):
            asides.append(unit)
        elif whole and _goes_on(whole[-1].text, unit.text):
            whole.append(unit)
        else:
            yield from _together(whole)
            yield from asides
            whole, asides = [unit], []
    yield from _together(whole)
    yield from asides


def _goes_on(before: str, text: str) -> bool:
    """Whether `text` goes on with the sentence that `before` broke off."""
    if ends_sentence(before) or is_furniture(before) or marked(text):
        return False
    return text[0].islower() or before.endswith(",")


def _together(parts: list[Unit]) -> Iterator[Unit]:
    if parts:
        yield Unit(" ".join(part.text for part in parts), parts[0].apart, parts[0].indent)


def _rejoined(lines: list[str]) -> Iterator[Unit]:
    """A paragraph ends with a sentence on a line that would have had room for the next word."""
    width = median(len(line) for line in lines if not ends_sentence(line))
    body: list[str] = []
    asides: list[str] = []
    for line, is_aside, following in _asides(lines):
        if is_aside:
            asides.append(line)
        elif not body and looks_like_heading(line) and len(line) < 0.8 * width and following[:1].isupper():
            yield Unit(line, True)
        else:
            body.append(line)
        has_room = len(f"{line} {following.partition(' ')[0]}") <= width
        if not following or not body or (not is_aside and ends_sentence(line) and has_room):
            yield from (Unit(text, True) for text in [" ".join(body), *asides] if text)
            body, asides = [], []


def _asides(lines: list[str]) -> Iterator[tuple[str, bool, str]]:
    """Each line, whether it is an aside (a page number; a footnote, made one line), and the next that is not."""
    joined: list[tuple[str, bool]] = []
    marks: set[str] = set()
    in_note = False
    for line in lines:
        note = _NOTE.match(line)
        if in_note:
            joined[-1] = (f"{joined[-1][0]} {line}", True)
        else:
            in_note = bool(note and note[1] in marks)
            joined.append((line, in_note or is_furniture(line)))
        in_note = in_note and not ends_sentence(line)
        marks.update(_NOTE_MARK.findall(line))
    following = ""
    backwards: list[tuple[str, bool, str]] = []
    for line, is_aside in reversed(joined):
        backwards.append((line, is_aside, following))
        following = following if is_aside else line
    return reversed(backwards)


def _taken_apart(unit: Unit) -> Iterator[Unit]:
    """What was run together: a bullet and the sentence before it, stars, a heading and its text."""
    if stars := _STARS.fullmatch(unit.text):
        yield Unit(stars[1], unit.apart)
        yield Unit(stars[2], False)
    elif (heading := _RUN_IN.match(unit.text)) and unit.apart and not _OPENS.match(unit.text):
        yield Unit(heading[1], True, run_in=True)
        yield Unit(heading[2], False)
    else:
        first, *rest = _GLUED.split(unit.text)
        yield Unit(first.strip(), unit.apart, unit.indent)
        yield from (Unit(part.strip(), False) for part in rest)


def _unit(lines: list[str], apart: bool) -> Unit:
    first = lines[0]
    indent = first[: len(first) - len(first.lstrip())]
    return Unit(" ".join(line.strip() for line in lines), apart, indent)
