"""What became of an objection, condition or question. Silence never resolves anything.

A reply is *accepted* when at least QUORUM people other than its author voted on it and its standing is at least a half.
Defeats are the attacks of accepted posts; a post is *in* when nothing that is in defeats it (Dung 1995; on a tree the
grounded labelling is one pass from the leaves).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from deliberate.domain.graph import Graph, Node, State
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity
from deliberate.domain.standing import Standing

QUORUM = 3


class Status(StrEnum):
    OPEN = "open"
    CONTESTED = "contested"
    ANSWERED = "answered"
    CONCEDED = "conceded"
    ADDRESSED = "addressed"
    RESOLVED = "resolved"


# Why a status is what it is, in the words a reader is shown.
REASONS = {
    Status.OPEN: "Nobody has answered this yet.",
    Status.CONTESTED: "It has replies, but none that enough voters accept.",
    Status.ANSWERED: "Enough voters accept a reply that deals with it.",
    Status.CONCEDED: "It has been granted that this point is right.",
    Status.ADDRESSED: "A revision claims to deal with it; that is not confirmed yet.",
    Status.RESOLVED: "Confirmed as dealt with.",
}

# Still waiting for something.
UNSETTLED = frozenset({Status.OPEN, Status.CONTESTED})


def statuses(graph: Graph, standing: Mapping[int, Standing], owner: int) -> dict[int, Status]:
    """The status of every post that raises an issue; `owner` is the person who speaks for the proposal."""
    accepted_and_in: set[int] = set()
    found: dict[int, Status] = {}
    for node in graph.bottom_up():
        replies = [reply for reply in graph.replies(node.id) if reply.state is State.VISIBLE]
        beaten = any(r.polarity is Polarity.ATTACK and r.id in accepted_and_in for r in replies)
        if not beaten and node.voters >= QUORUM and standing[node.id].value >= 0.5:
            accepted_and_in.add(node.id)
        if node.label in RAISES_AN_ISSUE:
            found[node.id] = _status(replies, accepted_and_in, beaten, owner)
    return found


def _status(replies: list[Node], accepted_and_in: set[int], beaten: bool, owner: int) -> Status:
    concessions = [reply for reply in replies if reply.label is Label.CONCESSION]
    if any(reply.id in accepted_and_in or reply.author == owner for reply in concessions):
        return Status.CONCEDED
    answers = [reply for reply in replies if reply.label is Label.ANSWER]
    if beaten or any(reply.id in accepted_and_in for reply in answers):
        return Status.ANSWERED
    if answers or any(reply.polarity is Polarity.ATTACK for reply in replies):
        return Status.CONTESTED
    return Status.OPEN
