"""A document with its thread as values, and as what a dry run prints."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from deliberate.domain.labels import Ground, Label
from deliberate.domain.places import DraftPlace, OnProposal
from deliberate.domain.posts import PostWords
from deliberate.domain.texts.passages import Passage, anchored
from deliberate.domain.texts.tongues import guessed, is_one_of
from deliberate.domain.words import Sayable


@dataclass(frozen=True)
class PassageLink:
    """A passage of a proposal (of another one, as a rule); without an anchor the proposal as a whole."""

    slug: str
    anchor: str | None


@dataclass(frozen=True)
class PostLink:
    key: str


@dataclass(frozen=True)
class DraftPost:
    key: str
    label: Label
    words: PostWords
    target: DraftPlace = field(default_factory=OnProposal)
    ground: Ground | None = None
    links: tuple[PassageLink | PostLink, ...] = ()


@dataclass(frozen=True)
class DraftMessage:
    """What somebody wrote in one go; `by` is the name it is signed with."""

    key: str
    by: str
    posts: tuple[DraftPost, ...]
    created: date | None = None


@dataclass(frozen=True)
class LeftOut:
    """Words of the file that belong to its pages and not to the text, as its reader takes it: a page number, a table of
    contents. `before`: the place among the passages that are kept, which it stood before."""

    before: int
    passage: Passage
    why: Sayable


@dataclass(frozen=True)
class Document:
    """`left_out` can be taken back (`whole`); `unread` says what the file holds that no passage can: pictures, scripts,
    comments. `is_template`: the language is that of the program's template where nobody has chosen another. `plain` has
    all words of the file in its own order, found by another way than the passages, so that what they miss can be
    told."""

    title: str
    passages: tuple[Passage, ...]
    messages: tuple[DraftMessage, ...] = ()
    slug: str | None = None
    authors: tuple[str, ...] = ()
    source: str = ""
    topics: tuple[str, ...] = ()
    language: str = ""
    created: date | None = None
    summary: str = ""
    licence: str = ""
    left_out: tuple[LeftOut, ...] = ()
    unread: tuple[Sayable, ...] = ()
    is_template: bool = False
    plain: str = field(default="", compare=False, repr=False)

    @property
    def spoken(self) -> str:
        """The language that its author says, else the one that its words are surely in, else what a template says, else
        nothing."""
        if self.language and not self.is_template:
            return self.language
        sure = guessed("\n".join(passage.text for passage in self.passages))
        return self.language if sure is None or is_one_of(sure, self.language) else sure

    def whole(self) -> Document:
        """With everything that was left out, at its place."""
        passages = list(self.passages)
        for left in reversed(self.left_out):
            passages.insert(left.before, left.passage)
        return replace(self, passages=tuple(anchored(passages)), left_out=())


def to_json(document: Document) -> dict[str, Any]:
    """What `deliberate import --dry-run --json` prints."""
    return {
        "title": document.title,
        "passages": [_passage(passage) for passage in document.passages],
        "messages": [
            {"key": message.key, "by": message.by, "posts": [_post(post) for post in message.posts]}
            for message in document.messages
        ],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "anchor": passage.anchor,
        "kind": str(passage.kind),
        "level": passage.level,
        "text": passage.text,
    }
    return shown | ({"number": passage.number} if passage.number else {})


def _post(post: DraftPost) -> dict[str, Any]:
    shown = {"key": post.key, "label": str(post.label), "target": str(post.target), "body": post.words.body}
    return shown | ({"ground": str(post.ground)} if post.ground else {})
