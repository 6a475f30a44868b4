"""What can have become of an objection, condition or question."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    OPEN = "open"
    CONTESTED = "contested"
    ANSWERED = "answered"
    CONCEDED = "conceded"
    ADDRESSED = "addressed"
    RESOLVED = "resolved"


# Still waiting for something: an answer, votes, or somebody's word that a revision deals with it.
UNSETTLED = frozenset({Status.OPEN, Status.CONTESTED, Status.ADDRESSED})
