"""Signs that turn the direction of a text round, so that what one text turns no other text is turned by."""

from __future__ import annotations

import re

ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
_END_OF_EMBEDDING = "\u202c"
_EMBEDDINGS = frozenset("\u202a\u202b\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")
# Paragraphs end here for whoever orders letters, though not for whoever reads a line.
_ENDS_OF_PARAGRAPHS = "\x1c-\x1e\x85\u2029"
_SIGN = re.compile(f"[\u202a-\u202e\u2066-\u2069{_ENDS_OF_PARAGRAPHS}]")
_PARAGRAPH = re.compile(f"[{_ENDS_OF_PARAGRAPHS}]")


def balanced(line: str) -> str:
    """The same words on a line of a page: what is turned there is turned back at its end, and nothing before it is."""
    if not _SIGN.search(line):
        return line
    awaited: list[str] = []  # the ends of what is open
    kept: list[str] = []
    for letter in _PARAGRAPH.sub(" ", line):
        if letter in _EMBEDDINGS:
            awaited.append(_END_OF_EMBEDDING)
        elif letter in _ISOLATES:
            awaited.append(END_OF_ISOLATE)
        elif letter == END_OF_ISOLATE:
            if letter not in awaited:
                continue
            # It ends every embedding that was begun within.
            while awaited.pop() != END_OF_ISOLATE:
                pass
        elif letter == _END_OF_EMBEDDING:
            if awaited[-1:] != [letter]:
                continue
            awaited.pop()
        kept.append(letter)
    return "".join([*kept, *reversed(awaited)])


def isolated(line: str) -> str:
    """The same for where no tags can stand: it goes its own direction, whatever stands before it and after it."""
    return f"{ISOLATE}{balanced(line)}{END_OF_ISOLATE}"
