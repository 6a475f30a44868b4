"""From the lines of a plain text to its units: paragraphs, items and headings, each whole and on its own.

A text has one of three layouts: a line is a paragraph; paragraphs are wrapped, with blank lines between them; or
every line, wrapped as it is, is followed by a blank one. Sentences that a page break tore apart are made whole, and
words that the margin broke; what stood between, a page number or a footnote, follows them. Nothing else changes its
place, and nothing is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from deliberate.domain.words import Say
from deliberate.formats.documents.broken_words import made_whole
from deliberate.formats.documents.markers import marked
from deliberate.formats.documents.pages import PAGE_NUMBER, SIGNS, Line, Page, is_spread, parted
from deliberate.formats.documents.shapes import ends_sentence, is_entry, is_furniture, looks_like_heading, names_section
from deliberate.formats.documents.wording import between_lines

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
# A line that nobody wrapped may be of any length.
_WIDEST = 120
_FEWEST_BROKEN = 4
_MOSTLY = 0.6
# A line that is much shorter than the others ends there, also without a blank line.
_SHORT = 0.6
_NO_LINE = Line("", 0)
_NOTE_MARK = re.compile(r"[.,;:!?)\]”\"]\s*(\d{1,2})(?=\s|$)")


@dataclass(frozen=True)
class Unit:
    """`apart`: a blank line or the start of the text stands before it. `run_in`: a heading that ran into its text.
    `why`: what it is, where it belongs to the pages and not to the text. `at`: the line of the file it begins in."""

    text: str
    apart: bool
    indent: str = ""
    run_in: bool = False
    why: Say | None = None
    at: int = field(default=0, compare=False)

    @property
    def line(self) -> str:
        return self.indent + self.text


def is_note(text: str) -> bool:
    """Begins like a footnote: '1 This was written before the election.'"""
    return bool(_NOTE.match(text))


def units(text: str) -> list[Unit]:
    """All of the text, in order."""
    printed, pages = parted(text)
    lines = made_whole(printed)
    if _is_double_spaced(printed):
        rebuilt = _rejoined([Line(line.text.strip(), line.at) for line in lines if line.text.strip()])
    else:
        rebuilt = _made_whole(_unwrapped(lines) if _is_wrapped(printed) else _one_by_one(lines))
    return list(_with_pages([part for unit in rebuilt for part in _taken_apart(unit)], pages))


def _with_pages(rebuilt: Sequence[Unit], pages: Sequence[Page]) -> Iterator[Unit]:
    """What the pages print follows the unit that it stood in or behind."""
    printed = iter([Unit(page.line.text, apart=True, why=page.why, at=page.line.at) for page in pages])
    page = next(printed, None)
    for unit in rebuilt:
        while page and page.at < unit.at:
            yield page
            page = next(printed, None)
        yield unit
    if page:
        yield page
        yield from printed


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Nearly every line is followed by a blank one, though many are torn."""
    texts = [line.text.strip() for line in lines]
    alone = [not after for text, after in pairwise([*texts, ""]) if text]
    return len(alone) >= 8 and sum(alone) > 0.6 * len(alone) and _torn(lines) > 0.3


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Most lines run on into the line below, and are of a page's width; or most of those that do were full."""
    lengths = [len(line.text) for line in lines if len(line.text.split()) > 3]
    texts = [line.text.strip() for line in lines]
    pairs = [(text, after) for text, after in pairwise(texts) if text]
    runs_on = [len(line) > 40 and bool(after) and not marked(after) for line, after in pairs]
    if len(lengths) < 4 or median(lengths) >= 110:
        return False
    return (sum(runs_on) > 0.3 * len(pairs) and _torn(lines) > 0.2) or _are_full(lines, max(lengths))


def _are_full(lines: Sequence[Line], width: int) -> bool:
    """Of the lines that another follows at once, most had no room for its first word."""
    pairs = [(line.text.rstrip(), after.text.split()) for line, after in pairwise(lines) if line.text.strip()]
    broken = [len(line) + 1 + len(after[0]) > width for line, after in pairs if after and not marked(" ".join(after))]
    return width <= _WIDEST and len(broken) >= _FEWEST_BROKEN and sum(broken) > _MOSTLY * len(broken)


def _torn(lines: Sequence[Line]) -> float:
    """The share of lines whose sentence goes on in lower case on the next one."""
    printed = [line.text.strip() for line in lines if line.text.strip()]
    torn = [not ends_sentence(line) and after[0].islower() and not marked(after) for line, after in pairwise(printed)]
    return sum(torn) / len(torn) if torn else 0.0


def _one_by_one(lines: Sequence[Line]) -> Iterator[Unit]:
    for before, line in pairwise([_NO_LINE, *lines]):
        if line.text.strip():
            yield _unit([line], not before.text.strip())


def _unwrapped(lines: Sequence[Line]) -> Iterator[Unit]:
    """A unit ends at a blank line, before a list marker, and after the name of a section and a row of a table."""
    current: list[Line] = []
    apart = True
    short = _SHORT * max(len(line.text) for line in lines)
    for before, line in pairwise([_NO_LINE, *lines, _NO_LINE]):
        text = line.text
        if current and (not text.strip() or _begins_item(text, current) or _stands_alone(current, text, short)):
            yield _unit(current, apart)
            current = []
        if text.strip():
            apart = apart if current else not before.text.strip()
            current.append(line)


def _begins_item(line: str, above: Sequence[Line]) -> bool:
    """Begins with a marker, and not with a number that belongs to the sentence above: '… under Article / 14. It …'"""
    item = marked(line)
    if not item or not item.number or marked(above[0].text):
        return item is not None
    return len(above[-1].text) <= 40 or above[-1].text.rstrip()[-1] in ".:;,!?。：；，！？"


def _stands_alone(lines: Sequence[Line], following: str, short: float) -> bool:
    """Though another line follows at once."""
    above = lines[-1].text.strip()
    if len(lines[-1].text) < short and not following.strip()[:1].islower():
        return True
    if is_spread(above) or is_spread(following.strip()) or is_entry(above):
        return True
    return len(lines) == 1 and names_section(above, strictly=True)


def _made_whole(torn: Iterable[Unit]) -> Iterator[Unit]:
    """Sentences that a page break tore apart."""
    whole: list[Unit] = []
    asides: list[Unit] = []
    for unit in torn:
        if whole and is_furniture(unit.text) and not is_furniture(whole[0].text):
            asides.append(unit)
        elif whole and asides and _goes_on(whole[-1].text, unit.text):
            # What stands within a sentence does not belong to the text.
            asides = [replace(aside, why=aside.why or PAGE_NUMBER) for aside in asides]
            whole.append(unit)
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
        yield replace(parts[0], text=_joined([part.text for part in parts]))


def _rejoined(lines: Sequence[Line]) -> Iterator[Unit]:
    """A paragraph ends with a sentence on a line that would have had room for the next word."""
    width = median(len(line.text) for line in lines if not ends_sentence(line.text))
    body: list[Line] = []
    asides: list[Line] = []
    for line, is_aside, following in _asides(lines):
        text = line.text
        if is_aside:
            asides.append(line)
        elif not body and looks_like_heading(text) and len(text) < 0.8 * width and following[:1].isupper():
            yield Unit(text, True, at=line.at)
        else:
            body.append(line)
        has_room = len(f"{text} {following.partition(' ')[0]}") <= width
        if not following or not body or (not is_aside and ends_sentence(text) and has_room):
            if body:
                yield Unit(_joined([one.text for one in body]), True, at=body[0].at)
            yield from (Unit(aside.text, True, at=aside.at) for aside in asides)
            body, asides = [], []


def _asides(lines: Sequence[Line]) -> Iterator[tuple[Line, bool, str]]:
    """Each line, whether it is an aside (a page number; a footnote, made one line), and the next that is not."""
    joined: list[tuple[Line, bool]] = []
    marks: set[str] = set()
    in_note = False
    for line in lines:
        note = _NOTE.match(line.text)
        if in_note:
            above = joined[-1][0]
            joined[-1] = (Line(_joined([above.text, line.text]), above.at), True)
        else:
            in_note = bool(note and note[1] in marks)
            joined.append((line, in_note or is_furniture(line.text)))
        in_note = in_note and not ends_sentence(line.text)
        marks.update(_NOTE_MARK.findall(line.text))
    following = ""
    backwards: list[tuple[Line, bool, str]] = []
    for line, is_aside in reversed(joined):
        backwards.append((line, is_aside, following))
        following = following if is_aside else line.text
    return reversed(backwards)


def _taken_apart(unit: Unit) -> Iterator[Unit]:
    """What was run together: a bullet and the sentence before it, stars, a heading and its text."""
    if stars := _STARS.fullmatch(unit.text):
        yield replace(unit, text=stars[1], why=SIGNS)
        yield replace(unit, text=stars[2], apart=False)
    elif (heading := _RUN_IN.match(unit.text)) and unit.apart and not _OPENS.match(unit.text):
        yield replace(unit, text=heading[1], indent="", run_in=True)
        yield replace(unit, text=heading[2], indent="", apart=False)
    else:
        first, *rest = _GLUED.split(unit.text)
        yield replace(unit, text=first.strip())
        yield from (replace(unit, text=part.strip(), apart=False, indent="") for part in rest)


def _unit(lines: Sequence[Line], apart: bool) -> Unit:
    first = lines[0].text
    indent = first[: len(first) - len(first.lstrip())]
    return Unit(_joined([line.text.strip() for line in lines]), apart, indent, at=lines[0].at)


def _joined(lines: Sequence[str]) -> str:
    """Lines that were wrapped, as one."""
    parts = [lines[0]]
    for before, line in pairwise(lines):
        parts += (between_lines(before[-1], line[0]), line)
    return "".join(parts)
