"""The passages of a document as `deliberate import --dry-run --json` prints them, with the anchors they had there."""

from __future__ import annotations

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.words import say
from deliberate.formats.json_reader import JsonReader, all_different, parsed

_LONGEST_ANCHOR = 200
_DEEPEST = 100


def read(text: str) -> tuple[Passage, ...]:
    """What else was printed is not looked at. Raises FormatError, which says where."""
    passages = tuple(map(_passage, parsed(text).each("passages")))
    all_different((passage.anchor for passage in passages), "passages", say("anchor"))
    return passages


def _passage(value: JsonReader) -> Passage:
    return Passage(
        anchor=value.text("anchor", _LONGEST_ANCHOR, least=1),
        kind=value.member("kind", PassageKind),
        level=0 if value.get("level") is None else value.integer("level", 0, _DEEPEST),
        text=value.text("text"),
        number=value.optional_text("number", 40) or None,
    )
