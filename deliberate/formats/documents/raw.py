"""Documents as they come, without markup: each unit gets its kind from how it is written and where it stands.

Nothing is dropped: what only its pages print and its table of contents are left out so that they can be put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from deliberate.domain.texts.passages import Passage, PassageKind, anchored
from deliberate.formats.documents import Document, LeftOut
from deliberate.formats.documents.critique import is_critique, message_of, speaks
from deliberate.formats.documents.divisions import division
from deliberate.formats.documents.layout import Unit, is_note, units
from deliberate.formats.documents.markers import Marked, marked
from deliberate.formats.documents.outline import CONTENTS
from deliberate.formats.documents.pages import is_spread
from deliberate.formats.documents.sections import holds_references, named_kind
from deliberate.formats.documents.shapes import (
    ends_sentence,
    is_entry,
    is_furniture,
    is_prose,
    is_row,
    looks_like_heading,
    looks_like_title,
    names_contents,
    names_section,
)
from deliberate.formats.documents.wording import Wording

# A name of a part that stands on a line of its own is a short one.
_WORDS_OF_NAME = 12
_CELL_ENDS = re.compile(r"\||\t+")
# What stands behind an entry of a table of contents.
_PAGE = re.compile(r"[\s.·…_]*\d+\Z")
_CONCLUSION = re.compile(r"conclusions?|concluding .*|closing .*", re.IGNORECASE)


def read(text: str) -> Document:
    """Never fails: any text is a document, if only of paragraphs."""
    kept, left = _Classifier(units(text)).read()
    passages = anchored(_ranked(kept))
    headings = [passage for passage in passages if passage.kind is PassageKind.HEADING]
    # The one heading of level 1 is the title; without one, the first heading or the first words have to do.
    first = min(headings, key=lambda heading: heading.level, default=None)
    words = [*passages, *(one.passage for one in left)][0].text
    title = first.text if first else " ".join(words.split(None, 10)[:10])
    critique = " ".join(passage.text for passage in passages if passage.kind is PassageKind.CRITIQUE)
    return Document(title, tuple(passages), (message_of(critique),) if critique else (), left_out=tuple(left))


@dataclass
class _Classifier:
    """Goes through the units in order and knows the section, the list and the voice it is in."""

    units: list[Unit]
    section: str = ""
    listed: list[Marked] = field(default_factory=list)  # the last item of each level of the list it is in
    is_titled_list: bool = False  # the outermost items are mere titles, with sentences of their own below them
    personal: int = 0  # passages in which somebody says 'I'
    in_critique: bool = False

    def read(self) -> tuple[list[Passage], list[LeftOut]]:
        """What is kept, and what belongs to its pages or is a table of contents."""
        printed = list(_with_names(self.units))
        self.units = [unit for unit in printed if not unit.why]
        self.spaced = sum(unit.apart for unit in self.units) > 0.3 * len(self.units)
        self.text_begins = next((at for at, unit in enumerate(self.units) if is_prose(unit.text)), len(self.units))
        self.title = _title(self.units[: self.text_begins])
        self.named = _named_by_contents(self.units)
        kept: list[Passage] = []
        left: list[LeftOut] = []
        at = 0
        for unit in printed:
            if unit.why:
                left.append(LeftOut(len(kept), Passage("", PassageKind.PARAGRAPH, 0, _line(unit.text)), unit.why))
                continue
            if self._ends_contents(at):
                self.section = ""
            passage = self._passage(at)
            at += 1
            # A heading may be called so that stands over sentences.
            if passage.kind is PassageKind.HEADING and (at == len(self.units) or self._ends_contents(at)):
                self.section = ""
            self.personal += speaks(passage.text)
            if names_contents(self.section):
                left.append(LeftOut(len(kept), passage, CONTENTS))
            else:
                kept.append(passage)
        return kept, left

    def _ends_contents(self, at: int) -> bool:
        """Whether it is in a table of contents, or below its heading, and is no entry: rather too much is kept. The
        numbers of parts, 'I. II. III.', may stand apart from their names."""
        text = self.units[at].text
        is_sentence = ends_sentence(text) and not text.isupper() and not is_entry(text)
        return names_contents(self.section) and (at in self.named or is_sentence)

    def _passage(self, at: int) -> Passage:
        unit = self.units[at]
        item = marked(unit.line)
        if is_furniture(unit.text):
            return Passage("", PassageKind.PARAGRAPH, 0, unit.text)
        if self._is_heading(at, item):
            return self._heading(at, item)
        if names_contents(self.section):
            return Passage("", PassageKind.TABLE, 0, _line(unit.text))
        if item:
            return self._item(replace(item, text=_line(item.text)))
        self.listed.clear()
        if self._is_row(at):
            return _row(unit.text)
        return Passage("", self._kind_of_text(unit.text, at), 0, _line(unit.text))

    def _heading(self, at: int, item: Marked | None) -> Passage:
        unit = self.units[at]
        text = _line(item.text if item else unit.text)
        self.section = text.strip(" :")
        self.listed.clear()
        self.is_titled_list = self.in_critique = False
        is_lower = unit.run_in or (text.endswith(":") and at > self.text_begins)
        level = 1 if at == self.title else 1 + item.depth if item else 3 if is_lower else 2
        return Passage("", PassageKind.HEADING, level, text, item.number if item else None)

    def _kind_of_text(self, text: str, at: int) -> PassageKind:
        if holds_references(self.section) or is_note(text):
            return PassageKind.REFERENCE
        if _CONCLUSION.fullmatch(self.section):
            self.in_critique = self.in_critique or is_critique(text, self.personal, at)
        return PassageKind.CRITIQUE if self.in_critique else PassageKind.PARAGRAPH

    def _item(self, item: Marked) -> Passage:
        if holds_references(self.section):
            return Passage("", PassageKind.REFERENCE, 0, item.text, item.number)
        if kind := named_kind(self.section, item.text):
            return Passage("", kind, 0, item.text, item.number)
        level = self._level(item)
        is_title = looks_like_title(item.text)
        if level == 1 and is_title:
            self.is_titled_list = item.number is None and not item.text.endswith(":")
        elif level == 1 and self.is_titled_list:
            level = 2
        return Passage("", PassageKind.ITEM, level, item.text, item.number)

    def _level(self, item: Marked) -> int:
        """One more than the items it stands below: those of another marker, or with less of an indent."""
        self.listed = [above for above in self.listed if above.indent <= item.indent + 1]
        same = [
            at for at, above in enumerate(self.listed) if above.style == item.style and item.indent <= above.indent + 1
        ]
        self.listed = [*self.listed[: same[0] if same else None], item]
        return len(self.listed)

    def _is_row(self, at: int) -> bool:
        """A line with cells above or below another."""
        beside = self.units[max(at - 1, 0) : at + 2]
        return is_row(self.units[at].text) and sum(is_row(unit.text) for unit in beside) > 1

    def _is_heading(self, at: int, item: Marked | None) -> bool:
        unit, text = self.units[at], self.units[at].text
        following = self.units[at + 1] if at + 1 < len(self.units) else None
        if at == self.title or unit.run_in or at in self.named or names_contents(text):
            return True
        if is_row(text) or is_spread(text) or is_entry(text):
            return False
        below = marked(following.line) if following else None
        over_prose = following is not None and is_prose(following.text) and not below
        if item:
            return bool(item.number) and unit.apart and self._is_numbered_heading(at, item, over_prose, below)
        if not looks_like_heading(text):
            return False
        if names_contents(self.section):  # every line of it reads like a heading
            return over_prose
        is_title = looks_like_title(text)
        if names_section(text) or following is None:
            return names_section(text)
        if text.endswith(":"):  # 'Objectives:', but not 'To reach this, we will:'
            return is_title
        if at < self.text_begins:  # among names, dates and captions, only what opens the text is a heading
            return over_prose
        is_short = len(text.split()) <= 8
        if not self.spaced:
            follows_text = ends_sentence(self.units[at - 1].text) or marked(self.units[at - 1].line)
            over_text = over_prose or below
            return (is_title and len(text.split()) <= 14) or bool(is_short and follows_text and over_text)
        if is_furniture(following.text) or not unit.apart:
            return False
        return over_prose or (is_title and following.apart) or bool(is_short and below)

    def _is_numbered_heading(self, at: int, item: Marked, over_prose: bool, below: Marked | None) -> bool:
        """'II. Background' over a paragraph, but not the last item of a list; '1. Aims' over '1.1 Trees'."""
        if not looks_like_heading(item.text):
            return False
        follows_item = at > 0 and marked(self.units[at - 1].line) is not None
        is_parent = below is not None and below.number is not None and below.depth > item.depth
        return is_parent or (over_prose and (looks_like_title(item.text) or not follows_item))


def _with_names(units: Sequence[Unit]) -> Iterator[Unit]:
    """'§ 1' and the line below it, if that is its name."""
    above: Unit | None = None
    for unit in units:
        if above is None:
            above = unit
        elif _is_name(unit, above):
            yield replace(above, text=f"{above.text} {unit.text}")
            above = None
        else:
            yield above
            above = unit
    if above:
        yield above


def _is_name(unit: Unit, above: Unit) -> bool:
    found = None if unit.apart or unit.why or above.why else division(above.text)
    if found is None or found.rest or marked(unit.line) or division(unit.text):
        return False
    return looks_like_heading(unit.text) and len(unit.text.split()) <= _WORDS_OF_NAME


def _named_by_contents(units: Sequence[Unit]) -> set[int]:
    """The headings of the parts that a table of contents names, of which the first ends it."""
    lines = [_line(unit.text) for unit in units]
    begin = next((at for at, line in enumerate(lines, 1) if names_contents(line)), len(lines))
    entries: dict[str, int] = {}
    found: set[int] = set()
    for at, line in enumerate(lines[begin:], begin):
        if line in entries:
            found.add(at)
            del entries[line]
        elif not found:
            entries |= {line: at, _PAGE.sub("", line): at}
    return found


def _ranked(passages: Sequence[Passage]) -> list[Passage]:
    """Chapters stand over articles, where a text has both."""
    divisions = {
        at: found
        for at, passage in enumerate(passages)
        if passage.kind is PassageKind.HEADING and passage.level > 1 and (found := division(passage.text))
    }
    ranks = sorted({found.rank for found in divisions.values() if found.rank is not None})
    levels: dict[int | None, int] = {rank: level for level, rank in enumerate(ranks, 2)}
    return [
        replace(passage, level=levels.get(divisions[at].rank, 2)) if at in divisions else passage
        for at, passage in enumerate(passages)
    ]


def _row(text: str) -> Passage:
    words = Wording()
    for cell in _CELL_ENDS.split(text.strip("| \t") if "|" in text else text.strip()):
        words.cell(is_head=False)
        words.add(cell)
    return words.passage(PassageKind.TABLE) or Passage("", PassageKind.TABLE, 0, _line(text))


def _line(text: str) -> str:
    return " ".join(text.split())


def _title(leading: list[Unit]) -> int | None:
    """Of what stands before the first prose: the longest line that is not shouted, unless it opens that prose."""
    lines: list[tuple[int, str]] = []
    for at, unit in enumerate(leading):
        if names_contents(unit.text):
            break
        if looks_like_heading(unit.text) and not (
            names_section(unit.text) or unit.text[-1] == ":" or marked(unit.line) or is_spread(unit.text)
        ):
            lines.append((at, unit.text))
    spoken = [(at, text) for at, text in lines if not text.isupper()] or lines
    if len(spoken) > 1 and spoken[-1][0] == len(leading) - 1:
        spoken = spoken[:-1]
    return max(spoken, key=lambda pair: len(pair[1]))[0] if spoken else None
