"""The orders of a thread, and what a post is ordered by."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from deliberate.domain.labels import rule
from deliberate.domain.nodes import Node
from deliberate.domain.statuses import UNSETTLED, Status
from deliberate.domain.words import Say, say


class Order(StrEnum):
    STRONGEST = "strongest"
    BRIDGING = "bridging"
    UNANSWERED = "unanswered"
    CONTESTED = "contested"
    NEWEST = "newest"


# Why the first post is first, in one line.
REASONS = {
    Order.STRONGEST: say("Shown first: what most voters say yes to; a few votes count for less than many."),
    Order.BRIDGING: say("Shown first: what convinces people who usually disagree."),
    Order.UNANSWERED: say("Shown first: what nobody has answered yet."),
    Order.CONTESTED: say("Shown first: what has the most people on both sides, then what draws the most replies."),
    Order.NEWEST: say("Shown first: what was posted last."),
}
_BY_GROUPS = say("Shown first: what all opinion groups say yes to, not only the largest.")
_NO_VOTES = say("Nobody has voted on these yet; until then the oldest come first, comments last.")
_NOT_BRIDGED = say("It cannot be told yet what bridges opinions; until then first what most voters say yes to.")
_NOTHING_OPEN = say("Nothing here is open; first what is contested or addressed, then what holds up best.")

# How well a post bridges opinions while that is not known: less than anything that is.
NOT_BRIDGING = -1000.0


class Keys(NamedTuple):
    """What a post is ordered by, kept with it. Ties are broken by age.

    `strength`: how far the opinion groups agree with it, once they are told, else the lower end of the range of its
    standing: 0 to 1, and -1 for what nobody is asked to vote on. `waiting`: how soon it is to be answered: first what
    is open, then what else is unsettled, what few share, and the rest. `divided`: how many people are on the smaller
    side. `weight`: how many people hold it.
    """

    strength: float
    waiting: int
    divided: int
    weight: int


def keys(node: Node, *, groups_told: bool) -> Keys:
    return Keys(_strength(node, groups_told), _waiting(node), min(node.agree, node.disagree), node.weight)


def _strength(node: Node, groups_told: bool) -> float:
    if not rule(node.label).asks:
        return -1.0
    if not groups_told:
        return node.low
    if node.consensus is not None:
        return node.consensus
    # Nobody has voted on it, its votes came with an import, or the worker has yet to see them. By the formula of
    # consensus all voters are one group then, and without votes it is 1/2.
    return (node.agree + 1) / (node.agree + node.passes + node.disagree + 2)


def _waiting(node: Node) -> int:
    if node.few_share:
        return 2
    if node.status is Status.OPEN:
        return 0
    return 1 if node.status in UNSETTLED else 3


class Known(NamedTuple):
    """What is known of the posts that are put in order: that anybody voted on them, that any is open; and of the
    thread, whether opinion groups are told, and what bridges them."""

    voted: bool
    open: bool
    groups_told: bool = False
    bridges_told: bool = False


def reason(order: Order, known: Known) -> Say:
    """Why the first of some posts is first, in one line."""
    by_votes = order is Order.STRONGEST or (order is Order.BRIDGING and not known.bridges_told)
    if by_votes and not known.voted:
        return _NO_VOTES
    if order is Order.BRIDGING and not known.bridges_told:
        return _NOT_BRIDGED
    if order is Order.UNANSWERED and not known.open:
        return _NOTHING_OPEN
    return _BY_GROUPS if order is Order.STRONGEST and known.groups_told else REASONS[order]
