"""The posts that the page of opinions lists, in few words, and how groups voted on them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label, Polarity, rule
from deliberate.domain.nodes import State
from deliberate.domain.opinions.disclosure import Votes
from deliberate.domain.posts import Source
from deliberate.domain.statuses import Outcome
from deliberate.domain.votes import Choices
from deliberate.domain.words import Say
from deliberate.models import Post
from deliberate.queries.excerpts import excerpt
from deliberate.queries.merges import kept_of
from deliberate.queries.perspectives import TALLIES, cast_here

# Longest words of a post in a list, and in the name of a group.
WORDS = 300
NAME = 90
_SENTENCE = re.compile(r".{20,}?[.!?](?= )")


@dataclass(frozen=True)
class Count:
    """How people voted on a post: those of one group in shares of 100 (`disclosure`), all 0 where `too_few` of it
    voted or they would tell how single people did; where `group` is None everybody, in numbers."""

    group: int | None
    letter: str
    agree: int
    passes: int
    disagree: int
    too_few: bool = False

    @property
    def total(self) -> int:
        return self.agree + self.passes + self.disagree


@dataclass(frozen=True)
class Said:
    """A post of a list. `agrees` is what is said of it: that most say yes, that most say no, or (None) neither.

    `counts` has a row for each group, or one for everybody where there are no groups.
    """

    id: int
    label: Label
    outcome: Outcome | None
    words: str
    source: Source | None
    agrees: bool | None
    counts: tuple[Count, ...]

    @property
    def polarity(self) -> Polarity:
        return rule(self.label).polarity

    @property
    def asks(self) -> Say | None:
        """What voters are asked about it."""
        return rule(self.label).asks

    @property
    def choices(self) -> Choices:
        """The words that answer it."""
        return rule(self.label).choices

    @property
    def answer(self) -> Say:
        """That of the side that `agrees` tells."""
        return self.choices.agree if self.agrees else self.choices.disagree

    @property
    def short(self) -> str:
        """Its first sentence, or as many words of it as fit in a name."""
        sentence = _SENTENCE.match(self.words)
        return excerpt(sentence[0] if sentence else self.words, NAME).rstrip(".")


@dataclass(frozen=True)
class ListedPost:
    """`cast` are the votes that were cast here, of all that are counted."""

    id: int
    label: Label
    outcome: Outcome | None
    words: str
    source: Source | None
    agree: int
    passes: int
    disagree: int
    cast: Votes


class ListedPosts:
    """The listed posts as they are now; what is hidden or held is not among them, merged ones are what was kept."""

    def __init__(self, session: Session, listed: Collection[int]) -> None:
        kept = kept_of(session, listed)
        rows: Sequence[Any] = session.execute(
            select(Post.id, Post.label, Post.status, Post.few_share, Post.words, *TALLIES).where(
                Post.id.in_(set(kept.values())), Post.state == State.VISIBLE
            )
        ).all()
        self._kept = kept
        self._posts = {
            row.id: ListedPost(
                row.id,
                row.label,
                Outcome.of(row.status, row.few_share) if row.status else None,
                excerpt(row.words.body, WORDS),
                row.words.source,
                *(row.agree, row.passes, row.disagree),
                cast=cast_here(row),
            )
            for row in rows
        }

    def shown(self, id: int) -> ListedPost | None:
        return self._posts.get(self._kept.get(id, id))
