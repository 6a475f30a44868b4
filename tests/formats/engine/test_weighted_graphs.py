"""Graphs of attacks and supports as JSON: as arrays, and where they are wrong."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from deliberate.formats.engine import weighted_graphs
from deliberate.formats.errors import FormatError

A = {"id": "a", "base": 0.5}
B = {"id": "b", "base": 1}
B_ATTACKS_A = {"from": "b", "to": "a", "polarity": "attack"}


def graph(nodes: list[Any], edges: list[Any]) -> str:
    return json.dumps({"nodes": nodes, "edges": edges})


def wrong(text: str) -> str:
    with pytest.raises(FormatError) as error:
        weighted_graphs.read(text)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_graph_becomes_arrays_attacks_below_zero() -> None:
    found = weighted_graphs.read(graph([A, B], [B_ATTACKS_A, {**B_ATTACKS_A, "polarity": "support", "weight": 0.25}]))
    assert found.ids == ("a", "b")
    assert found.base.tolist() == [0.5, 1.0]
    assert found.source.tolist() == [1, 1]
    assert found.target.tolist() == [0, 0]
    assert found.weight.tolist() == [-1.0, 0.25]
    types = {array.dtype for array in (found.base, found.weight)}, {array.dtype for array in (found.source,)}
    assert types == ({np.dtype(np.float64)}, {np.dtype(np.int64)})


def test_an_empty_graph_has_empty_arrays() -> None:
    found = weighted_graphs.read(graph([], []))
    assert (found.ids, len(found.base), len(found.source), len(found.target), len(found.weight)) == ((), 0, 0, 0, 0)
    assert found.source.dtype == np.int64


def test_numbers_are_ids_too_the_same_as_their_digits() -> None:
    found = weighted_graphs.read(graph([{"id": 7, "base": 0}], [{"from": "7", "to": 7, "polarity": "attack"}]))
    assert found.ids == ("7",)
    assert (found.source.tolist(), found.target.tolist()) == ([0], [0])
    assert wrong(graph([{"id": 7, "base": 0}, {"id": "7", "base": 0}], [])).startswith("nodes[1].id: ")


@pytest.mark.parametrize(
    ("node", "says"),
    [
        ({"base": 0.5}, "nodes[1].id: is missing"),
        ({"id": None, "base": 0.5}, "nodes[1].id: is neither a text nor a whole number"),
        ({"id": True, "base": 0.5}, "nodes[1].id: is neither"),
        ({"id": 1.5, "base": 0.5}, "nodes[1].id: is neither"),
        ({"id": "", "base": 0.5}, "nodes[1].id: is not an id"),
        ({"id": "\ud800", "base": 0.5}, "nodes[1].id: is not an id"),
        ({"id": "x" * 201, "base": 0.5}, "nodes[1].id: is not an id"),
        ({"id": "a", "base": 0.5}, 'nodes[1].id: "a" is the id of nodes[0] too'),
        ({"id": "x"}, "nodes[1].base: is missing"),
        ({"id": "x", "base": 1.01}, "nodes[1].base: is not a number from 0 to 1"),
        ({"id": "x", "base": -0.1}, "nodes[1].base: is not a number from 0 to 1"),
        ({"id": "x", "base": float("nan")}, "nodes[1].base: is not a number from 0 to 1"),
        ({"id": "x", "base": float("inf")}, "nodes[1].base: is not a number from 0 to 1"),
        ({"id": "x", "base": "0.5"}, "nodes[1].base: is not a number from 0 to 1"),
        ({"id": "x", "base": True}, "nodes[1].base: is not a number from 0 to 1"),
        ({"id": "x", "base": 10**400}, "nodes[1].base: is not a number from 0 to 1"),
        ("x", "nodes[1]: is not an object"),
    ],
)
def test_a_wrong_node_is_named(node: Any, says: str) -> None:
    assert wrong(graph([A, node], [])).startswith(says)


@pytest.mark.parametrize(
    ("edge", "says"),
    [
        ({"to": "a", "polarity": "attack"}, "edges[1].from: is missing"),
        ({"from": "a", "polarity": "attack"}, "edges[1].to: is missing"),
        ({"from": "a", "to": "c", "polarity": "attack"}, 'edges[1].to: there is no node "c"'),
        ({"from": 1, "to": "a", "polarity": "attack"}, 'edges[1].from: there is no node "1"'),
        ({"from": "a", "to": ["b"], "polarity": "attack"}, "edges[1].to: is neither"),
        ({"from": "a", "to": "b"}, "edges[1].polarity: is missing"),
        ({"from": "a", "to": "b", "polarity": "neutral"}, 'edges[1].polarity: "neutral" is not one of attack, support'),
        ({"from": "a", "to": "b", "polarity": "attack", "weight": 2}, "edges[1].weight: is not a number from 0 to 1"),
        ({"from": "a", "to": "b", "polarity": "attack", "weight": -1}, "edges[1].weight: is not a number"),
        ({"from": "a", "to": "b", "polarity": "attack", "weight": None}, "edges[1].weight: is not a number"),
        ({"from": "a", "to": "b", "polarity": "attack", "weight": float("nan")}, "edges[1].weight: is not a number"),
        (B_ATTACKS_A, "edges[1]: the same edge as edges[0]"),
        ({**B_ATTACKS_A, "weight": 0.5}, "edges[1]: the same edge as edges[0]"),
        ([], "edges[1]: is not an object"),
    ],
)
def test_a_wrong_edge_is_named(edge: Any, says: str) -> None:
    assert wrong(graph([A, B], [B_ATTACKS_A, edge])).startswith(says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1, column 1: not JSON"),
        ('{"nodes": [],\n "edges": [}', "line 2, column 12: not JSON"),
        ("[]", "the file: is not an object"),
        ("NaN", "the file: is not an object"),
        ("{}", "nodes: is missing"),
        ('{"nodes": []}', "edges: is missing"),
        ('{"nodes": {}, "edges": []}', "nodes: is not a list"),
        ('{"nodes": [], "edges": [], "nodes": []}', 'the file: the key "nodes" stands there twice'),
        (
            '{"nodes": [{"id": "a", "base": 0.1, "base": 0.9}], "edges": []}',
            'nodes[0]: the key "base" stands there twice',
        ),
        ('{"nodes": [], "edges": 3}', "edges: is not a list"),
        ("[" * 100_000, "not JSON that can be read: it is nested too deep"),
        ('{"nodes": [{"id": "a", "base": ' + "1" * 5000 + "}]}", "not JSON that can be read: a number is too long"),
    ],
)
def test_a_file_that_is_no_graph_is_refused(text: str, says: str) -> None:
    assert wrong(text).startswith(says)
