"""Votes as values."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from deliberate.domain.labels import Label
from deliberate.domain.places import Place
from deliberate.domain.votes import Choice


class Paper(NamedTuple):
    """One person's vote on one post, and what they were asked: of which label, words and place."""

    post_id: int
    person_id: int
    choice: Choice
    label: Label
    wording: int
    place: Place
    cast: datetime
