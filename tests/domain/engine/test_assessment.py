"""Computing what a change reaches gives what computing everything gives."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberate.domain.engine.assessment import Assessment, Rules, assess
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.graph import Graph, Link, Node, State
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity
from deliberate.domain.statuses import Status

# The first circle that is met loads scipy.
some_examples = settings(max_examples=50)

OWNER = 1


def voted(random: Random) -> dict[str, int]:
    agree, passes, disagree = random.randrange(9), random.randrange(2), random.randrange(5)
    return {"agree": agree, "passes": passes, "disagree": disagree, "voters": agree + passes + disagree}


def thread(random: Random) -> Graph:
    """Replies, links both ways (so circles too), hidden and merged posts."""
    nodes: list[Node] = []
    for id in range(1, random.randrange(3, 25)):
        parent = random.choice([None, *(node.id for node in nodes)])
        state = random.choices(list(State), (20, 1, 1, 0, 1))[0]
        accepted = random.random() < 0.1
        node = Node(id, random.choice(list(Label)), random.randrange(5), parent, state=state, accepted=accepted)
        if nodes and random.random() < 0.1:
            node = node._replace(state=State.MERGED, merged_into=random.choice(nodes).id)
        nodes.append(node._replace(**voted(random)))
    ids = [node.id for node in nodes]
    links = [
        Link(random.choice(ids), random.choice(ids), random.choice(list(Polarity))) for _ in range(random.randrange(8))
    ]
    for one, other in (random.sample(ids, 2) for _ in range(random.randrange(3)) if len(ids) > 1):
        links += [Link(one, other, Polarity.ATTACK), Link(other, one, Polarity.ATTACK)]
    return Graph(nodes, links)


def reached(graph: Graph, post: int) -> set[int]:
    """The post and all it acts on, however far."""
    found, pending = {post}, [post]
    while pending:
        here = pending.pop()
        targets = {id for id in graph.unmerged() if here in graph.acting_on(id)}
        parent = graph.parent(graph.nodes[here])
        new = (targets | ({parent} if parent else set())) - found
        found |= new
        pending += new
    return found


def same(one: Assessment, other: Assessment) -> bool:
    for id in one.graph.unmerged():
        a, b = one.graph.nodes[id], other.graph.nodes[id]
        assert a.standing == pytest.approx(b.standing, abs=1e-9)
        assert (a.balanced, a.extent) == (b.balanced, b.extent)
    return True


@some_examples
@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_a_sequence_of_changes_computed_along_their_paths_equals_the_whole(seed: int, semantics: Semantics) -> None:
    random = Random(seed)
    now = assess(thread(random), OWNER, Rules(semantics))
    for _ in range(6):
        graph, status = now.graph, now.status
        if random.random() < 0.6:
            changed = random.choice(graph.unmerged())
            graph = graph.with_nodes([graph.nodes[changed]._replace(**voted(random), accepted=random.random() < 0.2)])
        else:
            changed = max(graph.nodes) + 1
            parent = random.choice([None, *graph.unmerged()])
            label = random.choice(list(Label))
            graph = graph.with_nodes([Node(changed, label, random.randrange(5), parent, **voted(random))])
        part = assess(graph, OWNER, Rules(semantics), reached(graph, changed))
        now = Assessment(part.graph, {**status, **part.status})
        whole = assess(graph, OWNER, Rules(semantics))
        assert same(now, whole)
        assert now.status == whole.status


@some_examples
@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_so_does_a_change_of_what_a_post_is_and_where_computed_along_both_paths(
    seed: int, semantics: Semantics
) -> None:
    """Relabelled, hidden, shown, moved, linked: what it reached before and what it reaches after."""
    random = Random(seed)
    now = assess(thread(random), OWNER, Rules(semantics))
    for _ in range(6):
        graph = now.graph
        changed = random.choice(graph.unmerged())
        before = reached(graph, changed)
        node, links = graph.nodes[changed], graph.links
        elsewhere = [id for id in graph.unmerged() if id != changed and id not in below(graph, changed)]
        match random.randrange(4):
            case 0:
                node = node._replace(label=random.choice(list(Label)))
            case 1:
                node = node._replace(state=random.choice([State.VISIBLE, State.HIDDEN]))
            case 2:
                node = node._replace(parent=random.choice([None, *elsewhere]))
            case _:
                links = (*links, Link(changed, random.choice(list(graph.nodes)), random.choice(list(Polarity))))
        graph = Graph((graph.nodes | {changed: node}).values(), links)
        part = assess(graph, OWNER, Rules(semantics), before | reached(graph, changed))
        now = Assessment(part.graph, kept_status(now.status, part))
        whole = assess(graph, OWNER, Rules(semantics))
        assert same(now, whole)
        assert now.status == whole.status


def below(graph: Graph, post: int) -> set[int]:
    return {node.id for node in graph.below(post)}


def kept_status(was: dict[int, Status], part: Assessment) -> dict[int, Status]:
    """A post that no longer raises an issue has no status."""
    return {id: status for id, status in (was | part.status).items() if part.graph.nodes[id].label in RAISES_AN_ISSUE}


@some_examples
@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_computing_more_than_is_reached_or_all_again_changes_nothing(seed: int, semantics: Semantics) -> None:
    random = Random(seed)
    whole = assess(thread(random), OWNER, Rules(semantics))
    assert same(assess(whole.graph, OWNER, Rules(semantics)), whole)
    some = {id for post in whole.graph.unmerged()[::3] for id in reached(whole.graph, post)}
    part = assess(whole.graph, OWNER, Rules(semantics), some)
    assert same(part, whole)
    assert part.status == {id: status for id, status in whole.status.items() if id in some}


def test_nothing_to_compute_leaves_everything_as_it_is() -> None:
    graph = thread(Random(1))
    found = assess(graph, OWNER, Rules(), only=())
    assert (found.graph.nodes, found.status) == (graph.nodes, {})
