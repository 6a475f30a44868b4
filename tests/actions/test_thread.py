"""The one door: what it refuses, what it computes, and that a version rises whenever a visitor's bytes change."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from deliberate import jobs
from deliberate.actions import accounts, curation
from deliberate.actions.accepting import accept_reply, take_back
from deliberate.actions.curation import Mandate
from deliberate.actions.flagging import flag_post
from deliberate.actions.posting import Aim, Draft, edit_post, post_message
from deliberate.actions.revising import NewRevision, judge_claim, revise, withdraw_judgement
from deliberate.actions.thread import thread_of
from deliberate.actions.voting import cast_vote, keep_vote, withdraw_vote
from deliberate.domain.engine.assessment import Rules
from deliberate.domain.graph import Refusal
from deliberate.domain.labels import Ground, Label, Polarity
from deliberate.domain.permissions import Act, Denied, Role
from deliberate.domain.places import OnPassage, OnPost
from deliberate.domain.posts import PostWords
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.models import Choice, FlagReason, Link, LogEntry, Post, Proposal, Vote
from deliberate.tools.rules import adopt_rules
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast, Client
from tests.factories import PostFactory, ProposalFactory

Counter = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    proposal: Proposal = ProposalFactory(slug="parks", owner=cast.ada)
    session.commit()
    return proposal


def mandate(cast: Cast, post: Post | None = None) -> Mandate:
    return Mandate(cast.mo, "It is clearer so.", post.version if post else None)


def version(session: Session, proposal: Proposal) -> int:
    return session.scalars(select(Proposal.version).where(Proposal.id == proposal.id)).one()


def test_who_may_not_is_refused_before_anything_is_written(session: Session, cast: Cast, proposal: Proposal) -> None:
    post = PostFactory(proposal=proposal, author=cast.ada)
    session.commit()
    with pytest.raises(Denied) as refused, thread_of(session, cast.ben, Act.EDIT, post=post.id):
        pytest.fail("ben is let in")
    assert refused.value.personal
    proposal.locked = True
    session.commit()
    with pytest.raises(Denied) as refused, thread_of(session, cast.ben, Act.VOTE, post=post.id):
        pytest.fail("the thread is locked")
    assert not refused.value.personal
    assert version(session, proposal) == 1


def test_a_change_that_fails_halfway_leaves_nothing(session: Session, cast: Cast, proposal: Proposal) -> None:
    post = PostFactory(proposal=proposal, author=cast.ada)
    session.commit()
    words = post.body

    def half() -> None:
        with thread_of(session, cast.ada, Act.EDIT, post=post.id) as thread:
            session.get_one(Post, post.id).body = "Half of it"
            thread.reword([post.id])
            raise RuntimeError

    pytest.raises(RuntimeError, half)
    session.expire_all()
    assert (post.body, version(session, proposal)) == (words, 1)


def test_a_post_of_another_thread_is_not_let_in_beside_one(session: Session, cast: Cast, proposal: Proposal) -> None:
    post, other = PostFactory(proposal=proposal), PostFactory()
    session.commit()
    with thread_of(session, cast.mo, Act.MERGE, post=post.id, beside=[other.id, 999]) as thread:
        assert set(thread.graph.nodes) == {post.id}


# What a visitor can see of a proposal.
PAGES = (
    "/proposals/{slug}",
    "/proposals/{slug}/passages/first",
    "/proposals/{slug}/map",
    "/proposals/{slug}/map.json",
    "/proposals/{slug}/opinions",
    "/proposals/{slug}/history",
    "/proposals/{slug}/log",
    "/proposals/{slug}/export.json",
)


class Thread:
    """Two proposals that link to each other, whatever anybody can do to them, and what a visitor sees of them."""

    def __init__(self, session: Session, cast: Cast) -> None:
        self.session, self.cast = session, cast
        self.proposals = [ProposalFactory(owner=cast.ada) for _ in range(2)]
        self.posts: list[int] = []
        for one in self.proposals:
            objection = PostFactory(proposal=one, anchor="first", author=cast.ben, ground=Ground.COST)
            safeguard = PostFactory(parent=objection, label=Label.SAFEGUARD, author=cast.ada)
            twin = PostFactory(proposal=one, anchor="second", author=cast.mo)
            self.posts += [objection.id, safeguard.id, twin.id]
        parks, roads = self.posts[:3], self.posts[3:]
        session.add(Link(from_post_id=parks[0], to_post_id=roads[0], polarity=Polarity.SUPPORT))
        passage = {"to_proposal_id": self.proposals[0].id, "to_anchor": "first"}
        session.add(Link(from_post_id=roads[1], polarity=Polarity.ATTACK, **passage))
        session.commit()
        for one in self.proposals:
            evaluate(session, one)
        session.commit()

    def do(self, what: str, which: int, other: int) -> None:
        """Refused or not, or with no effect."""
        session, cast = self.session, self.cast
        session.rollback()
        session.expire_all()
        post = session.get_one(Post, self.posts[which % len(self.posts)])
        target = self.posts[other % len(self.posts)]
        person = (cast.ben, cast.ada, cast.mo)[other % 3]
        choice = list(Choice)[other % 3]
        try:
            match what:
                case "reply":
                    label = (Label.REBUTTAL, Label.SAFEGUARD, Label.CONCESSION, Label.QUESTION)[other % 4]
                    aim = Aim(post.proposal_id, OnPost(post.id))
                    self.posts += [
                        one.id for one in post_message(session, person, aim, [Draft(label, PostWords("So."))])
                    ]
                case "vote":
                    cast_vote(session, person, post.id, choice)
                case "keep":
                    keep_vote(session, person, post.id)
                case "withdraw":
                    withdraw_vote(session, person, post.id)
                case "edit":
                    words = PostWords(post.body if other % 2 else f"{post.body} And more.")
                    edit_post(session, post.author, post.id, post.version, words, list(Ground)[other % 2])
                case "flag":
                    flag_post(session, person, post.id, FlagReason.SPAM)
                case "accept":
                    accept_reply(session, person, post.id)
                case "take back":
                    take_back(session, person, post.id)
                case "revise":
                    text = [Passage("first", PassageKind.PARAGRAPH, 0, f"Parks for {other} people.")]
                    new = NewRevision(text, "Fewer.", post.proposal.revision, [post.id])
                    revise(session, post.proposal.owner, post.proposal_id, new)
                case "judge":
                    judge_claim(session, person, post.id, bool(other % 2))
                case "say nothing":
                    withdraw_judgement(session, person, post.id)
                case "merge":
                    curation.merge_posts(session, mandate(cast, post), post.id, target)
                case "move":
                    curation.move_post(session, mandate(cast, post), post.id, OnPassage("first"))
                case "relabel":
                    curation.relabel_post(
                        session, mandate(cast, post), post.id, (Label.CONDITION, Label.QUESTION)[other % 2]
                    )
                case "hide":
                    curation.hide_post(session, mandate(cast, post), post.id)
                case "restore":
                    curation.restore_post(session, mandate(cast, post), post.id)
                case "approve":
                    curation.approve_post(session, mandate(cast, post), post.id)
                case "dismiss":
                    curation.dismiss_flags(session, mandate(cast, post), post.id)
                case "lock":
                    curation.lock_thread(session, mandate(cast), post.proposal_id)
                case "unlock":
                    curation.unlock_thread(session, mandate(cast), post.proposal_id)
                case "undo":
                    entries = session.scalars(select(LogEntry.id).order_by(LogEntry.id.desc()).limit(3)).all()
                    if entries:
                        curation.undo(session, mandate(cast), entries[other % len(entries)])
                case "work":
                    jobs.run_due(session)
                case "rules":
                    adopt_rules(session, Rules(quorum=1 + other % 3))
                case "person":
                    accounts.set_about(session, person, f"About {other}.")
                    accounts.set_role(session, cast.ben, (Role.MEMBER, Role.MODERATOR)[other % 2])
                case "look":
                    moderator = cast.browser(cast.mo)
                    moderator.get(f"/moderation/posts/{post.id}/hide")
                    moderator.get(f"/moderation/posts/{post.id}/merge?to=post+{target}")
        except Refusal:
            session.rollback()

    def seen(self, proposal: Proposal, visitor: Client) -> list[bytes]:
        of_posts = select(Post.id).where(Post.proposal_id == proposal.id).order_by(Post.id)
        posts = [f"/posts/{id}" for id in self.session.scalars(of_posts)]
        pages = (visitor.get(page.format(slug=proposal.slug)).data for page in (*PAGES, *posts))
        return [re.sub(rb'name="csrf_token" value="[^"]*"', b"", page) for page in pages]


ACTS = (
    *("reply", "vote", "keep", "withdraw", "edit", "flag", "accept", "take back", "revise", "judge", "say nothing"),
    *("merge", "move", "relabel", "hide", "restore", "approve", "dismiss", "lock", "unlock", "undo"),
    *("work", "rules", "person", "look"),
)
# What visitors never see, whatever comes of it.
UNSEEN = {"flag", "person", "look"}


def watch(session: Session, cast: Cast, steps: list[tuple[str, int, int]]) -> None:
    thread = Thread(session, cast)
    before = {one.slug: (version(session, one), thread.seen(one, cast.visitor)) for one in thread.proposals}
    for step in steps:
        thread.do(*step)
        session.rollback()
        for proposal in thread.proposals:
            earlier, bytes_then = before[proposal.slug]
            number, bytes_now = version(session, proposal), thread.seen(proposal, cast.visitor)
            assert number > earlier or bytes_now == bytes_then, (step, proposal.slug)
            assert number == earlier or step[0] not in UNSEEN, step
            before[proposal.slug] = number, bytes_now


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 7)), min_size=4, max_size=7))
def test_the_version_rises_whenever_the_bytes_of_a_visitor_change(
    session: Session, cast: Cast, steps: list[tuple[str, int, int]]
) -> None:
    watch(session, cast, steps)


def test_the_version_rises_with_what_a_link_from_another_proposal_shows(session: Session, cast: Cast) -> None:
    watch(session, cast, [("edit", 3, 0), ("hide", 3, 0), ("undo", 3, 0), ("revise", 0, 5), ("relabel", 3, 0)])


def test_what_changes_nothing_leaves_the_version_as_it_is(session: Session, cast: Cast, proposal: Proposal) -> None:
    post = PostFactory(proposal=proposal, author=cast.ben)
    reply = PostFactory(parent=post, label=Label.SAFEGUARD, author=cast.ada)
    session.commit()
    cast_vote(session, cast.mo, post.id, Choice.AGREE)
    accept_reply(session, cast.ben, reply.id)
    seen = version(session, proposal)
    assert seen > 1
    cast_vote(session, cast.mo, post.id, Choice.AGREE)
    withdraw_vote(session, cast.ada, post.id)
    accept_reply(session, cast.ben, reply.id)
    edit_post(session, cast.ben, post.id, 1, PostWords(post.body), None)
    flag_post(session, cast.ada, post.id, FlagReason.SPAM)
    with pytest.raises(Refusal):
        curation.restore_post(session, mandate(cast, post), post.id)
    assert version(session, proposal) == seen


def test_a_vote_takes_at_most_twenty_statements(
    session: Session, cast: Cast, proposal: Proposal, count_statements: Counter
) -> None:
    objection = PostFactory(proposal=proposal, author=cast.ada)
    safeguard = PostFactory(parent=objection, label=Label.SAFEGUARD, author=cast.ada)
    session.commit()
    ben = cast.browser(cast.ben)
    for choice in ("agree", "disagree", "withdraw"):
        for headers, answer in (({}, 303), ({"X-Requested-With": "fetch"}, 200)):
            with count_statements() as statements:
                sent = ben.send(f"/posts/{safeguard.id}/vote", {"choice": choice}, headers=headers)
            assert sent.status_code == answer
            assert len(statements) <= 20, "\n".join(statements)


@pytest.mark.parametrize("act", ["hide", "vote", "reply", "relabel"])
def test_an_act_reads_and_writes_as_much_in_a_long_thread_as_in_a_short_one(
    session: Session, cast: Cast, proposal: Proposal, count_statements: Counter, act: str
) -> None:
    """Counted in statements and in posts that are read: not the thread's length matters but how far the act reaches."""

    def grown(by: int) -> None:
        message = PostFactory(proposal=proposal).message_id
        row = {"proposal_id": proposal.id, "message_id": message, "author_id": cast.ada.id}
        session.execute(insert(Post), by * [row | {"label": Label.OBJECTION, "body": "Another."}])
        session.commit()

    def cost() -> tuple[int, int]:
        objection = PostFactory(proposal=proposal, author=cast.ada)
        for _ in range(10):
            PostFactory(parent=objection, label=Label.REBUTTAL)
        session.commit()
        with count_statements() as statements, thread_of(session, cast.mo, Act.HIDE, post=objection.id) as thread:
            nodes = len(thread.graph.nodes)
        before = len(statements)
        with count_statements() as statements:
            if act == "hide":
                curation.hide_post(session, mandate(cast, objection), objection.id)
            elif act == "vote":
                cast_vote(session, cast.ben, objection.id, Choice.AGREE)
            elif act == "reply":
                draft = Draft(Label.REBUTTAL, PostWords("No."))
                post_message(session, cast.ben, Aim(proposal.id, OnPost(objection.id)), [draft])
            else:
                curation.relabel_post(session, mandate(cast, objection), objection.id, Label.CONDITION)
        return nodes, before + len(statements)

    cost()
    few = cost()
    grown(500)
    assert cost() == few


def test_a_vote_that_is_cast_again_on_the_same_words_writes_nothing(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    post = PostFactory(proposal=proposal)
    session.commit()
    cast_vote(session, cast.ben, post.id, Choice.AGREE)
    at = session.scalars(select(Vote.cast)).one()
    cast_vote(session, cast.ben, post.id, Choice.AGREE)
    session.expire_all()
    assert session.scalars(select(Vote.cast)).one() == at
