"""The tree behind the argument map: every box by its id, who stands under whom, in which order, how much lies below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from deliberate.domain.engine.ranking import keys
from deliberate.domain.graph import Graph
from deliberate.domain.labels import rule
from deliberate.domain.nodes import Node, State
from deliberate.domain.numbers import whole

ROOT = "p"
# A wide parent shows this many children, and as many again each time more are asked for.
STEP = 20
# A page is not nested deeper than this below its root; what lies deeper is on the branch's own page.
DEEPEST = 12


class MapTree:
    """The proposal is 'p', a passage with posts 's:' and its anchor, a post its number.

    `sections` are the anchors in the document's order. What is off the map by its label is left out with all that
    hangs below it, unless `comments` are wanted.
    """

    def __init__(
        self, graph: Graph, sections: Iterable[str], comments: bool = False, *, groups_told: bool = False
    ) -> None:
        self.graph = graph
        self.posts: dict[str, Node] = {}
        self.children: dict[str, list[str]] = {}
        self.parents: dict[str, str | None] = {ROOT: None}
        self.below: dict[str, int] = defaultdict(int)
        self._with_comments = comments
        self._groups_told = groups_told
        self._weight: dict[str, int] = defaultdict(int)
        self._heaviest: dict[str, list[str]] = {}
        self._plant(sections)
        self._grow()
        self._weigh()

    @staticmethod
    def section(anchor: str) -> str:
        return f"s:{anchor}"

    @staticmethod
    def anchor(section: str) -> str:
        return section.removeprefix("s:")

    @property
    def comments(self) -> int:
        """How many visible posts are off the map by their label."""
        return sum(node.state is State.VISIBLE and not rule(node.label).on_map for node in self.graph.nodes.values())

    def kept(self, id: str) -> str:
        """The id itself, or that of the post it was merged into."""
        return str(self.graph.kept(post)) if (post := whole(id)) in self.graph.nodes else id

    def above(self, id: str) -> list[str]:
        """From the proposal down to the parent of a box."""
        path: list[str] = []
        while (parent := self.parents[id]) is not None:
            path.append(parent)
            id = parent
        return path[::-1]

    def nearest(self, root: str, skip: int, limit: int) -> list[str]:
        """`root` and at most `limit` boxes in all below it, breadth first, so that every branch shows its top.

        `skip` leaves out the heaviest children of the root, which have been shown before.
        """
        boxes = [root]
        depth = {root: 0}
        for id in boxes:
            if len(boxes) >= limit:
                break
            if depth[id] < DEEPEST:
                first = skip if id == root else 0
                heaviest = self.heaviest(id)[first : first + min(STEP, limit - len(boxes))]
                depth |= dict.fromkeys(heaviest, depth[id] + 1)
                boxes.extend(heaviest)
        return boxes

    def heaviest(self, id: str) -> list[str]:
        """The children of a box; first those that most people voted on or replied to."""
        if id not in self._heaviest:
            self._heaviest[id] = sorted(self.children[id], key=lambda child: -self._weight[child])
        return self._heaviest[id]

    def rank(self, id: str) -> int:
        """Its number among its siblings by weight."""
        parent = self.parents[id]
        return 0 if parent is None else self.heaviest(parent).index(id)

    def _plant(self, sections: Iterable[str]) -> None:
        roots: dict[str | None, list[str]] = defaultdict(list)
        for id, node in self._shown(None):
            roots[node.anchor].append(id)
        by_section = {self.section(anchor): roots[anchor] for anchor in sections if anchor in roots}
        self.children = {ROOT: [*by_section, *roots[None]], **by_section}

    def _grow(self) -> None:
        pending = [ROOT]
        while pending:
            id = pending.pop()
            if id not in self.children:
                self.children[id] = [reply for reply, _ in self._shown(int(id))]
            for child in self.children[id]:
                self.parents[child] = id
                pending.append(child)

    def _shown(self, parent: int | None) -> list[tuple[str, Node]]:
        """Visible replies, the strongest first; one that is out of sight keeps its place if something visible stands
        below it."""
        nodes = [node for node in self.graph.replies(parent) if self._has_place(node)]
        nodes.sort(key=lambda node: (-keys(node, groups_told=self._groups_told).strength, node.id))
        shown = [(str(node.id), node) for node in nodes]
        self.posts |= shown
        return shown

    def _has_place(self, node: Node) -> bool:
        if not (self._with_comments or rule(node.label).on_map):
            return False
        if node.state is State.VISIBLE:
            return True
        return any(reply.state is State.VISIBLE for reply in self.graph.below(node.id))

    def _weigh(self) -> None:
        # Children were planted after their parents.
        for id, parent in reversed(self.parents.items()):
            node = self.posts.get(id)
            if node:
                self._weight[id] += node.agree + node.passes + node.disagree
            if parent is not None:
                lower = self.below[id] + (node is not None)
                self.below[parent] += lower
                self._weight[parent] += lower
