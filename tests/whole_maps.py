"""The whole argument map of a thread, reckoned from all of its posts and from nothing that is kept: what the parts that
pages read have to be parts of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from deliberate.domain import maps
from deliberate.domain.engine.ranking import keys
from deliberate.domain.graph import Graph
from deliberate.domain.labels import rule
from deliberate.domain.maps import DEEPEST, ROOT, Box, section_of
from deliberate.domain.nodes import Node, State


class WholeMap:
    """`passages` are those of the document, in its order."""

    def __init__(self, graph: Graph, passages: Sequence[str], *, comments: bool, groups_told: bool) -> None:
        self._graph = graph
        self._groups_told = groups_told
        self._comments = comments
        self._nodes = {str(id): node for id, node in graph.nodes.items()}
        tops = [node for node in graph.replies(None) if self._has_place(node)]
        spoken_of = {node.anchor for node in tops if node.anchor is not None}
        self._passages = [*(one for one in passages if one in spoken_of), *sorted(spoken_of - {*passages})]
        self.children: dict[str, list[str]] = {}
        for passage in self._passages:
            self.children[section_of(passage)] = self._first([node for node in tops if node.anchor == passage])
        heaviest = sorted(self._passages, key=lambda passage: -self._posts_about(passage))
        own = self._first([node for node in tops if node.anchor is None])
        self.children[ROOT] = in_turn([section_of(passage) for passage in heaviest], own)
        for id in (id for ids in list(self.children.values()) for id in ids):
            self._grow(id)
        self.parents = {child: id for id, children in self.children.items() for child in children}

    def boxes(self, root: str, skip: int, limit: int) -> list[Box]:
        """What is above the root, the root, and at most `limit` in all from there downwards, breadth first."""
        above = [root]
        while above[0] != ROOT:
            above.insert(0, self.parents[above[0]])
        found = [self._box(id) for id in above]
        depth = {root: 0}
        taken = [root]
        for id in taken:
            if depth[id] < DEEPEST:
                start = skip if id == root else 0
                ids = self.children[id][start : start + max(0, min(maps.STEP, limit - len(taken)))]
                order = self._as_shown(ids)
                found += [self._box(child, rank, start + order.index(child)) for rank, child in enumerate(ids, start)]
                depth |= dict.fromkeys(ids, depth[id] + 1)
                taken += ids
        return found

    def _grow(self, id: str) -> None:
        if id in self._nodes:
            replies = self._graph.replies(int(id))
            self.children[id] = self._first([node for node in replies if self._has_place(node)])
            for child in self.children[id]:
                self._grow(child)

    def _box(self, id: str, rank: int | None = None, order: int | None = None) -> Box:
        return Box(id, self.parents.get(id), self._below(id), len(self.children[id]), rank, order)

    def _has_place(self, node: Node) -> bool:
        if not (self._comments or rule(node.label).on_map):
            return False
        return node.leaves_a_mark or any(below.leaves_a_mark for below in self._graph.below(node.id))

    def _first(self, nodes: Collection[Node]) -> list[str]:
        """As wide parents show them."""

        def contested(node: Node) -> tuple[int, int, int]:
            replies = sum(reply.leaves_a_mark for reply in self._graph.replies(node.id))
            return -min(node.agree, node.disagree), -replies, node.id

        return [str(node.id) for node in sorted(nodes, key=contested)]

    def _as_shown(self, ids: Collection[str]) -> list[str]:
        def place(id: str) -> tuple[float, int]:
            if id not in self._nodes:
                return -9, [section_of(passage) for passage in self._passages].index(id)
            return -keys(self._nodes[id], groups_told=self._groups_told).strength, int(id)

        return sorted(ids, key=place)

    def _below(self, id: str) -> int:
        if id == ROOT:
            return sum(node.state is State.VISIBLE for node in self._graph.nodes.values())
        if id not in self._nodes:
            return self._posts_about(id.removeprefix("s:"))
        return sum(node.leaves_a_mark for node in self._graph.below(int(id)))

    def _posts_about(self, passage: str) -> int:
        visible = (node for node in self._graph.nodes.values() if node.state is State.VISIBLE)
        return sum(self._graph.about(node.id) == passage for node in visible)


def in_turn(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """One of each for as long as both last."""
    shorter = min(len(first), len(second))
    pairs = [id for pair in zip(first, second, strict=False) for id in pair]
    return [*pairs, *first[shorter:], *second[shorter:]]
