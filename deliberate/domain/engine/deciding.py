"""Where votes on a reply decide something: what a page says of the post that it is shown under."""

from __future__ import annotations

from deliberate.domain.engine.acceptance import Verdict, more_to_accept, more_to_undo
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.verdicts import Verdicts, deals_with, grants
from deliberate.domain.graph import Graph
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity
from deliberate.domain.nodes import Node, State
from deliberate.domain.statuses import Status
from deliberate.domain.words import Say, say, say_many

_UNSETTLED = (Status.OPEN, Status.CONTESTED)
_BY_REPLIES = (Status.ANSWERED, Status.CONCEDED)


def verdict_that_matters(graph: Graph, verdicts: Verdicts, reply: int) -> Verdict | None:
    """What people say to a reply, where it matters whether they accept it: it attacks, answers or grants what it is
    shown under. None for any other post."""
    node = graph.nodes[reply]
    above = _above(graph, node)
    if above is None or not (node.polarity is Polarity.ATTACK or _settles(above, node)):
        return None
    return verdicts.on_reply(reply, above.id)


def what_one_vote_may_do(graph: Graph, verdicts: Verdicts, reply: int) -> Say | None:
    """Where one more vote on a reply may change what became of the point that it is said to; None elsewhere, and where
    nobody besides the person who raised the point holds it.

    'One more vote on this may settle an objection that 500 people hold.'
    """
    node = graph.nodes[reply]
    point = _above(graph, node)
    if point is None or not point.holders or point.label not in RAISES_AN_ISSUE or not _settles(point, node):
        return None
    if node.extent is not Extent.IN:  # as a reply that is defeated it decides nothing, however many accept it
        return None
    verdict, held = verdicts.on_reply(reply, point.id), _HELD[point.label](point.holders)
    if point.status in _UNSETTLED and more_to_accept(verdict) == 1:
        return say("One more vote on this may settle %(point)s.", point=held)
    if point.status in _BY_REPLIES and verdict.is_accepted and more_to_undo(verdict) == 1:
        return say("One more vote on this may reopen %(point)s.", point=held)
    return None


def _above(graph: Graph, node: Node) -> Node | None:
    """The visible post that it is shown under."""
    parent = graph.parent(node)
    above = None if parent is None else graph.nodes[parent]
    return above if above and above.state is State.VISIBLE else None


def _settles(above: Node, reply: Node) -> bool:
    return deals_with(above, reply, reply.polarity) or grants(reply, reply.polarity)


_HELD = {
    Label.OBJECTION: lambda n: say_many(
        "an objection that %(num)d person holds", "an objection that %(num)d people hold", n
    ),
    Label.CONDITION: lambda n: say_many(
        "a condition that %(num)d person holds", "a condition that %(num)d people hold", n
    ),
    Label.QUESTION: lambda n: say_many(
        "a question that %(num)d person holds", "a question that %(num)d people hold", n
    ),
}
