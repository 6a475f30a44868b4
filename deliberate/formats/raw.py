"""Documents as they come: no markup, headings that are merely short lines, wrapped or double-spaced lines.

Lines are first joined to units (a paragraph, an item, a heading), then each unit gets its kind from how it is written
and from the section it stands in. Nothing is dropped: page numbers and rules stay as passages of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from deliberate.domain.passages import Passage, PassageKind, anchored
from deliberate.formats.critique import is_critique, message_of
from deliberate.formats.documents import Document
from deliberate.formats.markers import marked

_ENDS_SENTENCE = re.compile(r"[.!?…]['\"”’)\]]*\s*\d{0,2}$")
# Names that sections have wherever they stand.
_SECTION_NAME = re.compile(
    r"(executive )?summary|abstract|introduction|background|conclusions?|overview|at[- ]a[- ]glance|table of contents|"
    r"contents|sources|references|bibliography|works cited|notes|appendix|annex|.*definitions?|.*facts( and .*)?|"
    r"(our )?recommendations?|preface|foreword",
    re.IGNORECASE,
)
_REFERENCES = re.compile(r"sources|references|bibliography|works cited|notes", re.IGNORECASE)
_DEFINITIONS = re.compile(r".*definitions?|glossary", re.IGNORECASE)
_FACTS = re.compile(r".*\b(facts|statistics|figures|data)\b.*", re.IGNORECASE)
_CONTENTS = re.compile(r"(table of )?contents", re.IGNORECASE)
_CONCLUSION = re.compile(r"conclusions?|concluding .*|closing .*", re.IGNORECASE)
# Page numbers, rules of dots or stars, a lone quotation mark.
_FURNITURE = re.compile(r"\d{1,4}|[.\-_=* ]{3,}|['\"“”]|\([A-Z ]+\)")
_FOOTNOTE = re.compile(r"\d{1,2} [A-Z]\w+ ")
_SMALL_WORD = re.compile(
    r"an?|and|as|at|but|by|for|from|in|into|nor|of|on|or|over|per|the|to|upon|via|vs|with", re.IGNORECASE
)
# Words that begin sentences but hardly ever stand capitalised within a heading.
_OPENERS = r"The|A|An|One|Yet|This|These|Those|It|In|If|While|When|Another|There|We|Our|To|For|As|Since|Although"
_RUN_IN = re.compile(
    rf"((?:[A-Z][\w’'-]*)(?: (?:[A-Z][\w’'-]*|and|of|in|for|to|the|on|with))+?) ((?:{_OPENERS}) [a-z].*)", re.DOTALL
)
_GLUED = re.compile(r"(?<=[:.;])[ ]?(?=[-•] ?[A-Z]\w+ )")
_STARS = re.compile(r"(\* ?\* ?\*)\s+(\S.*)", re.DOTALL)


@dataclass(frozen=True)
class _Unit:
    """Some lines that belong together; `apart` when a blank line or the start of the text stands before them."""

    text: str
    apart: bool
    raw: str = ""


def read(text: str) -> Document:
    """Never fails: any text is a document, if only of paragraphs."""
    units = _split(_units(text.split("\n")))
    passages = _classified(units)
    title = next((one.text for one in passages if one.kind is PassageKind.HEADING), "") or _first_words(passages)
    passages = anchored(passages)
    critique = [one for one in passages if one.kind is PassageKind.CRITIQUE]
    messages = (message_of(" ".join(one.text for one in critique)),) if critique else ()
    return Document(title=title, passages=tuple(passages), messages=messages)


def _first_words(passages: Sequence[Passage]) -> str:
    return " ".join(passages[0].text.split()[:10]) if passages else ""


# From lines to units.


def _units(lines: list[str]) -> Iterator[_Unit]:
    if _is_double_spaced(lines):
        return _rejoined([line.strip() for line in lines if line.strip()], _width(lines))
    return _joined(_unwrapped(lines) if _is_wrapped(lines) else _one_by_one(lines))


def _is_double_spaced(lines: list[str]) -> bool:
    """Every line is followed by a blank one, though most do not end a sentence."""
    printed = [at for at, line in enumerate(lines) if line.strip()]
    if len(printed) < 8:
        return False
    alone = sum(at + 1 < len(lines) and not lines[at + 1].strip() for at in printed)
    return alone > 0.6 * len(printed) and _unfinished(lines) > 0.5


def _is_wrapped(lines: list[str]) -> bool:
    """Paragraphs are broken into lines of about one width."""
    printed = [line for line in lines if len(line.split()) > 3]
    return len(printed) >= 4 and median(map(len, printed)) < 110 and _unfinished(lines) > 0.5 and _runs(lines) > 0.3


def _unfinished(lines: list[str]) -> float:
    """The share of lines with some words that do not end a sentence."""
    printed = [line.strip() for line in lines if len(line.split()) > 3]
    return sum(not _ENDS_SENTENCE.search(line) for line in printed) / len(printed) if printed else 0.0


def _runs(lines: list[str]) -> float:
    """The share of lines that directly follow a line of more than forty characters and begin in lower case or so."""
    pairs = [(one.strip(), two.strip()) for one, two in pairwise(lines) if one.strip()]
    return sum(len(one) > 40 and bool(two) and not marked(two) for one, two in pairs) / len(pairs) if pairs else 0.0


def _width(lines: list[str]) -> float:
    """How long a full line is."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[int(len(lengths) * 0.8)]


def _rejoined(lines: list[str], width: float) -> Iterator[_Unit]:
    """Double-spaced lines as paragraphs: a paragraph ends with a sentence on a line that is not full."""
    current: list[str] = []
    aside: list[str] = []  # what interrupts a paragraph: a page number, a footnote; it is printed after it
    in_note = False
    for at, line in enumerate(lines):
        full = len(line) > 0.86 * width
        unfinished = bool(current) and not _ENDS_SENTENCE.search(current[-1])
        if in_note or (current and (_FURNITURE.fullmatch(line) or (unfinished and _FOOTNOTE.match(line)))):
            if in_note:
                aside[-1] += f" {line}"
            else:
                aside.append(line)
            in_note = not _FURNITURE.fullmatch(line) and not _ENDS_SENTENCE.search(line)
            if not unfinished and not in_note:
                yield from _paragraph(current, aside)
                current, aside = [], []
            continue
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if not current and _looks_like_heading(line) and not full and following[:1].isupper():
            yield _Unit(line, True)
            continue
        current.append(line)
        # A sentence that ends at the end of a full line goes on with the next one.
        if _ENDS_SENTENCE.search(line) and not full:
            yield from _paragraph(current, aside)
            current, aside = [], []
    yield from _paragraph(current, aside)


def _paragraph(lines: list[str], aside: list[str]) -> Iterator[_Unit]:
    if lines:
        yield _Unit(" ".join(lines), True)
    yield from (_Unit(line, True) for line in aside)


def _unwrapped(lines: list[str]) -> Iterator[_Unit]:
    """Lines joined up to the next blank one, list marker or heading."""
    current = ""
    blank = True
    apart = True
    for line in [*lines, ""]:
        text = line.rstrip()
        alone = blank and _looks_like_heading(text.strip()) and len(text) < 70
        if current and (not text.strip() or marked(text)):
            yield _Unit(current.strip(), apart, current)
            current = ""
        if text.strip():
            apart = apart if current else blank
            current = f"{current} {text.strip()}" if current else text
            if alone and _SECTION_NAME.fullmatch(text.strip(" :")):
                yield _Unit(current.strip(), apart, current)
                current = ""
        blank = not text.strip()


def _one_by_one(lines: list[str]) -> Iterator[_Unit]:
    blank = True
    for line in lines:
        if line.strip():
            yield _Unit(line.strip(), blank, line)
        blank = not line.strip()


def _joined(units: Iterator[_Unit]) -> Iterator[_Unit]:
    """A sentence that a page break tore apart is one again; the page number comes after it."""
    waiting: _Unit | None = None
    aside: list[_Unit] = []
    for unit in units:
        if waiting is None:
            waiting = unit
        elif _FURNITURE.fullmatch(unit.text) and not _FURNITURE.fullmatch(waiting.text):
            aside.append(unit)
        elif _goes_on(waiting.text, unit.text):
            waiting = replace(waiting, text=f"{waiting.text} {unit.text}")
        else:
            yield waiting
            yield from aside
            waiting, aside = unit, []
    if waiting:
        yield waiting
        yield from aside


def _goes_on(before: str, text: str) -> bool:
    """Whether `text` goes on with the sentence that `before` broke off."""
    if _ENDS_SENTENCE.search(before) or marked(text):
        return False
    return text[:1].islower() or before.endswith(",")


def _split(units: Iterator[_Unit]) -> list[_Unit]:
    """Takes apart what was run together: a bullet and the sentence before it, stars, a heading and its text."""
    found: list[_Unit] = []
    for unit in units:
        if stars := _STARS.fullmatch(unit.text):
            found += [_Unit(stars[1], unit.apart), _Unit(stars[2], False)]
        elif run_in := _run_in(unit):
            found += [_Unit(run_in[0], True), _Unit(run_in[1], False)]
        else:
            first, *rest = _GLUED.split(unit.text)
            found.append(replace(unit, text=first.strip()))
            found += [_Unit(part.strip(), False, part.strip()) for part in rest]
    return found


def _run_in(unit: _Unit) -> tuple[str, str] | None:
    found = _RUN_IN.match(unit.text)
    if found is None or not unit.apart or marked(unit.raw or unit.text):
        return None
    heading, rest = found[1], found[2]
    is_heading = 2 <= len(heading.split()) <= 9 and not re.match(rf"({_OPENERS})\b", heading) and len(rest) > 80
    return (heading, rest) if is_heading else None


# From units to passages.


def _classified(units: list[_Unit]) -> list[Passage]:
    spaced = sum(unit.apart for unit in units) > 0.3 * len(units)
    first_text = next((at for at, unit in enumerate(units) if _is_prose(unit.text)), len(units))
    title = _title(units[:first_text])
    found: list[Passage] = []
    levels: list[str] = []
    section, after_conclusion = "", False
    for at, unit in enumerate(units):
        following = units[at + 1] if at + 1 < len(units) else None
        passage = _passage(unit, following, section, at < first_text, at == title, spaced, levels, found)
        if passage.kind is PassageKind.HEADING:
            section = passage.text.strip(" :")
            after_conclusion = bool(_CONCLUSION.fullmatch(section))
        if passage.kind is not PassageKind.ITEM:
            levels.clear()
        if passage.kind is PassageKind.PARAGRAPH and after_conclusion and is_critique(passage.text, found):
            passage = replace(passage, kind=PassageKind.CRITIQUE)
        found.append(passage)
    return found


def _title(leading: list[_Unit]) -> int | None:
    """Of what stands before the first prose: the longest line that is not shouted, unless it opens that prose."""
    lines = [(at, unit.text) for at, unit in enumerate(leading) if _looks_like_heading(unit.text)]
    lines = [(at, text) for at, text in lines if not _SECTION_NAME.fullmatch(text.strip(" :"))]
    spoken = [(at, text) for at, text in lines if not text.isupper()] or lines
    if len(spoken) > 1 and spoken[-1][0] == len(leading) - 1:
        spoken = spoken[:-1]
    return max(spoken, key=lambda pair: len(pair[1]))[0] if spoken else None


def _passage(
    unit: _Unit,
    following: _Unit | None,
    section: str,
    leading: bool,
    is_title: bool,
    spaced: bool,
    levels: list[str],
    before: list[Passage],
) -> Passage:
    text = unit.text
    item = marked(unit.raw or text)
    if is_title:
        return Passage("", PassageKind.HEADING, 1, text)
    if _FURNITURE.fullmatch(text):
        return Passage("", PassageKind.PARAGRAPH, 0, text)
    if _is_heading(unit, following, section, leading, spaced):
        level = 3 if text.endswith(":") and not leading else 2
        return Passage("", PassageKind.HEADING, level, text)
    if _CONTENTS.fullmatch(section):
        return Passage("", PassageKind.TABLE, 0, text)
    if item:
        return _item(item.style, item.number, item.text, section, levels, before)
    if _REFERENCES.fullmatch(section) or _FOOTNOTE.match(text):
        return Passage("", PassageKind.REFERENCE, 0, text)
    return Passage("", PassageKind.PARAGRAPH, 0, text)


def _item(style: str, number: str | None, text: str, section: str, levels: list[str], before: list[Passage]) -> Passage:
    if _DEFINITIONS.fullmatch(section) and ": " in text:
        return Passage("", PassageKind.DEFINITION, 0, text, number)
    if _REFERENCES.fullmatch(section):
        return Passage("", PassageKind.REFERENCE, 0, text, number)
    if _FACTS.fullmatch(section) and ": " in text:
        return Passage("", PassageKind.FACT, 0, text, number)
    if style in levels:
        del levels[levels.index(style) + 1 :]
    else:
        levels.append(style)
    # An item that is a mere title holds the whole sentences that follow it.
    titled = len(levels) == 1 and not _looks_like_title(text) and _in_titled_list(style, before)
    return Passage("", PassageKind.ITEM, len(levels) + titled, text, number)


def _in_titled_list(style: str, before: list[Passage]) -> bool:
    for passage in reversed(before):
        if passage.kind is PassageKind.HEADING:
            return False
        if passage.kind is PassageKind.ITEM and passage.level == 1:
            return _looks_like_title(passage.text) and not passage.text.endswith(":") and passage.number is None
    return False


def _is_heading(unit: _Unit, following: _Unit | None, section: str, leading: bool, spaced: bool) -> bool:
    text = unit.text
    if marked(unit.raw or text) or not _looks_like_heading(text):
        return False
    if _SECTION_NAME.fullmatch(text.strip(" :")):
        return True
    if following is None:
        return False
    if leading:  # names, dates and captions before the text begins; what opens the text is its heading
        return _is_lead(text) or _is_prose(following.text)
    if text.endswith(":") and not _is_lead(text):
        return False
    if spaced:
        return unit.apart and (following.apart or _is_prose(following.text)) and _leads_on(text, following)
    return _looks_like_title(text) and len(text.split()) <= 14


def _leads_on(text: str, following: _Unit) -> bool:
    """A long heading without a full stop must stand over prose; a short one may stand over anything but dots."""
    if _FURNITURE.fullmatch(following.text):
        return False
    return _looks_like_title(text) or _is_prose(following.text)


def _is_lead(text: str) -> bool:
    """'Strategic Objectives:' is a heading; 'Across all of our work, we will:' is a sentence that a list ends."""
    return text.endswith(":") and _looks_like_title(text)


def _looks_like_heading(text: str) -> bool:
    words = text.split()
    return (
        bool(words)
        and len(words) <= 40
        and (text[0].isupper() or text[0].isdigit())
        and not re.search(r"[.,;!?]$", text)
    )


def _looks_like_title(text: str) -> bool:
    """Most of its longer words are capitalised."""
    longer = [word.strip('(“"') for word in text.split() if not _SMALL_WORD.fullmatch(word)]
    capital = sum(word[:1].isupper() or word[:1].isdigit() for word in longer)
    return bool(longer) and len(longer) <= 16 and capital >= 0.7 * len(longer)


def _is_prose(text: str) -> bool:
    return (len(text.split()) > 8 and bool(_ENDS_SENTENCE.search(text))) or len(text.split()) > 45
