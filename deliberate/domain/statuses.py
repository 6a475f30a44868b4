"""What can have become of an objection, condition or question."""

from __future__ import annotations

from deliberate.domain.words import Worded, say


class Status(Worded):
    OPEN = "open", say("open")
    CONTESTED = "contested", say("contested")
    ANSWERED = "answered", say("answered")
    CONCEDED = "conceded", say("conceded")
    ADDRESSED = "addressed", say("addressed")
    RESOLVED = "resolved", say("resolved")


# Still waiting for something: an answer, votes, or somebody's word that a revision deals with it.
UNSETTLED = frozenset({Status.OPEN, Status.CONTESTED, Status.ADDRESSED})
