"""What permissions ask about, as values: a proposal, a post, a claim that something deals with a point.

Each is made by one function, from a row or from the graph, so that a page, its form and the action judge by the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deliberate.domain.graph import Graph
from deliberate.domain.nodes import State, raised_by
from deliberate.domain.words import Worded, say


class Phase(StrEnum):
    """How far a proposal is. Whether moderators have locked its thread is another matter."""

    OPEN = "open"
    DECIDED = "decided"


class ProposalStatus(Worded):
    """Phase and lock in one word, for lists and exports."""

    OPEN = "open", say("open")
    LOCKED = "locked", say("locked")
    DECIDED = "decided", say("decided")


def status_of(phase: Phase, locked: bool) -> ProposalStatus:
    if phase is Phase.DECIDED:
        return ProposalStatus.DECIDED
    return ProposalStatus.LOCKED if locked else ProposalStatus.OPEN


def from_status(status: ProposalStatus) -> tuple[Phase, bool]:
    """Phase and lock, where only the word is known: in an export of before there were both."""
    return Phase.DECIDED if status is ProposalStatus.DECIDED else Phase.OPEN, status is ProposalStatus.LOCKED


@dataclass(frozen=True)
class SiteFacts:
    """About nothing in particular."""


@dataclass(frozen=True)
class ProposalFacts:
    """A proposal, or its thread as a whole."""

    owner: int
    phase: Phase = Phase.OPEN
    locked: bool = False
    state: State = State.VISIBLE

    @property
    def proposal(self) -> ProposalFacts:
        return self

    @property
    def closed(self) -> bool:
        """Whether nothing can be added or changed any more."""
        return self.locked or self.phase is Phase.DECIDED


@dataclass(frozen=True)
class PostFacts:
    """A post and who wrote it; `state` is the one it is shown in. `withdrawn`: its writer has taken it back; the `heir`
    has taken it over."""

    writer: int
    state: State
    proposal: ProposalFacts
    withdrawn: bool = False
    heir: int | None = None

    @property
    def raiser(self) -> int | None:
        return raised_by(self.writer, self.withdrawn, self.heir)


@dataclass(frozen=True)
class ClaimFacts:
    """That something deals with a point: `raiser` raised the point, which is in `state`, or took it over; `claimant`
    wrote what is said to deal with it."""

    raiser: int | None
    claimant: int
    state: State
    proposal: ProposalFacts


@dataclass(frozen=True)
class EntryFacts:
    """What moderator `by` did to something that the people `concerned` wrote, took over or put up. `against`: such acts
    can be appealed against; `undone`: it is taken back; `appealed` once, and then `decided`."""

    by: int
    concerned: frozenset[int]
    against: bool = True
    undone: bool = False
    appealed: bool = False
    decided: bool = False


Facts = SiteFacts | ProposalFacts | PostFacts | ClaimFacts | EntryFacts
SITE = SiteFacts()


def post_facts(
    writer: int,
    state: State,
    state_of_kept: State,
    proposal: ProposalFacts,
    withdrawn: bool = False,
    heir: int | None = None,
) -> PostFacts:
    """`state_of_kept` is that of the post that stands for it: the words of a merged post are shown where those are,
    unless its writer has taken them back."""
    if state is State.MERGED and withdrawn:
        state = State.WITHDRAWN
    elif state is State.MERGED and state_of_kept is not State.VISIBLE:
        state = state_of_kept
    return PostFacts(writer, state, proposal, withdrawn, heir)


def facts_of(graph: Graph, post: int, proposal: ProposalFacts) -> PostFacts:
    """The facts of a post of this graph."""
    node = graph.nodes[post]
    state_of_kept = graph.nodes[graph.kept(post)].state
    return post_facts(node.author, node.state, state_of_kept, proposal, node.withdrawn, node.heir)


def claim_facts(raiser: int | None, claimant: int, state: State, proposal: ProposalFacts) -> ClaimFacts:
    """Of a claim about a point in this state, which `raiser` raised."""
    return ClaimFacts(raiser, claimant, state, proposal)


def claim_on(graph: Graph, point: int, claimant: int, proposal: ProposalFacts) -> ClaimFacts:
    """The facts of a claim about a point of this graph."""
    node = graph.nodes[point]
    return claim_facts(node.raiser, claimant, node.state, proposal)
