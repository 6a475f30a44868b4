"""Votes as values."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from deliberate.domain.labels import Label
from deliberate.domain.places import Place
from deliberate.domain.votes import Choice

_SEEN = re.compile(r"(?P<wording>\d{1,9})(?:@(?P<revision>\d{1,9}))?", re.ASCII)


class Seen(NamedTuple):
    """Which words voters were shown: the number of the post's own, and the revision that gave the passage it is about
    the ones it had, 1 while they were as when the post was raised. Its text form, which pages send: '2', or '2@3'."""

    wording: int
    reworded_in: int = 1

    @classmethod
    def parse(cls, text: str) -> Seen:
        """Raises ValueError for any other text."""
        if found := _SEEN.fullmatch(text):
            return cls(int(found["wording"]), int(found["revision"] or 1))
        raise ValueError(f"{text!r} is no wording")

    def __str__(self) -> str:
        return str(self.wording) if self.reworded_in == 1 else f"{self.wording}@{self.reworded_in}"


class Paper(NamedTuple):
    """One person's vote on one post, and what they were asked: of which label, words and place."""

    post_id: int
    person_id: int
    choice: Choice
    label: Label
    wording: int
    place: Place
    cast: datetime
