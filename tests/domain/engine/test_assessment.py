"""Computing what a change reaches gives what computing everything gives."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberate.domain.engine.assessment import Forum, Rules, assess, judge
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.graph import Graph
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity
from deliberate.domain.nodes import VOICE, Backing, Claim, Content, Link, Node, State

# The first circle that is met loads scipy.
some_examples = settings(max_examples=50)

FORUM = Forum(owner=1, crowd=12)


def voted(random: Random, node: Node) -> Node:
    """By other people, in groups of which one may reject it; now and then by who raised what it replies to."""
    agree, disagree = random.randrange(9), random.randrange(5)
    return node._replace(
        agree=agree,
        passes=random.randrange(2),
        disagree=disagree,
        earlier=random.choice((0, 0, 0, agree // 2)),
        raised_too=random.choice((0, 0, 1)),
        backing=random.choice((None, backing(random, agree, disagree))),
        rejected=random.random() < 0.05,
        favoured=random.random() < 0.05,
        content=random.choice((None, None, None, None, Content())),
        claim=random.choice((None,) * 9 + (Claim(2, random.randrange(4), random.randrange(4)),)),
    )


def backing(random: Random, agree: int, disagree: int) -> Backing:
    """Some of them also agree with other replies, and some hold what it replies to."""
    return Backing(random.randint(0, agree) * VOICE // 2, random.randint(0, agree), random.randint(0, disagree))


def thread(random: Random) -> Graph:
    """Replies, links both ways (so circles too), hidden and merged posts."""
    nodes: list[Node] = []
    for id in range(1, random.randrange(3, 25)):
        parent = random.choice([None, *(node.id for node in nodes)])
        state = random.choices(list(State), (20, 1, 1, 0, 1))[0]
        node = Node(id, random.choice(list(Label)), random.randrange(5), parent, state=state)
        if nodes and random.random() < 0.1:
            node = node._replace(state=State.MERGED, merged_into=random.choice(nodes).id)
        nodes.append(voted(random, node))
    ids = [node.id for node in nodes]
    links = [
        Link(random.choice(ids), random.choice(ids), random.choice(list(Polarity))) for _ in range(random.randrange(8))
    ]
    for one, other in (random.sample(ids, 2) for _ in range(random.randrange(3)) if len(ids) > 1):
        links += [Link(one, other, Polarity.ATTACK), Link(other, one, Polarity.ATTACK)]
    return Graph(nodes, links)


def reached(graph: Graph, post: int) -> set[int]:
    """The post and the replies to it in turn, since how many accept it may be how many are asked for those, up to what
    raises an issue of its own; and all that any of these acts on, however far."""
    found: set[int] = set()
    pending = below_in_turn(graph, post)
    while pending:
        here = pending.pop()
        if here not in found:
            found.add(here)
            pending += graph.acted_on(here)
    return found


def below_in_turn(graph: Graph, post: int) -> list[int]:
    found = [post]
    for above in found:
        if above == post or graph.nodes[above].label not in RAISES_AN_ISSUE:
            found += [reply.id for reply in graph.replies(above)]
    return found


def same(one: Graph, other: Graph) -> bool:
    for id in one.unmerged():
        a, b = one.nodes[id], other.nodes[id]
        assert (a.standing, a.low, a.high) == pytest.approx((b.standing, b.low, b.high), abs=1e-9)
        assert (a.balanced, a.extent) == (b.balanced, b.extent)
        assert (a.status, a.few_share) == (b.status, b.few_share)
    return True


@some_examples
@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_a_sequence_of_changes_computed_along_their_paths_equals_the_whole(seed: int, semantics: Semantics) -> None:
    random = Random(seed)
    now = assess(thread(random), FORUM, Rules(semantics))
    for _ in range(6):
        if random.random() < 0.6:
            changed = random.choice(now.unmerged())
            graph = now.with_nodes([voted(random, now.nodes[changed])])
        else:
            changed = max(now.nodes) + 1
            parent = random.choice([None, *now.unmerged()])
            new = Node(changed, random.choice(list(Label)), random.randrange(5), parent)
            graph = now.with_nodes([voted(random, new)])
        now = assess(graph, FORUM, Rules(semantics), reached(graph, changed))
        assert same(now, assess(graph, FORUM, Rules(semantics)))


@some_examples
@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_so_does_a_change_of_what_a_post_is_and_where_computed_along_both_paths(
    seed: int, semantics: Semantics
) -> None:
    """Relabelled, hidden, shown, moved, linked: what it reached before and what it reaches after."""
    random = Random(seed)
    now = assess(thread(random), FORUM, Rules(semantics))
    for _ in range(6):
        changed = random.choice(now.unmerged())
        before = reached(now, changed)
        node, links = now.nodes[changed], now.links
        elsewhere = [id for id in now.unmerged() if id != changed and id not in below(now, changed)]
        match random.randrange(4):
            case 0:
                node = node._replace(label=random.choice(list(Label)))
            case 1:
                node = node._replace(state=random.choice([State.VISIBLE, State.HIDDEN]))
            case 2:
                node = node._replace(parent=random.choice([None, *elsewhere]))
            case _:
                links = (*links, Link(changed, random.choice(list(now.nodes)), random.choice(list(Polarity))))
        graph = Graph((now.nodes | {changed: node}).values(), links)
        now = assess(graph, FORUM, Rules(semantics), before | reached(graph, changed))
        assert same(now, assess(graph, FORUM, Rules(semantics)))


def below(graph: Graph, post: int) -> set[int]:
    return {node.id for node in graph.below(post)}


@some_examples
@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_computing_more_than_is_reached_or_all_again_changes_nothing(seed: int, semantics: Semantics) -> None:
    random = Random(seed)
    whole = assess(thread(random), FORUM, Rules(semantics))
    assert same(assess(whole, FORUM, Rules(semantics)), whole)
    some = {id for post in whole.unmerged()[::3] for id in reached(whole, post)}
    assert same(assess(whole, FORUM, Rules(semantics), some), whole)


def test_nothing_to_compute_leaves_everything_as_it_is() -> None:
    graph = thread(Random(1))
    assert assess(graph, FORUM, Rules(), only=()).nodes == graph.nodes


def test_one_more_who_holds_a_point_reopens_what_hangs_below_it() -> None:
    """By a rebuttal of a rebuttal, for which as many are asked for as hold the point."""
    point = Node(1, Label.OBJECTION, 1, agree=9)
    replies = [Node(id, Label.REBUTTAL, id, parent=id - 1, agree=3) for id in (2, 3)]
    for agree, refuted in ((9, True), (10, False)):
        graph = Graph([point._replace(agree=agree), *replies])
        assert reached(graph, 1) == {1, 2, 3}
        assert assess(graph, FORUM, Rules()).nodes[2].is_refuted is refuted


def test_what_refutes_a_reply_are_the_accepted_attacks_on_it_alone() -> None:
    point = Node(1, Label.OBJECTION, 1, agree=3)
    reply = Node(2, Label.REBUTTAL, 2, parent=1, agree=5)
    accepted, unaccepted = (Node(id, Label.REBUTTAL, id, parent=2, agree=agree) for id, agree in ((3, 9), (4, 1)))
    supporting = Node(5, Label.EVIDENCE, 5, parent=2, agree=9)
    graph = assess(Graph([point, reply, accepted, unaccepted, supporting]), FORUM, Rules())
    refutation = judge(graph, FORUM, Rules()).refutation(2)
    assert refutation is not None
    assert refutation.because == (3,)
