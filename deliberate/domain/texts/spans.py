"""The words of a passage as runs that share their marks, for whoever writes them down somewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple, TypeAlias

from deliberate.domain.texts.marks import HEAD, Mark, MarkKind, within, without_beginning
from deliberate.domain.texts.passages import Passage, PassageKind

_STYLES = {MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.CODE, MarkKind.LINK}
_SCHEMES = ("http://", "https://", "mailto:")


class Style(NamedTuple):
    """`to`: where a link leads."""

    kind: MarkKind
    to: str = ""


@dataclass(frozen=True)
class Span:
    """Words that have the same styles from beginning to end."""

    text: str
    styles: tuple[Style, ...] = ()

    @property
    def is_code(self) -> bool:
        return any(style.kind is MarkKind.CODE for style in self.styles)

    @property
    def link(self) -> str:
        """Where it leads, if anywhere."""
        return next((style.to for style in self.styles if style.kind is MarkKind.LINK), "")


@dataclass(frozen=True)
class Call:
    """Here a note is called, by what is printed for it."""

    note: str


@dataclass(frozen=True)
class Open:
    style: Style


@dataclass(frozen=True)
class Close:
    style: Style


Run: TypeAlias = Span | Call


def spans(text: str, marks: Collection[Mark]) -> list[Run]:
    """All of the text in order, in pieces as long as they can be. A link leads to the web or to mail, else it is none;
    of links over the same words the first counts."""
    length = len(text)
    styled = [mark for mark in marks if mark.kind in _STYLES and mark.start < mark.end and _leads(mark)]
    calls: defaultdict[int, list[Run]] = defaultdict(list)
    for mark in marks:
        if mark.kind is MarkKind.NOTE:
            calls[min(mark.start, length)].append(Call(mark.to))
    ends = (min(at, length) for mark in styled for at in (mark.start, mark.end))
    places = sorted({0, length, *calls, *ends})
    found: list[Run] = []
    for at, following in zip(places, [*places[1:], length], strict=True):
        found += calls.get(at, ())
        if at < following:
            here = _once([_style(mark) for mark in styled if mark.start <= at < mark.end])
            before = found[-1] if found else None
            if isinstance(before, Span) and before.styles == here:
                found[-1] = Span(before.text + text[at:following], here)
            else:
                found.append(Span(text[at:following], here))
    return found


def _leads(mark: Mark) -> bool:
    return mark.kind is not MarkKind.LINK or mark.to.lower().startswith(_SCHEMES)


def _style(mark: Mark) -> Style:
    return Style(mark.kind, mark.to if mark.kind is MarkKind.LINK else "")


def _once(styles: Sequence[Style]) -> tuple[Style, ...]:
    """Each kind once, in one order for all spans."""
    return tuple(sorted({style.kind: style for style in reversed(styles)}.values()))


def nested(runs: Sequence[Run]) -> Iterator[Run | Open | Close]:
    """The runs with where bold words, emphasis and links begin and end, properly one within another.

    What goes on although it began inside of what ends is closed and begun again; a link also where a note is called,
    which leads elsewhere. Code is left to the spans themselves: nothing can be marked within it.
    """
    open_styles: list[Style] = []
    for at, run in enumerate(runs):
        following = next((later.styles for later in runs[at:] if isinstance(later, Span)), ())
        if isinstance(run, Call):
            following = tuple(style for style in following if style.kind is not MarkKind.LINK)
        ending = [place for place, style in enumerate(open_styles) if style not in following]
        if ending:
            yield from (Close(style) for style in reversed(open_styles[ending[0] :]))
            del open_styles[ending[0] :]
        if isinstance(run, Span):
            begun = [style for style in run.styles if style.kind is not MarkKind.CODE and style not in open_styles]
            for style in sorted(begun, key=lambda style: -_reach(style, runs[at:])):
                yield Open(style)
                open_styles.append(style)
        yield run
    yield from (Close(style) for style in reversed(open_styles))


def _reach(style: Style, runs: Sequence[Run]) -> int:
    """Over how many runs from here it goes on."""
    return sum(1 for _ in takewhile(lambda run: isinstance(run, Call) or style in run.styles, runs))


def definition(passage: Passage) -> tuple[list[Run], list[Run]]:
    """Of 'Term: text' the term and the text, without what parts them; of any other passage no term and all of it."""
    length = len(passage.name)
    if not length:
        return [], spans(passage.text, passage.marks)
    of_term = [mark for mark in passage.marks if mark.start < length or mark.start == mark.end <= length + 1]
    clipped = [Mark(min(mark.start, length), min(mark.end, length), mark.kind, mark.to) for mark in of_term]
    rest = without_beginning(passage.marks, length + 2)
    return spans(passage.name, clipped), spans(passage.text[length + 2 :], rest)


@dataclass(frozen=True)
class Cell:
    """Of a row of a table; `is_head`: it names a column or a row."""

    text: str
    marks: tuple[Mark, ...] = ()
    is_head: bool = False


def cells(row: Passage) -> list[Cell]:
    """Those that are marked, else what stands between the bars of '| a | b |', else one with all words."""
    marked = [mark for mark in row.marks if mark.kind is MarkKind.CELL]
    if marked:
        return [Cell(row.text[one.start : one.end], within(row.marks, one), one.to == HEAD) for one in marked]
    text = row.text.strip()
    if len(text) > 1 and text[0] == text[-1] == "|":
        return [Cell(words.strip()) for words in text[1:-1].split("|")]
    return [Cell(row.text, row.marks)]


def is_rule(passage: Passage) -> bool:
    """A row that only draws a line: '|---|:--:|'. Words that are marked as cells are words."""
    if passage.kind is not PassageKind.TABLE or any(mark.kind is MarkKind.CELL for mark in passage.marks):
        return False
    return all(len(cell.text) > 2 and not cell.text.strip(":").strip("-") for cell in cells(passage))
