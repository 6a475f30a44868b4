"""Who may do what: the names of acts, the predicates, one table, and `can`.

Views, the API and templates all ask here, so a person is refused in the same words everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from deliberate.domain.graph import State


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


@dataclass(frozen=True)
class Subject:
    """What is asked about: a post, or a proposal (then `state` is visible and `author` its owner)."""

    author: int | None = None
    state: State = State.VISIBLE
    locked: bool = False


NOWHERE = Subject()

Predicate = Callable[[Actor, Subject], bool]


def _signed_in(actor: Actor, subject: Subject) -> bool:
    return actor.signed_in


def _moderator(actor: Actor, subject: Subject) -> bool:
    return actor.signed_in and actor.role is Role.MODERATOR


def _author(actor: Actor, subject: Subject) -> bool:
    return actor.signed_in and actor.id == subject.author


def _raised_it(actor: Actor, subject: Subject) -> bool:
    """The subject is the point that a reply deals with, not the reply."""
    return _author(actor, subject)


def _owner(actor: Actor, subject: Subject) -> bool:
    """The subject is a proposal."""
    return _author(actor, subject)


def _not_own(actor: Actor, subject: Subject) -> bool:
    """The subject is the claim that a revision deals with a point; its author is the revision's."""
    return actor.id != subject.author


def _unlocked(actor: Actor, subject: Subject) -> bool:
    return not subject.locked


def _readable(actor: Actor, subject: Subject) -> bool:
    """Hidden and held posts are read by their author and by moderators only."""
    public = subject.state in (State.VISIBLE, State.MERGED)
    return public or _author(actor, subject) or _moderator(actor, subject)


def _visible(actor: Actor, subject: Subject) -> bool:
    return subject.state is State.VISIBLE


REFUSALS: dict[Predicate, str] = {
    _signed_in: "Sign in first.",
    _moderator: "Only moderators can do this.",
    _author: "Only the person who wrote this can do this.",
    _owner: "Only the person who put this proposal up can revise it.",
    _not_own: "You wrote the revision. Others say whether it deals with this point.",
    _raised_it: "Only the person who raised this point can say that it is answered.",
    _unlocked: "This thread is locked by a moderator, so nothing can be added or changed. The public log says why.",
    _readable: "A moderator has hidden this post. The public log says why.",
    _visible: "This post is not visible at the moment, so it cannot be replied to, voted on or changed.",
}

# Every predicate of a row must hold; the first that does not is the refusal.
TABLE: dict[Act, tuple[Predicate, ...]] = {
    Act.PROPOSE: (_signed_in,),
    Act.REVISE: (_signed_in, _owner, _unlocked),
    Act.READ_POST: (_readable,),
    Act.REPLY: (_unlocked, _visible, _signed_in),
    Act.VOTE: (_unlocked, _visible, _signed_in),
    Act.ACCEPT: (_unlocked, _visible, _signed_in, _raised_it),
    Act.JUDGE: (_unlocked, _visible, _signed_in, _not_own),
    Act.EDIT: (_signed_in, _author, _unlocked),
    Act.FLAG: (_visible, _signed_in),
    Act.SEE_OWN: (_signed_in,),
    Act.MODERATE: (_signed_in, _moderator),
    Act.APPROVE: (_signed_in, _moderator),
    Act.RELABEL: (_signed_in, _moderator),
    Act.MOVE: (_signed_in, _moderator),
    Act.MERGE: (_signed_in, _moderator),
    Act.HIDE: (_signed_in, _moderator),
    Act.RESTORE: (_signed_in, _moderator),
    Act.LOCK: (_signed_in, _moderator),
    Act.UNLOCK: (_signed_in, _moderator),
    Act.DISMISS: (_signed_in, _moderator),
    Act.UNDO: (_signed_in, _moderator),
}


def refusal(actor: Actor, act: Act, subject: Subject = NOWHERE) -> str | None:
    """Why `actor` may not do `act`, in words for them; None if they may."""
    for holds in TABLE[act]:
        if not holds(actor, subject):
            return REFUSALS[holds]
    return None


def can(actor: Actor, act: Act, subject: Subject = NOWHERE) -> bool:
    return refusal(actor, act, subject) is None


def must_sign_in(actor: Actor, act: Act, subject: Subject = NOWHERE) -> bool:
    """Whether signing in is the next step for this actor."""
    return not actor.signed_in and refusal(actor, act, subject) == REFUSALS[_signed_in]
