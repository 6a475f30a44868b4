"""Everything that can be done here as one table: what it is about, who may, and of what moderators do how it is
called, what it needs, when it makes sense, what the log tells and what undoing it puts back.

An act more is one row here, one action, one partial that shows what it would do, and its test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from types import UnionType
from typing import Any

from deliberate.domain.details import Details, Into, Replaced
from deliberate.domain.facts import ClaimFacts, Facts, PostFacts, ProposalFacts, SiteFacts
from deliberate.domain.graph import State
from deliberate.domain.predicates import (
    Predicate,
    is_open,
    moderator,
    not_claimant,
    owner,
    raiser,
    readable,
    signed_in,
    visible,
    writer,
)
from deliberate.domain.words import Say, say


class Act(StrEnum):
    PROPOSE = "propose"
    REVISE = "revise"
    READ_POST = "read-post"
    REPLY = "reply"
    VOTE = "vote"
    ACCEPT = "accept"
    JUDGE = "judge"
    EDIT = "edit"
    FLAG = "flag"
    SEE_OWN = "see-own"
    MODERATE = "moderate"
    APPROVE = "approve"
    DISMISS = "dismiss"
    RELABEL = "relabel"
    MOVE = "move"
    MERGE = "merge"
    HIDE = "hide"
    RESTORE = "restore"
    LOCK = "lock"
    UNLOCK = "unlock"
    UNDO = "undo"


class Needs(StrEnum):
    """What a moderator has to choose besides giving a reason."""

    NOTHING = "nothing"
    LABEL = "label"
    PLACE = "place"
    POST = "post"


@dataclass(frozen=True)
class Undone(Details):
    """The act that was taken back, with what the log told of it."""

    act: Act
    details: Details

    def as_json(self) -> dict[str, Any]:
        return {**self.details.as_json(), "act": str(self.act)}


@dataclass(frozen=True)
class Before:
    """A post to be decided on, as far as it decides which acts make sense."""

    state: State
    by_somebody_new: bool
    flagged: bool


@dataclass(frozen=True)
class Curation:
    """How moderators do it. `verb` stands on the button, `key` is its key; `said` tells it in the log ('Mo hid'),
    `done` in a sentence about the post ('was hidden'), `note` when it is done.

    `restores` are the fields that it may change and undoing it puts back; `details` is what the log keeps.
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
    of_thread: bool = False


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


def _in(*states: State) -> Callable[[Before], bool]:
    return lambda post: post.state in states


def _waits(post: Before) -> bool:
    return post.state is State.HELD or (post.state is State.VISIBLE and post.by_somebody_new)


_ANYBODY = (signed_in,)
_MODERATORS = (signed_in, moderator)
_IN_VIEW = (is_open, visible, signed_in)
_UNMERGED = _in(State.VISIBLE, State.HELD, State.HIDDEN)

_ROWS = (
    Row(Act.PROPOSE, SiteFacts, _ANYBODY),
    Row(Act.REVISE, ProposalFacts, (signed_in, owner, is_open), shown_elsewhere=True),
    Row(Act.READ_POST, PostFacts, (readable,)),
    Row(Act.REPLY, ProposalFacts | PostFacts, _IN_VIEW, on_kept=True),
    Row(Act.VOTE, ProposalFacts | PostFacts, _IN_VIEW, on_kept=True),
    Row(Act.ACCEPT, ClaimFacts, (*_IN_VIEW, raiser), on_kept=True),
    Row(Act.JUDGE, ClaimFacts, (*_IN_VIEW, not_claimant), on_kept=True),
    Row(Act.EDIT, PostFacts, (signed_in, writer, is_open), shown_elsewhere=True),
    Row(Act.FLAG, PostFacts, (visible, signed_in)),
    Row(Act.SEE_OWN, SiteFacts, _ANYBODY),
    Row(Act.MODERATE, SiteFacts, _MODERATORS),
    Row(
        Act.APPROVE,
        SiteFacts,
        _MODERATORS,
        shown_elsewhere=True,
        curation=Curation(
            say("Approve"),
            say("approved"),
            say("approved"),
            say("Approved."),
            "a",
            suits=_waits,
            restores=frozenset({"state"}),
        ),
    ),
    Row(
        Act.DISMISS,
        SiteFacts,
        _MODERATORS,
        curation=Curation(
            say("Leave as it is"),
            say("left as it is, after flags"),
            say("left as it is"),
            say("Left as it is; its flags are dealt with."),
            "d",
            suits=lambda post: post.flagged,
        ),
    ),
    Row(
        Act.RELABEL,
        SiteFacts,
        _MODERATORS,
        shown_elsewhere=True,
        curation=Curation(
            say("Relabel"),
            say("relabelled from %(before)s to %(after)s"),
            say("relabelled"),
            say("Relabelled."),
            "l",
            Needs.LABEL,
            _UNMERGED,
            frozenset({"label", "ground"}),
            Replaced,
        ),
    ),
    Row(
        Act.MOVE,
        SiteFacts,
        _MODERATORS,
        curation=Curation(
            say("Move"),
            say("moved from %(before)s to %(after)s"),
            say("moved"),
            say("Moved."),
            "v",
            Needs.PLACE,
            _UNMERGED,
            frozenset({"parent_id", "anchor"}),
            Replaced,
        ),
    ),
    Row(
        Act.MERGE,
        SiteFacts,
        _MODERATORS,
        shown_elsewhere=True,
        curation=Curation(
            say("Merge"),
            say("merged into"),
            say("merged"),
            say("Merged."),
            "m",
            Needs.POST,
            _in(State.VISIBLE),
            frozenset({"state", "merged_into_id"}),
            Into,
        ),
    ),
    Row(
        Act.HIDE,
        SiteFacts,
        _MODERATORS,
        shown_elsewhere=True,
        curation=Curation(
            say("Hide"),
            say("hid"),
            say("hidden"),
            say("Hidden."),
            "h",
            suits=_in(State.VISIBLE, State.HELD),
            restores=frozenset({"state"}),
        ),
    ),
    Row(
        Act.RESTORE,
        SiteFacts,
        _MODERATORS,
        shown_elsewhere=True,
        curation=Curation(
            say("Restore"),
            say("restored"),
            say("restored"),
            say("Restored."),
            "r",
            suits=_in(State.HIDDEN),
            restores=frozenset({"state"}),
        ),
    ),
    Row(
        Act.LOCK,
        SiteFacts,
        _MODERATORS,
        curation=Curation(
            say("Lock this thread"),
            say("locked the thread"),
            say("locked"),
            say("Locked."),
            restores=frozenset({"locked"}),
            details=Replaced,
            of_thread=True,
        ),
    ),
    Row(
        Act.UNLOCK,
        SiteFacts,
        _MODERATORS,
        curation=Curation(
            say("Unlock this thread"),
            say("unlocked the thread"),
            say("unlocked"),
            say("Unlocked."),
            restores=frozenset({"locked"}),
            details=Replaced,
            of_thread=True,
        ),
    ),
    Row(Act.UNDO, SiteFacts, _MODERATORS, shown_elsewhere=True),
)

ACTS: dict[Act, Row] = {row.act: row for row in _ROWS}


def curation(act: Act) -> Curation:
    """How moderators do it; raises LookupError for what others do."""
    how = ACTS[act].curation
    if how is None:
        raise LookupError(act)
    return how


def curations(*, of_thread: bool) -> dict[Act, Curation]:
    """What moderators do to a post, or to a thread, in the order in which it is offered."""
    return {act: row.curation for act, row in ACTS.items() if row.curation and row.curation.of_thread is of_thread}


def details(act: Act, kept: dict[str, Any]) -> Details:
    """What the log keeps of an act as a value."""
    if act is not Act.UNDO:
        return curation(act).details.read(kept)
    undone = Act(kept["act"]) if kept.get("act") in set(Act) else Act.UNDO
    row = ACTS[undone].curation
    return Undone(undone, row.details.read(kept) if row else Details())
