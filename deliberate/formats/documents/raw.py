"""Documents as they come, without markup: each unit gets its kind from how it is written and where it stands.

Nothing is dropped: page numbers, rules and names before the text stay as paragraphs of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deliberate.domain.texts.passages import Passage, PassageKind, anchored
from deliberate.formats.documents import Document
from deliberate.formats.documents.critique import is_critique, message_of, speaks
from deliberate.formats.documents.layout import Unit, is_note, units
from deliberate.formats.documents.markers import Marked, marked
from deliberate.formats.documents.shapes import (
    ends_sentence,
    is_furniture,
    is_prose,
    is_row,
    looks_like_heading,
    looks_like_title,
    names_section,
)

_REFERENCES = re.compile(r"sources|r[ée]f[ée]rences|bibliograph(y|ie)|works cited|notes", re.IGNORECASE)
_DEFINITIONS = re.compile(r".*d[ée]finitions?|glossary|glossaire", re.IGNORECASE)
_FACTS = re.compile(r".*\b(facts|statistics|figures|data|faits|chiffres|statistiques)\b.*", re.IGNORECASE)
_CONTENTS = re.compile(r"(table of )?contents|sommaire|table des matières", re.IGNORECASE)
_CONCLUSION = re.compile(r"conclusions?|concluding .*|closing .*", re.IGNORECASE)


def read(text: str) -> Document:
    """Never fails: any text is a document, if only of paragraphs."""
    passages = anchored(_Classifier(units(text)).passages())
    headings = [passage for passage in passages if passage.kind is PassageKind.HEADING]
    # The one heading of level 1 is the title; without one, the first heading or the first words have to do.
    first = min(headings, key=lambda heading: heading.level, default=None)
    title = first.text if first else " ".join(passages[0].text.split(None, 10)[:10])
    critique = " ".join(passage.text for passage in passages if passage.kind is PassageKind.CRITIQUE)
    return Document(title, tuple(passages), (message_of(critique),) if critique else ())


@dataclass
class _Classifier:
    """Goes through the units in order and knows the section, the list and the voice it is in."""

    units: list[Unit]
    section: str = ""
    listed: list[Marked] = field(default_factory=list)  # the last item of each level of the list it is in
    is_titled_list: bool = False  # the outermost items are mere titles, with sentences of their own below them
    personal: int = 0  # passages in which somebody says 'I'
    in_critique: bool = False

    def passages(self) -> list[Passage]:
        self.spaced = sum(unit.apart for unit in self.units) > 0.3 * len(self.units)
        self.text_begins = next((at for at, unit in enumerate(self.units) if is_prose(unit.text)), len(self.units))
        self.title = _title(self.units[: self.text_begins])
        passages = []
        for at in range(len(self.units)):
            passage = self._passage(at)
            self.personal += speaks(passage.text)
            passages.append(passage)
        return passages

    def _passage(self, at: int) -> Passage:
        unit = self.units[at]
        item = marked(unit.line)
        if is_furniture(unit.text):
            return Passage("", PassageKind.PARAGRAPH, 0, unit.text)
        if self._is_heading(at, item):
            return self._heading(at, item)
        if _CONTENTS.fullmatch(self.section):
            return Passage("", PassageKind.TABLE, 0, unit.text)
        if item:
            return self._item(item)
        self.listed.clear()
        if self._is_row(at):
            return Passage("", PassageKind.TABLE, 0, unit.text)
        return Passage("", self._kind_of_text(unit.text, at), 0, unit.text)

    def _heading(self, at: int, item: Marked | None) -> Passage:
        unit = self.units[at]
        text = item.text if item else unit.text
        self.section = text.strip(" :")
        self.listed.clear()
        self.is_titled_list = self.in_critique = False
        is_lower = unit.run_in or (text.endswith(":") and at > self.text_begins)
        level = 1 if at == self.title else 1 + item.depth if item else 3 if is_lower else 2
        return Passage("", PassageKind.HEADING, level, text, item.number if item else None)

    def _kind_of_text(self, text: str, at: int) -> PassageKind:
        if _REFERENCES.fullmatch(self.section) or is_note(text):
            return PassageKind.REFERENCE
        if _CONCLUSION.fullmatch(self.section):
            self.in_critique = self.in_critique or is_critique(text, self.personal, at)
        return PassageKind.CRITIQUE if self.in_critique else PassageKind.PARAGRAPH

    def _item(self, item: Marked) -> Passage:
        if _REFERENCES.fullmatch(self.section):
            return Passage("", PassageKind.REFERENCE, 0, item.text, item.number)
        for name, kind in ((_DEFINITIONS, PassageKind.DEFINITION), (_FACTS, PassageKind.FACT)):
            if name.fullmatch(self.section) and ": " in item.text:
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
        if at == self.title or unit.run_in:
            return True
        if is_row(text):
            return False
        below = marked(following.line) if following else None
        over_prose = following is not None and is_prose(following.text) and not below
        if item:
            return bool(item.number) and unit.apart and self._is_numbered_heading(at, item, over_prose, below)
        if not looks_like_heading(text):
            return False
        if _CONTENTS.fullmatch(self.section):  # every line of it reads like a heading
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


def _title(leading: list[Unit]) -> int | None:
    """Of what stands before the first prose: the longest line that is not shouted, unless it opens that prose."""
    lines: list[tuple[int, str]] = []
    for at, unit in enumerate(leading):
        if _CONTENTS.fullmatch(unit.text.strip(" :")):
            break
        if looks_like_heading(unit.text) and not (
            names_section(unit.text) or unit.text[-1] == ":" or marked(unit.line)
        ):
            lines.append((at, unit.text))
    spoken = [(at, text) for at, text in lines if not text.isupper()] or lines
    if len(spoken) > 1 and spoken[-1][0] == len(leading) - 1:
        spoken = spoken[:-1]
    return max(spoken, key=lambda pair: len(pair[1]))[0] if spoken else None
