"""What the pages of a plain text print beside the text: numbers, running heads and feet, stamps, lines of signs.

A line is taken for such only where that is sure: it says that it is a page, it counts with the others of its kind, or
it stands again and again where pages begin and end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from deliberate.domain.words import Say, say
from deliberate.formats.documents.shapes import is_prose, looks_like_title

PAGE_NUMBER = say("a page number")
_HEAD = say("a running head or foot of its pages")
_STAMP = say("a stamp on its pages")
SIGNS = say("a line of signs")

BREAK = "\f"
_SIGNS = re.compile(r"[.\-_=*~–—•+|# ]{3,}|['\"“”„«»]")
_IN_BRACKETS = re.compile(r"\([A-Z ]+\)")
_CLASSIFIED = re.compile(
    r"(?:TOP )?(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|RESTRICTED|OFFICIAL(?:[ -]SENSITIVE)?|CLASSIFIED|DRAFT|"
    r"(?:FOR )?OFFICIAL USE ONLY|NOT PROTECTIVELY MARKED|VERTRAULICH|ENTWURF|BORRADOR|PROJET|CONFIDENTIEL)"
    r"(?:\s*//?\s*[A-Z/ ]+)?"
)
_NUMBER = re.compile(r"(?:[-–—\[(|]\s*)?(\d{1,4})(?:\s*[-–—\])|])?")
# 'Page 3', 'Seite 3 von 12', '[Page 3]'.
_PAGE = (
    r"[\[(]?(?:(?:page|seite|página|pagina|pág\.|pag\.|sida|side|strona|стр\.|страница)\s*\d{1,4}"
    r"(?:\s*(?:of|von|de|di|sur|van|av|z|из|/)\s*\d{1,4})?|第\s*\d{1,4}\s*[页頁])[\])]?"
)
_IS_PAGE = re.compile(rf"(?:[-–—]\s*)?{_PAGE}(?:\s*[-–—])?", re.IGNORECASE)
_WITH_PAGE = re.compile(rf"([^\d\s].*?)(?:\s{{3,}}|\t+|\s*[|•·–—]\s*)(?:{_PAGE}|\d{{1,3}})", re.IGNORECASE)
_SPREAD = re.compile(r"\S(?: {4,}|\t+)\S")
_LETTER = re.compile(r"[^\W\d_]")
_FIGURES = re.compile(r"\d+")
# No text has a thousand pages and no number of them before; these are years.
_FIRST_YEAR = 1000
# What counts on after fewer words is a list with its numbers on lines of their own.
_WORDS_OF_PAGE = 40
# Numbers that stand over headings more often than page breaks fall before one are those of sections.
_OVER_HEADINGS = 2 / 3
_LONGEST_HEAD = 120


class Line(NamedTuple):
    """A line of the file, and which one it is."""

    text: str
    at: int


class Page(NamedTuple):
    """What a page prints beside the text."""

    line: Line
    why: Say


def parted(text: str) -> tuple[list[Line], list[Page]]:
    """The lines of the text, empty where something is taken out, and what stood there."""
    lines, starts = _lines(text)
    why = dict(_by_itself(lines))
    why |= dict.fromkeys(_numbers(lines, why, starts), PAGE_NUMBER)
    edges = {at for at, said in why.items() if said is PAGE_NUMBER}
    why |= dict.fromkeys(_heads(lines, why, edges, starts), _HEAD)
    kept = [Line("" if at in why else line, at) for at, line in enumerate(lines)]
    return kept, [Page(Line(" ".join(lines[at].split()), at), why[at]) for at in sorted(why)]


def is_spread(line: str) -> bool:
    """Its parts stand apart, as in a table or at the head of a page."""
    return bool(_SPREAD.search(line))


def _lines(text: str) -> tuple[list[str], set[int]]:
    """And which of them begin a page, where the file says so."""
    lines: list[str] = []
    starts: set[int] = set()
    for page in text.split(BREAK):
        starts.add(len(lines))
        lines += page.split("\n")
    return lines, starts - {0}


def _by_itself(lines: Sequence[str]) -> Iterator[tuple[int, Say]]:
    short = [(at, text) for at, line in enumerate(lines) if (text := line.strip()) and len(text) <= _LONGEST_HEAD]
    stamps = Counter(text for _, text in short if _CLASSIFIED.fullmatch(text))
    with_page = [(at, match) for at, text in short if (match := _WITH_PAGE.fullmatch(text))]
    feet = Counter(_masked(match[1]) for _, match in with_page)
    for at, text in short:
        if _SIGNS.fullmatch(text):
            yield at, SIGNS
        elif _IN_BRACKETS.fullmatch(text) or stamps[text] > 1 or (stamps[text] and text.startswith("UNCLASSIFIED")):
            yield at, _STAMP
        elif _IS_PAGE.fullmatch(text):
            yield at, PAGE_NUMBER
    for at, match in with_page:
        if feet[_masked(match[1])] > 1:
            yield at, PAGE_NUMBER


def _numbers(lines: Sequence[str], why: Mapping[int, Say], starts: set[int]) -> set[int]:
    """Numbers alone on their lines that count on from page to page; at the edge of a page also a single one."""
    alone = [(at, int(match[1])) for at, line in enumerate(lines) if (match := _NUMBER.fullmatch(line.strip()))]
    alone = [(at, number) for at, number in alone if number < _FIRST_YEAR]
    others = {at for at, _ in alone} | why.keys()
    words = list(accumulate((0 if at in others else len(line.split()) for at, line in enumerate(lines)), initial=0))
    counted: set[int] = set()
    for (at, number), (after, following) in pairwise(alone):
        if following == number + 1 and words[after] - words[at] >= _WORDS_OF_PAGE:
            counted |= {at, after}
    over_headings = sum(looks_like_title(_printed(lines, at, 1, others)[1]) for at in counted)
    if over_headings > _OVER_HEADINGS * len(counted):
        counted = set()
    edges = {_printed(lines, start - (step < 0), step, why, itself=True)[0] for start in starts for step in (1, -1)}
    return counted | ({at for at, _ in alone} & edges)


def _heads(lines: Sequence[str], why: Mapping[int, Say], edges: set[int], starts: set[int]) -> set[int]:
    """Lines beside the edges of pages that stand at several of them, or whose parts stand apart."""
    found = {_printed(lines, at, step, why) for at in edges for step in (1, -1)}
    found |= {_printed(lines, at - (step < 0), step, why, itself=True) for at in starts for step in (1, -1)}
    beside = {at: text for at, text in found if _is_head(text)}
    often = Counter(map(_masked, beside.values()))
    return {
        at
        for at, text in beside.items()
        if often[_masked(text)] > 1 or (is_spread(text) and not "".join(lines[max(at - 1, 0) : at]).strip())
    }


def _is_head(text: str) -> bool:
    return bool(_LETTER.search(text)) and len(text) <= _LONGEST_HEAD and not is_prose(text)


def _printed(
    lines: Sequence[str], at: int, step: int, others: Container[int], *, itself: bool = False
) -> tuple[int, str]:
    """The next line that is not empty, in one direction."""
    at += 0 if itself else step
    while 0 <= at < len(lines):
        if lines[at].strip() and at not in others:
            return at, lines[at].strip()
        at += step
    return at, ""


def _masked(text: str) -> str:
    """The same for each page."""
    return " ".join(_FIGURES.sub("#", text).split()).casefold()
