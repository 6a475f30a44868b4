"""Who asks, and what may be true of them and of what they ask about, each with the refusal for where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from deliberate.domain.arranging import Refusal
from deliberate.domain.facts import ClaimFacts, EntryFacts, Facts, Phase, PostFacts, ProposalFacts
from deliberate.domain.nodes import State
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


def not_writer(actor: Actor, about: About) -> bool:
    """Nobody votes on a post of their own."""
    return not (actor.signed_in and isinstance(about, PostFacts) and actor.id == about.writer)


def author(actor: Actor, post: PostFacts) -> bool:
    """Who wrote it, or took it over."""
    return actor.signed_in and actor.id in (post.writer, post.heir)


def owner(actor: Actor, about: About) -> bool:
    return actor.signed_in and actor.id == about.proposal.owner


def raiser(actor: Actor, claim: ClaimFacts) -> bool:
    return actor.signed_in and actor.id == claim.raiser


def claimant(actor: Actor, claim: ClaimFacts) -> bool:
    return actor.signed_in and actor.id == claim.claimant


def not_claimant(actor: Actor, claim: ClaimFacts) -> bool:
    """Nobody judges their own claim; but about a point that somebody raised themselves, they have the last word."""
    return actor.id != claim.claimant or actor.id == claim.raiser


def unlocked(actor: Actor, facts: About) -> bool:
    return not facts.proposal.locked


def undecided(actor: Actor, facts: About) -> bool:
    return facts.proposal.phase is not Phase.DECIDED


def visible(actor: Actor, facts: About) -> bool:
    return facts.state is State.VISIBLE and facts.proposal.state is State.VISIBLE


def held_by_raiser(actor: Actor, post: PostFacts) -> bool:
    """Who is asked about has not let it go before."""
    return actor.id == post.raiser


def in_authors_hands(actor: Actor, post: PostFacts) -> bool:
    return not post.withdrawn


def taken_back(actor: Actor, post: PostFacts) -> bool:
    return post.withdrawn


def without_heir(actor: Actor, post: PostFacts) -> bool:
    return post.heir is None


def unhidden(actor: Actor, facts: About) -> bool:
    return State.HIDDEN not in (facts.state, facts.proposal.state)


def concerned(actor: Actor, entry: EntryFacts) -> bool:
    return actor.signed_in and actor.id in entry.concerned


def not_involved(actor: Actor, entry: EntryFacts) -> bool:
    """Nobody decides about what they did, or what was done to them."""
    return actor.id != entry.by and actor.id not in entry.concerned


def against_somebody(actor: Actor, entry: EntryFacts) -> bool:
    return entry.against


def stands(actor: Actor, entry: EntryFacts) -> bool:
    return not entry.undone


def not_appealed(actor: Actor, entry: EntryFacts) -> bool:
    return not entry.appealed


def appealed(actor: Actor, entry: EntryFacts) -> bool:
    return entry.appealed


def not_decided(actor: Actor, entry: EntryFacts) -> bool:
    return not entry.decided


def _post_is_not(state: State) -> Predicate:
    return lambda actor, post: post.state is not state


def _proposal_is_not(state: State) -> Predicate:
    return lambda actor, facts: facts.proposal.state is not state


# Who knows best which words a point was raised on.
says_where = any_of(raiser)

# What is out of sight is read by those who wrote it and by moderators only.
reads_hidden = any_of(_post_is_not(State.HIDDEN), writer, moderator)
reads_held = any_of(_post_is_not(State.HELD), writer, moderator)
reads_withdrawn = any_of(_post_is_not(State.WITHDRAWN), writer, moderator)
sees_hidden_proposal = any_of(_proposal_is_not(State.HIDDEN), owner, moderator)
sees_held_proposal = any_of(_proposal_is_not(State.HELD), owner, moderator)

REFUSALS: dict[Predicate, Say] = {
    signed_in: say("Sign in first."),
    moderator: say("Only moderators can do this."),
    writer: say("Only the person who wrote this can do this."),
    not_writer: say("You wrote this, so others vote on it."),
    author: say("Only the person who wrote this, or took it over, can do this."),
    owner: say("Only the person who put this proposal up can revise it."),
    not_claimant: say("You wrote the revision. Others say whether it deals with this point."),
    raiser: say("Only the person who raised this point can say that it is answered."),
    says_where: say("Only the person who raised this can say which words it is about."),
    claimant: say("Only the author of the text can answer this."),
    unlocked: say("This thread is locked by a moderator, so nothing can be added or changed. The public log says why."),
    undecided: say("This proposal is decided, so nothing can be added or changed any more."),
    reads_hidden: say("A moderator has hidden this post. The public log says why."),
    reads_held: say("This post waits for a moderator. Until then only its author and moderators see it."),
    reads_withdrawn: say("The person who wrote this post has withdrawn it."),
    sees_hidden_proposal: say("A moderator has hidden this proposal. The public log says why."),
    sees_held_proposal: say("This proposal waits for a moderator. Until then only its author and moderators see it."),
    visible: say("This post is not visible at the moment, so it cannot be replied to, voted on or changed."),
    held_by_raiser: say("This is withdrawn already."),
    in_authors_hands: say("You have withdrawn this. Put it back first."),
    taken_back: say("Nobody has withdrawn this."),
    without_heir: say("Somebody else has taken this over since. Vote yes on it instead."),
    unhidden: say("A moderator has hidden this, so it stays as it is. The public log says why."),
    concerned: say("Only the person whose text this was done to can appeal."),
    not_involved: say("Another moderator decides: neither the one who did this nor the one it was done to."),
    against_somebody: say("This was not done against anybody, so there is nothing to appeal against."),
    stands: say("This was undone, so there is nothing left to appeal against."),
    not_appealed: say("There has been an appeal against this. There can be one for each act."),
    appealed: say("Nobody has appealed against this."),
    not_decided: say("This appeal is decided already."),
}


# Reasons that lie in who asks: waiting or looking again does not help.
_PERSONAL = frozenset(
    {
        *(signed_in, moderator, writer, not_writer, author, owner, raiser, says_where, claimant, not_claimant),
        *(concerned, not_involved),
    }
)


class Denied(Refusal):
    """Somebody may not do this. `personal`: because of who they are, not of how things stand; `signs_in`: as nobody,
    so that signing in is the next step; `unseen`: while what it is about is not visible."""

    def __init__(self, failed: Predicate) -> None:
        super().__init__(REFUSALS[failed])
        self.personal = failed in _PERSONAL
        self.signs_in = failed is signed_in
        self.unseen = failed is visible
