"""Ranges of base scores and of standings: vectors, and that no votes within the bases' ranges lead outside."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine import gradual
from deliberate.domain.engine.gradual import Floats, solve
from deliberate.domain.engine.ranges import Ranges, with_ranges
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.engine.sureness import base_range
from tests.domain.engine.networks import Edge, arrays, attack, camps, graphs, support

VOTES = st.integers(0, 500)


def ranges(low: Floats, high: Floats, *edges: Any, **options: Any) -> Ranges:
    """The ends alone; whatever the bases are."""
    return with_ranges(low, low, high, *edges, **options)[1]


def based(*votes: tuple[int, int]) -> tuple[Floats, Floats]:
    low, high = np.array([base_range(*each) for each in votes]).T
    return low, high


def test_the_base_is_sure_as_votes_make_it() -> None:
    low, high = based((3, 0), (40, 4), (500, 20), (0, 0), (3, 0))
    assert low.tolist() == pytest.approx([0.56, 0.83, 0.95, 0.10, 0.56], abs=0.005)
    assert high.tolist() == pytest.approx([0.97, 0.94, 0.97, 0.90, 0.97], abs=0.005)


def test_what_few_voted_on_makes_what_it_attacks_less_sure() -> None:
    """40 to 4 under an attack of 3 to 0, which weighs a half."""
    found = ranges(*based((40, 4), (3, 0)), *arrays([(1, 0, -0.5)]), conviction=True)
    assert (found.low[0], found.high[0]) == pytest.approx((0.678, 0.941), abs=0.0005)


@given(VOTES, VOTES)
def test_the_base_score_lies_within_its_range(agree: int, disagree: int) -> None:
    [low], [high] = based((agree, disagree))
    assert 0 < low < (agree + 1) / (agree + disagree + 2) < high < 1


@given(VOTES, VOTES, st.integers(2, 9))
def test_more_votes_of_the_same_share_make_it_surer(agree: int, disagree: int, times: int) -> None:
    low, high = based((agree, disagree), (times * agree, times * disagree))
    assert agree + disagree == 0 or high[1] - low[1] < high[0] - low[0]


@given(VOTES, VOTES)
def test_the_range_treats_those_who_agree_and_disagree_alike(agree: int, disagree: int) -> None:
    low, high = based((agree, disagree), (disagree, agree))
    assert low[::-1] == pytest.approx(1 - high)


def tree(random: Random, n: int) -> list[Edge]:
    return [(at, random.randrange(at), random.uniform(-1, 1)) for at in range(1, n)]


@given(st.integers(0, 10**6), st.integers(1, 7), st.sampled_from(Semantics), st.booleans(), st.booleans())
def test_on_trees_the_range_is_what_the_corners_of_the_bases_ranges_lead_to(
    seed: int, n: int, semantics: Semantics, conviction: bool, in_arrays: bool
) -> None:
    random = Random(seed)
    edges = arrays(tree(random, n))
    ends = np.sort([[random.random(), random.random()] for _ in range(n)])
    corners = np.array([solve(np.array(c), *edges, semantics, conviction=conviction).values for c in product(*ends)])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gradual, "_FEW", 0 if in_arrays else gradual._FEW)
        found = ranges(*ends.T, *edges, semantics, conviction=conviction)
    assert found.low == pytest.approx(corners.min(axis=0), abs=1e-12)
    assert found.high == pytest.approx(corners.max(axis=0), abs=1e-12)
    assert found.balanced.all()


@st.composite
def voted_graphs(draw: st.DrawFn, *, acyclic: bool = False) -> tuple[list[tuple[int, int]], list[Edge]]:
    base, edges = draw(graphs(acyclic=acyclic))
    return [(draw(st.integers(0, 30)), draw(st.integers(0, 30))) for _ in base], edges


@given(voted_graphs(), st.sampled_from(Semantics), st.booleans())
def test_the_standing_lies_within_its_range(
    graph: tuple[list[tuple[int, int]], list[Edge]], semantics: Semantics, conviction: bool
) -> None:
    """Around circles, too, where both find a balance."""
    votes, table = graph
    edges = arrays(table)
    base = np.array([(agree + 1) / (agree + disagree + 2) for agree, disagree in votes])
    standing = solve(base, *edges, semantics, conviction=conviction)
    found = ranges(*based(*votes), *edges, semantics, conviction=conviction)
    settled = standing.balanced & found.balanced
    assert (found.low <= standing.values + 1e-9)[settled].all()
    assert (found.high >= standing.values - 1e-9)[settled].all()


@given(voted_graphs(), st.sampled_from(Semantics), st.booleans())
def test_where_all_bases_are_sure_so_is_every_standing(
    graph: tuple[list[tuple[int, int]], list[Edge]], semantics: Semantics, conviction: bool
) -> None:
    votes, table = graph
    edges = arrays([edge for edge in table if edge[0] > edge[1]])
    base = np.array([(agree + 1) / (agree + disagree + 2) for agree, disagree in votes])
    found = ranges(base, base, *edges, semantics, conviction=conviction)
    standing = solve(base, *edges, semantics, conviction=conviction).values.tolist()
    assert found.low.tolist() == found.high.tolist() == standing


def end_by_end(low: Floats, high: Floats, edges: list[Edge], semantics: Semantics, conviction: bool) -> Ranges:
    """The same as the strengths of a graph of twice as many arguments: lower ends, and after them upper ends."""
    n = len(low)
    doubled = [(a, b + n * (w < 0), w) for a, b, w in edges] + [(a + n, b + n * (w >= 0), w) for a, b, w in edges]
    solution = solve(np.append(low, high), *arrays(doubled), semantics, conviction=conviction)
    return Ranges(*solution.values.reshape(2, n), solution.balanced.reshape(2, n).all(axis=0))


@given(voted_graphs(), st.sampled_from(Semantics), st.booleans(), st.booleans())
def test_the_ends_are_the_strengths_of_a_graph_of_ends(
    graph: tuple[list[tuple[int, int]], list[Edge]], semantics: Semantics, conviction: bool, in_arrays: bool
) -> None:
    votes, edges = graph
    low, high = based(*votes)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gradual, "_FEW", 0 if in_arrays else gradual._FEW)
        found = ranges(low, high, *arrays(edges), semantics, conviction=conviction)
    expected = end_by_end(low, high, edges, semantics, conviction)
    assert found.balanced.tolist() == expected.balanced.tolist()
    assert found.low == pytest.approx(expected.low, abs=1e-9)
    assert found.high == pytest.approx(expected.high, abs=1e-9)


def test_of_two_camps_each_may_have_lost() -> None:
    """Of 20 to 0 for each of eight posts, what is possible of the one leaves as little of the other as not."""
    low, high = based(*[(20, 0)] * 8)
    found = ranges(low, high, *arrays(camps(4, 0.8)), conviction=True)
    assert found.balanced.all()
    assert found.low == pytest.approx(found.low[0], abs=1e-12)
    assert found.high == pytest.approx(found.high[0], abs=1e-12)
    assert found.low[0] < 0.2
    assert found.high[0] == pytest.approx(high[0])


def test_what_depends_on_an_unsettled_circle_has_an_unsettled_range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradual, "_MOST_STEPS", 1)
    edges = arrays([attack(0, 1), attack(1, 0), support(1, 2), support(3, 4)])
    assert ranges(*based(*[(5, 1)] * 5), *edges).balanced.tolist() == [False, False, False, True, True]
    known = np.array([True, True, True, False, True])
    assert not ranges(*based(*[(5, 1)] * 5), *edges, balanced=known).balanced.any()
    assert known.tolist() == [True, True, True, False, True]


@given(voted_graphs(), st.sampled_from(Semantics), st.booleans(), st.booleans())
def test_one_walk_along_the_edges_finds_the_strengths_and_their_ranges(
    graph: tuple[list[tuple[int, int]], list[Edge]], semantics: Semantics, conviction: bool, in_arrays: bool
) -> None:
    """Around circles, too, and whichever of the two finds no rest there. Sums of two may differ in their last digit."""
    votes, table = graph
    edges, (low, high) = arrays(table), based(*votes)
    base = np.array([(agree + 1) / (agree + disagree + 2) for agree, disagree in votes])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gradual, "_FEW", 0 if in_arrays else gradual._FEW)
        patched.setattr(gradual, "_MOST_STEPS", 40)
        solution, between = with_ranges(low, base, high, *edges, semantics, conviction=conviction)
        alone = solve(base, *edges, semantics, conviction=conviction)
        ends = ranges(low, high, *edges, semantics, conviction=conviction)
    for one, other in ((solution.values, alone.values), (between.low, ends.low), (between.high, ends.high)):
        assert one.tolist() == pytest.approx(other.tolist(), abs=1e-12)
    assert solution.balanced.tolist() == alone.balanced.tolist()
    assert between.balanced.tolist() == ends.balanced.tolist()


def test_unless_conviction_is_asked_for_what_is_hardly_believed_moves_something() -> None:
    base, edge = np.array([0.5, 0.4]), (np.array([1]), np.array([0]), np.array([1.0]))
    found = ranges(base, base, *edge)
    assert found.low[0] > 0.5
    assert ranges(base, base, *edge, conviction=True).low[0] == 0.5
    assert solve(base, *edge).values[0] == found.low[0]
