"""All words of a web page in its own order, whatever its reader makes of them: to read beside the rows."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

from deliberate.formats.documents.html_elements import BLOCKS, NO_TEXT, PREFORMATTED

_STRUCK = frozenset({"del", "s", "strike"})
_SPACE = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n\s*\n")


def plain(tree: Element) -> str:
    """Each block on a line of its own, with a blank line between those that are apart; code keeps its lines."""
    parts: list[str] = []
    preformatted = 0
    walk = etree.iterwalk(tree, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "start" and element.tag in NO_TEXT:
            walk.skip_subtree()
        elif event != "comment":
            preformatted += (element.tag in PREFORMATTED) * (1 if event == "start" else -1)
            if element.tag in _STRUCK:  # what is written instead stands right behind it
                parts.append(" ")
            if element.tag in BLOCKS or (element.tag == "br" and event == "start"):
                parts.append("\n")
            if event == "start":
                parts.append(_text(element.text, preformatted))
        if event != "start" and element is not tree:
            parts.append(_text(element.tail, preformatted))
    lines = (line.rstrip() for line in "".join(parts).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _text(text: str | None, preformatted: int) -> str:
    return (text or "") if preformatted else _SPACE.sub(" ", text or "")
