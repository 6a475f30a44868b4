"""Where something stands, and the one text form of that: kept with votes, in the log and in exports, sent by forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

# What posts are known by: their ids, or the keys of a thread in a document.
K = TypeVar("K")


@dataclass(frozen=True)
class OnPost(Generic[K]):
    post: K

    def __str__(self) -> str:
        return f"post {self.post}"


@dataclass(frozen=True)
class OnPassage:
    anchor: str

    def __str__(self) -> str:
        return f"passage {self.anchor}"


@dataclass(frozen=True)
class OnProposal:
    """On the proposal as a whole."""

    def __str__(self) -> str:
        return "proposal"


# An anchor that a passage had up to a revision, when it goes on with other words: 'roads@3'.
_DATED = re.compile(r"(?P<anchor>.+)@(?P<revision>[1-9][0-9]{0,8})", re.ASCII)


def as_of(anchor: str, revision: int) -> str:
    """The passage as it stood in a revision, for what is about those words and not about what became of them."""
    return f"{dated(anchor)[0]}@{revision}"


def is_too_long(anchor: str) -> bool:
    """Only one that came with an import may be: what is kept of a place has room for so many letters."""
    return len(anchor) > 100


def dated(anchor: str) -> tuple[str, int | None]:
    """The anchor, and the revision up to which it is meant; None where it is meant as it is."""
    found = _DATED.fullmatch(anchor)
    return (found["anchor"], int(found["revision"])) if found else (anchor, None)


def on_words(place: OnPost[int] | OnPassage | OnProposal, since: int) -> OnPost[int] | OnPassage | OnProposal:
    """The place as votes remember it: a passage that was reworded under a post with the revision that did."""
    if isinstance(place, OnPassage) and since > 1:
        return OnPassage(f"{place.anchor}@{since}")
    return place


Place = OnPost[int] | OnPassage | OnProposal
DraftPlace = OnPost[str] | OnPassage | OnProposal


def at(post: int | None, anchor: str | None) -> Place:
    """On the post, or else on the passage, or else on the proposal, as columns and files have it."""
    if post is not None:
        return OnPost(post)
    return OnPassage(anchor) if anchor else OnProposal()


def columns(place: Place) -> tuple[int | None, str | None]:
    """The post and the anchor that `at` makes this place of."""
    match place:
        case OnPost(post):
            return post, None
        case OnPassage(anchor):
            return None, anchor
        case OnProposal():
            return None, None


def parse(text: str) -> Place | None:
    """The place with this text form; None for any other text."""
    return _parse(text, lambda name: int(name) if re.fullmatch(r"[1-9][0-9]{0,17}", name) else None)


def parse_draft(text: str) -> DraftPlace | None:
    """The same where posts have keys."""
    return _parse(text, lambda name: name or None)


def _parse(text: str, known_by: Callable[[str], K | None]) -> OnPost[K] | OnPassage | OnProposal | None:
    kind, _, name = text.partition(" ")
    if kind == "post" and (post := known_by(name)) is not None:
        return OnPost(post)
    if kind == "passage" and name:
        return OnPassage(name)
    return OnProposal() if text == "proposal" else None
