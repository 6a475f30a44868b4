"""What became of an objection, condition or question. Silence never resolves anything.

A revision may claim to deal with it; that is confirmed or denied by the person who raised it while hardly anybody else
holds it, or by enough people beyond chance. Otherwise the replies decide: what is accepted (`acceptance`) defeats what
it attacks, and the grounded labelling of these defeats (Dung 1995) says which posts are in, out or undecided. A reply
decides while it is accepted and in. How well posts stand decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from deliberate.domain.engine import claims
from deliberate.domain.engine.acceptance import QUORUM, beyond_chance, quorum_for
from deliberate.domain.engine.grounded import Extent, labelling
from deliberate.domain.engine.verdicts import Verdicts, deals_with, grants
from deliberate.domain.graph import Graph
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity
from deliberate.domain.nodes import Claim, Node, State
from deliberate.domain.statuses import Status


@dataclass(frozen=True)
class Case:
    """A point with what bears on it: a claim, replies that deal with it and concessions, and which of them decide.

    `by_owner` are the concessions of who speaks for the proposal, `granting` those that are accepted, `answering` the
    replies that are accepted and that nothing defeats, `meeting` the safeguards among them where it is a condition.
    """

    point: Node
    status: Status
    claim: Claim | None = None
    replies: list[Node] = field(default_factory=list)
    concessions: list[Node] = field(default_factory=list)
    by_owner: list[Node] = field(default_factory=list)
    granting: list[Node] = field(default_factory=list)
    answering: list[Node] = field(default_factory=list)
    meeting: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Findings:
    """On the posts of a graph, from their votes and the labels that they have.

    `owner` speaks for the proposal; `quorum` is how many people, at least, must accept a reply or confirm a claim;
    `crowd` is how many people have voted in the thread.
    """

    graph: Graph
    owner: int
    quorum: int = QUORUM
    crowd: int = 0

    @cached_property
    def verdicts(self) -> Verdicts:
        return Verdicts(self.graph, self.quorum)

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

    def case(self, post: int) -> Case | None:
        """None for a post that raises no issue."""
        point = self.graph.nodes[post]
        if point.label not in RAISES_AN_ISSUE:
            return None
        claim = self.graph.claim(post)
        if claim is not None and not claims.is_denied(claim, point.holders, self.quorum):
            is_confirmed = claims.verdict(claim, point.holders, self.quorum).is_accepted
            return Case(point, Status.RESOLVED if is_confirmed else Status.ADDRESSED, claim)
        acting = [(self.graph.nodes[id], polarity) for id, polarity in self.graph.acting_on(post).items()]
        replies = [reply for reply, polarity in acting if deals_with(point, reply, polarity)]
        concessions = [reply for reply, polarity in acting if grants(reply, polarity)]
        by_owner = [concession for concession in concessions if self._owner_grants(concession, post)]
        granting = [concession for concession in concessions if self._holds(concession, post)]
        answering = [reply for reply in replies if self._holds(reply, post)]
        meeting = [reply for reply in answering if reply.label is Label.SAFEGUARD and point.label is Label.CONDITION]
        if by_owner or granting:
            status = Status.ANSWERED if meeting else Status.CONCEDED
        elif answering:
            status = Status.ANSWERED
        else:
            status = Status.CONTESTED if replies else Status.OPEN
        return Case(point, status, claim, replies, concessions, by_owner, granting, answering, meeting)

    def few_share(self, case: Case) -> bool:
        """Whether few share what nothing settles: enough of all who voted in the thread reject it, beyond chance, and
        no opinion group accepts it. Three strangers put nothing aside."""
        point = case.point
        is_waiting = case.status in (Status.OPEN, Status.CONTESTED)
        enough = point.disagree >= quorum_for(self.crowd, self.quorum)
        return is_waiting and enough and beyond_chance(point.disagree, point.agree) and not point.favoured

    def _owner_grants(self, concession: Node, post: int) -> bool:
        """By this post, or by one that was merged into it; either may be about another point than the other."""
        both = (self.graph.nodes[id] for id in (concession.id, *self.graph.merged_into(concession.id)))
        return any(node.author == self.owner and self.graph.leads_to(node, post) for node in both)

    def _defeating(self, replies: Iterable[Node]) -> tuple[int, ...]:
        """The posts that put these out, each once."""
        defeating = {
            id: None
            for reply in replies
            for id, polarity in self.graph.acting_on(reply.id).items()
            if polarity is Polarity.ATTACK and self._holds(self.graph.nodes[id], reply.id)
        }
        return tuple(defeating)

    def _holds(self, reply: Node, post: int) -> bool:
        return reply.extent is Extent.IN and self._accepted(reply, post)

    def _accepted(self, reply: Node, post: int) -> bool:
        return reply.state is State.VISIBLE and self.verdicts.accepted(reply.id, post)
