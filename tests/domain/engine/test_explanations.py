"""Why a standing is what it is."""

from __future__ import annotations

import re
from math import fsum
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine.assessment import Rules, assess
from deliberate.domain.engine.explanations import Explanation, explain, sentence, shown
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import Link, Node, State
from tests.domain.engine.points import FORUM, post
from tests.domain.engine.test_assessment import some_examples, thread
from tests.steps import lines_run

NODES = [
    post(1, Label.ALTERNATIVE, None, 12, 6),
    post(2, Label.OBJECTION, 1, 9, 2),
    post(3, Label.OBJECTION, 1, 5, 4),
    post(4, Label.SUPPORT, 1, 6, 1),
    post(5, Label.OBJECTION, 1),
    post(6, Label.REBUTTAL, 2, 6, 1),
]


def assessed(nodes: list[Node], semantics: Semantics = Semantics.QUADRATIC_ENERGY, *links: Link) -> Graph:
    return assess(Graph(nodes, links), FORUM, Rules(semantics))


def told(explanation: Explanation, words: dict[int, str]) -> str:
    return str(sentence(explanation, words))


@pytest.mark.parametrize("semantics", Semantics)
def test_effects_of_replies_add_up_to_what_happened(semantics: Semantics) -> None:
    graph = assessed(NODES, semantics)
    found = explain(graph, 1, semantics)
    assert {effect.post for effect in found.effects} == {2, 3, 4}
    assert found.base == 13 / 20
    assert fsum(effect.change for effect in found.effects) == pytest.approx(
        graph.nodes[1].standing - found.base, abs=1e-12
    )


@pytest.mark.parametrize("semantics", Semantics)
def test_the_effect_of_a_reply_that_acts_alone_is_the_standing_less_the_standing_without_it(
    semantics: Semantics,
) -> None:
    graph = assessed(NODES, semantics)
    (effect,) = explain(graph, 2, semantics).effects
    without = assessed(NODES[:5], semantics)
    assert effect.change == pytest.approx(graph.nodes[2].standing - without.nodes[2].standing, abs=1e-12)


def test_there_is_something_to_say_once_somebody_took_sides_or_something_acts() -> None:
    assert not explain(assessed([Node(1, Label.OBJECTION, 1, passes=2)]), 1).is_known
    assert explain(assessed([post(1, Label.OBJECTION, None, 1)]), 1).is_known
    assert explain(assessed([Node(1, Label.OBJECTION, 1), post(2, Label.REBUTTAL, 1, 9)]), 1).is_known


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0), None),
        ((4, 4), None),
        ((7, 1), 7 / 8),
        ((700, 100), None),
        ((7, 9), None),
    ],
)
def test_votes_that_give_less_than_their_share_are_told_with_it(
    counts: tuple[int, int], expected: float | None
) -> None:
    assert explain(assessed([post(1, Label.OBJECTION, None, *counts)]), 1).share == expected


LABELS = (Label.OBJECTION, Label.SUPPORT, Label.REBUTTAL, Label.EVIDENCE, Label.QUESTION)
REPLY = st.tuples(st.sampled_from(LABELS), st.integers(0, 9), st.integers(0, 9), st.integers(0, 3))


@given(st.lists(REPLY, max_size=8), st.sampled_from(Semantics))
def test_effects_of_any_replies_have_their_sides_sign_and_the_strongest_is_first(
    replies: list[tuple[Label, int, int, int]], semantics: Semantics
) -> None:
    """Every reply has as many rebuttals as its last number says."""
    nodes = [post(1, Label.ALTERNATIVE, None, 5, 3)]
    for at, (label, agree, disagree, rebuttals) in enumerate(replies):
        nodes.append(post(10 * at + 10, label, 1, agree, disagree))
        nodes += [post(10 * at + 11 + n, Label.REBUTTAL, 10 * at + 10, n + 1, 1) for n in range(rebuttals)]
    graph = assessed(nodes, semantics)
    found = explain(graph, 1, semantics)
    acting = [node for node in graph.replies(1) if node.label is not Label.QUESTION]
    moving = {node.id for node in acting if node.agree and node.standing > 0.5 and not node.is_refuted}
    assert {effect.post for effect in found.effects} == moving
    assert found.silent == len(acting) - len(moving)
    assert all((effect.change > 0) is (effect.polarity is Polarity.SUPPORT) for effect in found.effects)
    sizes = [abs(effect.change) for effect in found.effects]
    assert sizes == sorted(sizes, reverse=True)


@some_examples
@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_in_any_thread_effects_add_up_and_so_does_what_is_printed(seed: int, semantics: Semantics) -> None:
    """With links, circles, merged and hidden posts."""
    graph = assess(thread(Random(seed)), FORUM, Rules(semantics))
    for id in graph.unmerged():
        found = explain(graph, id, semantics)
        for effect in found.effects:
            low, high = (-1, 0) if effect.polarity is Polarity.ATTACK else (0, 1)
            assert low <= effect.change <= high
            assert low <= effect.printed <= high
        if found.balanced:
            assert fsum(effect.change for effect in found.effects) == pytest.approx(
                found.standing - found.base, abs=1e-9
            )
            assert hundredths(shown(found.base) + found.moved()) == hundredths(shown(found.standing))
            assert adds_up(told(found, {}))


def hundredths(number: float) -> int:
    return round(100 * number)


def adds_up(words: str) -> bool:
    """Whether the numbers of a sentence do, as somebody reads them: that it starts from, what lowers and raises it."""
    standing, base = re.match(r"(0\.\d\d)\+?: .*?(?:gives|starts from) (0\.\d\d)", words).groups()  # type: ignore[union-attr]
    lowered = re.findall(r"lowers? it by (0\.\d\d)", words)
    raised = re.findall(r"raises? it by (0\.\d\d)", words)
    moved = sum(map(float, raised)) - sum(map(float, lowered))
    return hundredths(float(base) + moved) == hundredths(float(standing))


@pytest.mark.parametrize("semantics", Semantics)
def test_a_full_attack_beside_another_is_told_as_exactly(semantics: Semantics) -> None:
    """No dividing by what a strength of one leaves over: nothing."""
    many = [post(n, Label.OBJECTION, 1, 10**15) for n in (2, 3)]
    graph = assessed([NODES[0], *many], semantics)
    one, other = explain(graph, 1, semantics).effects
    assert one.change == other.change == pytest.approx((graph.nodes[1].standing - 13 / 20) / 2, abs=1e-12)


# A post that attacks 1 and, by a link, what supports 1; and two that attack 1 and each other.
ACROSS = [Link(3, 2, Polarity.ATTACK)], (Label.SUPPORT, Label.OBJECTION)
IN_A_CIRCLE = [Link(3, 2, Polarity.ATTACK), Link(2, 3, Polarity.ATTACK)], (Label.OBJECTION, Label.OBJECTION)


@given(st.sampled_from([ACROSS, IN_A_CIRCLE]), st.lists(st.integers(1, 9), min_size=6, max_size=6))
@pytest.mark.parametrize("semantics", Semantics)
def test_off_trees_an_effect_is_that_of_what_a_reply_does_itself(
    semantics: Semantics, shape: tuple[list[Link], tuple[Label, Label]], counts: list[int]
) -> None:
    """Not of what else it acts on: as if each had the standing it has, and no more than replied."""
    links, labels = shape
    agree, disagree = counts[:3], counts[3:]
    nodes = [
        post(1, Label.ALTERNATIVE, None, agree[0], disagree[0]),
        *(post(at + 1, labels[at - 1], 1, agree[at], disagree[at]) for at in (1, 2)),
    ]
    graph = assessed(nodes, semantics, *links)
    assert explain(graph, 1, semantics) == explain(Graph(graph.nodes.values()), 1, semantics)
    assert {effect.post for effect in explain(graph, 1, semantics).effects} == {
        id for id in (2, 3) if graph.nodes[id].standing > 0.5 and not graph.nodes[id].is_refuted
    }


def test_links_and_replies_to_merged_posts_have_effects_and_unseen_posts_have_none() -> None:
    nodes = [
        Node(1, Label.OBJECTION, 1),
        Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1, agree=9),
        Node(3, Label.REBUTTAL, 3, parent=2, agree=9),
        Node(4, Label.OBJECTION, 4, agree=3),
        Node(5, Label.REBUTTAL, 5, parent=1, state=State.HIDDEN, agree=9),
        Node(6, Label.REBUTTAL, 6, parent=1, state=State.HELD),
    ]
    links = [Link(4, 1, Polarity.SUPPORT), Link(3, 1, Polarity.SUPPORT), Link(2, 4, Polarity.NEUTRAL)]
    graph = assess(Graph(nodes, links), FORUM, Rules())
    found = explain(graph, 1)
    assert {(effect.post, effect.polarity) for effect in found.effects} == {
        (3, Polarity.ATTACK),
        (4, Polarity.SUPPORT),
    }
    assert found.silent == 0
    assert explain(graph, 4).effects == ()


def test_nor_are_those_that_are_rejected_or_refuted() -> None:
    rejected, refuted = post(2, Label.SUPPORT, 1, 4, 9), post(3, Label.SUPPORT, 1, 9)
    graph = assessed([NODES[0], rejected, refuted, post(4, Label.REBUTTAL, 3, 4)])
    assert graph.nodes[3].is_refuted
    found = explain(graph, 1)
    assert (found.effects, found.silent) == ((), 2)


def test_where_no_balance_was_found_a_single_reply_is_told_by_what_it_does() -> None:
    nodes = [Node(1, Label.OBJECTION, 1, standing=0.2, balanced=False), post(2, Label.SUPPORT, 1, 9)]
    found = explain(Graph([nodes[0], nodes[1]._replace(standing=0.9)]), 1)
    (effect,) = found.effects
    assert found.standing < found.base
    assert effect.printed == effect.change > 0


def test_the_range_is_that_of_the_graph() -> None:
    graph = assessed(NODES)
    found = explain(graph, 1)
    assert (found.low, found.standing, found.high) == (graph.nodes[1].low, graph.nodes[1].standing, graph.nodes[1].high)
    assert found.low < found.standing < found.high


@pytest.mark.parametrize("semantics", Semantics)
def test_four_times_the_replies_take_four_times_the_steps_to_explain(semantics: Semantics) -> None:
    def steps(replies: int) -> int:
        labels = (Label.OBJECTION, Label.SUPPORT)
        many = (post(n, labels[n % 2], 1, 3, 1) for n in range(2, replies + 2))
        graph = assessed([NODES[0], *many], semantics)
        assert len(explain(graph, 1, semantics).effects) == replies
        return lines_run(lambda: explain(graph, 1, semantics))

    assert steps(4_000) < 5 * steps(1_000)
