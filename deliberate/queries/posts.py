"""A post as every page shows it: thread, passage panel, queue and its own page print the same value."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain import labels
from deliberate.domain.engine.status import point_of
from deliberate.domain.facts import PostFacts, ProposalFacts, claim_on, facts_of
from deliberate.domain.graph import Graph, State
from deliberate.domain.labels import Ground, Label, Polarity, Rule
from deliberate.domain.permissions import Act, Actor, can
from deliberate.domain.posts import PostWords
from deliberate.domain.statuses import Status
from deliberate.domain.words import Say, Sayable, say
from deliberate.models import Link, LogEntry, Passage, Person, Post, Proposal, Revision, Vote
from deliberate.queries.ballots import VotedPost, ballot_of, own_votes
from deliberate.queries.explanations import StatusView, Telling
from deliberate.queries.revisions import ClaimView, claims
from deliberate.queries.rules import load_rules


@dataclass(frozen=True)
class Source:
    """`url` is an address of the web or nothing: whatever else was stored is shown as words only."""

    title: str
    url: str
    quote: str

    @classmethod
    def of(cls, words: PostWords) -> Source:
        is_web = words.source_url.startswith(("http://", "https://"))
        return cls(words.source_title or words.source_url, words.source_url if is_web else "", words.source_quote)


@dataclass(frozen=True)
class LinkView:
    """A cross link: to a post, or to a passage of a proposal (`anchor` may be None: the proposal as a whole)."""

    polarity: Polarity
    title: Sayable
    words: str
    slug: str | None = None
    anchor: str | None = None
    post: int | None = None


@dataclass(frozen=True)
class PostView(VotedPost):
    """`words` and what belongs to them are empty where the viewer may not read them; `notice` then says why."""

    slug: str
    proposal_title: str
    message: int
    rule: Rule
    ground: Ground | None
    author: str
    created: datetime
    worded_at: datetime
    state: State
    outcome: StatusView | None
    words: PostWords
    # Who raised the point and says that this answers it, if they do; whether the viewer is that person and may say so.
    accepted_by: str
    may_accept: bool
    # The revision that claims to deal with it; whether the viewer may make one.
    claim: ClaimView | None
    may_revise: bool
    links: tuple[LinkView, ...]
    merged: tuple[int, ...]
    notice: Say | None
    parent: int | None
    anchor: str | None
    replies: int
    version: int
    facts: PostFacts

    @property
    def label(self) -> Label:
        return self.rule.label

    @property
    def polarity(self) -> Polarity:
        return self.rule.polarity

    @property
    def body(self) -> str:
        return self.words.body

    @property
    def source(self) -> Source | None:
        words = self.words
        return Source.of(words) if words.source_title or words.source_url or words.source_quote else None

    @property
    def status(self) -> Status | None:
        return self.outcome.status if self.outcome else None

    @property
    def edited(self) -> bool:
        return self.wording > 1


# So many of the posts that one replies to are shown above it.
_NEAREST = 20


@dataclass(frozen=True)
class Above:
    """What a post replies to: the `nearest` posts, topmost first, above them `folded` more, of which `last` is the
    lowest, and the passage that the topmost of all is about."""

    nearest: tuple[int, ...]
    folded: int
    last: int | None
    anchor: str | None


def above(graph: Graph, post: int) -> Above:
    ids = [*(node.id for node in graph.ancestors(post)), post]
    far, near = ids[: -_NEAREST - 1], ids[-_NEAREST - 1 : -1]
    return Above(tuple(near), len(far), far[-1] if far else None, graph.nodes[ids[0]].anchor)


def load_posts(session: Session, graph: Graph, ids: Collection[int], viewer: Actor) -> dict[int, PostView]:
    """The posts of one proposal's graph as `viewer` may see them, in seven statements, or one more where somebody is
    content with a reply, however many they are.

    The graph must hold all that acts on them.
    """
    rows = session.execute(
        select(Post, Person.name, Proposal)
        .join(Person, Person.id == Post.author_id)
        .join(Proposal, Proposal.id == Post.proposal_id)
        .where(Post.id.in_(ids))
    ).all()
    if not rows:
        return {}
    told = Telling(session, graph, load_rules(session), rows[0][2].owner_id, ids)
    links = _links(session, ids)
    claimed = claims(session, graph, ids, viewer, rows[0][2].facts())
    mine = own_votes(session, graph, ids, viewer)
    content = _content(session, graph, ids)
    reasons = _hiding_reasons(session, [post.id for post, *_ in rows if post.state is State.HIDDEN])
    return {
        post.id: _view(
            post,
            name,
            proposal,
            content.get(post.id, ""),
            graph,
            viewer,
            told,
            links.get(post.id, ()),
            claimed.get(post.id),
            mine,
            reasons.get(post.id, ""),
        )
        for post, name, proposal in rows
    }


def _content(session: Session, graph: Graph, ids: Collection[int]) -> dict[int, str]:
    """The name of the person who raised the point and says that this answers it, by reply."""
    raisers = {id: point.author for id in ids if graph.nodes[id].accepted and (point := point_of(graph, id))}
    if not raisers:
        return {}
    names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(raisers.values()))).all())
    return {id: names[person] for id, person in raisers.items()}


def _view(
    post: Post,
    author: str,
    proposal: Proposal,
    accepted_by: str,
    graph: Graph,
    viewer: Actor,
    told: Telling,
    links: tuple[LinkView, ...],
    claim: ClaimView | None,
    mine: dict[int, Vote],
    hidden_because: str,
) -> PostView:
    about = proposal.facts()
    facts = facts_of(graph, post.id, about)
    readable = can(viewer, Act.READ_POST, facts)
    rule = labels.rule(post.label)
    return PostView(
        id=post.id,
        slug=proposal.slug,
        proposal_title=proposal.title,
        message=post.message_id,
        rule=rule,
        ground=post.ground,
        author=author,
        created=post.created,
        wording=post.wording,
        worded_at=post.worded_at,
        state=post.state,
        outcome=told.outcome(post.id),
        standing=told.standing(post.id),
        words=post.words if readable else PostWords(),
        ballot=ballot_of(post, rule.asks, mine.get(post.id)) if rule.asks and readable else None,
        accepted_by=accepted_by,
        may_accept=_may_accept(graph, post.id, viewer, about),
        claim=claim if readable else None,
        may_revise=post.status is not None and can(viewer, Act.REVISE, about),
        links=links if readable else (),
        merged=tuple(graph.merged_into(post.id)),
        notice=_notice(post.state, hidden_because),
        parent=graph.parent(graph.nodes[post.id]),
        anchor=post.anchor,
        replies=len(graph.replies(post.id)),
        version=post.version,
        facts=facts,
    )


def _may_accept(graph: Graph, post: int, viewer: Actor, proposal: ProposalFacts) -> bool:
    point = point_of(graph, post) if graph.nodes[post].state is State.VISIBLE else None
    return point is not None and can(viewer, Act.ACCEPT, claim_on(graph, point.id, graph.nodes[post].author, proposal))


def _notice(state: State, hidden_because: str) -> Say | None:
    if state is State.HIDDEN and hidden_because:
        return say("Hidden by a moderator: %(reason)s", reason=hidden_because)
    return _NOTICES.get(state)


_NOTICES = {
    State.HIDDEN: say("Hidden by a moderator."),
    State.HELD: say("Waiting for a moderator. Until then only its author and moderators see it."),
    State.MERGED: say("Merged into another post that says the same."),
}


def _links(session: Session, ids: Collection[int]) -> dict[int, tuple[LinkView, ...]]:
    """Links going out from each post; those to hidden posts are left out."""
    rows = session.execute(
        select(Link, Proposal.slug, Proposal.title, Passage.text, Post)
        .outerjoin(Proposal, Proposal.id == Link.to_proposal_id)
        .outerjoin(Proposal.in_force)
        .outerjoin(Passage, (Passage.revision_id == Revision.id) & (Passage.anchor == Link.to_anchor))
        .outerjoin(Post, Post.id == Link.to_post_id)
        .where(Link.from_post_id.in_(ids))
        .order_by(Link.id)
    )
    links: dict[int, tuple[LinkView, ...]] = {}
    for link, slug, title, words, post in rows:
        if post is not None and post.state is not State.VISIBLE:
            continue
        view = (
            LinkView(link.polarity, post.label, post.body, post=post.id)
            if post is not None
            else LinkView(link.polarity, title, words or "", slug, link.to_anchor)
        )
        links[link.from_post_id] = (*links.get(link.from_post_id, ()), view)
    return links


def _hiding_reasons(session: Session, ids: Collection[int]) -> dict[int, str]:
    rows = session.execute(
        select(LogEntry.post_id, LogEntry.reason)
        .where(LogEntry.post_id.in_(ids), LogEntry.act == Act.HIDE)
        .order_by(LogEntry.id)
    )
    return {post: reason for post, reason in rows if post is not None}
