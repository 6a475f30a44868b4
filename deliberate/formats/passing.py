"""Documents as JSON, to pass them from one process to another.

Not as a pickle: who breaks the program that reads a file would choose what the process that asked for it runs. Here
only the kinds of values listed below come out, whatever goes in.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from deliberate.domain.labels import Ground, Label
from deliberate.domain.places import OnPassage, OnPost, OnProposal
from deliberate.domain.posts import PostWords
from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.words import Capital, Listed, Say
from deliberate.formats.documents import Document, DraftMessage, DraftPost, LeftOut, PassageLink, PostLink

_VALUES: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        *(Document, LeftOut, Passage, Mark, Say, Listed, Capital),
        *(DraftMessage, DraftPost, PostWords, PassageLink, PostLink, OnPost, OnPassage, OnProposal),
        *(PassageKind, MarkKind, Label, Ground),
    )
}


def packed(value: object) -> bytes:
    """Of a document, a sentence, or what they are made of. Raises TypeError for anything else."""
    return json.dumps(_packed(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(content: bytes) -> Any:
    """Raises ValueError, TypeError or KeyError for what `packed` never gives."""
    return _unpacked(json.loads(content.decode("utf-8", "surrogatepass")))


def _packed(value: object) -> object:
    name = type(value).__name__
    if isinstance(value, Enum) and name in _VALUES:
        return {name: str(value)}
    if is_dataclass(value) and name in _VALUES:
        return {name: [_packed(getattr(value, field.name)) for field in fields(value)]}
    if isinstance(value, tuple):
        return [_packed(one) for one in value]
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if value is None or type(value) in (bool, int, float, str):
        return value
    raise TypeError(f"{name} is not passed on")


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_unpacked, value))
    if not isinstance(value, dict):
        return value
    ((name, inner),) = value.items()
    if name == "date":
        return date.fromisoformat(inner)
    kind = _VALUES[name]
    return kind(inner) if issubclass(kind, Enum) else kind(*map(_unpacked, inner))
