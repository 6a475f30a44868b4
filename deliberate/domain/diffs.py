"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import Indel


class Change(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Run:
    """Words that follow each other and share a fate, with the spaces after them."""

    change: Change
    text: str


def word_diff(old: str, new: str) -> list[Run]:
    """The new text with what was removed left in its place, before what was added there.

    Not with difflib, which needs minutes for two texts of one word repeated; this stays under a second.
    """
    before, after = _tokens(old), _tokens(new)
    pieces: list[tuple[bool, list[str], list[str]]] = []
    for op in Indel.opcodes([word.strip() for word in before], [word.strip() for word in after]):
        was, becomes = before[op.src_start : op.src_end], after[op.dest_start : op.dest_end]
        pieces.append((op.tag == "equal", was, becomes))
    runs: list[Run] = []
    for kept, group in groupby(pieces, key=lambda piece: piece[0]):
        parts = list(group)
        removed = "".join(word for _, was, _ in parts for word in was)
        added = "".join(word for _, _, becomes in parts for word in becomes)
        runs += [Run(Change.KEPT, added)] if kept else [Run(Change.REMOVED, removed), Run(Change.ADDED, added)]
    return [run for run in runs if run.text]


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s*\S+\s*", text)
