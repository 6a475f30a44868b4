"""What an act is: its name, and what a row of the table of acts says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from types import UnionType

from deliberate.domain.details import Details
from deliberate.domain.facts import Facts
from deliberate.domain.nodes import State
from deliberate.domain.predicates import Predicate
from deliberate.domain.words import Say


class Act(StrEnum):
    PROPOSE = "propose"
    REVISE = "revise"
    READ_PROPOSAL = "read-proposal"
    READ_POST = "read-post"
    REPLY = "reply"
    VOTE = "vote"
    ACCEPT = "accept"
    JUDGE = "judge"
    SAY_WHERE = "say-where"
    ANSWER_WHERE = "answer-where"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    PUT_BACK = "put-back"
    TAKE_OVER = "take-over"
    FLAG = "flag"
    SEE_OWN = "see-own"
    MODERATE = "moderate"
    APPROVE = "approve"
    DISMISS = "dismiss"
    RELABEL = "relabel"
    MOVE = "move"
    DECIDE_WHERE = "decide-where"
    MERGE = "merge"
    HIDE = "hide"
    RESTORE = "restore"
    LOCK = "lock"
    UNLOCK = "unlock"
    APPROVE_PROPOSAL = "approve-proposal"
    HIDE_PROPOSAL = "hide-proposal"
    RESTORE_PROPOSAL = "restore-proposal"
    APPROVE_REVISION = "approve-revision"
    HIDE_REVISION = "hide-revision"
    APPROVE_PROFILE = "approve-profile"
    HIDE_PROFILE = "hide-profile"
    RESTORE_PROFILE = "restore-profile"
    UNDO = "undo"
    APPEAL = "appeal"
    UPHOLD = "uphold"


class Thing(StrEnum):
    """What moderators act on; the word stands in addresses."""

    POST = "posts"
    PROPOSAL = "proposals"
    REVISION = "revisions"
    PROFILE = "people"


class Needs(StrEnum):
    """What a moderator has to choose besides giving a reason."""

    NOTHING = "nothing"
    LABEL = "label"
    PLACE = "place"
    POST = "post"
    PASSAGE = "passage"


@dataclass(frozen=True)
class Before:
    """What is to be decided on, as far as it decides which acts make sense."""

    state: State
    by_somebody_new: bool
    flagged: bool = False
    # Who raised it and who revised the text disagree about where it belongs.
    disputed: bool = False
    locked: bool = False
    decided: bool = False


@dataclass(frozen=True)
class Curation:
    """How moderators do it. `verb` stands on the button, `key` is its key; `said` tells it in the log ('Mo hid'),
    `done` in a sentence about the post ('was hidden'), `note` when it is done.

    `restores` are the fields that it may change and undoing it puts back; `details` is what the log keeps. Whoever it
    is `against` can appeal: who wrote what it was done to.
    """

    verb: Say
    said: Say
    done: Say
    note: Say
    key: str = ""
    needs: Needs = Needs.NOTHING
    suits: Callable[[Before], bool] = lambda post: False
    restores: frozenset[str] = frozenset()
    details: type[Details] = Details
    of: Thing = Thing.POST
    against: bool = False


@dataclass(frozen=True)
class Row:
    """`about` is the kind of facts that it is judged by; who `may` are those for whom all of these hold: the first that
    does not is the refusal.

    `on_kept`: what is done to a merged post is done to the one that stands for it. `shown_elsewhere`: links from other
    proposals show what it changes.
    """

    act: Act
    about: type[Facts] | UnionType
    may: tuple[Predicate, ...]
    on_kept: bool = False
    shown_elsewhere: bool = False
    curation: Curation | None = field(default=None, repr=False)
