"""A point that was raised, replies to it and claims about it, and what becomes of it."""

from __future__ import annotations

from deliberate.domain.engine.assessment import Assessment, Rules, assess
from deliberate.domain.engine.status import QUORUM, Judge, Ruling
from deliberate.domain.graph import Claim, Graph, Link, Node
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status

OWNER = 100
RAISED = Node(1, Label.OBJECTION, 1)


def assessed(*nodes: Node, links: tuple[Link, ...] = ()) -> Assessment:
    return assess(Graph(nodes, links), OWNER, Rules())


def status(*nodes: Node) -> Status:
    return assessed(*nodes).status[1]


def why(*nodes: Node, links: tuple[Link, ...] = ()) -> Ruling:
    found = Judge(assessed(*nodes, links=links).graph, OWNER).ruling(1)
    assert found
    return found


def accepted(id: int, label: Label, parent: int, author: int = 7) -> Node:
    return Node(id, label, author, parent=parent, agree=QUORUM, voters=QUORUM)


def claimed(holds: int = 0, fails: int = 0, raiser: bool | None = None, revision: int = 2) -> Node:
    return RAISED._replace(claim=Claim(revision, holds, fails, raiser))
