"""The posts of one proposal as values, and what merging, moving and relabelling would do to them.

A plan says what would change; a refusal says in plain words why it may not. Nothing here writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from deliberate.domain import labels, places
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.labels import Label, Polarity, Repliable, Target
from deliberate.domain.places import OnPassage, OnPost, Place
from deliberate.domain.statuses import Status
from deliberate.domain.words import Explained, Sentence, Worded, either, say, say_many

# No post stands more levels below the document: beyond, nobody can follow who answers whom. What was deeper before
# there was a bound stays, and nothing is added to it.
DEEPEST = 100


class State(Worded):
    VISIBLE = "visible", say("visible")
    HELD = "held", say("held")
    HIDDEN = "hidden", say("hidden")
    MERGED = "merged", say("merged")
    WITHDRAWN = "withdrawn", say("withdrawn")


class Claim(NamedTuple):
    """That a revision of the text deals with a point, and how many people besides the claimant say that it does or not.

    `raiser` is what the person who raised the point says, who is one of them; None while they say nothing.
    """

    revision: int
    holds: int = 0
    fails: int = 0
    raiser: bool | None = None
    # Who wrote the revision.
    claimant: int = 0


class Node(NamedTuple):
    """A post as the graph sees it: `parent` is the post it replies to, else `anchor` a passage, else the proposal."""

    id: int
    label: Label
    author: int
    parent: int | None = None
    anchor: str | None = None
    state: State = State.VISIBLE
    merged_into: int | None = None
    agree: int = 0
    passes: int = 0
    disagree: int = 0
    # People who voted, other than the post's author.
    voters: int = 0
    # What the engine found last: how well it holds up, whether that number came to rest, its label among the accepted
    # attacks, and what became of it where it raises an issue.
    standing: float = 0.5
    balanced: bool = True
    extent: Extent = Extent.IN
    status: Status | None = None
    # Its author has taken it back. It stays visible while others hold it, of whom one, the heir, may have taken it
    # over.
    withdrawn: bool = False
    heir: int | None = None
    # The person who raised the point it replies to says that it, or what was merged into it, answers that.
    accepted: bool = False
    # The latest revision that claims to deal with it.
    claim: Claim | None = None

    @property
    def polarity(self) -> Polarity:
        return labels.rule(self.label).polarity

    @property
    def raiser(self) -> int | None:
        return raised_by(self.author, self.withdrawn, self.heir)


def raised_by(author: int, withdrawn: bool, heir: int | None) -> int | None:
    """Whose word counts as that of the person who raised it: nobody's, once its author has taken it back and until
    somebody takes it over."""
    return heir if withdrawn else author


class Link(NamedTuple):
    """A cross edge between two posts of the proposal."""

    source: int
    target: int
    polarity: Polarity


class Refusal(Explained):
    """Why something may not be done, in a sentence for the person who asked."""


class Graph:
    """The posts of one proposal and the links between them. Replies and links of a merged post are the kept one's."""

    def __init__(self, nodes: Iterable[Node], links: Iterable[Link] = ()) -> None:
        self.nodes = {node.id: node for node in nodes}
        self.links = tuple(links)

    def with_nodes(self, nodes: Iterable[Node]) -> Graph:
        """The same graph with these nodes in place of those with the same ids."""
        return Graph((self.nodes | {node.id: node for node in nodes}).values(), self.links)

    @cached_property
    def _replies(self) -> dict[int | None, list[Node]]:
        replies: dict[int | None, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            if node.state is not State.MERGED:
                replies[self.parent(node)].append(node)
        return replies

    @cached_property
    def _merged(self) -> dict[int, list[int]]:
        merged: dict[int, list[int]] = defaultdict(list)
        for node in self.nodes.values():
            if node.state is State.MERGED:
                merged[self.kept(node.id)].append(node.id)
        return merged

    @cached_property
    def _linking(self) -> dict[int, dict[int, Polarity]]:
        """For each post, the posts that link to it and how; of two links between the same posts the first counts."""
        linking: dict[int, dict[int, Polarity]] = defaultdict(dict)
        for link in self.links:
            source, target = self.kept(link.source), self.kept(link.target)
            if source != target:
                linking[target].setdefault(source, link.polarity)
        return linking

    def acting_on(self, post: int) -> dict[int, Polarity]:
        """The visible posts that reply or link to a post, and what each does to it; who does both counts as a reply."""
        acting = {node.id: node.polarity for node in self.replies(post) if node.state is State.VISIBLE}
        for source, polarity in self._linking.get(post, {}).items():
            if self.nodes[source].state is State.VISIBLE:
                acting.setdefault(source, polarity)
        return acting

    def unmerged(self) -> list[int]:
        """The posts that are not merged into another one, oldest first."""
        return [id for id, node in self.nodes.items() if node.state is not State.MERGED]

    def kept(self, post: int) -> int:
        """The post that stands for `post`: itself, or what it was merged into, however often."""
        if self.nodes[post].merged_into is None:
            return post  # as most are: a page asks this of every post several times
        seen = {post}
        while (into := self.nodes[post].merged_into) is not None and into not in seen:
            post = into
            seen.add(post)
        return post

    def parent(self, node: Node) -> int | None:
        """The post that `node` is shown under."""
        return None if node.parent is None else self.kept(node.parent)

    def leads_to(self, node: Node, post: int) -> bool:
        """Whether it replies or links to `post` itself, wherever what it was merged into stands."""
        return self.replies_to(node, post) or any(
            link.source == node.id and self.kept(link.target) == post for link in self.links
        )

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

    def roots(self, anchor: str | None = None, *, of_passage: bool = False) -> list[Node]:
        """Posts that reply to the document: all of them, or those to one passage."""
        return [node for node in self.replies(None) if not of_passage or node.anchor == anchor]

    def ancestors(self, post: int) -> list[Node]:
        """From the topmost post down to the parent of `post`."""
        path: list[Node] = []
        parent = self.parent(self.nodes[post])
        while parent is not None:
            path.append(self.nodes[parent])
            parent = self.parent(self.nodes[parent])
        return path[::-1]

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
        order = [node for root in self.replies(None) for node in (root, *self.below(root.id))]
        return order[::-1]


def too_deep(level: int) -> Sentence | None:
    """Why nothing may stand so many levels below the document; None if it may."""
    if level <= DEEPEST:
        return None
    return say(
        "An exchange can be %(most)d replies deep, and this would be deeper. Start a new point, and link it.",
        most=DEEPEST,
    )


def check_merge(graph: Graph, keep: int, duplicate: int) -> None:
    """Raises Refusal if `duplicate` may not be merged into `keep`."""
    kept, merged = graph.nodes[keep], graph.nodes[duplicate]
    if keep == duplicate:
        raise Refusal(say("A post cannot be merged into itself. Choose another post to keep."))
    if kept.state is not State.VISIBLE:
        raise Refusal(say("The post to keep is not visible. Restore it first, or keep another one."))
    if merged.state is State.MERGED:
        raise Refusal(say("This post is already merged into another one."))
    if any(node.id == keep for node in graph.below(duplicate)):
        raise Refusal(say("The post to keep is a reply below this one. Merge the other way round, or move it first."))
    if kept.label is not merged.label:
        raise Refusal(
            say(
                "One is %(one)s, the other %(other)s. Only posts with the same label can be merged: relabel one of "
                "them first.",
                one=labels.name(kept.label),
                other=labels.name(merged.label),
            )
        )


def check_move(graph: Graph, post: int, to: Place) -> None:
    """Raises Refusal if `post` may not go there."""
    if isinstance(to, OnPost):
        parent = graph.kept(to.post)
        if parent == post or any(node.id == parent for node in graph.below(post)):
            raise Refusal(say("A post cannot be moved below itself."))
    if why := labels.refusal(graph.nodes[post].label, graph.replied_to(to)):
        raise Refusal(why)


def check_relabel(graph: Graph, post: int, label: Label) -> None:
    """Raises Refusal if the new label does not fit where the post is, or its replies would not fit under it."""
    node = graph.nodes[post]
    if node.label is label:
        raise Refusal(say("This post is already %(label)s.", label=labels.name(label)))
    if why := labels.refusal(label, graph.target(node)):
        raise Refusal(why)
    unfit = [reply for reply in graph.replies(post) if labels.refusal(reply.label, label)]
    if unfit:
        raise Refusal(
            say_many(
                "It has %(num)d reply that could not stand under %(label)s: %(kinds)s. Move or relabel those first.",
                "It has %(num)d replies that could not stand under %(label)s: %(kinds)s. Move or relabel those first.",
                len(unfit),
                label=labels.name(label),
                kinds=either(sorted({labels.name(reply.label) for reply in unfit}, key=str)),
            )
        )
