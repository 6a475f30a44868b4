"""The posts of one proposal and the links between them, with what is merged as one. Nothing here writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from deliberate.domain import places
from deliberate.domain.labels import Polarity, Repliable, Target
from deliberate.domain.nodes import POLARITIES, VOICE, Backing, Claim, Link, Node, State
from deliberate.domain.places import OnPassage, OnPost, Place


class Graph:
    """The posts of one proposal and the links between them. Replies and links of a merged post are the kept one's."""

    def __init__(self, nodes: Iterable[Node], links: Iterable[Link] = ()) -> None:
        self.nodes = {node.id: node for node in nodes}
        self.links = tuple(links)

    def with_nodes(self, nodes: Iterable[Node]) -> Graph:
        """The same graph with these nodes in place of those with the same ids."""
        return Graph((self.nodes | {node.id: node for node in nodes}).values(), self.links)

    def with_backings(self, backings: Mapping[tuple[int, int], Backing]) -> Graph:
        """The same graph with this behind replies (reply, post)."""
        nodes, links = dict(self.nodes), self.links
        beside = {}
        for (reply, post), backing in backings.items():
            if self.parent(nodes[reply]) == post:
                nodes[reply] = nodes[reply]._replace(backing=backing)
            else:
                beside[reply, post] = backing
        if beside:
            ends = ((link, (self.kept(link.source), self.kept(link.target))) for link in links)
            links = tuple(link._replace(backing=beside.get(edge, link.backing)) for link, edge in ends)
        return Graph(nodes.values(), links)

    @cached_property
    def _into(self) -> dict[int, int]:
        """What merged posts were merged into. Most are not, and of each it is asked often what stands for it."""
        return {id: node.merged_into for id, node in self.nodes.items() if node.merged_into is not None}

    @cached_property
    def _replies(self) -> dict[int | None, list[Node]]:
        replies: dict[int | None, list[Node]] = defaultdict(list)
        merged, into, kept = State.MERGED, self._into, self.kept
        for node in self.nodes.values():
            if node.state is not merged:
                parent = node.parent
                replies[kept(parent) if parent is not None and parent in into else parent].append(node)
        return replies

    @cached_property
    def _merged(self) -> dict[int, list[int]]:
        merged: dict[int, list[int]] = defaultdict(list)
        for node in self.nodes.values():
            if node.state is State.MERGED:
                merged[self.kept(node.id)].append(node.id)
        return merged

    @cached_property
    def _linking(self) -> dict[int, dict[int, Link]]:
        """For each post, the posts that link to it and how; of two links between the same posts the first counts."""
        linking: dict[int, dict[int, Link]] = defaultdict(dict)
        into, kept = self._into, self.kept
        for link in self.links:
            source, target = link.source, link.target
            if into:
                source, target = kept(source), kept(target)
            if source != target:
                linking[target].setdefault(source, link)
        return linking

    def acting_on(self, post: int) -> dict[int, Polarity]:
        """The visible posts that reply or link to a post, and what each does to it; who does both counts as a reply."""
        return {node.id: polarity for node, polarity, _ in self.acting(post)}

    def acting(self, post: int) -> list[tuple[Node, Polarity, Backing]]:
        """The same with what stands behind each."""
        visible = State.VISIBLE
        found = [
            (node, POLARITIES[node.label], node.backing or Backing(node.agree * VOICE))
            for node in self.replies(post)
            if node.state is visible
        ]
        for source, link in self._linking.get(post, {}).items():
            node = self.nodes[source]
            if node.state is visible and self.parent(node) != post:
                found.append((node, link.polarity, link.backing or Backing(node.agree * VOICE)))
        return found

    def acted_on(self, post: int) -> set[int]:
        """The posts that a post, if it is visible, replies or links to."""
        parent = self.parent(self.nodes[post])
        return {*self._linked.get(post, ()), *(() if parent is None else (parent,))}

    @cached_property
    def _linked(self) -> dict[int, list[int]]:
        linked: dict[int, list[int]] = defaultdict(list)
        for target, source in ((target, source) for target, links in self._linking.items() for source in links):
            linked[source].append(target)
        return linked

    def backing(self, reply: int, post: int) -> Backing:
        """What stands behind a post as a reply to another one that it acts on."""
        node = self.nodes[reply]
        known = node.backing if self.parent(node) == post else self._linking[post][reply].backing
        return known or Backing(node.agree * VOICE)

    def unmerged(self) -> list[int]:
        """The posts that are not merged into another one, oldest first."""
        return [id for id, node in self.nodes.items() if node.state is not State.MERGED]

    def kept(self, post: int) -> int:
        """The post that stands for `post`: itself, or what it was merged into, however often. In a part of a thread one
        that was not read stands for itself: what was merged into a post is read with it."""
        if post not in self._into:
            return post
        seen = {post}
        while (into := self._into.get(post)) is not None and into not in seen:
            post = into
            seen.add(post)
        return post

    def parent(self, node: Node) -> int | None:
        """The post that `node` is shown under."""
        parent = node.parent
        return parent if parent is None or parent not in self._into else self.kept(parent)

    def leads_to(self, node: Node, post: int) -> bool:
        """Whether it replies or links to `post` itself, wherever what it was merged into stands."""
        links = (link for link in self.links if link.source == node.id)
        return self.replies_to(node, post) or any(self.kept(link.target) == post for link in links)

    def replies_to(self, node: Node, post: int) -> bool:
        """The same for its own place alone. What a merged post replied to need not be in a part of a thread."""
        return node.parent in self.nodes and self.parent(node) == post

    def replies(self, post: int | None) -> list[Node]:
        """What is shown directly under a post, or under the document (None); merged posts are not."""
        return self._replies.get(post, [])

    def merged_into(self, post: int) -> list[int]:
        """The posts that `post` stands for besides itself."""
        return self._merged.get(post, [])

    def claim(self, post: int) -> Claim | None:
        """The latest claim that a revision deals with a post, or with one it stands for."""
        claims = [self.nodes[id].claim for id in (post, *self.merged_into(post))]
        return max((claim for claim in claims if claim), key=lambda claim: claim.revision, default=None)

    def ancestors(self, post: int) -> list[Node]:
        """From the topmost post down to the parent of `post`."""
        path: list[Node] = []
        parent = self.parent(self.nodes[post])
        while parent is not None:
            path.append(self.nodes[parent])
            parent = self.parent(self.nodes[parent])
        return path[::-1]

    def about(self, post: int) -> str | None:
        """The passage that the topmost post above it, or it itself, is about; None for the proposal as a whole."""
        node = self.nodes[post]
        while (parent := self.parent(node)) is not None:
            node = self.nodes[parent]
        return node.anchor

    def level(self, post: int) -> int:
        """How many levels below the document it stands: 1 for what is said to the document itself."""
        return len(self.ancestors(post)) + 1

    def is_rooted(self, post: int) -> bool:
        """Whether the document is above it, not the post itself."""
        seen = {post}
        parent = self.parent(self.nodes[post])
        while parent is not None and parent not in seen:
            seen.add(parent)
            parent = self.parent(self.nodes[parent])
        return parent is None

    def below(self, post: int) -> Iterator[Node]:
        """Everything shown under a post, at any depth; parents before children."""
        pending = [post]
        while pending:
            for reply in self.replies(pending.pop()):
                yield reply
                pending.append(reply.id)

    def target(self, node: Node) -> Repliable:
        """What the node replies to, in the words of the grammar."""
        return self.replied_to(places.at(node.parent, node.anchor))

    def replied_to(self, place: Place) -> Repliable:
        """What stands at a place, in the words of the grammar."""
        if isinstance(place, OnPost):
            return self.nodes[self.kept(place.post)].label
        return Target.PASSAGE if isinstance(place, OnPassage) else Target.PROPOSAL

    def bottom_up(self) -> list[Node]:
        """All posts that are not merged, replies before what they reply to."""
        return [node for root in self.replies(None) for node in (root, *self.below(root.id))][::-1]
