"""What became of an objection, condition or question. Silence never resolves anything.

A revision may claim to deal with it; that is confirmed by the person who raised it, or by more people than deny it when
at least QUORUM have said either. Otherwise the replies decide:

A reply is *accepted* when at least QUORUM people other than its author voted on it and its standing is at least a half,
or when the person who raised the point says that it answers it. Defeats are the attacks of accepted posts; their
grounded labelling (Dung 1995) says which posts are in, out or undecided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from deliberate.domain.graph import Claim, Graph, Node, State
from deliberate.domain.grounded import Extent, labelling
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity

QUORUM = 3
ACCEPTED_FROM = 0.5
# Standings of a circle are right to about this much.
_ROUNDING = 1e-9


class Status(StrEnum):
    OPEN = "open"
    CONTESTED = "contested"
    ANSWERED = "answered"
    CONCEDED = "conceded"
    ADDRESSED = "addressed"
    RESOLVED = "resolved"


# What each status means, in the words of the help page.
REASONS = {
    Status.OPEN: "Nobody has answered this yet.",
    Status.CONTESTED: "It has replies, but none that enough voters accept.",
    Status.ANSWERED: "Enough voters accept a reply that deals with it, or the person who raised it does.",
    Status.CONCEDED: "It has been granted that this point is right.",
    Status.ADDRESSED: "A revision claims to deal with it; that is not confirmed yet.",
    Status.RESOLVED: "Confirmed as dealt with.",
}

# Still waiting for something: an answer, votes, or somebody's word that a revision deals with it.
UNSETTLED = frozenset({Status.OPEN, Status.CONTESTED, Status.ADDRESSED})


@dataclass(frozen=True)
class Ruling:
    """A status with its reason, in a sentence for readers, and the posts that it rests on."""

    status: Status
    reason: str
    because: tuple[int, ...] = ()


def is_accepted(node: Node) -> bool:
    by_voters = node.voters >= QUORUM and node.standing >= ACCEPTED_FROM - _ROUNDING
    return node.state is State.VISIBLE and (by_voters or node.accepted)


def extents(graph: Graph, only: Collection[int] | None = None) -> dict[int, Extent]:
    """The grounded labelling of the posts that are not merged, or of those in `only`, from the standings they have.

    `only` must hold whatever a change reaches; the posts outside of it keep their labels.
    """
    wanted = set(graph.standing_posts() if only is None else only)
    defeats = [
        (attacker, post)
        for post in wanted
        for attacker, polarity in graph.acting_on(post).items()
        if polarity is Polarity.ATTACK and is_accepted(graph.nodes[attacker])
    ]
    outside = {attacker: graph.nodes[attacker].extent for attacker, _ in defeats if attacker not in wanted}
    return labelling(wanted, defeats, outside)


def statuses(graph: Graph, owner: int, only: Collection[int] | None = None) -> dict[int, Status]:
    """The status of every post that raises an issue, or of those in `only`; `owner` speaks for the proposal."""
    wanted = graph.standing_posts() if only is None else only
    return {post: found.status for post in wanted if (found := ruling(graph, post, owner))}


def ruling(graph: Graph, post: int, owner: int) -> Ruling | None:
    """None for a post that raises no issue. From the standings and labels that the graph's posts have."""
    node = graph.nodes[post]
    if node.label not in RAISES_AN_ISSUE:
        return None
    acting = {id: (graph.nodes[id], polarity) for id, polarity in graph.acting_on(post).items()}
    return (
        _addressed(graph.claim(post))
        or _conceded([one for one, _ in acting.values() if one.label is Label.CONCESSION], owner)
        or _answered(node, [one for one, polarity in acting.values() if _deals_with(one, polarity)])
        or Ruling(Status.OPEN, REASONS[Status.OPEN])
    )


def point_of(graph: Graph, reply: int) -> Node | None:
    """The objection, condition or question that a post replies to and deals with; None if it does neither."""
    node = graph.nodes[reply]
    parent = graph.parent(node)
    if parent is None or graph.nodes[parent].label not in RAISES_AN_ISSUE or not _deals_with(node, node.polarity):
        return None
    return graph.nodes[parent]


def _deals_with(node: Node, polarity: Polarity) -> bool:
    return polarity is Polarity.ATTACK or node.label is Label.ANSWER


def _holds(node: Node) -> bool:
    return is_accepted(node) and node.extent is Extent.IN


def _addressed(claim: Claim | None) -> Ruling | None:
    """None without a claim, and for one that the person who raised the point, or enough voters, deny."""
    if claim is None:
        return None
    if claim.raiser:
        return Ruling(
            Status.RESOLVED, f"The person who raised it confirms that revision {claim.revision} deals with it."
        )
    said = claim.holds + claim.fails
    confirmed = f"{claim.holds} of the {said} people who judged it say that revision {claim.revision} deals with it."
    if said >= QUORUM and claim.holds > claim.fails:
        return Ruling(Status.RESOLVED, confirmed)
    if claim.raiser is False or (said >= QUORUM and claim.holds < claim.fails):
        return None
    so_far = confirmed if said else "Nobody has confirmed that yet."
    return Ruling(Status.ADDRESSED, f"Revision {claim.revision} claims to deal with it. {so_far}")


def _conceded(concessions: list[Node], owner: int) -> Ruling | None:
    if own := _ids(one for one in concessions if one.author == owner):
        return Ruling(Status.CONCEDED, "The proposal's author grants this point.", own)
    if granted := _ids(one for one in concessions if _holds(one)):
        return Ruling(Status.CONCEDED, "Enough voters accept a reply that grants this point.", granted)
    return None


def _answered(node: Node, replies: list[Node]) -> Ruling | None:
    if not replies:
        return None
    if holding := [one for one in replies if _holds(one)]:
        if content := _ids(one for one in holding if one.accepted):
            return Ruling(Status.ANSWERED, "The person who raised it says that this answers it.", content)
        return Ruling(Status.ANSWERED, "Enough voters accept a reply that deals with it.", _ids(holding))
    accepted = _ids(one for one in replies if is_accepted(one))
    if node.extent is Extent.UNDECIDED:
        return Ruling(Status.CONTESTED, "Accepted posts attack each other in a circle, so none decides it.", accepted)
    if accepted:
        return Ruling(Status.CONTESTED, "A reply was accepted, but an accepted post defeats that reply.", accepted)
    few = f"a reply counts once {QUORUM} people other than its author have voted on it and it stands at 0.50 or more"
    return Ruling(Status.CONTESTED, f"It has replies, but none is accepted yet: {few}.", _ids(replies))


def _ids(nodes: Iterable[Node]) -> tuple[int, ...]:
    return tuple(node.id for node in nodes)
