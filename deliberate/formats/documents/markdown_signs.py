"""Whether a text that nobody called Markdown is written in it: by what stands in such texts and hardly in others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" *#{1,6}[ \t]+\S.*")
_UNDERLINE = re.compile(r"(=+|-{3,})[ \t]*")
# Where all of a text is set in, as memos are, its stars are bullets like others.
_STAR = re.compile(r" ?\*[ \t]+(?!\*)\S.*")
_BETWEEN_ROWS = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:")
_LINK = re.compile(r"\[[^\[\]\n]+\]\((?:https?:|mailto:|[/#])[^()\s]*\)")
_STRONG = re.compile(r"(?<![*\w])\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*(?!\*)")
_KEY = re.compile(r"[A-Za-z_][\w -]*:(?:[ \t].*)?")
_FEWEST_STARS = 2


def is_markdown(text: str) -> bool:
    lines = text.split("\n")
    return (
        (lines[0].rstrip() == "---" and len(lines) > 1 and bool(_KEY.fullmatch(_first(lines[1:]))))
        or any(_FENCE.match(line) or _HEADING.fullmatch(line) or _NOTE.match(line) for line in lines)
        or sum(1 for line in lines if _STAR.fullmatch(line)) >= _FEWEST_STARS
        or _has_underlined(lines)
        or bool(_LINK.search(text) or _STRONG.search(text))
    )


def _first(lines: Sequence[str]) -> str:
    return next((line.rstrip() for line in lines if line.strip() and line[0] != "#"), "")


def _has_underlined(lines: Sequence[str]) -> bool:
    """A heading, alone above its line, which has about its length; or the first row of a table."""
    for before, (line, under) in zip(["", *lines], pairwise(lines), strict=False):
        if not line.strip() or not under.strip():
            continue
        if "|" in line and "|" in under and _BETWEEN_ROWS.fullmatch(under):
            return True
        if not before.strip() and _UNDERLINE.fullmatch(under) and len(line.strip()) / 2 <= len(under.strip()):
            return True
    return False
