"""Why a standing is what it is."""

from __future__ import annotations

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine.assessment import Rules, assess
from deliberate.domain.engine.explanations import Explanation, explain, sentence, shown, signed
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.engine.status import ACCEPTED_FROM
from deliberate.domain.graph import Graph, Link, Node, State
from deliberate.domain.labels import Label, Polarity
from tests.steps import lines_run


def votes(agree: int, disagree: int) -> dict[str, int]:
    return {"agree": agree, "disagree": disagree, "voters": agree + disagree}


NODES = [
    Node(1, Label.ALTERNATIVE, 1, **votes(12, 6)),
    Node(2, Label.OBJECTION, 2, parent=1, **votes(9, 2)),
    Node(3, Label.OBJECTION, 3, parent=1, **votes(4, 4)),
    Node(4, Label.SUPPORT, 4, parent=1, **votes(2, 1)),
    Node(5, Label.OBJECTION, 5, parent=1),
    Node(6, Label.REBUTTAL, 6, parent=2, **votes(6, 1)),
]
WORDS = {2: "no way to police the funds", 4: "It creates jobs"}


def assessed(nodes: list[Node], semantics: Semantics = Semantics.QUADRATIC_ENERGY) -> Graph:
    return assess(Graph(nodes), 99, Rules(semantics)).graph


def told(explanation: Explanation, words: dict[int, str]) -> str:
    return str(sentence(explanation, words))


@pytest.mark.parametrize("semantics", Semantics)
def test_the_effect_of_a_reply_is_the_standing_less_the_standing_without_it(semantics: Semantics) -> None:
    graph = assessed(NODES, semantics)
    found = explain(graph, 1, semantics)
    assert {effect.post for effect in found.effects} == {2, 3, 4}
    for effect in found.effects:
        below = {effect.post} | {node.id for node in graph.below(effect.post)}
        without = assessed([node for node in NODES if node.id not in below], semantics)
        assert effect.change == pytest.approx(graph.nodes[1].standing - without.nodes[1].standing, abs=1e-12)


def test_the_sentence_names_the_votes_and_what_moved_it_most() -> None:
    found = explain(assessed(NODES), 1)
    assert found.silent == 1
    assert told(found, WORDS) == (
        "0.51: 12 of 18 say yes gives 0.65; lowered by 2 objections, most by “no way to police the funds” (−0.14); "
        "raised by 1 support, “It creates jobs” (+0.12)."
    )


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (
            Node(1, Label.OBJECTION, 1),
            "0.50: nobody has voted on it yet, so it starts from 0.50; no reply has moved it.",
        ),
        (
            Node(1, Label.OBJECTION, 1, passes=2, voters=2),
            "0.50: everyone who voted is unsure, so it starts from 0.50; no reply has moved it.",
        ),
        (Node(1, Label.OBJECTION, 1, **votes(3, 1)), "0.67: 3 of 4 say yes gives 0.67; no reply has moved it."),
    ],
)
def test_without_replies_the_votes_alone_are_told(node: Node, expected: str) -> None:
    assert told(explain(assessed([node]), 1), {}) == expected


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([], "0.49: 49 of 99 say yes gives 0.49; no reply has moved it."),
        ([Label.SUPPORT], "0.49: 49 of 99 say yes gives 0.49; raised by 1 support by less than 0.01."),
        ([Label.OBJECTION], "0.49: 49 of 99 say yes gives 0.49; lowered by 1 objection by less than 0.01."),
    ],
)
def test_votes_that_are_not_half_agreement_are_not_printed_as_half(replies: list[Label], expected: str) -> None:
    """So that what supports a post is never said to lower it."""
    acting = [Node(n, label, n, parent=1, **votes(0, 1)) for n, label in enumerate(replies, 2)]
    graph = assessed([Node(1, Label.ALTERNATIVE, 1, **votes(49, 50)), *acting])
    assert told(explain(graph, 1), {}) == expected


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
    assert explain(assessed([Node(1, Label.OBJECTION, 1, **votes(*counts))]), 1).share == expected


def test_a_circle_without_balance_is_said() -> None:
    node = Node(1, Label.OBJECTION, 1, balanced=False)
    assert "found no balance, so the number is unsettled" in told(explain(Graph([node]), 1), {})


def test_counter_evidence_is_counted_in_english() -> None:
    nodes = [NODES[0], *(Node(n, Label.COUNTER_EVIDENCE, n, parent=1, **votes(5, 0)) for n in (2, 3))]
    assert "lowered by 2 pieces of counter-evidence (" not in told(explain(assessed(nodes), 1), {2: "A study"})
    assert "2 pieces of counter-evidence, most by “A study”" in told(explain(assessed(nodes), 1), {2: "A study"})


LABELS = (Label.OBJECTION, Label.SUPPORT, Label.REBUTTAL, Label.EVIDENCE, Label.QUESTION)
REPLY = st.tuples(st.sampled_from(LABELS), st.integers(0, 9), st.integers(0, 9), st.integers(0, 3))


@given(st.lists(REPLY, max_size=8), st.sampled_from(Semantics))
def test_effects_of_any_replies_are_exact_and_the_strongest_is_first(
    replies: list[tuple[Label, int, int, int]], semantics: Semantics
) -> None:
    """Every reply has as many rebuttals as its last number says."""
    nodes = [Node(1, Label.ALTERNATIVE, 1, **votes(5, 3))]
    for at, (label, agree, disagree, rebuttals) in enumerate(replies):
        nodes.append(Node(10 * at + 10, label, 2, parent=1, **votes(agree, disagree)))
        nodes += [
            Node(10 * at + 11 + n, Label.REBUTTAL, 3, parent=10 * at + 10, **votes(n + 1, 1)) for n in range(rebuttals)
        ]
    graph = assessed(nodes, semantics)
    found = explain(graph, 1, semantics)
    acting = [node for node in nodes if node.parent == 1 and node.label is not Label.QUESTION]
    assert {effect.post for effect in found.effects} == {node.id for node in acting if node.voters}
    assert found.silent == sum(not node.voters for node in acting)
    for effect in found.effects:
        without = assessed([node for node in nodes if effect.post not in (node.id, node.parent)], semantics)
        assert effect.change == pytest.approx(graph.nodes[1].standing - without.nodes[1].standing, abs=1e-12)
        assert effect.change <= 0 if effect.polarity is Polarity.ATTACK else effect.change >= 0
    sizes = [abs(effect.change) for effect in found.effects]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("semantics", Semantics)
def test_a_full_attack_beside_another_is_told_as_exactly(semantics: Semantics) -> None:
    """No dividing by what a strength of one leaves over: nothing."""
    many = [Node(n, Label.OBJECTION, n, parent=1, **votes(10**15, 0)) for n in (2, 3)]
    graph = assessed([NODES[0], *many], semantics)
    for effect in explain(graph, 1, semantics).effects:
        without = assessed([NODES[0], *(node for node in many if node.id != effect.post)], semantics)
        assert effect.change == pytest.approx(graph.nodes[1].standing - without.nodes[1].standing, abs=1e-12)


# A post that attacks 1 and, by a link, what supports 1; and two that attack 1 and each other.
ACROSS = [Link(3, 2, Polarity.ATTACK)], (Label.SUPPORT, Label.OBJECTION)
IN_A_CIRCLE = [Link(3, 2, Polarity.ATTACK), Link(2, 3, Polarity.ATTACK)], (Label.OBJECTION, Label.OBJECTION)


@given(st.sampled_from([ACROSS, IN_A_CIRCLE]), st.lists(st.integers(1, 9), min_size=6, max_size=6))
@pytest.mark.parametrize("semantics", Semantics)
def test_off_trees_an_effect_is_that_of_a_replys_own_term(
    semantics: Semantics, shape: tuple[list[Link], tuple[Label, Label]], counts: list[int]
) -> None:
    """Not of taking the post away, which would change what else acts on the post too. By the formulas as written."""
    links, labels = shape
    nodes = [
        Node(1, Label.ALTERNATIVE, 1, **votes(*counts[:2])),
        Node(2, labels[0], 2, parent=1, **votes(*counts[2:4])),
        Node(3, labels[1], 3, parent=1, **votes(*counts[4:])),
    ]
    graph = assess(Graph(nodes, links), 99, Rules(semantics)).graph
    found = explain(graph, 1, semantics)
    base = (counts[0] + 1) / (counts[0] + counts[1] + 2)
    force = {id: graph.nodes[id].voters / (graph.nodes[id].voters + 3) * graph.nodes[id].standing for id in (2, 3)}

    def strength(acting: set[int]) -> float:
        those = {
            polarity: [force[id] for id in acting if graph.nodes[id].polarity is polarity]
            for polarity in (Polarity.ATTACK, Polarity.SUPPORT)
        }
        if semantics is Semantics.QUADRATIC_ENERGY:
            pull = sum(those[Polarity.SUPPORT]) - sum(those[Polarity.ATTACK])
            share = pull**2 / (1 + pull**2)
        else:
            spared = {polarity: prod(1 - one for one in some) for polarity, some in those.items()}
            pull = spared[Polarity.ATTACK] - spared[Polarity.SUPPORT]
            share = abs(pull)
        return base + share * ((1 - base) if pull > 0 else -base)

    assert graph.nodes[1].standing == pytest.approx(strength({2, 3}), abs=1e-9)
    for effect in found.effects:
        assert effect.change == pytest.approx(strength({2, 3}) - strength({2, 3} - {effect.post}), abs=1e-9)


def test_links_and_replies_to_merged_posts_have_effects_and_unseen_posts_have_none() -> None:
    nodes = [
        Node(1, Label.OBJECTION, 1),
        Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1, **votes(9, 0)),
        Node(3, Label.REBUTTAL, 3, parent=2, **votes(9, 0)),
        Node(4, Label.OBJECTION, 4, **votes(3, 0)),
        Node(5, Label.REBUTTAL, 5, parent=1, state=State.HIDDEN, **votes(9, 0)),
        Node(6, Label.REBUTTAL, 6, parent=1, state=State.HELD),
    ]
    links = [Link(4, 1, Polarity.SUPPORT), Link(3, 1, Polarity.SUPPORT), Link(2, 4, Polarity.NEUTRAL)]
    graph = assess(Graph(nodes, links), 99, Rules()).graph
    found = explain(graph, 1)
    assert {(effect.post, effect.polarity) for effect in found.effects} == {
        (3, Polarity.ATTACK),
        (4, Polarity.SUPPORT),
    }
    assert found.silent == 0
    assert explain(graph, 4).effects == ()


def test_the_sentence_of_a_post_that_two_objections_lower() -> None:
    nodes = [
        Node(1, Label.ALTERNATIVE, 1, **votes(12, 6)),
        Node(2, Label.OBJECTION, 2, parent=1, **votes(19, 1)),
        Node(3, Label.OBJECTION, 3, parent=1, **votes(5, 4)),
        Node(4, Label.SUPPORT, 4, parent=1, **votes(1, 1)),
    ]
    words = told(explain(assessed(nodes), 1), {2: "no way to police the funds"})
    assert words == (
        "0.33: 12 of 18 say yes gives 0.65; lowered by 2 objections, most by “no way to police the funds” (−0.30); "
        "raised by 1 support (+0.06)."
    )


def test_several_kinds_are_counted_apart_the_most_frequent_first() -> None:
    replies = [Label.REBUTTAL, Label.COUNTER_EVIDENCE, Label.SAFEGUARD, Label.SAFEGUARD, Label.EVIDENCE]
    nodes = [
        Node(1, Label.OBJECTION, 1, **votes(1, 0)),
        *(Node(at, label, at, parent=1, **votes(9 if at == 2 else 5, 0)) for at, label in enumerate(replies, 2)),
    ]
    words = told(explain(assessed(nodes), 1), {2: "That was another programme"})
    assert "lowered by 2 safeguards, 1 rebuttal and 1 piece of counter-evidence, most by “That was another" in words
    assert "; raised by 1 piece of evidence (+" in words


def test_replies_nobody_voted_on_are_counted_but_not_told_as_moving_it() -> None:
    found = explain(assessed([NODES[0], *(Node(n, Label.OBJECTION, n, parent=1) for n in range(2, 6))]), 1)
    assert (found.effects, found.silent) == ((), 4)
    assert told(found, {}) == "0.65: 12 of 18 say yes gives 0.65; no reply has moved it."


def test_what_moves_it_by_next_to_nothing_is_not_told_as_zero() -> None:
    weak = Node(2, Label.SUPPORT, 2, parent=1, **votes(0, 9))
    assert told(explain(assessed([NODES[0], weak]), 1), {2: "So it is"}) == (
        "0.65: 12 of 18 say yes gives 0.65; raised by 1 support by less than 0.01."
    )


def test_what_a_single_reply_does_is_what_the_printed_numbers_differ_by() -> None:
    for agree in range(1, 60):
        nodes = [Node(1, Label.OBJECTION, 1, **votes(15, 6)), Node(2, Label.SUPPORT, 2, parent=1, **votes(agree, 9))]
        found = explain(assessed(nodes), 1)
        (effect,) = found.effects
        assert found.printed(effect) == pytest.approx(effect.change, abs=0.01)
        assert f"{float(f'{found.base:.2f}') + found.printed(effect):.2f}" == f"{found.standing:.2f}"


def test_what_is_not_accepted_is_not_printed_as_if_it_were() -> None:
    """A reply is accepted from 0.50 on; rounded, 0.4966 would be told that it needs what it has."""
    safeguard = Node(1, Label.SAFEGUARD, 1, **votes(5, 5))
    found = explain(assessed([safeguard, Node(2, Label.REBUTTAL, 2, parent=1, **votes(0, 1))]), 1)
    assert 0.495 < found.standing < ACCEPTED_FROM
    assert told(found, {2: "No"}).startswith("0.49: 5 of 10 say yes gives 0.50; lowered by 1 rebuttal, “No” (−0.01)")
    assert [shown(value) for value in (0.4949, 0.5 - 1e-12, 0.5, 0.9999)] == [0.49, 0.5, 0.5, 1.0]


def test_where_no_balance_was_found_a_single_reply_is_told_by_what_it_does() -> None:
    nodes = [
        Node(1, Label.OBJECTION, 1, standing=0.2, balanced=False),
        Node(2, Label.SUPPORT, 2, parent=1, **votes(9, 0)),
    ]
    found = explain(Graph(nodes), 1)
    (effect,) = found.effects
    assert found.moved < 0 < effect.change == found.printed(effect)


def test_changes_have_a_sign() -> None:
    assert (signed(-0.168), signed(0.05), signed(-0.001)) == ("−0.17", "+0.05", "0.00")


@pytest.mark.parametrize("semantics", Semantics)
def test_four_times_the_replies_take_four_times_the_steps_to_explain(semantics: Semantics) -> None:
    def steps(replies: int) -> int:
        labels = (Label.OBJECTION, Label.SUPPORT)
        flood = (Node(n, labels[n % 2], 2, parent=1, **votes(3, 1)) for n in range(2, replies + 2))
        graph = assessed([NODES[0], *flood], semantics)
        assert len(explain(graph, 1, semantics).effects) == replies
        return lines_run(lambda: explain(graph, 1, semantics))

    assert steps(4_000) < 5 * steps(1_000)
