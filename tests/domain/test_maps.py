"""The tree behind the map: what is on it, in which order, and what a page of it holds."""

from __future__ import annotations

from typing import Any

from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.maps import DEEPEST, ROOT, STEP, MapTree
from deliberate.domain.nodes import Node, State


def objections(*nodes: Node) -> MapTree:
    return MapTree(Graph(nodes), ["first", "second"])


def objection(id: int, parent: int | None = None, anchor: str | None = None, **given: Any) -> Node:
    return Node(id, Label.REBUTTAL if parent else Label.OBJECTION, 1, parent, anchor, **given)


def test_sections_come_in_the_documents_order_and_only_if_they_have_posts() -> None:
    tree = MapTree(Graph([objection(1, anchor="c"), objection(2, anchor="a"), objection(3)]), ["a", "b", "c"])
    assert tree.children[ROOT] == ["s:a", "s:c", "3"]
    assert tree.parents["1"] == "s:c"


def test_what_was_merged_hangs_below_the_kept_post() -> None:
    tree = objections(objection(1), objection(2, state=State.MERGED, merged_into=1), objection(3, parent=2))
    assert tree.children[ROOT] == ["1"]
    assert tree.children["1"] == ["3"]
    assert tree.kept("2") == "1"


def test_a_hidden_post_keeps_its_place_only_while_something_visible_is_below_it() -> None:
    tree = objections(
        objection(1, state=State.HIDDEN), objection(2, parent=1), objection(3, state=State.HIDDEN), objection(4)
    )
    assert tree.children[ROOT] == ["1", "4"]


def test_held_posts_are_not_on_the_map() -> None:
    for state in (State.HELD, State.WITHDRAWN):
        assert objections(objection(1, state=state)).children[ROOT] == []
        assert objections(objection(1, state=state), objection(2, parent=1)).children[ROOT] == ["1"]


def test_comments_are_left_out_with_all_below_them_unless_wanted() -> None:
    graph = Graph([Node(1, Label.COMMENT, 1), Node(2, Label.QUESTION, 1, parent=1), objection(3)])
    assert MapTree(graph, []).children[ROOT] == ["3"]
    wanted = MapTree(graph, [], comments=True)
    assert set(wanted.children[ROOT]) == {"1", "3"}
    assert wanted.children["1"] == ["2"]
    assert wanted.comments == 1


def test_every_box_counts_all_posts_below_it() -> None:
    tree = objections(objection(1, anchor="first"), objection(2, parent=1), objection(3, parent=2), objection(4))
    assert {id: tree.below[id] for id in tree.parents} == {"p": 4, "s:first": 3, "1": 2, "2": 1, "3": 0, "4": 0}


def test_wide_parents_give_their_heaviest_children_first_and_the_rest_when_asked() -> None:
    light = [objection(n) for n in range(1, STEP + 6)]
    tree = objections(*light, objection(99, agree=1, passes=1, disagree=1), objection(100), objection(101, parent=100))
    first = tree.nearest(ROOT, 0, 400)
    assert first[1:3] == ["99", "100"]
    assert len(first) == 1 + STEP + 1, "the root, its heaviest children, and the reply to one of them"
    rest = tree.nearest(ROOT, STEP, 400)
    assert len(rest) == 1 + 7
    assert set(first[1:]) | set(rest[1:]) == tree.parents.keys() - {ROOT}
    assert [tree.rank(id) for id in (ROOT, "99", "100")] == [0, 0, 1]


def test_a_short_page_holds_the_top_of_every_branch() -> None:
    deep = [objection(1), *(objection(n, parent=n - 1) for n in range(2, 10)), objection(20), objection(21)]
    assert set(objections(*deep).nearest(ROOT, 0, 4)) == {ROOT, "1", "20", "21"}


def test_a_page_is_not_nested_deeper_than_its_limit() -> None:
    chain = [objection(1), *(objection(n, parent=n - 1) for n in range(2, 40))]
    tree = objections(*chain)
    assert tree.nearest(ROOT, 0, 400)[-1] == str(DEEPEST)
    assert tree.nearest("20", 0, 400)[-1] == str(20 + DEEPEST)
    assert tree.above("3") == [ROOT, "1", "2"]


def test_a_box_weighs_what_was_voted_on_it_either_way_or_not_and_all_that_is_below() -> None:
    for kind in ("agree", "passes", "disagree"):
        voted, once = objection(1, **{kind: 2}), objection(2, **{kind: 1})
        replied = [objection(3), objection(4, parent=3), objection(5, parent=4), objection(6, parent=3)]
        assert objections(once, voted, *replied).heaviest(ROOT) == ["3", "1", "2"]
    in_sections = [objection(1, anchor="first", agree=9), objection(2, anchor="second"), objection(3, anchor="second")]
    assert objections(*in_sections).heaviest(ROOT) == ["s:second", "s:first"]
