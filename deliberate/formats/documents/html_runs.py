"""What HTML does to the words within a passage: marks, figures above the line, words that are struck out, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from deliberate.domain.texts.marks import MarkKind
from deliberate.formats.documents.unread import Unread
from deliberate.formats.documents.wording import Wording, lowered, raised

_MARKS = {
    **dict.fromkeys(("b", "strong"), MarkKind.STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), MarkKind.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkKind.CODE),
    "a": MarkKind.LINK,
}
_STYLES = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), MarkKind.STRONG),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)"), MarkKind.EMPHASIS),
)
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)")
_STRUCK = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through")
_RAISED = re.compile(r"vertical-align\s*:\s*super")
# Of `<font size>`; the browser's own is 3.
USUAL_SIZE = 3
_SIZES = {"+": 1, "-": -1}

_STRIKE = "strike"
_RAISE = "raise"
_LOWER = "lower"
_QUOTE = "quote"
_SIZE = "size"
Effect = tuple[str, str]


class Runs:
    """Takes the runs of text and what stands around them; `size` is the smallest letters since it was last set."""

    def __init__(self, words: Wording, unread: Unread) -> None:
        self._words = words
        self._unread = unread
        self._raised = self._lowered = self._strikes = 0
        self._struck: list[str] = []
        self._sizes = [USUAL_SIZE]
        self.size: int | None = None

    def text(self, text: str) -> None:
        if self._strikes:
            self._struck.append(text)
        elif text:
            self._words.add(raised(text) if self._raised else lowered(text) if self._lowered else text)
            if not text.isspace():
                self.size = min(self._sizes[-1], self.size or self._sizes[-1])

    def open(self, tag: str, attributes: Mapping[str, str]) -> list[Effect]:
        """What `close` has to undo."""
        if tag == "br":
            self.text("\n")
        elif tag == "img":
            self._unread.picture(attributes.get("alt", ""))
        effects = list(_effects(tag, attributes))
        for effect, value in effects:
            self._begin(effect, value)
        return effects

    def close(self, effects: Iterable[Effect]) -> None:
        for effect, _ in reversed(list(effects)):
            if effect == _STRIKE:
                self.unstrike()
            elif effect == _RAISE:
                self._raised -= 1
            elif effect == _LOWER:
                self._lowered -= 1
            elif effect == _SIZE:
                self._sizes.pop()
            elif effect == _QUOTE:
                self.text("”")
            else:
                self._words.close(MarkKind(effect))

    def strike(self) -> None:
        self._strikes += 1

    def unstrike(self) -> None:
        self._strikes -= 1
        if not self._strikes and (struck := " ".join("".join(self._struck).split())):
            self._unread.struck.append(struck)
        if not self._strikes:
            self._struck.clear()

    def _begin(self, effect: str, value: str) -> None:
        if effect == _STRIKE:
            self.strike()
        elif effect == _RAISE:
            self._raised += 1
        elif effect == _LOWER:
            self._lowered += 1
        elif effect == _SIZE:
            self._sizes.append(self._sized(value))
        elif effect == _QUOTE:
            self.text("“")
        else:
            self._words.open(MarkKind(effect), value)

    def _sized(self, value: str) -> int:
        """'5', or more and less than what is around it: '+2'."""
        digits = value.strip().lstrip("+-")[:2]
        if not digits.isdecimal():
            return self._sizes[-1]
        return self._sizes[-1] + _SIZES[value.strip()[0]] * int(digits) if value.strip()[0] in _SIZES else int(digits)


def _effects(tag: str, attributes: Mapping[str, str]) -> Iterable[Effect]:
    style = attributes.get("style", "").lower() if "style" in attributes else ""
    if (mark := _MARKS.get(tag)) and not (mark is MarkKind.STRONG and _NOT_BOLD.search(style)):
        yield mark, attributes.get("href", "").strip() if mark is MarkKind.LINK else ""
    if style:
        yield from ((mark, "") for pattern, mark in _STYLES if pattern.search(style))
    if tag in ("s", "strike", "del") or _STRUCK.search(style):
        yield _STRIKE, ""
    elif tag == "sup" or _RAISED.search(style):
        yield _RAISE, ""
    elif tag == "sub":
        yield _LOWER, ""
    elif tag == "q":
        yield _QUOTE, ""
    elif tag == "big":
        yield _SIZE, "+1"
    elif tag == "font" and "size" in attributes:
        yield _SIZE, attributes["size"]
