"""A thread as pages show it: posts under what they reply to, folded where it gets deep or long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.engine.ranking import Order, Score, Scores, ordered, reason
from deliberate.domain.facts import facts_of
from deliberate.domain.graph import Graph, Node, State
from deliberate.domain.labels import Polarity
from deliberate.domain.permissions import Act, Actor, can
from deliberate.domain.statuses import Status
from deliberate.domain.words import Say
from deliberate.models import Passage, Post, PostScore, Proposal
from deliberate.queries.graphs import load_graph
from deliberate.queries.pages import Page
from deliberate.queries.posts import Above, PostView, above, load_posts
from deliberate.queries.texts import passages_in_force

PAGE = 15
DEPTH = 3
WIDTH = 5


@dataclass(frozen=True)
class Folded:
    """What is not shown: '12 more replies by 7 people', on the page of the post they are under."""

    replies: int
    people: int


@dataclass(frozen=True)
class Branch:
    post: PostView
    replies: tuple[Branch, ...]
    folded: Folded | None


@dataclass(frozen=True)
class ThreadPage:
    """`reason` is why the first branch is first."""

    branches: tuple[Branch, ...]
    order: Order
    reason: Say
    page: Page


def load_scores(session: Session, proposal_id: int) -> Scores:
    """What the worker found of each post, in one statement."""
    rows = session.execute(
        select(PostScore.post_id, PostScore.consensus, PostScore.bridging)
        .join(Post, Post.id == PostScore.post_id)
        .where(Post.proposal_id == proposal_id)
    )
    return Scores({post: Score(consensus, bridging) for post, consensus, bridging in rows})


class Forest:
    """The graph of a proposal as one viewer may see it, with status and scores of every post: four light statements."""

    def __init__(self, session: Session, proposal: Proposal, viewer: Actor) -> None:
        self.proposal = proposal
        self.viewer = viewer
        self.graph: Graph = load_graph(session, proposal.id)
        self.status: Mapping[int, Status | None] = {id: node.status for id, node in self.graph.nodes.items()}
        self.scores = load_scores(session, proposal.id)

    def shown(self, post: int | None, order: Order = Order.STRONGEST) -> list[Node]:
        """What is shown directly under a post, or under the document, in order."""
        nodes = [node for node in self.graph.replies(post) if self.shows(node)]
        return ordered(self.graph, nodes, order, self.status, self.scores)

    def shows(self, node: Node) -> bool:
        """What is out of sight is shown to those who may read it. Who else comes sees that something is there if
        anything was said below it, and that something was withdrawn also if anybody voted on it."""
        if node.state is State.VISIBLE:
            return True
        if can(self.viewer, Act.READ_POST, facts_of(self.graph, node.id, self.proposal.facts())):
            return True
        if node.state is State.WITHDRAWN and node.agree + node.passes + node.disagree:
            return True
        return node.state is not State.MERGED and any(map(self.shows, self.graph.replies(node.id)))

    def reason(self, order: Order, nodes: list[Node]) -> Say:
        """Why the first of these is first."""
        return reason(order, [node for node in nodes if node.state is State.VISIBLE], self.status, self.scores)

    def branches(
        self, session: Session, roots: list[Node], order: Order, depth: int = DEPTH, width: int = WIDTH
    ) -> tuple[Branch, ...]:
        """The roots with their replies, `width` to a post and `depth` levels deep; the rest is folded."""
        plans = [_plan(self, root, order, depth, width) for root in roots]
        ids = {id for plan in plans for id in plan.ids()}
        posts = load_posts(session, self.graph, ids, self.viewer)
        return tuple(plan.branch(posts) for plan in plans)


@dataclass(frozen=True)
class _Plan:
    node: Node
    replies: tuple[_Plan, ...]
    folded: Folded | None

    def ids(self) -> list[int]:
        return [self.node.id, *(id for reply in self.replies for id in reply.ids())]

    def branch(self, posts: dict[int, PostView]) -> Branch:
        return Branch(posts[self.node.id], tuple(reply.branch(posts) for reply in self.replies), self.folded)


def _plan(forest: Forest, node: Node, order: Order, depth: int, width: int) -> _Plan:
    replies = forest.shown(node.id, order)
    if depth <= 1:
        return _Plan(node, (), _folded(forest, replies))
    shown, rest = replies[:width], replies[width:]
    return _Plan(node, tuple(_plan(forest, reply, order, depth - 1, width) for reply in shown), _folded(forest, rest))


def _folded(forest: Forest, hidden: list[Node]) -> Folded | None:
    if not hidden:
        return None
    nodes = [folded for node in hidden for folded in (node, *forest.graph.below(node.id))]
    return Folded(len(nodes), len({node.author for node in nodes}))


def thread(session: Session, forest: Forest, order: Order, page: int = 1, anchor: str | None = None) -> ThreadPage:
    """One page of the thread of the whole proposal, or of the passage `anchor`."""
    roots = [node for node in forest.shown(None, order) if anchor is None or node.anchor == anchor]
    shown = Page.nearest(page, PAGE, len(roots))
    branches = forest.branches(session, roots[shown.start : shown.stop], order)
    return ThreadPage(branches, order, forest.reason(order, roots), shown)


@dataclass(frozen=True)
class PostPage:
    """A post with the nearest of its ancestors, topmost first, below the `above` that are folded, one page of its
    replies grouped by what they do, and the rest of its message. `passage` is the text of the passage that the topmost
    post is about, `reason` why the first reply of a group is first.
    """

    post: PostView
    above: Above
    ancestors: tuple[PostView, ...]
    passage: str
    together: tuple[PostView, ...]
    against: tuple[Branch, ...]
    support: tuple[Branch, ...]
    other: tuple[Branch, ...]
    reason: Say
    page: Page

    @property
    def branches(self) -> tuple[Branch, ...]:
        """All that is shown directly under it."""
        return (*self.against, *self.support, *self.other)


def post_page(session: Session, forest: Forest, post: int, order: Order, page: int = 1) -> PostPage:
    graph = forest.graph
    higher = above(graph, post)
    groups = list(Polarity)
    replies = sorted(forest.shown(post, order), key=lambda node: groups.index(node.polarity))
    shown = Page.nearest(page, PAGE, len(replies))
    branches = forest.branches(session, replies[shown.start : shown.stop], order)
    beside = _same_message(session, forest, post)
    views = load_posts(session, graph, {post, *beside, *higher.nearest}, forest.viewer)
    grouped = {polarity: tuple(b for b in branches if b.post.polarity is polarity) for polarity in Polarity}
    return PostPage(
        post=views[post],
        above=higher,
        ancestors=tuple(views[id] for id in higher.nearest),
        passage=_passage_text(session, forest.proposal, higher.anchor),
        together=tuple(views[id] for id in beside),
        against=grouped[Polarity.ATTACK],
        support=grouped[Polarity.SUPPORT],
        other=grouped[Polarity.NEUTRAL],
        reason=forest.reason(order, replies),
        page=shown,
    )


def _same_message(session: Session, forest: Forest, post: int) -> list[int]:
    """The other posts its author wrote in one go with it, as far as they are shown."""
    message = select(Post.message_id).where(Post.id == post).scalar_subquery()
    ids = session.scalars(select(Post.id).where(Post.message_id == message, Post.id != post).order_by(Post.id))
    nodes = [forest.graph.nodes[id] for id in ids]
    return [node.id for node in nodes if node.state is not State.MERGED and forest.shows(node)]


def _passage_text(session: Session, proposal: Proposal, anchor: str | None) -> str:
    statement = passages_in_force(Passage.text).where(Proposal.id == proposal.id, Passage.anchor == anchor)
    return session.scalar(statement) or ""
