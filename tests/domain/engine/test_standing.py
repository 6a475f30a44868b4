"""Standing of posts: votes, weights, links, and what moves nothing."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine import gradual
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.engine.standing import Standing, base_score, edge_weights, standings
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import VOICE, Backing, Link, Node, State
from tests.domain.engine.points import post
from tests.domain.engine.test_assessment import some_examples, thread

# Row 9 of the vectors, whose proposal is an alternative here.
NINE = [
    post(1, Label.ALTERNATIVE, None, 12, 3),
    post(2, Label.OBJECTION, 1, 9, 2),
    post(3, Label.REBUTTAL, 2, 6, 1),
    post(4, Label.OBJECTION, 1),
    post(5, Label.SUPPORT, 1, 5, 5),
]


def values(graph: Graph) -> dict[int, float]:
    return {id: found.value for id, found in standings(graph).items()}


def test_replies_weigh_by_who_agrees_and_by_how_far_they_are_believed() -> None:
    found = values(Graph(NINE))
    assert base_score(12, 3) == pytest.approx(0.7647, abs=5e-5)
    assert found[3] == pytest.approx(0.7778, abs=5e-5)
    assert found[2] == pytest.approx(0.6923, abs=5e-5)
    assert found[1] == pytest.approx(0.7141, abs=5e-5)


def test_what_more_reject_than_accept_moves_nothing() -> None:
    rebuttals = [post(id, Label.REBUTTAL, 1, 1, 2) for id in range(10, 18)]
    assert values(Graph([post(1, Label.SAFEGUARD, None, 90, 5), *rebuttals]))[1] == pytest.approx(0.9381, abs=5e-5)


def test_five_posts_do_not_outweigh_a_hundred_people() -> None:
    supports = [post(id, Label.SUPPORT, 1, 3) for id in range(10, 15)]
    assert values(Graph([post(1, Label.OBJECTION, None, 10, 90), *supports]))[1] == pytest.approx(0.4, abs=5e-3)


def test_at_its_quorum_a_reply_counts_half() -> None:
    for sides, quorum in ((0, 3), (9, 3), (100, 10), (101, 11)):
        graph = Graph([post(1, Label.OBJECTION, None, sides), post(2, Label.REBUTTAL, 1, quorum)])
        assert edge_weights(graph, 1)[2] == -0.5
    assert edge_weights(graph, 1, quorum=33)[2] == -0.25


def test_so_many_accounts_bring_less_than_their_part_of_the_quorum_to_bear() -> None:
    """However they divide their voices among replies."""
    point = post(1, Label.OBJECTION, None, 10, 90)
    for accounts, replies in ((1, 1), (4, 50), (10, 3)):
        voice = Backing(accounts * VOICE // replies)
        flood = [post(id, Label.SUPPORT, 1, accounts)._replace(backing=voice) for id in range(10, 10 + replies)]
        graph = Graph([point, *flood])
        assert 0 < sum(edge_weights(graph, 1).values()) < accounts / 10


@pytest.mark.parametrize("extent", Extent)
def test_what_is_refuted_moves_nothing(extent: Extent) -> None:
    graph = Graph([post(1, Label.OBJECTION), post(2, Label.REBUTTAL, 1, 9)._replace(extent=extent)])
    assert (values(graph)[1] == 0.5) is (extent is Extent.OUT)


def test_an_answered_objection_weighs_by_its_votes() -> None:
    """What became of it is told by its status; it is no reply that would be refuted."""
    objection = post(2, Label.OBJECTION, 1, 9)._replace(extent=Extent.OUT)
    assert values(Graph([post(1, Label.ALTERNATIVE), objection]))[1] < 0.5


@some_examples
@given(st.integers(0, 10**6), st.sampled_from(Semantics), st.sampled_from((Label.OBJECTION, Label.SUPPORT)))
def test_a_hundred_posts_that_nobody_agrees_with_change_no_standing(
    seed: int, semantics: Semantics, label: Label
) -> None:
    """In any thread, whatever they reply and link to."""
    random = Random(seed)
    graph = thread(random)
    old = graph.unmerged()
    flood = [Node(1000 + n, label, 9, parent=random.choice(old), passes=n % 2, disagree=n % 3) for n in range(100)]
    links = [Link(post.id, random.choice(old), random.choice(list(Polarity))) for post in flood]
    flooded = Graph([*graph.nodes.values(), *flood], [*graph.links, *links])
    before, after = standings(graph, semantics), standings(flooded, semantics)
    assert {id: after[id] for id in old} == before


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_what_cannot_be_read_moves_nothing(state: State) -> None:
    graph = Graph([Node(1, Label.OBJECTION, 1), Node(2, Label.REBUTTAL, 2, parent=1, state=state, agree=9)])
    assert standings(graph)[1].value == 0.5


def test_neutral_replies_move_nothing() -> None:
    graph = Graph([Node(1, Label.OBJECTION, 1), Node(2, Label.QUESTION, 2, parent=1, agree=9)])
    assert standings(graph)[1].value == 0.5


def test_replies_and_links_of_a_merged_post_count_for_the_kept_one() -> None:
    twins = [Node(1, Label.OBJECTION, 1), Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1)]
    replied = standings(Graph([*twins, Node(3, Label.REBUTTAL, 3, parent=2, agree=9)]))
    assert replied[1].value < 0.5
    assert 2 not in replied
    other = Node(4, Label.SUPPORT, 4)
    voted = twins[0]._replace(agree=9)
    linked = standings(Graph([voted, twins[1], other], [Link(2, 4, Polarity.ATTACK)]))
    assert linked[4].value < 0.5


def test_a_link_acts_like_a_reply_and_both_together_act_once() -> None:
    nodes = [Node(1, Label.OBJECTION, 1), Node(2, Label.REBUTTAL, 2, parent=1, agree=9)]
    apart = [nodes[0], nodes[1]._replace(parent=None)]
    link = Link(2, 1, Polarity.ATTACK)
    assert standings(Graph(nodes)) == standings(Graph(apart, [link])) == standings(Graph(nodes, [link, link]))


def with_standings(graph: Graph, found: dict[int, Standing]) -> Graph:
    return graph.with_nodes(
        graph.nodes[id]._replace(standing=one.value, low=one.low, high=one.high, balanced=one.balanced)
        for id, one in found.items()
    )


def test_what_is_left_out_keeps_its_standing() -> None:
    graph = Graph(NINE)
    whole = standings(graph)
    known = with_standings(graph, whole)
    assert standings(known, only=[2, 1]) == {id: whole[id] for id in (2, 1)}


def test_votes_give_the_base_score() -> None:
    assert base_score(0, 0) == 0.5
    assert base_score(12, 3) == pytest.approx(13 / 17)


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
    nodes = [Node(1, Label.OBJECTION, 1), Node(2, Label.OBJECTION, 2, state=state, agree=9)]
    found = standings(Graph(nodes, [Link(2, 1, Polarity.ATTACK)]))
    assert found[1].value == 0.5
    assert found[2].value == base_score(9, 0)


def test_passes_give_neither_weight_nor_strength() -> None:
    point, reply = Node(1, Label.OBJECTION, 1), Node(2, Label.REBUTTAL, 2, parent=1, passes=3)
    assert values(Graph([point, reply]))[1] == 0.5
    voted = reply._replace(agree=3)
    assert values(Graph([point._replace(passes=90), voted])) == values(Graph([point, voted._replace(passes=0)]))


def test_of_two_links_between_the_same_posts_the_first_counts() -> None:
    nodes = [Node(1, Label.OBJECTION, 1), Node(2, Label.OBJECTION, 2, agree=9)]
    attack, support = Link(2, 1, Polarity.ATTACK), Link(2, 1, Polarity.SUPPORT)
    assert standings(Graph(nodes, [attack, support])) == standings(Graph(nodes, [attack]))
    assert standings(Graph(nodes, [support, attack])) == standings(Graph(nodes, [support]))


def test_links_within_what_was_merged_together_move_nothing() -> None:
    nodes = [
        Node(1, Label.OBJECTION, 1, agree=9),
        Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1, agree=9),
    ]
    links = [Link(2, 1, Polarity.ATTACK), Link(1, 2, Polarity.ATTACK), Link(1, 1, Polarity.ATTACK)]
    assert values(Graph(nodes, links)) == {1: base_score(9, 0)}


def circle() -> Graph:
    """1 and 2 attack each other, 1 also attacks 3, to which 4 replies."""
    nodes = [
        *(Node(id, Label.SUPPORT, id, agree=5) for id in (1, 2)),
        Node(3, Label.SUPPORT, 3),
        Node(4, Label.REBUTTAL, 4, parent=3),
    ]
    return Graph(nodes, [Link(*ends, Polarity.ATTACK) for ends in ((1, 2), (2, 1), (1, 3))])


def test_posts_that_attack_each_other_find_a_balance() -> None:
    found = standings(circle())
    assert found[1].value < base_score(5, 0)
    assert found[1].value == pytest.approx(found[2].value)
    assert all(one.balanced for one in found.values())


@pytest.mark.parametrize(("size", "rest"), [(4, 0.6159), (10, 0.5532), (50, 0.5116)])
def test_two_camps_that_attack_each_other_find_a_balance(size: int, rest: float) -> None:
    """Twenty people agree with each post, and all voters are different."""
    camps = [post(id, Label.EVIDENCE, None, 20) for id in range(2 * size)]
    pairs = [(one, other) for one in range(size) for other in range(size, 2 * size)]
    links = [Link(*ends, Polarity.ATTACK) for one, other in pairs for ends in ((one, other), (other, one))]
    found = standings(Graph(camps, links))
    assert all(one.balanced for one in found.values())
    assert [one.value for one in found.values()] == pytest.approx([rest] * 2 * size, abs=5e-5)


def test_what_depends_on_a_circle_without_balance_is_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradual, "_MOST_STEPS", 1)
    assert {id: one.balanced for id, one in standings(circle()).items()} == {1: False, 2: False, 3: False, 4: True}


def test_what_depends_on_a_circle_outside_is_not_settled_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradual, "_MOST_STEPS", 1)
    graph = circle()
    whole = standings(graph)
    known = with_standings(graph, whole)
    assert standings(known, only=[4, 3]) == {id: whole[id] for id in (4, 3)}


@pytest.mark.parametrize("semantics", Semantics)
@pytest.mark.parametrize("size", range(3, 7))
def test_camps_that_mirror_each_other_stand_alike_however_much_is_computed(size: int, semantics: Semantics) -> None:
    """The order in which posts are named differs: a set of 25 to 32 begins with 32."""
    random = Random(size)

    def counts() -> tuple[int, int]:
        return random.randrange(20), random.randrange(10)

    for first in range(20, 30):
        cast = [counts() for _ in range(size)] * 2
        camps = [post(first + at, Label.SUPPORT, None, *them) for at, them in enumerate(cast)]
        replies = [
            post(100 + 2 * size * at + camp.id, Label.REBUTTAL, camp.id, *them)
            for at, them in enumerate(counts() for _ in range(3))
            for camp in camps
        ]
        links = [
            Link(one.id, other.id, Polarity.SUPPORT if (a < size) == (b < size) else Polarity.ATTACK)
            for a, one in enumerate(camps)
            for b, other in enumerate(camps)
            if a != b
        ]
        graph = Graph([*camps, *replies], links)
        whole = standings(graph, semantics)
        found = [whole[camp.id].value for camp in camps]
        assert found[:size] == found[size:]
        known = with_standings(graph, whole)
        for some in ({camp.id for camp in camps}, [camp.id for camp in reversed(camps)], set(graph.nodes)):
            assert standings(known, semantics, only=some) == {id: whole[id] for id in some}
