"""What paragraphs of a web page are by their looks, where a word processor or an old page says it in no other way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml.etree import _Element as Element

from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents.html_elements import HEADINGS
from deliberate.formats.documents.html_runs import USUAL_SIZE
from deliberate.formats.documents.markers import marked
from deliberate.formats.documents.outline import cut
from deliberate.formats.documents.shapes import looks_like_heading

_TITLES = frozenset({"MsoTitle", "title", "Title"})
# How Word marks an item: 'mso-list:l0 level2 lfo1'; and by how far it is set in, half an inch a level.
_LEVEL = re.compile(r"mso-list\s*:[^;]*?\blevel(\d)")
_SET_IN = re.compile(r"margin-left\s*:\s*([\d.]+)(in|pt|cm|mm)")
_TO_LEVELS = {"in": 2.0, "pt": 1 / 36, "cm": 2 / 2.54, "mm": 2 / 25.4}
# In its symbol fonts these letters are bullets, with spaces behind them.
_BULLET = re.compile(r"[·o§ØüvqnlwuàÞ\-–•▪\ue000-\uf8ff] ")
# A heading that nothing else says to be one.
_MOST_WORDS = 15
_DEEPEST = 9


class Looks:
    """`look` is told of each paragraph when it ends; `headings` then says which of them are headings."""

    def __init__(self, part: Element) -> None:
        headings = (one for one in part.iter(*HEADINGS) if "".join(one.itertext()).strip())
        self._has_headings = next(headings, None) is not None
        self._like_headings: dict[int, int] = {}

    def look(self, passages: list[Passage], element: Element | None, size: int | None) -> None:
        """The last of the passages is a paragraph that ended with an element."""
        passage = passages[-1]
        if passage.kind is not PassageKind.PARAGRAPH:
            return
        name = (element.get("class") or "").strip() if element is not None else ""
        style = (element.get("style") or "") if element is not None else ""
        if element is not None and element.tag == "p" and name in _TITLES:
            passages[-1] = replace(passage, kind=PassageKind.HEADING)
        elif name.startswith("MsoList") or "mso-list" in style:
            passages[-1] = _item(passage, style)
        elif not self._has_headings and _is_short(passage.text) and (weight := _weight(passage, size)):
            self._like_headings[len(passages) - 1] = weight

    def headings(self, passages: Sequence[Passage]) -> list[Passage]:
        """What stands out over something that does not; the larger, the higher."""
        found = list(passages)
        over = {at: weight for at, weight in self._like_headings.items() if at + 1 < len(passages)}
        weights = sorted(set(over.values()), reverse=True)
        for at, weight in over.items():
            if found[at].kind is PassageKind.PARAGRAPH:
                found[at] = replace(found[at], kind=PassageKind.HEADING, level=min(weights.index(weight) + 1, _DEEPEST))
        return found


def _weight(passage: Passage, size: int | None) -> int:
    """By size first, then by being bold; nothing for what looks like the rest."""
    is_strong = any(
        mark.kind is MarkKind.STRONG and mark.start == 0 and mark.end == len(passage.text) for mark in passage.marks
    )
    larger = max((size or USUAL_SIZE) - USUAL_SIZE, 0)
    return 2 * larger + is_strong


def _is_short(text: str) -> bool:
    item = marked(text)
    text = item.text if item and item.number else text
    return len(text.split()) <= _MOST_WORDS and looks_like_heading(text)


def _item(passage: Passage, style: str) -> Passage:
    if match := _LEVEL.search(style):
        level = int(match[1])
    else:
        inset = _SET_IN.search(style)
        level = max(round(float(inset[1]) * _TO_LEVELS[inset[2]]), 1) if inset else 1
    number = None
    if bullet := _BULLET.match(passage.text):
        passage = cut(passage, bullet.end())
    elif item := marked(passage.text):
        number = item.number
        passage = cut(passage, len(passage.text) - len(item.text))
    return replace(passage, kind=PassageKind.ITEM, level=level, number=number)
