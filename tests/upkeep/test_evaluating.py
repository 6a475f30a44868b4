"""Standings, labels and statuses kept in the database are what computing everything anew gives."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, suppress
from random import Random
from typing import NamedTuple

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.accepting import accept_reply, take_back
from deliberate.actions.curation import Mandate
from deliberate.actions.posting import Aim, Draft, post_message
from deliberate.actions.voting import cast_vote, withdraw_vote
from deliberate.domain import labels, places
from deliberate.domain.arranging import Refusal
from deliberate.domain.engine.assessment import Rules, assess
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import State
from deliberate.domain.posts import PostWords
from deliberate.domain.statuses import Status
from deliberate.extensions import db
from deliberate.models import Choice, LogEntry, Person, Post, Proposal, SiteFact
from deliberate.queries import graphs
from deliberate.queries.graphs import load_graph, load_reach
from deliberate.queries.rules import load_rules
from deliberate.tools.rules import adopt_rules
from deliberate.upkeep.evaluating import Change, bring_up_to_date, evaluate
from tests.cast import Cast
from tests.factories import LinkFactory, PersonFactory, PostFactory, ProposalFactory, VoteFactory
from tests.reading import unwrapped

Counting = Callable[[], AbstractContextManager[list[str]]]


def evaluate_around(session: Session, proposal: Proposal, posts: Collection[int]) -> None:
    """After a change of these posts, what they reach, as a thread does when it is left."""
    session.flush()
    graph, reached = load_reach(session, proposal.id, posts)
    bring_up_to_date(session, proposal, graph, load_rules(session), reached, Change(posts, posts))


class Kept(NamedTuple):
    """What the database says of a post."""

    votes: tuple[int, ...]
    standing: float
    low: float
    high: float
    balanced: bool
    extent: Extent
    status: Status | None
    few_share: bool


def kept(session: Session, proposal: Proposal) -> dict[int, Kept]:
    """Merged posts have no numbers of their own."""
    session.expire_all()
    posts = session.scalars(select(Post).where(Post.proposal_id == proposal.id, Post.state != State.MERGED))
    return {
        post.id: Kept(
            (
                *(post.agree, post.passes, post.disagree, post.earlier, post.stale_votes, post.asked_before),
                *(post.raised_too, post.voice, post.holders_agree, post.holders_disagree),
            ),
            *(post.standing, post.low, post.high, post.balanced, post.extent, post.status, post.few_share),
        )
        for post in posts
    }


def assert_up_to_date(session: Session, proposal: Proposal) -> None:
    """To the last digit, against the whole graph computed anew: nothing is written."""
    found = kept(session, proposal)
    graph = load_graph(session, proposal.id)
    blank = graph.with_nodes(node._replace(standing=0.123, extent=Extent.OUT) for node in graph.nodes.values())
    whole = assess(blank, proposal.forum(), load_rules(session))
    expected = {
        id: Kept(
            found[id].votes,
            *(node.standing, node.low, node.high, node.balanced, node.extent, node.status, node.few_share),
        )
        for id, node in whole.nodes.items()
        if node.state is not State.MERGED
    }
    assert found == expected


class Play:
    """A thread with links, also in circles, and people who do what they may; what is refused changes nothing."""

    def __init__(self, session: Session, cast: Cast, seed: int) -> None:
        self.session = session
        self.random = Random(seed)
        self.moderator = cast.mo
        self.people: list[Person] = [cast.ada, cast.ben, cast.mo, *(PersonFactory() for _ in range(4))]
        self.proposal: Proposal = ProposalFactory(owner=cast.ada)
        session.commit()
        while len(self.posts()) < 9:
            with suppress(Refusal):  # a reply to what is held
                self.post()
        for one, other in (self.random.sample(self.posts(), 2) for _ in range(6)):
            polarity = self.random.choices(list(Polarity), (3, 1, 1))[0]
            LinkFactory(from_post_id=one.id, to_post_id=other.id, polarity=polarity)
            if self.random.random() < 0.4:
                LinkFactory(from_post_id=other.id, to_post_id=one.id, polarity=polarity)
        evaluate(session, self.proposal)
        session.commit()
        self.steps: list[Callable[[], object]] = [
            *[self.vote] * 10,
            *[self.post] * 3,
            *[self.accept] * 3,
            *(self.withdraw, self.take_back, self.hide, self.restore, self.merge, self.merge),
            *(self.relabel, self.move, self.undo),
        ]

    def step(self) -> bool:
        try:
            self.random.choice(self.steps)()
        except Refusal:
            return False
        return True

    def posts(self, *states: State) -> list[Post]:
        statement = select(Post).where(Post.proposal_id == self.proposal.id).order_by(Post.id)
        return [post for post in self.session.scalars(statement) if not states or post.state in states]

    def any(self, *states: State) -> Post:
        posts = self.posts(*states)
        if not posts:
            raise Refusal("There is none.")
        return self.random.choice(posts)

    def person(self) -> Person:
        return self.random.choice(self.people)

    def mandate(self, post: Post | None = None) -> Mandate:
        return Mandate(self.moderator, "By chance.", post.version if post else None)

    def vote(self) -> None:
        cast_vote(self.session, self.person(), self.any().id, self.random.choices(list(Choice), (5, 1, 2))[0])

    def withdraw(self) -> None:
        withdraw_vote(self.session, self.person(), self.any().id)

    def post(self) -> None:
        under = self.any() if self.posts() and self.random.random() < 0.8 else None
        drafts = []
        for part in range(self.random.choice((1, 1, 2))):
            place = drafts[0].label if part else under.label if under else labels.Target.PROPOSAL
            label = self.random.choice(labels.allowed(place))
            drafts.append(Draft(label, PostWords("By chance."), under=0 if part else None))
        aim = Aim(self.proposal.id, places.at(under.id if under else None, None))
        post_message(self.session, self.person(), aim, drafts, hold=self.random.random() < 0.1)

    def accept(self) -> None:
        reply = self.any()
        accept_reply(self.session, self.author_above(reply), reply.id)

    def take_back(self) -> None:
        reply = self.any()
        take_back(self.session, self.author_above(reply), reply.id)

    def author_above(self, reply: Post) -> Person:
        graph = load_graph(self.session, self.proposal.id)
        parent = graph.parent(graph.nodes[graph.kept(reply.id)])
        return self.person() if parent is None else self.session.get_one(Person, graph.nodes[parent].author)

    def hide(self) -> None:
        post = self.any(State.VISIBLE)
        curation.hide_post(self.session, self.mandate(post), post.id)

    def restore(self) -> None:
        post = self.any(State.HIDDEN)
        curation.restore_post(self.session, self.mandate(post), post.id)

    def merge(self) -> None:
        duplicate = self.any(State.VISIBLE)
        alike = [post for post in self.posts(State.VISIBLE) if post.label is duplicate.label and post is not duplicate]
        if alike:
            keep = self.random.choice(alike)
            curation.merge_posts(self.session, self.mandate(duplicate), duplicate.id, keep.id)

    def relabel(self) -> None:
        post = self.any(State.VISIBLE)
        curation.relabel_post(self.session, self.mandate(post), post.id, self.random.choice(list(Label)))

    def move(self) -> None:
        post, under = self.any(State.VISIBLE), self.any(State.VISIBLE)
        curation.move_post(self.session, self.mandate(post), post.id, places.OnPost(under.id))

    def undo(self) -> None:
        entries = self.session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
        if entries:
            curation.undo(self.session, self.mandate(), self.random.choice(entries).id)


@pytest.mark.parametrize("seed", range(2))
def test_after_any_acts_the_numbers_are_those_of_the_whole_thread(session: Session, cast: Cast, seed: int) -> None:
    if seed % 2:
        session.add(SiteFact(name="semantics", value=str(Semantics.DF_QUAD)))
    play = Play(session, cast, seed)
    done = 0
    for _ in range(25):
        if play.step():
            done += 1
            assert_up_to_date(session, play.proposal)
            assert not evaluate(session, play.proposal), "counted from the votes anew, it is the same"
            session.rollback()
    assert done >= 10
    before = kept(session, play.proposal)
    evaluate(session, play.proposal)
    assert before == kept(session, play.proposal)


def test_a_thread_too_large_to_follow_is_computed_whole_with_the_same_numbers(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphs, "_REACH", 2)
    play = Play(session, cast, 3)
    for _ in range(15):
        play.step()
    assert_up_to_date(session, play.proposal)


def test_a_vote_moves_what_its_post_links_to(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory()
    linking, other = PostFactory(proposal=proposal), PostFactory(proposal=proposal)
    above = PostFactory(proposal=proposal, label=Label.ALTERNATIVE)
    other.parent_id = above.id
    LinkFactory(from_post_id=linking.id, to_post_id=other.id)
    VoteFactory(post=other)
    session.commit()
    evaluate(session, proposal)
    session.commit()
    before = kept(session, proposal)
    for person in (cast.ada, cast.ben, cast.mo):
        cast_vote(session, person, linking.id, Choice.AGREE)
    after = kept(session, proposal)
    assert after[other.id].standing < before[other.id].standing
    assert after[above.id].standing > before[above.id].standing
    assert (before[other.id].status, after[other.id].status) == (Status.CONTESTED, Status.ANSWERED)
    assert (before[other.id].extent, after[other.id].extent) == (Extent.IN, Extent.OUT)


def test_a_label_that_changes_alone_is_written(session: Session, cast: Cast) -> None:
    """What the raiser accepts puts the objection out and the alternative in, and moves no number."""
    alternative = PostFactory(label=Label.ALTERNATIVE)
    objection = PostFactory(parent=alternative, author=cast.ada)
    safeguard = PostFactory(parent=objection, label=Label.SAFEGUARD)
    third = PersonFactory()
    session.commit()
    for person in (cast.ben, cast.mo, third):
        cast_vote(session, person, objection.id, Choice.AGREE)
    for person in (cast.ben, cast.mo):
        cast_vote(session, person, safeguard.id, Choice.AGREE)
    before = kept(session, alternative.proposal)
    assert (before[alternative.id].extent, before[objection.id].extent) == (Extent.OUT, Extent.IN)
    accept_reply(session, cast.ada, safeguard.id)
    after = kept(session, alternative.proposal)
    assert (after[alternative.id].extent, after[objection.id].extent) == (Extent.IN, Extent.OUT)
    assert {id: one.standing for id, one in after.items()} == {id: one.standing for id, one in before.items()}


def test_only_rows_that_change_are_written(session: Session, cast: Cast) -> None:
    root = PostFactory()
    reply = PostFactory(parent=root, label=Label.REBUTTAL)
    apart = PostFactory(parent=root, label=Label.SAFEGUARD)
    session.commit()
    evaluate(session, root.proposal)
    session.commit()
    written: list[int] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        if statement.startswith("UPDATE posts"):
            rows = parameters if isinstance(parameters, list) else [parameters]
            written.extend(row[-1] if isinstance(row, tuple) else row["post"] for row in rows)

    proposal, ids = root.proposal, (root.id, reply.id, apart.id)
    session.commit()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        evaluate(session, proposal)
        evaluate_around(session, proposal, [ids[2]])
        assert written == []
        cast_vote(session, cast.ben, ids[1], Choice.AGREE)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert set(written) == {ids[0], ids[1]}


def test_a_vote_at_the_end_of_a_long_path_takes_as_many_statements(
    session: Session, cast: Cast, count_statements: Counting
) -> None:
    def needed(post: Post) -> int:
        cast_vote(session, cast.ben, post.id, Choice.AGREE)
        post_id = post.id
        session.commit()
        with count_statements() as statements:
            cast_vote(session, cast.ben, post_id, Choice.DISAGREE)
        return len(statements)

    root = post = PostFactory()
    path = [post := PostFactory(parent=post, label=Label.REBUTTAL) for _ in range(50)]
    session.commit()
    evaluate(session, root.proposal)
    session.commit()
    assert needed(path[-1]) == needed(path[0])


def test_a_reply_is_accepted_by_as_many_as_the_site_asks_for(session: Session, cast: Cast) -> None:
    objection = PostFactory()
    PostFactory(parent=objection, label=Label.SAFEGUARD, agree=3, carried_agree=3)
    session.commit()
    found = []
    for quorum in (3, 4):
        adopt_rules(session, Rules(quorum=quorum))
        evaluate(session, objection.proposal)
        session.commit()
        found.append(kept(session, objection.proposal)[objection.id].status)
        answer = cast.visitor.get(f"/posts/{objection.id}").text
        assert ("3 of 3 accept it; 1 more is needed" in unwrapped(answer)) is (quorum == 4)
    assert found == [Status.ANSWERED, Status.CONTESTED]


def test_the_semantics_of_the_site_are_those_that_posts_are_computed_by(session: Session, cast: Cast) -> None:
    root = PostFactory()
    reply = PostFactory(parent=root, label=Label.REBUTTAL, agree=3, carried_agree=3)
    session.commit()
    evaluate(session, root.proposal)
    # Half of 2 * 4/5 - 1: energy -3/10, so 1/2 - 1/2 * 9/109; the difference is 3/10, so 1/2 - 1/2 * 3/10.
    assert kept(session, root.proposal)[root.id].standing == pytest.approx(0.5 - 0.5 * 9 / 109)
    session.add(SiteFact(name="semantics", value=str(Semantics.DF_QUAD)))
    evaluate_around(session, root.proposal, [reply.id])
    assert kept(session, root.proposal)[root.id].standing == pytest.approx(0.35)
