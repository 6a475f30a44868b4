"""Finding people's words that stand among the site's own without anything between them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from deliberate.domain.texts.directions import balanced
from tests.reading import WITHOUT_END
from tests.web.walking import foreign

OVERRIDE = "\u202e"
_THEIRS = re.compile("[\u0400-\u04ff\u202e]")
# An attribute that nobody reads as words: an address, a name for programs, or what is sent.
_FOR_PROGRAMS = re.compile("id|for|href|action|value|content|aria-(labelledby|describedby|controls)|data-.*")


def hostile(words: str) -> str:
    return OVERRIDE + foreign(words)


class Reader(HTMLParser):
    """Finds people's words that stand among the site's without anything between them."""

    def __init__(self) -> None:
        super().__init__()
        self.loose: set[str] = set()
        self._within: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        is_apart = tag == "bdi" or given.get("dir") in ("auto", "ltr", "rtl")
        for name, value in attributes:
            if value and _THEIRS.search(value):
                if tag in ("input", "textarea") and name == "value":
                    is_fine = is_apart or given.get("type") in ("hidden", "checkbox", "radio")
                else:
                    is_fine = bool(_FOR_PROGRAMS.fullmatch(name)) or not _outside_of_isolates(value)
                if not is_fine:
                    self.loose.add(f"<{tag} {name}={value!r}>")
            if value and name != "value" and "<bdi" in value:
                self.loose.add(f"a tag in <{tag} {name}>")
        if tag not in WITHOUT_END:
            self._within.append((tag, is_apart))

    def handle_endtag(self, tag: str) -> None:
        if tag in (name for name, _ in self._within):
            while self._within.pop()[0] != tag:
                pass

    def handle_data(self, text: str) -> None:
        tags = [tag for tag, _ in self._within]
        if "script" in tags or not _THEIRS.search(text):
            return
        if tags[-1] in ("title", "option"):
            if _outside_of_isolates(text):
                self.loose.add(f"<{tags[-1]}> {text.strip()[:60]!r}")
        elif not any(is_apart for _, is_apart in self._within):
            self.loose.add(f"<{' '.join(tags[-3:])}> {text.strip()[:60]!r}")
        elif tags[-1] == "bdi" and balanced(text) != text:
            self.loose.add(f"not balanced: {text.strip()[:60]!r}")


def _outside_of_isolates(text: str) -> bool:
    return balanced(text) != text or bool(_THEIRS.search(re.sub("\u2068[^\u2068\u2069]*\u2069", "", text)))


def loose_in(page: str) -> set[str]:
    reader = Reader()
    reader.feed(page)
    return reader.loose
