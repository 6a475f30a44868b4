"""Standing, against the vectors of the argument engine."""

from __future__ import annotations

import pytest

from deliberate.domain.graph import Graph, Node, State
from deliberate.domain.labels import Label
from deliberate.domain.standing import base_score, combine, edge_weight, sentence, standings


@pytest.mark.parametrize(
    ("base", "attackers", "supporters", "expected"),
    [
        (0.5, [0.5], [], 0.4000),
        (0.5, [], [0.5], 0.6000),
        (0.8, [0.6], [], 0.5882),
        (0.5, [0.5882], [], 0.3715),
        (0.5, [1.0], [1.0, 1.0], 0.7500),
        (0.5, [], [], 0.5),
        (1.0, [], [1.0], 1.0),
        (0.0, [1.0], [], 0.0),
    ],
    ids=["row 1", "row 2", "row 5 b", "row 5 a", "row 8", "no replies", "never past 1", "never below 0"],
)
def test_quadratic_energy(base: float, attackers: list[float], supporters: list[float], expected: float) -> None:
    assert combine(base, sum(supporters) - sum(attackers)) == pytest.approx(expected, abs=5e-5)


def test_a_chain_is_evaluated_from_its_end() -> None:
    """Row 5: c attacks b attacks a, with base scores .5, .8 and .6 for a, b and c, at full weight."""
    b = combine(0.8, -0.6)
    assert combine(0.5, -b) == pytest.approx(0.3715, abs=5e-5)


def votes(agree: int, disagree: int) -> dict[str, int]:
    return {"agree": agree, "disagree": disagree, "voters": agree + disagree}


def test_weights_count_only_voted_replies() -> None:
    """Row 9, whose proposal is an alternative here: an unvoted objection moves nothing."""
    graph = Graph(
        [
            Node(1, Label.ALTERNATIVE, 1, **votes(12, 3)),
            Node(2, Label.OBJECTION, 2, parent=1, **votes(9, 2)),
            Node(3, Label.REBUTTAL, 3, parent=2, **votes(6, 1)),
            Node(4, Label.OBJECTION, 4, parent=1),
            Node(5, Label.SUPPORT, 5, parent=1, **votes(5, 5)),
        ]
    )
    found = standings(graph)
    assert found[1].base == pytest.approx(0.7647, abs=5e-5)
    assert found[3].value == pytest.approx(0.7778, abs=5e-5)
    assert found[2].value == pytest.approx(0.5934, abs=5e-5)
    assert found[1].value == pytest.approx(0.7596, abs=5e-5)
    assert (found[1].lowered_by, found[1].raised_by) == (1, 1)


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_what_cannot_be_read_moves_nothing(state: State) -> None:
    graph = Graph([Node(1, Label.OBJECTION, 1), Node(2, Label.REBUTTAL, 2, parent=1, state=state, **votes(9, 0))])
    assert standings(graph)[1].value == 0.5


def test_neutral_replies_move_nothing() -> None:
    graph = Graph([Node(1, Label.OBJECTION, 1), Node(2, Label.QUESTION, 2, parent=1, **votes(9, 0))])
    assert standings(graph)[1].value == 0.5


def test_replies_of_a_merged_post_count_for_the_kept_one() -> None:
    graph = Graph(
        [
            Node(1, Label.OBJECTION, 1),
            Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1),
            Node(3, Label.REBUTTAL, 3, parent=2, **votes(9, 0)),
        ]
    )
    found = standings(graph)
    assert found[1].value < 0.5
    assert 2 not in found


def test_votes_give_the_base_score() -> None:
    assert base_score(0, 0) == 0.5
    assert base_score(12, 3) == pytest.approx(13 / 17)
    assert edge_weight(0) == 0
    assert edge_weight(3) == 0.5


@pytest.mark.parametrize(
    ("value", "agree", "passes", "disagree", "words"),
    [
        (0.5, 0, 0, 0, "Nobody has agreed or disagreed yet, so it starts from 0.50; replies have not moved it."),
        (0.5, 0, 2, 0, "Everyone who voted passed, so it starts from 0.50; replies have not moved it."),
        (0.6, 3, 0, 1, "3 of 4 agree, which gives 0.67; replies lower it to 0.60."),
        (0.8, 3, 1, 1, "3 of 4 agree, which gives 0.67; replies raise it to 0.80."),
    ],
)
def test_the_sentence_explains_the_number(value: float, agree: int, passes: int, disagree: int, words: str) -> None:
    assert sentence(value, agree, passes, disagree) == words
