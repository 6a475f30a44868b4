"""A document as every format takes it: with its title above the text, and only signs that a file may hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from deliberate.domain.texts.passages import Passage, PassageKind, anchored
from deliberate.formats.documents import Document

# What XML 1.0 (2.2) has no place for, and other signs that nobody sees. Each gives way to one sign, so that marks stay
# where they are.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]")
_BREAKS_IN_CODE = re.compile("[\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]")
# The anchor of a title that is no passage of the text; no passage is called so.
_TITLE = " title"
# Lists of Word have nine levels; no text has more.
_DEEPEST = 9


def prepared(document: Document) -> Document:
    """The same, to be written."""
    return replace(
        document,
        title=line(document.title),
        passages=tuple(anchored(_clean(passage) for passage in _titled(document))),
        authors=tuple(map(line, document.authors)),
        source=line(document.source),
        language=line(document.language),
        licence=line(document.licence),
    )


def line(text: str) -> str:
    """On one line, as long as before."""
    return _BREAKS.sub(" ", _UNSEEN.sub("\ufffd", text))


def _clean(passage: Passage) -> Passage:
    is_code = passage.kind is PassageKind.CODE
    text = _BREAKS_IN_CODE.sub(" ", _UNSEEN.sub("\ufffd", passage.text)) if is_code else line(passage.text)
    marks = tuple(sorted({replace(mark, to=line(mark.to)) for mark in passage.marks}))
    number = line(passage.number) if passage.number else None
    return replace(passage, text=text, marks=marks, number=number, level=min(passage.level, _DEEPEST))


def _titled(document: Document) -> Sequence[Passage]:
    """With one heading of level 1, the title: that of the text, or else one before the text."""
    passages = document.passages
    at = next((at for at, passage in enumerate(passages) if _is_title(passage, at, document.title)), None)
    others = [passage for place, passage in enumerate(passages) if place != at]
    down = int(any(passage.kind is PassageKind.HEADING and passage.level <= 1 for passage in others))
    lower = [_lowered(passage, down) for passage in passages]
    if at is None:
        return [Passage(_TITLE, PassageKind.HEADING, 1, document.title), *lower]
    lower[at] = replace(passages[at], level=1)
    return lower


def _is_title(passage: Passage, at: int, title: str) -> bool:
    is_heading = passage.kind is PassageKind.HEADING and passage.text == title
    return is_heading and (at == 0 or passage.level == 1)


def _lowered(passage: Passage, down: int) -> Passage:
    return replace(passage, level=max(passage.level + down, 2)) if passage.kind is PassageKind.HEADING else passage
