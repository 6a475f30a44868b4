"""The graph of posts, and what may be merged, moved and relabelled."""

from __future__ import annotations

import pytest

from deliberate.domain.arranging import Refusal, check_merge, check_move, check_relabel
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Target
from deliberate.domain.nodes import Backing, Node, State
from deliberate.domain.places import OnPassage, OnPost, OnProposal


def graph() -> Graph:
    """1 <- 3 (rebuttal) <- 4; 2 is merged into 1 and has the reply 5; 6 is a question to a passage."""
    return Graph(
        [
            Node(1, Label.OBJECTION, 1),
            Node(2, Label.OBJECTION, 2, anchor="first", state=State.MERGED, merged_into=1),
            Node(3, Label.REBUTTAL, 3, parent=1),
            Node(4, Label.CONCESSION, 4, parent=3),
            Node(5, Label.SAFEGUARD, 5, parent=2),
            Node(6, Label.QUESTION, 6, anchor="first"),
            Node(7, Label.OBJECTION, 7, anchor="first"),
        ]
    )


def ids(nodes: list[Node]) -> list[int]:
    return [node.id for node in nodes]


def test_a_merged_post_lends_its_replies_to_the_kept_one() -> None:
    assert ids(graph().replies(1)) == [3, 5]
    assert graph().replies(2) == []
    assert graph().merged_into(1) == [2]
    assert graph().kept(2) == 1


def test_kept_follows_chains_and_survives_a_ring() -> None:
    ring = Graph([Node(1, Label.OBJECTION, 1, merged_into=2), Node(2, Label.OBJECTION, 1, merged_into=1)])
    assert ring.kept(1) in {1, 2}
    chain = Graph([Node(n, Label.OBJECTION, 1, merged_into=n + 1 if n < 4 else None) for n in range(1, 5)])
    assert chain.kept(1) == 4


def test_roots_are_the_replies_to_the_document() -> None:
    assert ids(graph().replies(None)) == [1, 6, 7]


def test_ancestors_and_descendants() -> None:
    assert ids(graph().ancestors(4)) == [1, 3]
    assert ids(graph().ancestors(5)) == [1]
    assert set(ids(list(graph().below(1)))) == {3, 4, 5}


def test_replies_come_before_what_they_reply_to() -> None:
    order = ids(graph().bottom_up())
    assert set(order) == {1, 3, 4, 5, 6, 7}
    assert order.index(4) < order.index(3) < order.index(1)
    assert order.index(5) < order.index(1)


def test_a_target_is_what_a_post_replies_to() -> None:
    found = graph()
    targets = [found.target(found.nodes[id]) for id in (1, 6, 3, 5)]
    assert targets == [Target.PROPOSAL, Target.PASSAGE, Label.OBJECTION, Label.OBJECTION]


def test_posts_with_the_same_label_can_be_merged() -> None:
    check_merge(graph(), keep=1, duplicate=7)


@pytest.mark.parametrize(
    ("keep", "duplicate", "word"),
    [(1, 1, "itself"), (2, 7, "not visible"), (1, 2, "already merged"), (1, 6, "an objection"), (6, 1, "a question")],
)
def test_a_merge_is_refused_with_a_reason(keep: int, duplicate: int, word: str) -> None:
    with pytest.raises(Refusal, match=word):
        check_merge(graph(), keep, duplicate)


def test_a_post_is_not_merged_into_a_reply_below_it() -> None:
    below = Graph([Node(1, Label.SUPPORT, 1), Node(2, Label.SUPPORT, 2, parent=1)])
    check_merge(below, keep=1, duplicate=2)
    with pytest.raises(Refusal, match="other way round"):
        check_merge(below, keep=2, duplicate=1)


def test_a_move_obeys_the_grammar() -> None:
    check_move(graph(), 5, OnPost(7))
    check_move(graph(), 6, OnProposal())
    check_move(graph(), 3, OnPost(2))
    with pytest.raises(Refusal, match="A safeguard cannot reply to a question"):
        check_move(graph(), 5, OnPost(6))
    with pytest.raises(Refusal, match="the proposal"):
        check_move(graph(), 5, OnProposal())
    with pytest.raises(Refusal, match="a passage"):
        check_move(graph(), 5, OnPassage("first"))


@pytest.mark.parametrize("under", [1, 2, 4])
def test_a_post_is_not_moved_below_itself(under: int) -> None:
    with pytest.raises(Refusal, match="below itself"):
        check_move(graph(), 1, OnPost(under))


def test_a_label_must_fit_its_place_and_its_replies() -> None:
    check_relabel(graph(), 1, Label.CONDITION)
    with pytest.raises(Refusal, match="already an objection"):
        check_relabel(graph(), 1, Label.OBJECTION)
    with pytest.raises(Refusal, match="cannot reply to the proposal"):
        check_relabel(graph(), 1, Label.ANSWER)
    with pytest.raises(Refusal, match="2 replies that could not stand under a question: a rebuttal or a safeguard"):
        check_relabel(graph(), 1, Label.QUESTION)


def test_only_what_stands_behind_replies_is_added_up() -> None:
    with pytest.raises(TypeError):
        Backing() + 1
