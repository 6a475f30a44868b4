"""What is true of statuses, refutations and their reasons whatever the thread."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine.assessment import Rules, assess, judge
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.graph import Graph
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity
from deliberate.domain.nodes import Content, Link, Node, State
from deliberate.domain.statuses import Status
from tests.domain.engine.points import FORUM, OWNER, RAISED


def circumstances(random: Random) -> tuple[list[Node], list[Link]]:
    """A point with replies and rebuttals, some accepted, some hidden, and links between any two of them."""
    nodes = [RAISED._replace(label=random.choice(sorted(RAISES_AN_ISSUE)), agree=random.randrange(12))]
    for id in range(2, random.randrange(2, 12)):
        node = Node(
            id,
            random.choice(list(Label)),
            random.choice([2, 3, 4, 5, OWNER]),
            parent=random.choice([1, 1, id - 1]),
            state=random.choices([State.VISIBLE, State.HIDDEN], (9, 1))[0],
            content=random.choice((None, None, None, None, Content())),
            rejected=random.random() < 0.1,
        )
        nodes.append(node._replace(agree=random.randrange(6), disagree=random.randrange(3)))
    pairs = random.sample([(a.id, b.id) for a in nodes for b in nodes if a is not b] or [(1, 1)], 1 + len(nodes) // 3)
    return nodes, [Link(*pair, random.choice(list(Polarity))) for pair in pairs if len(nodes) > 1]


@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_every_status_says_why_and_names_posts_that_act_on_the_point_or_defeat_those(
    seed: int, semantics: Semantics
) -> None:
    nodes, links = circumstances(Random(seed))
    graph = assess(Graph(nodes, links), FORUM, Rules(semantics))
    for id, node in graph.nodes.items():
        ruled = judge(graph, FORUM, Rules(semantics)).ruling(id)
        assert (ruled is None) is (node.status is None)
        if ruled is None:
            continue
        assert (ruled.status, ruled.few_share) == (node.status, node.few_share)
        assert str(ruled.reason).endswith(".")
        assert str(ruled.change).endswith(".")
        replies = set(graph.acting_on(id))
        concessions = {reply for reply in replies if graph.nodes[reply].label is Label.CONCESSION}
        if ruled.status is Status.OPEN:
            assert set(ruled.because) <= concessions.union(*(graph.acting_on(reply) for reply in concessions))
        else:
            assert ruled.because
        assert set(ruled.because) & replies or not ruled.because
        assert set(ruled.because) <= replies.union(*(graph.acting_on(reply) for reply in replies))
        if ruled.status is Status.ANSWERED:
            decide = [graph.nodes[reply] for reply in ruled.because if graph.nodes[reply].author != OWNER]
            assert {node.extent for node in decide} <= {Extent.IN}


@given(st.integers(0, 10**6))
def test_every_refuted_reply_says_by_what(seed: int) -> None:
    graph = assess(Graph(*circumstances(Random(seed))), FORUM, Rules())
    for id, node in graph.nodes.items():
        refuted = judge(graph, FORUM, Rules()).refutation(id)
        assert (refuted is not None) is node.is_refuted
        if refuted:
            assert refuted.because
            assert {graph.nodes[one].extent for one in refuted.because} == {Extent.IN}


@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_the_order_of_posts_and_links_decides_nothing(seed: int, semantics: Semantics) -> None:
    random = Random(seed)
    nodes, links = circumstances(random)

    def found(nodes: Iterable[Node], links: Iterable[Link]) -> dict[int, object]:
        graph = assess(Graph(nodes, links), FORUM, Rules(semantics))
        rulings = {id: judge(graph, FORUM, Rules(semantics)).ruling(id) for id in graph.nodes}
        return {
            id: (graph.nodes[id].status, graph.nodes[id].extent, ruled and {**vars(ruled), "because": {*ruled.because}})
            for id, ruled in rulings.items()
        }

    assert found(nodes, links) == found(random.sample(nodes, len(nodes)), random.sample(links, len(links)))


def with_votes(graph: Graph, replies: Iterable[int], agree: int = 0, disagree: int = 0) -> Graph:
    """Further people vote on these replies; how all are labelled stays as it is."""
    nodes = (graph.nodes[id] for id in replies)
    return graph.with_nodes(
        node._replace(agree=node.agree + agree, disagree=node.disagree + disagree) for node in nodes
    )


@given(st.integers(0, 10**6))
def test_what_would_change_a_status_does(seed: int) -> None:
    """The numbers of the sentence: so many more on one reply, or on all that decide, change it, and fewer do not."""
    graph = assess(Graph(*circumstances(Random(seed))), FORUM, Rules())
    ruled = judge(graph, FORUM, Rules()).ruling(1)
    assert ruled
    replies = list(graph.acting_on(1))

    def changes(number: int) -> bool:
        accepting = [with_votes(graph, [reply], agree=number) for reply in replies]
        rejecting = [with_votes(graph, replies, disagree=number)]
        now = [judge(changed, FORUM, Rules()).case(1) for changed in (accepting if is_waiting else rejecting)]
        return any(case is not None and case.status is not ruled.status for case in now)

    is_waiting = ruled.status in (Status.OPEN, Status.CONTESTED) or str(ruled.change).endswith("a safeguard.")
    words = str(ruled.change).split()
    numbers = [int(word) for word in words if word.isdigit()]
    if numbers:
        assert changes(numbers[0])
        assert numbers[0] == 1 or not changes(numbers[0] - 1)
    else:
        assert not changes(50)
    assert ruled.narrow is (numbers[:1] == [1])
