"""The first words of somebody's text, for boxes and lists."""

from __future__ import annotations

import re

EXCERPT = 140


def excerpt(body: str, length: int = EXCERPT) -> str:
    """The first words of somebody's Markdown without its marks, but with its numbers. Ten thousand are wanted at once:
    no parser."""
    text = body[: 4 * length]
    if _MAY_BE_MARKED.search(text):
        text = _MARKS.sub("", _LINK.sub(r"\1", text))
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return f"{text[:length].rsplit(' ', 1)[0].rstrip(' ,;:.–-…')}…"


_MAY_BE_MARKED = re.compile(r"[\[*`_\n]|\A[ \t]*[-+#>]")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"^[ \t]*(?:#{1,6}|>|[-*+])[ \t]+|[*`]+|(?<!\w)_+|_+(?!\w)|^[ \t]*[-=|: ]{3,}$", re.MULTILINE)
