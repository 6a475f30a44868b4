"""A weighted graph of attacks and supports, as JSON:

{"nodes": [{"id", "base"}], "edges": [{"from", "to", "polarity": "attack" | "support", "weight"?}]}
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.words import say
from deliberate.formats.errors import FormatError
from deliberate.formats.json_reader import JsonReader, is_clean, parsed, shown

_SIGN = {"attack": -1.0, "support": 1.0}
_LONGEST_ID = 200


@dataclass(frozen=True)
class WeightedGraph:
    """n nodes and m edges; `source[j]` and `target[j]` are positions in `ids`.

    `base` (n) is from 0 to 1; `weight` (m) from -1 to 1: above 0 a support, below 0 an attack. A number as an id is
    the same as its digits as a text. An edge may lead from a node to itself.
    """

    ids: tuple[str, ...]
    base: NDArray[np.float64]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    weight: NDArray[np.float64]


def read(text: str) -> WeightedGraph:
    """Raises FormatError with one line that says where and why."""
    graph = parsed(text)
    nodes = graph.each("nodes")
    places = _places(nodes)
    edges = graph.each("edges")
    ends = [(_end(edge, "from", places), _end(edge, "to", places), _sign(edge)) for edge in edges]
    _all_different(edges, ends)
    return WeightedGraph(
        ids=tuple(places),
        base=np.array([node.share("base") for node in nodes], dtype=np.float64),
        source=np.array([source for source, _, _ in ends], dtype=np.int64),
        target=np.array([target for _, target, _ in ends], dtype=np.int64),
        weight=np.array([sign * _weight(edge) for edge, (_, _, sign) in zip(edges, ends, strict=True)], np.float64),
    )


def _places(nodes: list[JsonReader]) -> dict[str, int]:
    places: dict[str, int] = {}
    for node in nodes:
        name = _id(node, "id")
        if name in places:
            raise node.wrong("id", say("%(name)s is the id of nodes[%(at)d] too", name=shown(name), at=places[name]))
        places[name] = len(places)
    return places


def _end(edge: JsonReader, key: str, places: dict[str, int]) -> int:
    name = _id(edge, key)
    if name not in places:
        raise edge.wrong(key, say("there is no node %(name)s", name=shown(name)))
    return places[name]


def _id(reader: JsonReader, key: str) -> str:
    value = reader.get(key)
    if key not in reader.value:
        raise reader.wrong(key, say("is missing"))
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise reader.wrong(key, say("is neither a text nor a whole number"))
    name = str(value)
    if not 1 <= len(name) <= _LONGEST_ID or not is_clean(name):
        raise reader.wrong(key, say("is not an id of 1 to %(most)d characters that can be written", most=_LONGEST_ID))
    return name


def _sign(edge: JsonReader) -> float:
    return _SIGN[edge.one_of("polarity", tuple(_SIGN))]


def _weight(edge: JsonReader) -> float:
    return edge.share("weight") if "weight" in edge.value else 1.0


def _all_different(edges: list[JsonReader], ends: list[tuple[int, int, float]]) -> None:
    first: dict[tuple[int, int, float], int] = {}
    for at, (edge, end) in enumerate(zip(edges, ends, strict=True)):
        if first.setdefault(end, at) != at:
            raise FormatError(say("the same edge as edges[%(at)d]", at=first[end]), at=edge.at)
