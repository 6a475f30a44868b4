"""Documents that hypothesis makes up: every kind of passage, marks that overlap, notes, signs that mean something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from deliberate.domain.texts.marks import HEAD, Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents import Document

TITLE = "Upkeep of the weir"
_WORDS = (
    *("weir", "leaks", "leaks,", "2 %", "(a)", "“so”", "漢字", "水", "מים", "1.", "12)", "-", "+", "#", "##", ">", ":"),
    *("*a*", "_b_", "a_b", "`c`", "[d]", "<e>", "&amp;", "~~", "|", "\\", "!", "^", "***", "---", "é", "🌳", "Weir:"),
)
words = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)
_STYLES = (MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.CODE, MarkKind.LINK)
_ADDRESSES = ("https://a.example/x_(y)?a=1&amp;b=2#c", "mailto:ada@a.example", "javascript:alert(1)")
_NUMBERS = ("1.", "2.", "3.", "7.", "1)", "a)", "IV.", "1.1", "(i)")
SIGNS = ("1", "2", "*")


@st.composite
def _marks(draw: Callable[[Any], Any], text: str) -> tuple[Mark, ...]:
    places = st.integers(0, len(text))
    made = []
    for kind in draw(st.lists(st.sampled_from(_STYLES), max_size=3)):
        start, end = sorted((draw(places), draw(places)))
        made.append(Mark(start, end, kind, draw(st.sampled_from(_ADDRESSES)) if kind is MarkKind.LINK else ""))
    for sign in draw(st.lists(st.sampled_from(SIGNS), max_size=2)) if draw(st.booleans()) else ():
        at = draw(places)
        made.append(Mark(at, at, MarkKind.NOTE, sign))
    return tuple(sorted({*made}))


@st.composite
def _row(draw: Callable[[Any], Any], anchor: str) -> Passage:
    cells = draw(st.lists(words, min_size=1, max_size=3))
    heads = draw(st.sampled_from([[HEAD] * 3, [""] * 3, [HEAD, "", ""]]))
    text, marks = "", set[Mark]()
    for cell, head in zip(cells, heads, strict=False):
        start = len(text) + (3 if text else 0)
        text += f" | {cell}" if text else cell
        marks.add(Mark(start, len(text), MarkKind.CELL, head))
        marks |= {Mark(one.start + start, one.end + start, one.kind, one.to) for one in draw(_marks(cell))}
    return Passage(anchor, PassageKind.TABLE, 0, text, None, tuple(sorted(marks)))


@st.composite
def passage(draw: Callable[[Any], Any], anchor: str) -> Passage:
    kind = draw(st.sampled_from(PassageKind))
    if kind is PassageKind.TABLE:
        return draw(_row(anchor))  # type: ignore[no-any-return]
    text = draw(words)
    if kind is PassageKind.CODE:
        return Passage(anchor, kind, 0, f"{text}\n\n  {draw(words)}\n````")
    if kind is PassageKind.DEFINITION and draw(st.booleans()):
        text = f"Sluice: {text}"
    number = None
    if kind is PassageKind.REFERENCE:
        number = draw(st.sampled_from((None, *SIGNS)))
    elif kind in (PassageKind.ITEM, PassageKind.HEADING):
        number = draw(st.sampled_from((None, None, *_NUMBERS)))
    highest = {PassageKind.HEADING: 2, PassageKind.ITEM: 1}.get(kind)
    level = draw(st.integers(highest, highest + 2)) if highest else 0
    return Passage(anchor, kind, level, text, number, draw(_marks(text)))


def document(passages: list[Passage]) -> Document:
    title = Passage("title", PassageKind.HEADING, 1, TITLE)
    return Document(TITLE, (title, *passages), authors=("Ada", "Ben"), language="en", created=date(2026, 3, 1))


@st.composite
def documents(draw: Callable[[Any], Any]) -> Document:
    return document(draw(_passages()))


@st.composite
def _passages(draw: Callable[[Any], Any], most: int = 7) -> list[Passage]:
    anchors = draw(st.lists(st.sampled_from("abcdefgh"), max_size=most, unique=True))
    return [draw(passage(anchor)) for anchor in anchors]


@st.composite
def revised(draw: Callable[[Any], Any]) -> tuple[Document, Document]:
    """Two revisions: of the first some passages are kept, some in other places, some with other words or marks."""
    old = draw(_passages())
    kept = [one for one in draw(st.permutations(old)) if draw(st.booleans())] if draw(st.booleans()) else list(old)
    new = [draw(passage(one.anchor)) if draw(st.integers(0, 3)) == 0 else one for one in kept]
    used = {one.anchor for one in old}
    more = [one for one in draw(_passages(4)) if one.anchor not in used]
    for one in more:
        new.insert(draw(st.integers(0, len(new))), one)
    return document(old), document(new)
