"""Standing of posts: votes, weights, links, and what moves nothing."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine import gradual
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.engine.standing import Standing, base_score, edge_weight, standings
from deliberate.domain.graph import Graph, Link, Node, State
from deliberate.domain.labels import Label, Polarity
from tests.domain.engine.test_assessment import some_examples, thread


def votes(agree: int, disagree: int) -> dict[str, int]:
    return {"agree": agree, "disagree": disagree, "voters": agree + disagree}


# Row 9 of the vectors, whose proposal is an alternative here.
NINE = [
    Node(1, Label.ALTERNATIVE, 1, **votes(12, 3)),
    Node(2, Label.OBJECTION, 2, parent=1, **votes(9, 2)),
    Node(3, Label.REBUTTAL, 3, parent=2, **votes(6, 1)),
    Node(4, Label.OBJECTION, 4, parent=1),
    Node(5, Label.SUPPORT, 5, parent=1, **votes(5, 5)),
]


def test_replies_weigh_by_their_voters() -> None:
    found = standings(Graph(NINE))
    assert base_score(12, 3) == pytest.approx(0.7647, abs=5e-5)
    assert found[3].value == pytest.approx(0.7778, abs=5e-5)
    assert found[2].value == pytest.approx(0.5934, abs=5e-5)
    assert found[1].value == pytest.approx(0.7596, abs=5e-5)


@some_examples
@given(st.integers(0, 10**6), st.sampled_from(Semantics), st.sampled_from((Label.OBJECTION, Label.SUPPORT)))
def test_a_hundred_posts_nobody_voted_on_change_no_standing(seed: int, semantics: Semantics, label: Label) -> None:
    """In any thread, whatever they reply and link to."""
    random = Random(seed)
    graph = thread(random)
    old = graph.unmerged()
    flood = [Node(1000 + n, label, 9, parent=random.choice(old)) for n in range(100)]
    links = [Link(post.id, random.choice(old), random.choice(list(Polarity))) for post in flood]
    flooded = Graph([*graph.nodes.values(), *flood], [*graph.links, *links])
    before, after = standings(graph, semantics), standings(flooded, semantics)
    assert {id: after[id] for id in old} == before


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_what_cannot_be_read_moves_nothing(state: State) -> None:
    graph = Graph([Node(1, Label.OBJECTION, 1), Node(2, Label.REBUTTAL, 2, parent=1, state=state, **votes(9, 0))])
    assert standings(graph)[1].value == 0.5


def test_neutral_replies_move_nothing() -> None:
    graph = Graph([Node(1, Label.OBJECTION, 1), Node(2, Label.QUESTION, 2, parent=1, **votes(9, 0))])
    assert standings(graph)[1].value == 0.5


def test_replies_and_links_of_a_merged_post_count_for_the_kept_one() -> None:
    twins = [Node(1, Label.OBJECTION, 1), Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1)]
    replied = standings(Graph([*twins, Node(3, Label.REBUTTAL, 3, parent=2, **votes(9, 0))]))
    assert replied[1].value < 0.5
    assert 2 not in replied
    other = Node(4, Label.SUPPORT, 4)
    voted = twins[0]._replace(**votes(9, 0))
    linked = standings(Graph([voted, twins[1], other], [Link(2, 4, Polarity.ATTACK)]))
    assert linked[4].value < 0.5


def test_a_link_acts_like_a_reply_and_both_together_act_once() -> None:
    nodes = [Node(1, Label.OBJECTION, 1), Node(2, Label.REBUTTAL, 2, parent=1, **votes(9, 0))]
    apart = [nodes[0], nodes[1]._replace(parent=None)]
    link = Link(2, 1, Polarity.ATTACK)
    assert standings(Graph(nodes)) == standings(Graph(apart, [link])) == standings(Graph(nodes, [link, link]))


def test_what_is_left_out_keeps_its_standing() -> None:
    graph = Graph(NINE)
    whole = standings(graph)
    known = graph.with_nodes(graph.nodes[id]._replace(standing=one.value) for id, one in whole.items())
    assert standings(known, only=[2, 1]) == {id: whole[id] for id in (2, 1)}


def test_votes_give_the_base_score() -> None:
    assert base_score(0, 0) == 0.5
    assert base_score(12, 3) == pytest.approx(13 / 17)
    assert edge_weight(0) == 0
    assert edge_weight(3) == 0.5


@pytest.mark.parametrize("semantics", Semantics)
def test_the_order_of_posts_does_not_matter(semantics: Semantics) -> None:
    whole = standings(Graph(NINE), semantics)
    for seed in range(5):
        nodes = Random(seed).sample(NINE, len(NINE))
        found = standings(Graph(nodes), semantics)
        assert {id: one.value for id, one in found.items()} == pytest.approx(
            {id: one.value for id, one in whole.items()}, abs=1e-12
        )


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_links_of_what_cannot_be_read_move_nothing(state: State) -> None:
    nodes = [Node(1, Label.OBJECTION, 1), Node(2, Label.OBJECTION, 2, state=state, **votes(9, 0))]
    found = standings(Graph(nodes, [Link(2, 1, Polarity.ATTACK)]))
    assert found[1].value == 0.5
    assert found[2].value == base_score(9, 0)


def test_passes_give_weight_but_no_strength() -> None:
    point, reply = Node(1, Label.OBJECTION, 1), Node(2, Label.REBUTTAL, 2, parent=1, passes=3, voters=3)
    # Strength a half at weight a half: energy -1/4.
    assert standings(Graph([point, reply]))[1].value == pytest.approx(0.5 - 0.5 / 17)


def test_of_two_links_between_the_same_posts_the_first_counts() -> None:
    nodes = [Node(1, Label.OBJECTION, 1), Node(2, Label.OBJECTION, 2, **votes(9, 0))]
    attack, support = Link(2, 1, Polarity.ATTACK), Link(2, 1, Polarity.SUPPORT)
    assert standings(Graph(nodes, [attack, support])) == standings(Graph(nodes, [attack]))
    assert standings(Graph(nodes, [support, attack])) == standings(Graph(nodes, [support]))


def test_links_within_what_was_merged_together_move_nothing() -> None:
    nodes = [
        Node(1, Label.OBJECTION, 1, **votes(9, 0)),
        Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1, **votes(9, 0)),
    ]
    links = [Link(2, 1, Polarity.ATTACK), Link(1, 2, Polarity.ATTACK), Link(1, 1, Polarity.ATTACK)]
    assert standings(Graph(nodes, links)) == {1: Standing(base_score(9, 0))}


def circle() -> Graph:
    """1 and 2 attack each other, 1 also attacks 3, to which 4 replies."""
    nodes = [
        *(Node(id, Label.SUPPORT, id, **votes(5, 0)) for id in (1, 2)),
        Node(3, Label.SUPPORT, 3),
        Node(4, Label.REBUTTAL, 4, parent=3),
    ]
    return Graph(nodes, [Link(*ends, Polarity.ATTACK) for ends in ((1, 2), (2, 1), (1, 3))])


def test_posts_that_attack_each_other_find_a_balance() -> None:
    found = standings(circle())
    assert found[1].value < base_score(5, 0)
    assert found[1].value == pytest.approx(found[2].value)
    assert all(one.balanced for one in found.values())


def test_what_depends_on_a_circle_without_balance_is_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradual, "_MOST_STEPS", 1)
    assert {id: one.balanced for id, one in standings(circle()).items()} == {1: False, 2: False, 3: False, 4: True}


def test_what_depends_on_a_circle_outside_is_not_settled_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradual, "_MOST_STEPS", 1)
    graph = circle()
    whole = standings(graph)
    known = graph.with_nodes(
        graph.nodes[id]._replace(standing=one.value, balanced=one.balanced) for id, one in whole.items()
    )
    assert standings(known, only=[4, 3]) == {id: whole[id] for id in (4, 3)}


@pytest.mark.parametrize("semantics", Semantics)
@pytest.mark.parametrize("size", range(3, 7))
def test_camps_that_mirror_each_other_stand_alike_however_much_is_computed(size: int, semantics: Semantics) -> None:
    """The order in which posts are named differs: a set of 25 to 32 begins with 32."""
    random = Random(size)
    for first in range(20, 30):
        cast = [votes(random.randrange(20), random.randrange(10)) for _ in range(size)] * 2
        camps = [Node(first + at, Label.SUPPORT, at, **them) for at, them in enumerate(cast)]
        replies = [
            Node(100 + 2 * size * at + post.id, Label.REBUTTAL, 9, parent=post.id, **them)
            for at, them in enumerate(votes(random.randrange(20), random.randrange(10)) for _ in range(3))
            for post in camps
        ]
        links = [
            Link(one.id, other.id, Polarity.SUPPORT if (a < size) == (b < size) else Polarity.ATTACK)
            for a, one in enumerate(camps)
            for b, other in enumerate(camps)
            if a != b
        ]
        graph = Graph([*camps, *replies], links)
        whole = standings(graph, semantics)
        values = [whole[post.id].value for post in camps]
        assert values[:size] == values[size:]
        known = graph.with_nodes(graph.nodes[id]._replace(standing=one.value) for id, one in whole.items())
        for some in ({post.id for post in camps}, [post.id for post in reversed(camps)], set(graph.nodes)):
            assert standings(known, semantics, only=some) == {id: whole[id] for id in some}
