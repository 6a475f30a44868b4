"""What became of an objection, condition or question. Silence never resolves anything.

A revision may claim to deal with it; that is confirmed by the person who raised it, or by more people than deny it when
at least a quorum has said either. Otherwise the replies decide:

A reply is *accepted* when a quorum of people other than its author voted on it and its standing is at least a half, or,
for the point it replies to, when the person who raised that says that it answers it. Defeats are the attacks of
accepted posts; their grounded labelling (Dung 1995) says which posts are in, out or undecided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from deliberate.domain.engine.grounded import Extent, labelling
from deliberate.domain.graph import Claim, Graph, Node, State
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity, rule
from deliberate.domain.statuses import Status
from deliberate.domain.words import Say, say, say_many

# Unless the site asks for more or fewer.
QUORUM = 3
ACCEPTED_FROM = 0.5
# Standings of a circle are right to about this much.
ROUNDING = 1e-9


# What each status means, in the words of the help page.
REASONS = {
    Status.OPEN: say("Nobody has answered this yet."),
    Status.CONTESTED: say("It has replies, but none that enough voters accept."),
    Status.ANSWERED: say("Enough voters accept a reply that deals with it, or the person who raised it does."),
    Status.CONCEDED: say("It has been granted that this point is right."),
    Status.ADDRESSED: say("A revision claims to deal with it; that is not confirmed yet."),
    Status.RESOLVED: say("Confirmed as dealt with."),
}

_REFUTED = say("Enough voters accept a reply that refutes it.")
_DEALT_WITH = say("Enough voters accept a reply that deals with it.")


@dataclass(frozen=True)
class Ruling:
    """A status with its reason, in a sentence for readers, and the posts that it rests on."""

    status: Status
    reason: Say
    because: tuple[int, ...] = ()


@dataclass(frozen=True)
class Judge:
    """Rules on the posts of a graph, from the standings and labels that they have.

    `owner` speaks for the proposal; `quorum` is how many people, at least, must vote on a reply or judge a claim.
    """

    graph: Graph
    owner: int
    quorum: int = QUORUM

    def extents(self, only: Collection[int] | None = None) -> dict[int, Extent]:
        """The grounded labelling of the posts that are not merged, or of those in `only`.

        `only` must hold whatever a change reaches; the posts outside of it keep their labels.
        """
        nodes = self.graph.nodes
        wanted = set(self.graph.unmerged() if only is None else only)
        defeats = [
            (attacker, post)
            for post in wanted
            for attacker, polarity in self.graph.acting_on(post).items()
            if polarity is Polarity.ATTACK and self._accepted(nodes[attacker], post)
        ]
        outside = {attacker: nodes[attacker].extent for attacker, _ in defeats if attacker not in wanted}
        return labelling(wanted, defeats, outside)

    def statuses(self, only: Collection[int] | None = None) -> dict[int, Status]:
        """The status of every post that raises an issue, or of those in `only`."""
        wanted = self.graph.unmerged() if only is None else only
        return {post: ruling.status for post in wanted if (ruling := self.ruling(post))}

    def ruling(self, post: int) -> Ruling | None:
        """None for a post that raises no issue."""
        node = self.graph.nodes[post]
        if node.label not in RAISES_AN_ISSUE:
            return None
        acting = [(self.graph.nodes[id], polarity) for id, polarity in self.graph.acting_on(post).items()]
        return (
            self._addressed(self.graph.claim(post))
            or self._conceded(post, [reply for reply, polarity in acting if _grants(reply, polarity)])
            or self._answered(post, [reply for reply, polarity in acting if _deals_with(node, reply, polarity)])
            or Ruling(Status.OPEN, REASONS[Status.OPEN])
        )

    def _addressed(self, claim: Claim | None) -> Ruling | None:
        """None without a claim, and for one that the person who raised the point, or enough voters, deny."""
        if claim is None:
            return None
        if claim.raiser:
            return Ruling(
                Status.RESOLVED,
                say(
                    "The person who raised it confirms that revision %(revision)d deals with it.",
                    revision=claim.revision,
                ),
            )
        said = claim.holds + claim.fails
        confirmed = say_many(
            "%(holds)d of the %(num)d people who judged it say that revision %(revision)d deals with it.",
            "%(holds)d of the %(num)d people who judged it say that revision %(revision)d deals with it.",
            said,
            holds=claim.holds,
            revision=claim.revision,
        )
        if said >= self.quorum and claim.holds > claim.fails:
            return Ruling(Status.RESOLVED, confirmed)
        if claim.raiser is False or (said >= self.quorum and claim.holds < claim.fails):
            return None
        so_far = confirmed if said else say("Nobody has confirmed that yet.")
        claims = say("Revision %(revision)d claims to deal with it. %(so_far)s", revision=claim.revision, so_far=so_far)
        return Ruling(Status.ADDRESSED, claims)

    def _conceded(self, post: int, concessions: list[Node]) -> Ruling | None:
        if own := _ids(concession for concession in concessions if self._owner_grants(concession, post)):
            return Ruling(Status.CONCEDED, say("The proposal's author grants this point."), own)
        if granted := _ids(concession for concession in concessions if self._holds(concession, post)):
            return Ruling(Status.CONCEDED, say("Enough voters accept a reply that grants this point."), granted)
        return None

    def _owner_grants(self, concession: Node, post: int) -> bool:
        """By this post, or by one that was merged into it; either may be about another point than the other."""
        both = (self.graph.nodes[id] for id in (concession.id, *self.graph.merged_into(concession.id)))
        return any(node.author == self.owner and self.graph.leads_to(node, post) for node in both)

    def _answered(self, post: int, replies: list[Node]) -> Ruling | None:
        if not replies:
            return None
        if holding := [reply for reply in replies if self._holds(reply, post)]:
            if content := _ids(reply for reply in holding if self._by_raiser(reply, post)):
                return Ruling(Status.ANSWERED, say("The person who raised it says that this answers it."), content)
            refuted = all(rule(reply.label).refutes for reply in holding)
            return Ruling(Status.ANSWERED, _REFUTED if refuted else _DEALT_WITH, _ids(holding))
        accepted = [reply for reply in replies if self._accepted(reply, post)]
        if any(reply.extent is Extent.UNDECIDED for reply in accepted):
            circle = say("Accepted posts attack each other in a circle, so none decides it.")
            return Ruling(Status.CONTESTED, circle, _ids(accepted))
        if accepted:
            defeated = say("A reply was accepted, but an accepted post defeats that reply.")
            return Ruling(Status.CONTESTED, defeated, (*_ids(accepted), *self._defeating(accepted)))
        few = say_many(
            "It has replies, but none is accepted yet: a reply is accepted once %(num)d person other than its author "
            "has voted on it and it stands at 0.50 or more.",
            "It has replies, but none is accepted yet: a reply is accepted once %(num)d people other than its author "
            "have voted on it and it stands at 0.50 or more.",
            self.quorum,
        )
        return Ruling(Status.CONTESTED, few, _ids(replies))

    def _defeating(self, replies: list[Node]) -> list[int]:
        """The posts that put these out, each once."""
        defeating = {
            id: None
            for reply in replies
            for id, polarity in self.graph.acting_on(reply.id).items()
            if polarity is Polarity.ATTACK and self._holds(self.graph.nodes[id], reply.id)
        }
        return list(defeating)

    def _holds(self, reply: Node, post: int) -> bool:
        return self._accepted(reply, post) and reply.extent is Extent.IN

    def _accepted(self, reply: Node, post: int) -> bool:
        return reply.state is State.VISIBLE and (self._by_voters(reply) or self._by_raiser(reply, post))

    def _by_voters(self, reply: Node) -> bool:
        return reply.voters >= self.quorum and reply.standing >= ACCEPTED_FROM - ROUNDING

    def _by_raiser(self, reply: Node, post: int) -> bool:
        """Whether who raised `post` says that this answers it; what they say is about no other point."""
        return reply.accepted and self.graph.parent(reply) == post


def point_of(graph: Graph, reply: int) -> Node | None:
    """The objection, condition or question that a post replies to and deals with; None if it does neither."""
    node = graph.nodes[reply]
    parent = graph.parent(node)
    if parent is None or graph.nodes[parent].label not in RAISES_AN_ISSUE:
        return None
    return graph.nodes[parent] if _deals_with(graph.nodes[parent], node, node.polarity) else None


def _deals_with(point: Node, reply: Node, polarity: Polarity) -> bool:
    """Only an answer, and one that does not dispute it, deals with a question; with a problem whatever attacks it."""
    if point.label is Label.QUESTION:
        return reply.label is Label.ANSWER and polarity is not Polarity.ATTACK
    return polarity is Polarity.ATTACK


def _grants(reply: Node, polarity: Polarity) -> bool:
    return reply.label is Label.CONCESSION and polarity is Polarity.SUPPORT


def _ids(nodes: Iterable[Node]) -> tuple[int, ...]:
    return tuple(node.id for node in nodes)
