"""Why a standing is what it is."""

from __future__ import annotations

import pytest

from deliberate.domain.assessment import assess
from deliberate.domain.explaining import explain, sentence
from deliberate.domain.gradual import Semantics
from deliberate.domain.graph import Graph, Node
from deliberate.domain.labels import Label


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
    return assess(Graph(nodes), 99, semantics).graph


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
    assert sentence(found, WORDS) == (
        "0.51: 12 of 18 agree gives 0.65; lowered by 2 objections, most by “no way to police the funds” (−0.14); "
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
            "0.50: everyone who voted passed, so it starts from 0.50; no reply has moved it.",
        ),
        (Node(1, Label.OBJECTION, 1, **votes(3, 1)), "0.67: 3 of 4 agree gives 0.67; no reply has moved it."),
    ],
)
def test_without_replies_the_votes_alone_are_told(node: Node, expected: str) -> None:
    assert sentence(explain(assessed([node]), 1), {}) == expected


def test_a_circle_without_balance_is_said() -> None:
    node = Node(1, Label.OBJECTION, 1, settled=False)
    assert "found no balance, so the number is unsettled" in sentence(explain(Graph([node]), 1), {})


def test_counter_evidence_is_counted_in_english() -> None:
    nodes = [NODES[0], *(Node(n, Label.COUNTER_EVIDENCE, n, parent=1, **votes(5, 0)) for n in (2, 3))]
    assert "lowered by 2 pieces of counter-evidence (" not in sentence(explain(assessed(nodes), 1), {2: "A study"})
    assert "2 pieces of counter-evidence, most by “A study”" in sentence(explain(assessed(nodes), 1), {2: "A study"})
