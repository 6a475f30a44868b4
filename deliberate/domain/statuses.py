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


class Outcome(Worded):
    """What became of a point as it is told, counted and listed: its status, but what few share apart from the rest."""

    OPEN = "open", say("open")
    CONTESTED = "contested", say("contested")
    ANSWERED = "answered", say("answered")
    CONCEDED = "conceded", say("conceded")
    ADDRESSED = "addressed", say("addressed")
    RESOLVED = "resolved", say("resolved")
    FEW_SHARE = "few-share", say("open, few share it")

    @classmethod
    def of(cls, status: Status, few_share: bool) -> Outcome:
        return cls.FEW_SHARE if few_share else cls(status)


# Still waiting for something: an answer, votes, or somebody's word that a revision deals with it.
UNSETTLED = frozenset({Status.OPEN, Status.CONTESTED, Status.ADDRESSED})


class Cause(Worded):
    """By what a status became another one."""

    VOTE = "vote", say("a vote")
    REPLY = "reply", say("a reply")
    EDIT = "edit", say("other words")
    WORD = "word", say("the word of the person who raised it")
    CLAIM = "claim", say("what people say of a revision")
    REVISION = "revision", say("a revision")
    ACT = "act", say("an act of a moderator")
    WITHDRAWAL = "withdrawal", say("somebody who took a point back or over")
    GROUPS = "groups", say("opinion groups, which were computed anew")
    RULES = "rules", say("a change of the site’s rules")
    TOGETHER = "together", say("posts and votes that were put in together")
