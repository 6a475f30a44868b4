"""Computing what a change reaches gives what computing everything gives."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.assessment import Assessment, assess
from deliberate.domain.gradual import Semantics
from deliberate.domain.graph import Graph, Link, Node, State
from deliberate.domain.labels import Label, Polarity

OWNER = 1


def voted(random: Random) -> dict[str, int]:
    agree, passes, disagree = random.randrange(9), random.randrange(2), random.randrange(5)
    return {"agree": agree, "passes": passes, "disagree": disagree, "voters": agree + passes + disagree}


def thread(random: Random) -> Graph:
    """Replies, links both ways (so circles too), hidden and merged posts."""
    nodes: list[Node] = []
    for id in range(1, random.randrange(3, 25)):
        parent = random.choice([None, *(node.id for node in nodes)])
        state = random.choices(list(State), (20, 1, 1, 0))[0]
        accepted = random.random() < 0.1
        node = Node(id, random.choice(list(Label)), random.randrange(5), parent, state=state, accepted=accepted)
        if nodes and random.random() < 0.1:
            node = node._replace(state=State.MERGED, merged_into=random.choice(nodes).id)
        nodes.append(node._replace(**voted(random)))
    ids = [node.id for node in nodes]
    links = [
        Link(random.choice(ids), random.choice(ids), random.choice(list(Polarity))) for _ in range(random.randrange(8))
    ]
    return Graph(nodes, links)


def reached(graph: Graph, post: int) -> set[int]:
    """The post and all it acts on, however far."""
    found, pending = {post}, [post]
    while pending:
        here = pending.pop()
        targets = {id for id in graph.standing_posts() if here in graph.acting_on(id)}
        parent = graph.parent(graph.nodes[here])
        new = (targets | ({parent} if parent else set())) - found
        found |= new
        pending += new
    return found


def same(one: Assessment, other: Assessment) -> bool:
    for id in one.graph.standing_posts():
        a, b = one.graph.nodes[id], other.graph.nodes[id]
        assert a.standing == pytest.approx(b.standing, abs=1e-9)
        assert (a.settled, a.extent) == (b.settled, b.extent)
    return True


@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_a_sequence_of_changes_computed_along_their_paths_equals_the_whole(seed: int, semantics: Semantics) -> None:
    random = Random(seed)
    now = assess(thread(random), OWNER, semantics)
    for _ in range(6):
        graph, status = now.graph, now.status
        if random.random() < 0.6:
            changed = random.choice(graph.standing_posts())
            graph = graph.with_nodes([graph.nodes[changed]._replace(**voted(random), accepted=random.random() < 0.2)])
        else:
            changed = max(graph.nodes) + 1
            parent = random.choice([None, *graph.standing_posts()])
            label = random.choice(list(Label))
            graph = graph.with_nodes([Node(changed, label, random.randrange(5), parent, **voted(random))])
        part = assess(graph, OWNER, semantics, reached(graph, changed))
        now = Assessment(part.graph, {**status, **part.status})
        whole = assess(graph, OWNER, semantics)
        assert same(now, whole)
        assert now.status == whole.status
