"""The one door to a thread: whatever changes one is done inside of it, and what has to stay true afterwards is seen to
when it is left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain import permissions
from deliberate.domain.acts import ACTS, Act
from deliberate.domain.arranging import Refusal
from deliberate.domain.engine.acceptance import quorum_for
from deliberate.domain.engine.assessment import Rules
from deliberate.domain.engine.status import point_of
from deliberate.domain.facts import SITE, Facts, claim_on, facts_of
from deliberate.domain.graph import Graph
from deliberate.domain.nodes import Backing, Node
from deliberate.domain.statuses import Cause
from deliberate.domain.words import say
from deliberate.models import Link, Person, Post, Proposal
from deliberate.queries.graphs import below_in_turn, load_reach
from deliberate.queries.rules import AS_WRITTEN, rules_of
from deliberate.upkeep.backing import Shift
from deliberate.upkeep.evaluating import Change, bring_up_to_date
from deliberate.upkeep.holding import let_go
from deliberate.upkeep.indexing import index_posts, index_proposal
from deliberate.upkeep.keeping import keep
from deliberate.upkeep.transaction import transaction
from deliberate.upkeep.work import ask_for_opinions
from deliberate.upkeep.writing import raise_versions


@dataclass
class Thread:
    """A proposal that nobody else changes meanwhile, with as much of its graph as a change of `post` can reach: before
    the change, and after it when the thread has been left.

    What is changed is named by the methods below. If nothing was, nothing is computed and no version rises.
    """

    session: Session
    person: Person
    act: Act
    proposal: Proposal
    linking: Collection[Proposal]
    # The rules that the site has adopted.
    rules: Rules
    graph: Graph
    reached: Collection[int]
    # The post that the act is about, else the proposal as a whole.
    post: int | None
    _shift: Shift | None = None
    _rearranged: set[int] = field(default_factory=set)
    _added: set[int] = field(default_factory=set)
    _reworded: set[int] = field(default_factory=set)
    _new_text: bool = False
    _new_votes: bool = False
    _changed: bool = False

    @property
    def node(self) -> Node:
        """The post that the act is about, as the graph has it."""
        if self.post is None:
            raise LookupError("about the proposal as a whole")
        return self.graph.nodes[self.post]

    @property
    def point(self) -> int:
        """What that post deals with."""
        point = point_of(self.graph, self.node.id)
        if point is None:
            raise Refusal(
                say("This does not reply to an objection, a condition or a question in a way that deals with it.")
            )
        return point.id

    def cluster(self) -> list[int]:
        """That post and those that were merged into it."""
        return [self.node.id, *self.graph.merged_into(self.node.id)]

    def shift(self, before: Mapping[int, int], after: Mapping[int, int]) -> None:
        """The person's votes around the post were others than they are (`upkeep.backing`); nothing else has changed."""
        self._shift = Shift(self.node.id, before, after)
        self._new_votes = self._changed = True

    def rearrange(self, posts: Collection[int], *, votes: bool = False) -> None:
        """These posts stand elsewhere, or are something else now, or people say something else of them. `votes`: votes
        count on other posts than before, or no longer."""
        self._rearranged |= set(posts)
        self._new_votes |= votes
        self._changed = True

    def add(self, posts: Collection[Post]) -> None:
        """These posts are new. Nobody has voted on them, and all else that they reach was read with the post that they
        reply to."""
        new = {post.id: _new(post) for post in posts}
        self.graph = self.graph.with_nodes(new.values())
        self.reached = {*self.reached, *new}
        self._added |= new.keys()
        self.rearrange(new)
        self.reword(new)

    def reword(self, posts: Collection[int]) -> None:
        """These posts have other words than before."""
        self._reworded |= set(posts)
        self._changed = True

    def replace_text(self) -> None:
        """Another revision is in force."""
        self._new_text = self._changed = True

    def touch(self) -> None:
        """Something else that visitors see has changed."""
        self._changed = True

    def leave(self) -> None:
        """Makes everything true that depends on what has changed."""
        if not self._changed:
            return
        if self._reworded:
            index_posts(self.session, self._reworded)
        if self._new_text:
            index_proposal(self.session, self.proposal)
        self._evaluate()
        raise_versions(self.session, self.linking, "version")
        if self._new_votes:
            raise_versions(self.session, [self.proposal], "version", "votes_version")
            ask_for_opinions(self.session, self.proposal)
        else:
            raise_versions(self.session, [self.proposal], "version")

    def _evaluate(self) -> None:
        posts = self._rearranged or ({self._shift.post} if self._shift else set())
        if not posts:
            return
        known = self._rearranged - self._added
        if known or (self._shift and self._asks_otherwise(self._shift)):
            self._reach(posts)
        gone = let_go(self.session, self.graph, self.reached)
        if gone:
            self._reach(posts)
            self._new_votes = True
        change = Change(posts - self._added, known, self._shift, CAUSES.get(self.act, Cause.ACT), self._by())
        found = bring_up_to_date(self.session, self.proposal, self.graph, self.rules, self.reached, change)
        self.graph = found.graph
        keep(self.session, self.proposal, self.graph, found.changed, self._rearranged | gone)

    def _reach(self, posts: Collection[int]) -> None:
        """With what depends on how many people hold these posts."""
        around = {*posts, *below_in_turn(self.session, posts)}
        self.graph, self.reached = load_reach(self.session, self.proposal.id, around)

    def _asks_otherwise(self, shift: Shift) -> bool:
        """Whether more or fewer people are asked to accept replies to the post than before."""
        node = self.graph.nodes[shift.post]
        more = node._replace(agree=node.agree + shift.on_post(1), disagree=node.disagree + shift.on_post(-1))
        return any(
            quorum_for(was, self.rules.quorum) != quorum_for(now, self.rules.quorum)
            for was, now in zip(_holding(node), _holding(more), strict=True)
        )

    def _by(self) -> int | None:
        """The post that the change is about: of new ones the first."""
        return min(self._reworded) if self.act is Act.REPLY else self.post


def _new(post: Post) -> Node:
    return Node(post.id, post.label, post.author_id, post.parent_id, post.anchor, post.state, backing=Backing())


def _holding(node: Node) -> tuple[int, int, int]:
    """How many people a reply may be up against (`Verdicts.holders`)."""
    return node.agree, node.disagree, node.holders


CAUSES = {
    Act.VOTE: Cause.VOTE,
    Act.REPLY: Cause.REPLY,
    Act.EDIT: Cause.EDIT,
    Act.ACCEPT: Cause.WORD,
    Act.JUDGE: Cause.CLAIM,
    Act.REVISE: Cause.REVISION,
    Act.WITHDRAW: Cause.WITHDRAWAL,
    Act.PUT_BACK: Cause.WITHDRAWAL,
    Act.TAKE_OVER: Cause.WITHDRAWAL,
}


@contextmanager
def thread_of(
    session: Session,
    person: Person,
    act: Act,
    *,
    post: int | None = None,
    proposal: int | None = None,
    beside: Collection[int] = (),
    judged_by: Callable[[], Facts] | None = None,
) -> Iterator[Thread]:
    """A transaction in which `person` does `act` to a post, else to the proposal: changes of one thread happen one
    after another. `beside` are posts that the change is about, too; those of other threads are left out. `judged_by`
    gives the facts of anything else that it is about, once the thread is locked.

    Raises Denied, LookupError where there is no such post or proposal, or Refusal where there is nothing to do it to.
    """
    who = person.id
    with transaction(session):
        home, linking, rules = _locked(session, who, act, post, proposal)
        graph, reached = Graph(()), set[int]()
        if post is not None:
            graph, reached = load_reach(session, home.id, [post, *_of(session, home, beside)])
            post = graph.kept(post) if ACTS[act].on_kept else post
        thread = Thread(session, person, act, home, linking, rules, graph, reached, post)
        permissions.check(person.actor(), act, judged_by() if judged_by else _facts(thread, act))
        yield thread
        thread.leave()


def _locked(
    session: Session, who: int, act: Act, post: int | None, proposal: int | None
) -> tuple[Proposal, Collection[Proposal], Rules]:
    """The proposal, those where the change shows, too, and by what it is computed. All are locked in one order, so that
    two changes that need the same wait for each other instead of one for the other in a circle. The person is read
    again with them. It is the first that the transaction reads, so what is locked is as it was when the wait was
    over."""
    if post is not None and not ACTS[act].shown_elsewhere:
        rows = session.execute(_LOCKED_BY_POST, {"post": post, "person": who}).all()
    else:
        own = Proposal.id == (_home_of(post) if post is not None else proposal)
        elsewhere = or_(own, Proposal.id.in_(_linking(post, proposal))) if ACTS[act].shown_elsewhere else own
        rows = session.execute(_locking(own).where(elsewhere), {"person": who}).all()
    found = [(locked, written) for locked, is_own, _, *written in rows if is_own]
    if not found:
        raise LookupError("no such post or proposal")
    ((home, written),) = found
    return home, [locked for locked, is_own, *_ in rows if not is_own], rules_of(*written)


def _locking(own: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    statement = select(Proposal, own, Person, *AS_WRITTEN).join(Person, Person.id == bindparam("person"))
    return statement.order_by(Proposal.id).with_for_update(of=Proposal)


def _home_of(post: int | BindParameter[int]) -> Any:
    return select(Post.proposal_id).where(Post.id == post).scalar_subquery()


# Most acts are about a post and show there alone. Built once: that takes longer than to run it.
_OWN = Proposal.id == _home_of(bindparam("post"))
_LOCKED_BY_POST = _locking(_OWN).where(_OWN)


def _linking(post: int | None, proposal: int | None) -> Select[int]:
    """Proposals with links to what is changed: to a proposal, its passages or its posts, or to a post or another one of
    its message, with which it is approved together."""
    start, other = aliased(Post), aliased(Post)
    statement = select(start.proposal_id).join(Link, Link.from_post_id == start.id)
    if post is None:
        posts = select(other.id).where(other.proposal_id == proposal)
        return statement.where(or_(Link.to_proposal_id == proposal, Link.to_post_id.in_(posts)))
    message = select(Post.message_id).where(Post.id == post).scalar_subquery()
    return statement.where(Link.to_post_id.in_(select(other.id).where(other.message_id == message)))


def _of(session: Session, proposal: Proposal, posts: Collection[int]) -> Collection[int]:
    """Those that are in this thread."""
    if not posts:
        return ()
    return session.scalars(select(Post.id).where(Post.id.in_(posts), Post.proposal_id == proposal.id)).all()


def _facts(thread: Thread, act: Act) -> Facts:
    about = thread.proposal.facts()
    if permissions.needs_no_facts(act):
        return SITE
    if thread.post is None:
        return about
    if act in (Act.SAY_WHERE, Act.ANSWER_WHERE):
        return claim_on(thread.graph, thread.post, about.owner, about)
    if act is Act.ACCEPT:
        return claim_on(thread.graph, thread.point, thread.node.author, about)
    if act is Act.JUDGE:
        claim = thread.graph.claim(thread.post)
        if claim is None:
            raise Refusal(say("No revision claims to deal with this."))
        return claim_on(thread.graph, thread.post, claim.claimant, about)
    return facts_of(thread.graph, thread.post, about)
