"""The words of a page as its reader sees or hears them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_READ_OUT = ("title", "aria-label", "placeholder", "alt", "data-unsent")
# Keys; dates, which come from the library that knows the language; and what somebody is writing.
_NO_WORDS = ("script", "style", "kbd", "time", "textarea")
WITHOUT_END = ("meta", "link", "input", "br", "hr", "img")
_WORD = re.compile(r"[^\W\d_]{2,}")

# The same in every language: the site's name in the title, how an address begins, what formats are called.
NAMES = {"deliberate", "https", "Markdown", "HTML", "Word"}


def words_of(page: str) -> list[str]:
    """Of two letters and more, in order; not what says of itself that it is never translated."""
    reader = _Reader()
    reader.feed(page)
    return reader.words


def unwrapped(page: str) -> str:
    """Without the tags that set people's words apart from the site's."""
    return re.sub("</?bdi>", "", page)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        # The elements that are open, and whether each is passed over.
        self._within: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, text in attributes:
            if name in _READ_OUT and tag != "time":
                self._read(text or "")
        if tag not in WITHOUT_END:
            self._within.append((tag, tag in _NO_WORDS or ("translate", "no") in attributes))

    def handle_endtag(self, tag: str) -> None:
        if tag in (name for name, _ in self._within):
            while self._within.pop()[0] != tag:
                pass

    def handle_data(self, text: str) -> None:
        self._read(text)

    def _read(self, text: str) -> None:
        if not any(passed_over for _, passed_over in self._within):
            self.words += _WORD.findall(text)
