"""What a form that failed had held, so that it is never lost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flask import request
from werkzeug.exceptions import HTTPException

# What the page itself had put into the form, and what is secret under another name.
_NOT_TYPED = {"csrf_token", "repeat", "next", "once", "anchor"}


class Shown(StrEnum):
    """How a field stands in a form that is sent again."""

    HIDDEN = "hidden"
    TEXT = "text"
    # Typed again.
    SECRET = "secret"  # nosec B105  # a word of ours, no secret


@dataclass(frozen=True)
class Sent:
    name: str
    text: str
    shown: Shown


def typed() -> dict[str, str]:
    """What the person had written; single words are not kept, and secrets never."""
    kept: dict[str, str] = {}
    for name, text in _fields():
        if _how(name, text) is Shown.TEXT:
            kept[name] = f"{kept[name]}\n\n{text}" if name in kept else text
    return kept


def to_send_again() -> list[Sent]:
    """The whole form, with the token it came with: a fresh one would let a page of another site send it. Nothing where
    there were files, which only their owner can choose again."""
    fields = _fields()
    if not fields or request.files:
        return []
    shown = [(name, text, _how(name, text)) for name, text in fields]
    return [Sent(name, "" if how is Shown.SECRET else text, how) for name, text, how in shown]


def _fields() -> list[tuple[str, str]]:
    if request.method != "POST":
        return []
    try:
        return list(request.form.items(multi=True))
    except (HTTPException, OSError):  # too large, or no room for it
        return []


def _how(name: str, text: str) -> Shown:
    if "password" in name or name == "repeat":
        return Shown.SECRET
    written = name not in _NOT_TYPED and (len(text) > 20 or " " in text.strip())
    return Shown.TEXT if written else Shown.HIDDEN
