"""Who asks, and what may be true of them and of what they ask about, each with the refusal for where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from deliberate.domain.facts import ClaimFacts, Facts, PostFacts, ProposalFacts
from deliberate.domain.graph import Refusal, State
from deliberate.domain.words import Say, say


class Role(StrEnum):
    MEMBER = "member"
    MODERATOR = "moderator"


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
        return any(predicate(actor, facts) for predicate in predicates)

    return holds


def signed_in(actor: Actor, facts: Facts) -> bool:
    return actor.signed_in


def moderator(actor: Actor, facts: Facts) -> bool:
    return actor.signed_in and actor.role is Role.MODERATOR


def writer(actor: Actor, post: PostFacts) -> bool:
    return actor.signed_in and actor.id == post.writer


def owner(actor: Actor, proposal: ProposalFacts) -> bool:
    return actor.signed_in and actor.id == proposal.owner


def raiser(actor: Actor, claim: ClaimFacts) -> bool:
    return actor.signed_in and actor.id == claim.raiser


def not_claimant(actor: Actor, claim: ClaimFacts) -> bool:
    """Nobody judges their own claim; but about a point that somebody raised themselves, they have the last word."""
    return actor.id != claim.claimant or actor.id == claim.raiser


def is_open(actor: Actor, facts: About) -> bool:
    return not facts.proposal.closed


def public(actor: Actor, post: PostFacts) -> bool:
    return post.state in (State.VISIBLE, State.MERGED)


def visible(actor: Actor, facts: About) -> bool:
    return facts.state is State.VISIBLE


# Hidden and held posts are read by those who wrote them and by moderators only.
readable = any_of(public, writer, moderator)

REFUSALS: dict[Predicate, Say] = {
    signed_in: say("Sign in first."),
    moderator: say("Only moderators can do this."),
    writer: say("Only the person who wrote this can do this."),
    owner: say("Only the person who put this proposal up can revise it."),
    not_claimant: say("You wrote the revision. Others say whether it deals with this point."),
    raiser: say("Only the person who raised this point can say that it is answered."),
    is_open: say("This thread is locked by a moderator, so nothing can be added or changed. The public log says why."),
    readable: say("A moderator has hidden this post. The public log says why."),
    visible: say("This post is not visible at the moment, so it cannot be replied to, voted on or changed."),
}


# Reasons that lie in who asks: waiting or looking again does not help.
_PERSONAL = frozenset({signed_in, moderator, writer, owner, raiser, not_claimant})


class Denied(Refusal):
    """Somebody may not do this. `personal`: because of who they are, not of how things stand; `signs_in`: as nobody,
    so that signing in is the next step; `unseen`: while what it is about is not visible."""

    def __init__(self, failed: Predicate) -> None:
        super().__init__(REFUSALS[failed])
        self.personal = failed in _PERSONAL
        self.signs_in = failed is signed_in
        self.unseen = failed is visible
