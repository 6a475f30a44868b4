"""The argument map of one proposal, as much of it as a page can show: its sections, posts and links as one tree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import dropwhile
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from deliberate.domain.facts import post_facts
from deliberate.domain.labels import Label, Polarity, rule
from deliberate.domain.maps import ROOT, Box, Kind, anchor_of, section_of
from deliberate.domain.nodes import State, is_refuted
from deliberate.domain.statuses import Outcome
from deliberate.domain.texts.passages import PassageKind
from deliberate.models import Passage, Person, Post, Proposal
from deliberate.queries.excerpts import EXCERPT, excerpt
from deliberate.queries.explanations import RefutationView, StandingView, StatusView, Telling
from deliberate.queries.graphs import load_around
from deliberate.queries.links import LINKED
from deliberate.queries.map_parts import Overview, fill, find, load_overview
from deliberate.queries.merges import kept_of
from deliberate.queries.perspectives import SeenByGroups, load_seen
from deliberate.queries.rows import merged_into
from deliberate.queries.rules import load_rules
from deliberate.queries.texts import last_texts, passages_in_force

# So many links of a post are on the map.
_MOST_LINKS = 20
# Of a branch with more posts than these no box is explained with the others: its post's own page does that.
EXPLAINED = 150


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
    """One box, at its place (`maps.Box`).

    `heading` is what a section stands under. `text` is None for a post that keeps its place because something visible
    was said below it, or people voted on it; `state` says what became of it. `why` is told where it was asked for, of
    posts that people vote on.
    """

    id: str
    parent: str | None
    kind: Kind
    text: str | None
    below: int
    children: int
    rank: int | None = None
    order: int | None = None
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
    """A cross link from the box `source` to the box `target`, shown or not; None where that is not on the map: a
    comment, another proposal."""

    source: str
    target: str | None
    polarity: Polarity
    title: str
    post: int | None = None
    slug: str | None = None
    anchor: str | None = None


@dataclass(frozen=True)
class MapPage:
    """Parents come before their children; first the boxes above the root, if it is not the proposal. `explained`: of
    each box that people vote on it is told why it stands as it does."""

    slug: str
    title: str
    root: str
    skip: int
    comments: int
    explained: bool
    nodes: tuple[MapNode, ...]
    links: tuple[MapLink, ...]

    @property
    def chooses(self) -> bool:
        """Whether some of the children of a box are on it and others are not."""
        shown = Counter(node.parent for node in self.nodes)
        branch = dropwhile(lambda node: node.id != self.root, self.nodes)
        return any(0 < shown[node.id] < node.children for node in branch)


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
    """At most `limit` boxes from `root` downwards, nearest first; what is read is what is shown, in one statement for
    each level and a dozen besides.

    None if there is no such box. `skip` leaves out the first children of the root, which an earlier page has shown.
    `explained` tells of each post why it stands as it does, where there are few, in twelve statements more.
    """
    overview = load_overview(session, proposal, comments=comments)
    part = find(session, proposal, overview, root, skip=skip, limit=limit)
    if part is None:
        return None
    above = [anchor_of(box.id) for box in (*part.above, part.root) if Kind.of(box.id) is Kind.SECTION]
    sections = _sections(session, proposal, set(overview.passages if part.root.id == ROOT else above))
    fill(session, proposal, overview, part, list(sections))
    posts = [int(box.id) for box in part.boxes if Kind.of(box.id) is Kind.POST]
    rows = _rows(session, posts)
    nodes = tuple(_node(proposal, box, sections, rows) for box in part.boxes)
    if explained := explained and part.root.below <= EXPLAINED:
        nodes = _explained(session, proposal, nodes)
    links = tuple(_links(session, proposal, overview, posts))
    return MapPage(proposal.slug, proposal.title, part.root.id, skip, overview.comments, explained, nodes, links)


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
        listed = sorted(children[node.id], key=lambda child: child.order or 0)
        skip = len(listed) + (page.skip if node.id == page.root else 0)
        return Branch(node, tuple(links[node.id]), tuple(map(branch, listed)), node.children - skip, skip)

    return branch(next(node for node in page.nodes if node.id == page.root))


def _explained(session: Session, proposal: Proposal, nodes: Collection[MapNode]) -> tuple[MapNode, ...]:
    voted = [node.post for node in nodes if node.post and node.votes]
    told = Telling(session, load_around(session, proposal.id, voted), load_rules(session), proposal.forum(), voted)
    seen = load_seen(session, proposal.slug, voted)

    def why(post: int) -> Why:
        return Why(told.standing(post), told.outcome(post), told.refutation(post), seen.get(post))

    return tuple(replace(node, why=why(node.post)) if node.post and node.votes else node for node in nodes)


_COLUMNS = (
    *(Post.id, Post.label, Post.state, Post.agree, Post.passes, Post.disagree, Post.standing),
    *(Post.status, Post.few_share, Post.extent, Person.name.label("author")),
    # An excerpt is made of no more.
    func.substr(Post.body, 1, 4 * EXCERPT).label("body"),
)


def _rows(session: Session, posts: Collection[int]) -> dict[int, Any]:
    rows = session.execute(select(*_COLUMNS).join(Person, Person.id == Post.author_id).where(Post.id.in_(posts)))
    return {row.id: row for row in rows}


@dataclass(frozen=True)
class _Section:
    heading: str | None
    text: str


def _sections(session: Session, proposal: Proposal, anchors: set[str]) -> dict[str, _Section]:
    """These passages in the document's order; last those that a later revision took out."""
    wanted = or_(Passage.anchor.in_(anchors), Passage.kind == PassageKind.HEADING)
    current = session.execute(
        passages_in_force(Passage.anchor, Passage.kind, Passage.number, Passage.text).where(
            Proposal.id == proposal.id, wanted
        )
    )
    sections: dict[str, _Section] = {}
    heading = None
    for anchor, kind, number, text in current:
        words = f"{number} {text}" if number else text
        if kind is PassageKind.HEADING:
            heading = words
        if anchor in anchors:
            sections[anchor] = _Section(heading, words)
    gone = anchors - sections.keys()
    if not gone:
        return sections
    last = last_texts(session, proposal, gone)
    return sections | {anchor: _Section(None, last.get(anchor, anchor)) for anchor in sorted(gone)}


def _node(proposal: Proposal, box: Box, sections: Mapping[str, _Section], rows: Mapping[int, Any]) -> MapNode:
    kind = Kind.of(box.id)
    node = MapNode(box.id, box.parent, kind, None, box.below, box.children, box.rank, box.order)
    if kind is Kind.PROPOSAL:
        return replace(node, text=proposal.title)
    if kind is Kind.SECTION:
        place = sections[anchor_of(box.id)]
        return replace(node, text=excerpt(place.text), heading=place.heading, anchor=anchor_of(box.id))
    post = rows[int(box.id)]
    polarity = rule(post.label).polarity
    node = replace(node, post=post.id, label=post.label, polarity=polarity, state=post.state)
    if post.state is not State.VISIBLE:
        return node
    outcome = Outcome.of(post.status, post.few_share) if post.status else None
    refuted = is_refuted(post.label, post.extent)
    node = replace(node, text=excerpt(post.body), author=post.author, outcome=outcome, refuted=refuted)
    if not rule(post.label).asks:
        return node
    return replace(node, votes=Votes(post.agree, post.passes, post.disagree), standing=post.standing)


def _links(session: Session, proposal: Proposal, overview: Overview, posts: Collection[int]) -> Iterator[MapLink]:
    """Links going out from the posts; what was merged lends its links to what was kept."""
    source_of = {post: post for post in posts} | merged_into(session, posts)
    rows = session.execute(LINKED, {"ids": list(source_of), "own": proposal.id}).all()
    kept = _standing_for(session, proposal, [target for _, target, *_ in rows if target])
    drawn: Counter[int] = Counter()
    for link, target, slug, title, passage in rows:
        source = source_of[link.from_post_id]
        drawn[source] += 1
        if drawn[source] > _MOST_LINKS:
            continue
        if target is None:
            place = section_of(link.to_anchor) if link.to_anchor else ROOT
            box = place if link.to_proposal_id == proposal.id and overview.box(place) else None
            words = f"{title}: {excerpt(passage, 80)}" if passage else title
            yield MapLink(str(source), box, link.polarity, words, slug=slug, anchor=link.to_anchor)
        elif shown := kept.get(target.id):
            is_here = shown.proposal_id == proposal.id and overview.holds(shown.label)
            box = str(shown.id) if is_here else None
            yield MapLink(str(source), box, link.polarity, excerpt(target.body, 80), post=shown.id)


def _standing_for(session: Session, proposal: Proposal, targets: Collection[Post]) -> dict[int, Post]:
    """By post that everybody may read the one that stands for it; of other threads those alone that stand for
    themselves. In two statements where any of this thread was merged."""
    merged = [post.id for post in targets if post.state is State.MERGED and post.proposal_id == proposal.id]
    kept = kept_of(session, merged) if merged else {}
    posts = {post.id: post for post in session.scalars(select(Post).where(Post.id.in_(kept.values())))} if kept else {}
    about, found = proposal.facts(), {}
    for post in targets:
        above = posts.get(kept.get(post.id, post.id), post)
        facts = post_facts(post.author_id, post.state, above.state, about, post.withdrawn_at is not None)
        if above.state is State.VISIBLE and facts.state in (State.VISIBLE, State.MERGED):
            found[post.id] = above
    return found
