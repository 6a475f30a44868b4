"""The argument map of one proposal, as much of it as a page can show: its sections, posts and links as one tree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain.facts import facts_of
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity, rule
from deliberate.domain.maps import ROOT, MapTree
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Outcome
from deliberate.domain.texts.passages import PassageKind
from deliberate.models import Link, Passage, Person, Post, Proposal, Revision
from deliberate.queries.excerpts import excerpt
from deliberate.queries.explanations import RefutationView, StandingView, StatusView, Telling
from deliberate.queries.graphs import load_around, load_graph
from deliberate.queries.perspectives import SeenByGroups, load_seen
from deliberate.queries.rules import load_rules
from deliberate.queries.texts import passages_in_force

# So many links of a post are on the map.
_MOST_LINKS = 20


class Kind(StrEnum):
    PROPOSAL = "proposal"
    SECTION = "section"
    POST = "post"


@dataclass(frozen=True)
class Votes:
    agree: int
    passes: int
    disagree: int


@dataclass(frozen=True)
class Why:
    """Why a post stands as it does, and what became of it if it raises an issue."""

    standing: StandingView
    outcome: StatusView | None
    refutation: RefutationView | None
    # None where nothing can be told of groups.
    by_group: SeenByGroups | None


@dataclass(frozen=True)
class MapNode:
    """One box.

    `heading` is what a section stands under. `text` is None for a post that keeps its place because something visible
    was said below it; `state` says what became of it. `below` counts all posts underneath, `children` those directly
    under it, delivered or not. Among its siblings it is number `rank` by weight (wide parents show the heaviest) and
    `order` as shown. `why` is told where it was asked for, of posts that people vote on.
    """

    id: str
    parent: str | None
    kind: Kind
    text: str | None
    below: int
    children: int
    rank: int = 0
    order: int = 0
    heading: str | None = None
    anchor: str | None = None
    post: int | None = None
    label: Label | None = None
    polarity: Polarity | None = None
    author: str | None = None
    votes: Votes | None = None
    standing: float | None = None
    outcome: Outcome | None = None
    refuted: bool = False
    state: State = State.VISIBLE
    why: Why | None = None


@dataclass(frozen=True)
class MapLink:
    """A cross link from the box `source` to the box `target`, or (then `target` is None) to another proposal."""

    source: str
    target: str | None
    polarity: Polarity
    title: str
    post: int | None = None
    slug: str | None = None
    anchor: str | None = None


@dataclass(frozen=True)
class MapPage:
    """Parents come before their children; first the boxes above the root, if it is not the proposal."""

    slug: str
    title: str
    root: str
    skip: int
    comments: int
    nodes: tuple[MapNode, ...]
    links: tuple[MapLink, ...]


@dataclass(frozen=True)
class Branch:
    """A box with what is listed under it; `rest` children are not, the first `skip` were or are."""

    node: MapNode
    links: tuple[MapLink, ...]
    children: tuple[Branch, ...]
    rest: int
    skip: int


def map_page(
    session: Session,
    proposal: Proposal,
    root: str = ROOT,
    *,
    skip: int = 0,
    limit: int = 400,
    comments: bool = False,
    explained: bool = False,
) -> MapPage | None:
    """At most `limit` boxes from `root` downwards, nearest first, in seven statements however many posts there are.

    None if there is no such box. `skip` leaves out the heaviest children of the root, which an earlier page has shown.
    `explained` tells of each post why it stands as it does, in three statements more.
    """
    graph = load_graph(session, proposal.id)
    sections = _sections(session, proposal, {node.anchor for node in graph.replies(None) if node.anchor})
    tree = MapTree(graph, sections, comments, groups_told=proposal.groups_told)
    root = tree.kept(root)
    if root not in tree.parents:
        return None
    chosen = [*tree.above(root), *tree.nearest(root, skip, limit)]
    posts = [int(id) for id in chosen if id in tree.posts]
    words = _words(session, posts)
    nodes = tuple(_box(tree, id, proposal, sections, words) for id in chosen)
    if explained:
        nodes = _explained(session, graph, proposal, nodes)
    links = tuple(_links(session, proposal, tree, posts))
    return MapPage(proposal.slug, proposal.title, root, skip, tree.comments, nodes, links)


def explanation(session: Session, proposal: Proposal, post: int) -> Why | None:
    """Of one post, in at most twelve statements; None unless it is a visible post of this proposal that people vote
    on."""
    graph = load_around(session, proposal.id, [post])
    node = graph.nodes.get(post)
    if node is None or node.state is not State.VISIBLE or not rule(node.label).asks:
        return None
    told = Telling(session, graph, load_rules(session), proposal.forum(), [post])
    seen = load_seen(session, proposal.slug, [post])
    return Why(told.standing(post), told.outcome(post), told.refutation(post), seen.get(post))


def outline(page: MapPage) -> Branch:
    """The page as nested branches, for readers without JavaScript."""
    children: dict[str | None, list[MapNode]] = defaultdict(list)
    links: dict[str, list[MapLink]] = defaultdict(list)
    for node in page.nodes:
        children[node.parent].append(node)
    for link in page.links:
        links[link.source].append(link)

    def branch(node: MapNode) -> Branch:
        listed = sorted(children[node.id], key=lambda child: child.order)
        skip = len(listed) + (page.skip if node.id == page.root else 0)
        return Branch(node, tuple(links[node.id]), tuple(map(branch, listed)), node.children - skip, skip)

    return branch(next(node for node in page.nodes if node.id == page.root))


def _explained(session: Session, graph: Graph, proposal: Proposal, nodes: Iterable[MapNode]) -> tuple[MapNode, ...]:
    voted = [node.post for node in nodes if node.post and node.votes]
    told = Telling(session, graph, load_rules(session), proposal.forum(), voted)
    seen = load_seen(session, proposal.slug, voted)

    def why(post: int) -> Why:
        return Why(told.standing(post), told.outcome(post), told.refutation(post), seen.get(post))

    return tuple(replace(node, why=why(node.post)) if node.post and node.votes else node for node in nodes)


@dataclass(frozen=True)
class _Words:
    body: str
    author: str


def _words(session: Session, posts: Collection[int]) -> dict[int, _Words]:
    rows = session.execute(
        select(Post.id, Post.body, Person.name)
        .join(Person, Person.id == Post.author_id)
        .where(Post.id.in_(posts), Post.state == State.VISIBLE)
    )
    return {id: _Words(body, author) for id, body, author in rows}


@dataclass(frozen=True)
class _Section:
    heading: str | None
    text: str


def _sections(session: Session, proposal: Proposal, anchors: set[str]) -> dict[str, _Section]:
    """The passages that have posts, in the document's order; last those that a later revision took out."""
    current = session.execute(
        passages_in_force(Passage.anchor, Passage.kind, Passage.number, Passage.text).where(Proposal.id == proposal.id)
    ).all()
    sections: dict[str, _Section] = {}
    heading = None
    for anchor, kind, number, text in current:
        words = f"{number} {text}" if number else text
        if kind is PassageKind.HEADING:
            heading = words
        if anchor in anchors:
            sections[anchor] = _Section(heading, words)
    gone = anchors - sections.keys()
    earlier = session.execute(
        select(Passage.anchor, Passage.text)
        .join(Revision, Revision.id == Passage.revision_id)
        .where(Revision.proposal_id == proposal.id, Revision.state == State.VISIBLE, Passage.anchor.in_(gone))
        .order_by(Revision.number, Passage.position)
    )
    last = dict(earlier.all())
    return sections | {anchor: _Section(None, last.get(anchor, anchor)) for anchor in sorted(gone)}


def _box(
    tree: MapTree, id: str, proposal: Proposal, sections: dict[str, _Section], words: dict[int, _Words]
) -> MapNode:
    parent = tree.parents[id]
    counts = (tree.below[id], len(tree.children[id]))
    if parent is None:
        return MapNode(id, None, Kind.PROPOSAL, proposal.title, *counts)
    place = (tree.rank(id), tree.children[parent].index(id))
    if id not in tree.posts:
        anchor = tree.anchor(id)
        section = sections[anchor]
        text = excerpt(section.text)
        return MapNode(id, parent, Kind.SECTION, text, *counts, *place, heading=section.heading, anchor=anchor)
    node = tree.posts[id]
    box = MapNode(id, parent, Kind.POST, None, *counts, *place)
    box = replace(box, post=node.id, label=node.label, polarity=node.polarity, state=node.state)
    said = words.get(node.id)
    if said is None:
        return box
    outcome = Outcome.of(node.status, node.few_share) if node.status else None
    box = replace(box, text=excerpt(said.body), author=said.author, outcome=outcome, refuted=node.is_refuted)
    if not rule(node.label).asks:
        return box
    return replace(box, votes=Votes(node.agree, node.passes, node.disagree), standing=node.standing)


def _links(session: Session, proposal: Proposal, tree: MapTree, posts: Collection[int]) -> Iterator[MapLink]:
    """Links going out from the posts; what was merged lends its links to what was kept."""
    graph = tree.graph
    sources = [*posts, *(merged for post in posts for merged in graph.merged_into(post))]
    target = aliased(Post)
    rows = session.execute(
        select(Link, target.state, target.body, Proposal.slug, Proposal.title, Passage.text)
        .outerjoin(target, target.id == Link.to_post_id)
        .join(Proposal, Proposal.id == func.coalesce(Link.to_proposal_id, target.proposal_id))
        .outerjoin(Proposal.in_force)
        .outerjoin(Passage, (Passage.revision_id == Revision.id) & (Passage.anchor == Link.to_anchor))
        .where(Link.from_post_id.in_(sources), or_(Proposal.state == State.VISIBLE, Proposal.id == proposal.id))
        .order_by(Link.id)
    )
    drawn: Counter[str] = Counter()
    for link, state, body, slug, title, passage in rows:
        source = tree.kept(str(link.from_post_id))
        drawn[source] += 1
        if drawn[source] > _MOST_LINKS:
            continue
        if link.to_post_id is not None and _is_public(graph, proposal, link.to_post_id, state):
            post = tree.kept(str(link.to_post_id))
            box = post if post in tree.parents else None
            yield MapLink(source, box, link.polarity, excerpt(body, 80), post=int(post))
        elif link.to_post_id is None:
            place = MapTree.section(link.to_anchor) if link.to_anchor else ROOT
            box = place if link.to_proposal_id == proposal.id and place in tree.parents else None
            words = f"{title}: {excerpt(passage, 80)}" if passage else title
            yield MapLink(source, box, link.polarity, words, slug=slug, anchor=link.to_anchor)


def _is_public(graph: Graph, proposal: Proposal, post: int, state: State) -> bool:
    """Whether everybody may read a post, of this thread or of another one."""
    if post not in graph.nodes:
        return state is State.VISIBLE
    return facts_of(graph, post, proposal.facts()).state in (State.VISIBLE, State.MERGED)
