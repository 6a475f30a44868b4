"""How each group sees a point: as if only its people had voted."""

from __future__ import annotations

from random import Random

import pytest

from deliberate.domain.engine.assessment import Forum, Rules, assess
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import Claim, Content
from deliberate.domain.opinions.disclosure import Votes, tell
from deliberate.domain.opinions.perspectives import Perspective, perspectives
from deliberate.domain.statuses import Status
from tests.domain.engine.points import post
from tests.domain.engine.test_assessment import thread

FORUM, RULES = Forum(owner=1), Rules()
# The objection and its safeguard, as two groups vote on them.
A: dict[int, Votes] = {1: (18, 0, 2), 2: (2, 0, 10)}
B: dict[int, Votes] = {1: (4, 0, 26), 2: (20, 0, 1)}
POINT = Graph([post(1, Label.OBJECTION, None, 22, 28), post(2, Label.SAFEGUARD, 1, 22, 11)])


def test_the_vector_is_met_by_each_group_and_by_all() -> None:
    by_a, by_b = perspectives(POINT, A, FORUM, RULES), perspectives(POINT, B, FORUM, RULES)
    assert by_a[1].standing == pytest.approx(0.864, abs=5e-4)
    assert by_b[1].standing == pytest.approx(0.111, abs=5e-4)
    assert assess(POINT, FORUM, RULES).nodes[1].standing == pytest.approx(0.420, abs=5e-4)
    assert (by_a[1].status, by_b[1].status) == (Status.CONTESTED, Status.ANSWERED)


def test_shares_that_may_be_told_give_nearly_the_same() -> None:
    totals = (22, 0, 28), (22, 0, 11)
    found = [tell({0: A[at], 1: B[at]}, totals[at - 1]) for at in (1, 2)]
    told = [{group: each.about for group, each in of_post.items()} for of_post in found]
    assert told == [{0: (18, 0, 2), 1: (4, 0, 26)}, {0: (2, 0, 8), 1: (19, 0, 1)}]
    for group, exact in ((0, 0.864), (1, 0.111)):
        seen = perspectives(POINT, {1: told[0][group], 2: told[1][group]}, FORUM, RULES)
        assert seen[1].standing == pytest.approx(exact, abs=0.03)


def test_where_fewer_than_five_of_a_group_took_sides_nothing_is_said() -> None:
    assert perspectives(POINT, {1: (2, 9, 2)}, FORUM, RULES) == {1: Perspective(None, None)}
    assert perspectives(POINT, {1: (3, 9, 2)}, FORUM, RULES)[1].standing is not None


def test_nothing_but_the_votes_of_the_group_is_looked_at() -> None:
    """Whatever else is known of a thread, its votes, marks and sides, a group sees the same."""
    for seed in range(25):
        graph = thread(Random(seed))
        random = Random(seed + 1)
        votes = {id: (random.randrange(9), random.randrange(3), random.randrange(9)) for id in graph.unmerged()}
        other = graph.with_nodes(
            node._replace(
                agree=random.randrange(40), disagree=random.randrange(40), earlier=0, raised_too=3, backing=None,
                rejected=True, favoured=True, standing=0.9, extent=Extent.OUT, content=Content(),
            )
            for node in graph.nodes.values()
        )  # fmt: skip
        assert perspectives(graph, votes, FORUM, RULES) == perspectives(other, votes, FORUM, RULES)


def test_what_the_text_settles_is_settled_for_no_group_alone() -> None:
    claimed = POINT.nodes[1]._replace(claim=Claim(2, holds=30))
    graph = assess(POINT.with_nodes([claimed]), FORUM, RULES)
    assert graph.nodes[1].status is Status.RESOLVED
    assert perspectives(graph, B, FORUM, RULES)[1].status is None
