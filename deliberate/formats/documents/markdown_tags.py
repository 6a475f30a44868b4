"""Tags of HTML within the words of a Markdown text, each by itself, as the parser finds them."""

from __future__ import annotations

import re
from html import unescape

from deliberate.formats.documents.html_elements import KNOWN, VOID
from deliberate.formats.documents.html_runs import Effect, Runs
from deliberate.formats.documents.unread import Unread

_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)([^>]*)>?", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# A tag closes one of the last so many that are open.
_NEAR = 100


class Tags:
    """A tag that is not closed ends with its paragraph."""

    def __init__(self, runs: Runs, unread: Unread) -> None:
        self._runs = runs
        self._unread = unread
        self._open: list[tuple[str, list[Effect]]] = []

    def tag(self, written: str) -> None:
        match = _TAG.fullmatch(written)
        if match is None:  # a comment, or an instruction to a program
            self._unread.comments += 1
        elif not is_known(match[2]):
            self._runs.text(written)
        elif match[1]:
            self._close(match[2].lower())
        else:
            effects = self._runs.open(match[2].lower(), _attributes(match[3]))
            if match[2].lower() not in VOID:
                self._open.append((match[2].lower(), effects))

    def end(self) -> None:
        while self._open:
            self._runs.close(self._open.pop()[1])

    def _close(self, name: str) -> None:
        last = len(self._open) - 1
        at = next((at for at in range(last, max(last - _NEAR, -1), -1) if self._open[at][0] == name), None)
        if at is not None:
            self._runs.close(self._open.pop(at)[1])


def is_known(name: str) -> bool:
    """No word in brackets, such as <name>, which stands for itself; elements of one's own have a hyphen or a colon."""
    return name.lower() in KNOWN or "-" in name or ":" in name


def without_comments(block: str, unread: Unread) -> str:
    """A block of HTML, in which words in brackets stand for themselves, too."""
    text, comments = _COMMENT.subn("", block)
    unread.comments += comments
    return _TAG.sub(lambda match: match[0] if is_known(match[2]) else match[0].replace("<", "&lt;"), text)


def _attributes(written: str) -> dict[str, str]:
    return {
        name.lower(): unescape(value[1:-1] if value[:1] in "\"'" and value[:1] else value)
        for name, value in _ATTRIBUTE.findall(written)
    }
