"""Everything that can be done here as one table: what it is about, who may, and of what moderators do how it is
called, what it needs, when it makes sense, what the log tells and what undoing it puts back.

An act more is one row here, one action, one partial that shows what it would do, and its test.
"""

from __future__ import annotations

from collections.abc import Callable

from deliberate.domain.details import Details, Into, Numbered, Replaced
from deliberate.domain.facts import ClaimFacts, EntryFacts, PostFacts, ProposalFacts, SiteFacts
from deliberate.domain.nodes import State
from deliberate.domain.predicates import (
    against_somebody,
    appealed,
    author,
    claimant,
    concerned,
    held_by_raiser,
    in_authors_hands,
    moderator,
    not_appealed,
    not_claimant,
    not_decided,
    not_involved,
    not_writer,
    owner,
    raiser,
    reads_held,
    reads_hidden,
    reads_withdrawn,
    says_where,
    sees_held_proposal,
    sees_hidden_proposal,
    signed_in,
    stands,
    taken_back,
    undecided,
    unhidden,
    unlocked,
    visible,
    without_heir,
    writer,
)
from deliberate.domain.rows import Act, Before, Curation, Needs, Row, Thing
from deliberate.domain.words import Say, say

__all__ = ["ACTS", "Act", "Before", "Curation", "Needs", "Row", "Thing", "curation", "curations"]


def _in(*states: State) -> Callable[[Before], bool]:
    return lambda post: post.state in states


def _waits(post: Before) -> bool:
    return post.state is State.HELD or (post.state is State.VISIBLE and post.by_somebody_new)


def _of_thing(
    act: Act,
    of: Thing,
    words: tuple[Say, Say, Say, Say],
    suits: Callable[[Before], bool],
    details: type[Details] = Details,
    *,
    against: bool = False,
) -> Row:
    """What takes a whole proposal, a revision or a profile text out of sight, or lets it be seen."""
    told = Curation(*words, suits=suits, restores=frozenset({"state"}), details=details, of=of, against=against)
    return Row(act, SiteFacts, _MODERATORS, shown_elsewhere=of is not Thing.PROFILE, curation=told)


_ANYBODY = (signed_in,)
_MODERATORS = (signed_in, moderator)
_OPEN = (undecided, unlocked)
_IN_VIEW = (*_OPEN, visible, signed_in)
_PROPOSAL_IN_VIEW = (sees_hidden_proposal, sees_held_proposal)
_UNMERGED = _in(State.VISIBLE, State.HELD, State.HIDDEN, State.WITHDRAWN)

_ROWS = (
    Row(Act.PROPOSE, SiteFacts, _ANYBODY),
    Row(Act.REVISE, ProposalFacts, (signed_in, owner, *_OPEN), shown_elsewhere=True),
    Row(Act.READ_PROPOSAL, ProposalFacts, _PROPOSAL_IN_VIEW),
    Row(Act.READ_POST, PostFacts, (*_PROPOSAL_IN_VIEW, reads_hidden, reads_held, reads_withdrawn)),
    Row(Act.REPLY, ProposalFacts | PostFacts, _IN_VIEW, on_kept=True),
    Row(Act.VOTE, ProposalFacts | PostFacts, (*_IN_VIEW, not_writer), on_kept=True),
    Row(Act.ACCEPT, ClaimFacts, (*_IN_VIEW, raiser), on_kept=True),
    Row(Act.JUDGE, ClaimFacts, (*_IN_VIEW, not_claimant), on_kept=True),
    Row(Act.SAY_WHERE, ClaimFacts, (*_IN_VIEW, says_where), on_kept=True),
    Row(Act.ANSWER_WHERE, ClaimFacts, (*_IN_VIEW, claimant), on_kept=True),
    Row(Act.EDIT, PostFacts, (signed_in, writer, *_OPEN, in_authors_hands), shown_elsewhere=True),
    Row(Act.WITHDRAW, PostFacts, (signed_in, author, *_OPEN, unhidden, held_by_raiser), shown_elsewhere=True),
    Row(Act.PUT_BACK, PostFacts, (signed_in, writer, *_OPEN, unhidden, taken_back, without_heir), shown_elsewhere=True),
    Row(Act.TAKE_OVER, PostFacts, (*_IN_VIEW, taken_back, without_heir), on_kept=True),
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
            against=True,
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
            against=True,
        ),
    ),
    Row(
        Act.DECIDE_WHERE,
        SiteFacts,
        _MODERATORS,
        curation=Curation(
            say("Decide where it belongs"),
            say("decided where it belongs: on %(after)s"),
            say("placed"),
            say("Decided."),
            "w",
            Needs.PASSAGE,
            lambda post: post.disputed,
            frozenset({"anchor"}),
            Replaced,
            against=True,
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
            against=True,
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
            suits=_in(State.VISIBLE, State.HELD, State.WITHDRAWN),
            restores=frozenset({"state"}),
            against=True,
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
            suits=lambda thread: not (thread.locked or thread.decided),
            restores=frozenset({"locked"}),
            details=Replaced,
            of=Thing.PROPOSAL,
            against=True,
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
            suits=lambda thread: thread.locked and not thread.decided,
            restores=frozenset({"locked"}),
            details=Replaced,
            of=Thing.PROPOSAL,
        ),
    ),
    _of_thing(
        Act.APPROVE_PROPOSAL,
        Thing.PROPOSAL,
        (say("Approve"), say("approved the proposal"), say("approved"), say("Approved.")),
        _waits,
    ),
    _of_thing(
        Act.HIDE_PROPOSAL,
        Thing.PROPOSAL,
        (say("Hide this proposal"), say("hid the proposal"), say("hidden"), say("Hidden.")),
        _in(State.VISIBLE, State.HELD),
        against=True,
    ),
    _of_thing(
        Act.RESTORE_PROPOSAL,
        Thing.PROPOSAL,
        (say("Restore this proposal"), say("restored the proposal"), say("restored"), say("Restored.")),
        _in(State.HIDDEN),
    ),
    _of_thing(
        Act.APPROVE_REVISION,
        Thing.REVISION,
        (
            say("Put it in force"),
            say("approved revision %(number)s"),
            say("approved"),
            say("Approved: the revision is in force."),
        ),
        _in(State.HELD, State.HIDDEN),
        Numbered,
    ),
    _of_thing(
        Act.HIDE_REVISION,
        Thing.REVISION,
        (say("Hide this revision"), say("hid revision %(number)s"), say("hidden"), say("Hidden.")),
        _in(State.HELD),
        Numbered,
        against=True,
    ),
    _of_thing(
        Act.APPROVE_PROFILE,
        Thing.PROFILE,
        (say("Approve"), say("approved the text about this person"), say("approved"), say("Approved.")),
        _waits,
    ),
    _of_thing(
        Act.HIDE_PROFILE,
        Thing.PROFILE,
        (say("Hide this text"), say("hid the text about this person"), say("hidden"), say("Hidden.")),
        _in(State.VISIBLE, State.HELD),
        against=True,
    ),
    _of_thing(
        Act.RESTORE_PROFILE,
        Thing.PROFILE,
        (say("Restore this text"), say("restored the text about this person"), say("restored"), say("Restored.")),
        _in(State.HIDDEN),
    ),
    Row(Act.UNDO, SiteFacts, _MODERATORS, shown_elsewhere=True),
    Row(Act.APPEAL, EntryFacts, (signed_in, concerned, against_somebody, stands, not_appealed)),
    Row(Act.UPHOLD, EntryFacts, (*_MODERATORS, appealed, not_decided, not_involved)),
)

ACTS: dict[Act, Row] = {row.act: row for row in _ROWS}


def curation(act: Act) -> Curation:
    """How moderators do it; raises LookupError for what others do."""
    how = ACTS[act].curation
    if how is None:
        raise LookupError(act)
    return how


def curations(of: Thing) -> dict[Act, Curation]:
    """What moderators do to things of a kind, in the order in which it is offered."""
    return {act: row.curation for act, row in ACTS.items() if row.curation and row.curation.of is of}
