"""A post as every page shows it: thread, passage panel, queue and its own page print the same value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deliberate.domain import labels
from deliberate.domain.engine.status import point_of
from deliberate.domain.facts import PostFacts, ProposalFacts, claim_on, facts_of
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Ground, Label, Polarity, Rule
from deliberate.domain.nodes import State
from deliberate.domain.papers import Seen
from deliberate.domain.permissions import Act, Actor, can, denial
from deliberate.domain.posts import PostWords, Source
from deliberate.domain.statuses import Status
from deliberate.domain.words import Say, Sayable
from deliberate.models import Person, Post, PostScore, Proposal, Vote
from deliberate.queries.ballots import NO_OTHERS, Closed, Others, VotedPost, ballot_of, other_votes, own_votes
from deliberate.queries.explanations import RefutationView, StatusView, Telling
from deliberate.queries.holding import Withdrawal, withdrawals
from deliberate.queries.links import LINKED
from deliberate.queries.notices import notice
from deliberate.queries.perspectives import seen_by_groups
from deliberate.queries.revisions import ClaimView, claims
from deliberate.queries.rows import hiding_reasons
from deliberate.queries.rules import load_rules


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
    # Why it counts for nothing, where an accepted reply defeats it.
    refutation: RefutationView | None
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
    withdrawal: Withdrawal | None
    parent: int | None
    anchor: str | None
    replies: int
    # How many people hold it.
    weight: int
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
        return self.words.source

    @property
    def status(self) -> Status | None:
        return self.outcome.status if self.outcome else None

    @property
    def edited(self) -> bool:
        return self.wording > 1


# Built once: that takes longer than to run it.
_POSTS = (
    select(Post, Person.name, Proposal, PostScore.by_group)
    .join(Person, Person.id == Post.author_id)
    .outerjoin(PostScore, PostScore.post_id == Post.id)
    .join(Proposal, Proposal.id == Post.proposal_id)
    .where(Post.id.in_(bindparam("ids", expanding=True)))
)


def load_posts(session: Session, graph: Graph, ids: Collection[int], viewer: Actor) -> dict[int, PostView]:
    """The posts of one proposal's graph as `viewer` may see them, in seven statements, or one more where somebody is
    content with a reply, one where posts were merged or relabelled, and three where somebody took one back that others
    hold, however many they are.

    The graph must hold all that acts on them.
    """
    rows = session.execute(_POSTS, {"ids": list(ids)}).all()
    if not rows:
        return {}
    told = Telling(session, graph, load_rules(session), rows[0][2].forum(), ids)
    links = _links(session, rows[0][2], ids)
    withdrawn = withdrawals(session, graph, [post for post, *_ in rows], viewer, rows[0][2].facts())
    claimed = claims(session, graph, ids, viewer, rows[0][2].facts())
    mine = own_votes(session, graph, ids, viewer)
    others = other_votes(session, graph, [post for post, *_ in rows])
    content = _content(session, graph, ids)
    reasons = hiding_reasons(session, [post.id for post, *_ in rows if post.state is State.HIDDEN])
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
            others.get(post.id, NO_OTHERS),
            reasons.get(post.id, ""),
            withdrawn.get(post.id),
            by_group,
        )
        for post, name, proposal, by_group in rows
    }


def _content(session: Session, graph: Graph, ids: Collection[int]) -> dict[int, str]:
    """The name of the person who raised the point and says that this answers it, by reply."""
    marked = ((id, point_of(graph, id)) for id in ids if graph.nodes[id].content)
    raisers = {id: point.raiser for id, point in marked if point and point.raiser}
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
    others: Others,
    hidden_because: str,
    withdrawal: Withdrawal | None,
    by_group: Mapping[str, Any] | None,
) -> PostView:
    about = proposal.facts()
    facts = facts_of(graph, post.id, about)
    readable = can(viewer, Act.READ_POST, facts)
    rule = labels.rule(post.label)
    refused = denial(viewer, Act.VOTE, facts)
    closed = Closed(refused.why, proposal.slug if about.locked else "") if refused and not refused.signs_in else None
    return PostView(
        id=post.id,
        slug=proposal.slug,
        proposal_title=proposal.title,
        message=post.message_id,
        rule=rule,
        ground=post.ground,
        author=author,
        created=post.created,
        seen=Seen(post.wording, post.reworded_in),
        worded_at=post.worded_at,
        state=post.state,
        outcome=told.outcome(post.id) if post.state is not State.WITHDRAWN else None,
        refutation=told.refutation(post.id) if post.state is not State.WITHDRAWN else None,
        standing=told.standing(post.id),
        by_group=seen_by_groups(proposal.slug, post, by_group) if rule.asks and post.state is State.VISIBLE else None,
        groups_told=proposal.groups_told,
        words=post.words if readable else PostWords(),
        ballot=ballot_of(post, mine.get(post.id), others, closed) if rule.asks and readable else None,
        accepted_by=accepted_by,
        may_accept=_may_accept(graph, post.id, viewer, about),
        claim=claim if readable else None,
        may_revise=post.status is not None and can(viewer, Act.REVISE, about),
        links=links if readable else (),
        merged=tuple(graph.merged_into(post.id)),
        notice=notice(post.state, hidden_because, withdrawal),
        withdrawal=withdrawal,
        parent=graph.parent(graph.nodes[post.id]),
        anchor=post.anchor,
        replies=post.replies,
        weight=post.weight,
        version=post.version,
        facts=facts,
    )


def _may_accept(graph: Graph, post: int, viewer: Actor, proposal: ProposalFacts) -> bool:
    point = point_of(graph, post) if graph.nodes[post].state is State.VISIBLE else None
    return point is not None and can(viewer, Act.ACCEPT, claim_on(graph, point.id, graph.nodes[post].author, proposal))


def _links(session: Session, own: Proposal, ids: Collection[int]) -> dict[int, tuple[LinkView, ...]]:
    """Links going out from each post of the proposal `own`; those to what is out of sight are left out."""
    rows = session.execute(LINKED, {"ids": list(ids), "own": own.id})
    links: dict[int, tuple[LinkView, ...]] = {}
    for link, post, slug, title, words in rows:
        if post is not None and post.state is not State.VISIBLE:
            continue
        view = (
            LinkView(link.polarity, post.label, post.body, post=post.id)
            if post is not None
            else LinkView(link.polarity, title, words or "", slug, link.to_anchor)
        )
        links[link.from_post_id] = (*links.get(link.from_post_id, ()), view)
    return links
