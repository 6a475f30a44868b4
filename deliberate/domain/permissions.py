"""Who may do what: the names of acts, the predicates, one table, and `can`.

Views, the API and templates all ask here, so a person is refused in the same words everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import UnionType
from typing import Any

from deliberate.domain.facts import SITE, ClaimFacts, Facts, PostFacts, ProposalFacts, SiteFacts
from deliberate.domain.graph import Refusal, State


class Role(StrEnum):
    MEMBER = "member"
    MODERATOR = "moderator"


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
    RELABEL = "relabel"
    MOVE = "move"
    MERGE = "merge"
    HIDE = "hide"
    RESTORE = "restore"
    LOCK = "lock"
    UNLOCK = "unlock"
    DISMISS = "dismiss"
    UNDO = "undo"


@dataclass(frozen=True)
class Actor:
    """Who asks: a visitor has no id."""

    id: int | None = None
    role: Role = Role.MEMBER

    @property
    def signed_in(self) -> bool:
        return self.id is not None


VISITOR = Actor()


# Facts about something that is part of a proposal, or the proposal itself.
About = ProposalFacts | PostFacts | ClaimFacts
# Given facts of the kind that the act is about.
Predicate = Callable[[Actor, Any], bool]


def any_of(*predicates: Predicate) -> Predicate:
    """Whether one of these holds."""

    def holds(actor: Actor, facts: Any) -> bool:
        return any(one(actor, facts) for one in predicates)

    return holds


def _signed_in(actor: Actor, facts: Facts) -> bool:
    return actor.signed_in


def _moderator(actor: Actor, facts: Facts) -> bool:
    return actor.signed_in and actor.role is Role.MODERATOR


def _writer(actor: Actor, post: PostFacts) -> bool:
    return actor.signed_in and actor.id == post.writer


def _owner(actor: Actor, proposal: ProposalFacts) -> bool:
    return actor.signed_in and actor.id == proposal.owner


def _raiser(actor: Actor, claim: ClaimFacts) -> bool:
    return actor.signed_in and actor.id == claim.raiser


def _not_claimant(actor: Actor, claim: ClaimFacts) -> bool:
    """Nobody judges their own claim; but about a point that somebody raised themselves, they have the last word."""
    return actor.id != claim.claimant or actor.id == claim.raiser


def _open(actor: Actor, facts: About) -> bool:
    return not facts.proposal.closed


def _public(actor: Actor, post: PostFacts) -> bool:
    return post.state in (State.VISIBLE, State.MERGED)


def _visible(actor: Actor, facts: About) -> bool:
    return facts.state is State.VISIBLE


# Hidden and held posts are read by those who wrote them and by moderators only.
_readable = any_of(_public, _writer, _moderator)

REFUSALS: dict[Predicate, str] = {
    _signed_in: "Sign in first.",
    _moderator: "Only moderators can do this.",
    _writer: "Only the person who wrote this can do this.",
    _owner: "Only the person who put this proposal up can revise it.",
    _not_claimant: "You wrote the revision. Others say whether it deals with this point.",
    _raiser: "Only the person who raised this point can say that it is answered.",
    _open: "This thread is locked by a moderator, so nothing can be added or changed. The public log says why.",
    _readable: "A moderator has hidden this post. The public log says why.",
    _visible: "This post is not visible at the moment, so it cannot be replied to, voted on or changed.",
}


# Reasons that lie in who asks: waiting or looking again does not help.
_PERSONAL = frozenset({_signed_in, _moderator, _writer, _owner, _raiser, _not_claimant})


@dataclass(frozen=True)
class Rule:
    """What an act is about, and the predicates that must all hold; the first that does not is the refusal."""

    about: type[Facts] | UnionType
    needs: tuple[Predicate, ...]


_MODERATION = Rule(SiteFacts, (_signed_in, _moderator))
TABLE: dict[Act, Rule] = {
    Act.PROPOSE: Rule(SiteFacts, (_signed_in,)),
    Act.REVISE: Rule(ProposalFacts, (_signed_in, _owner, _open)),
    Act.READ_POST: Rule(PostFacts, (_readable,)),
    Act.REPLY: Rule(ProposalFacts | PostFacts, (_open, _visible, _signed_in)),
    Act.VOTE: Rule(ProposalFacts | PostFacts, (_open, _visible, _signed_in)),
    Act.ACCEPT: Rule(ClaimFacts, (_open, _visible, _signed_in, _raiser)),
    Act.JUDGE: Rule(ClaimFacts, (_open, _visible, _signed_in, _not_claimant)),
    Act.EDIT: Rule(PostFacts, (_signed_in, _writer, _open)),
    Act.FLAG: Rule(PostFacts, (_visible, _signed_in)),
    Act.SEE_OWN: Rule(SiteFacts, (_signed_in,)),
    Act.MODERATE: _MODERATION,
    Act.APPROVE: _MODERATION,
    Act.RELABEL: _MODERATION,
    Act.MOVE: _MODERATION,
    Act.MERGE: _MODERATION,
    Act.HIDE: _MODERATION,
    Act.RESTORE: _MODERATION,
    Act.LOCK: _MODERATION,
    Act.UNLOCK: _MODERATION,
    Act.DISMISS: _MODERATION,
    Act.UNDO: _MODERATION,
}


class Denied(Refusal):
    """Somebody may not do this. `personal`: because of who they are, not of how things stand; `signs_in`: as nobody,
    so that signing in is the next step; `unseen`: while what it is about is not visible."""

    def __init__(self, failed: Predicate) -> None:
        super().__init__(REFUSALS[failed])
        self.personal = failed in _PERSONAL
        self.signs_in = failed is _signed_in
        self.unseen = failed is _visible


def denial(actor: Actor, act: Act, facts: Facts = SITE) -> Denied | None:
    """Why `actor` may not do `act`; None if they may. Raises TypeError for facts of a kind that the act is not on."""
    rule = TABLE[act]
    if not isinstance(facts, rule.about):
        raise TypeError(f"{act} is not about {type(facts).__name__}")
    failed = (holds for holds in rule.needs if not holds(actor, facts))
    return next(map(Denied, failed), None)


def check(actor: Actor, act: Act, facts: Facts = SITE) -> None:
    """Raises Denied."""
    if denied := denial(actor, act, facts):
        raise denied


def can(actor: Actor, act: Act, facts: Facts = SITE) -> bool:
    return denial(actor, act, facts) is None


def must_sign_in(actor: Actor, act: Act, facts: Facts = SITE) -> bool:
    """Whether signing in is the next step for this actor."""
    denied = denial(actor, act, facts)
    return denied is not None and denied.signs_in


def needs_no_facts(act: Act) -> bool:
    """Whether it can be decided by who asks alone."""
    return TABLE[act].about is SiteFacts
