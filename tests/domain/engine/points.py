"""A point that was raised, replies to it and claims about it, and what becomes of it."""

from __future__ import annotations

from deliberate.domain.engine.acceptance import QUORUM
from deliberate.domain.engine.assessment import Forum, Rules, assess, judge
from deliberate.domain.engine.status import Ruling
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import Claim, Link, Node
from deliberate.domain.statuses import Status

OWNER = 100
FORUM = Forum(OWNER)
RAISED = Node(1, Label.OBJECTION, 1)


def assessed(*nodes: Node, links: tuple[Link, ...] = ()) -> Graph:
    return assess(Graph(nodes, links), FORUM, Rules())


def status(*nodes: Node) -> Status:
    found = assessed(*nodes).nodes[1].status
    assert found
    return found


def why(*nodes: Node, links: tuple[Link, ...] = ()) -> Ruling:
    found = judge(assessed(*nodes, links=links), FORUM, Rules()).ruling(1)
    assert found
    return found


def post(id: int, label: Label, parent: int | None = None, agree: int = 0, disagree: int = 0) -> Node:
    """By an author of its own."""
    return Node(id, label, 1000 + id, parent=parent, agree=agree, disagree=disagree)


def accepted(id: int, label: Label, parent: int, author: int = 7) -> Node:
    return Node(id, label, author, parent=parent, agree=QUORUM)


def claimed(holds: int = 0, fails: int = 0, raiser: bool | None = None, revision: int = 2) -> Node:
    return RAISED._replace(claim=Claim(revision, holds, fails, raiser))
