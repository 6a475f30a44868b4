"""The one door: what it refuses, what it computes, and that a version rises whenever a visitor's bytes change."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.accepting import accept_reply
from deliberate.actions.flagging import flag_post
from deliberate.actions.posting import Aim, Draft, edit_post, post_message
from deliberate.actions.thread import thread_of
from deliberate.actions.voting import cast_vote, withdraw_vote
from deliberate.actions.withdrawing import put_back, take_over, withdraw_post
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import Label
from deliberate.domain.permissions import Act, Denied
from deliberate.domain.places import OnPost
from deliberate.domain.posts import PostWords
from deliberate.models import Choice, FlagReason, Post, Proposal, Vote
from tests.actions.acting import ACTS, mandate, version, watch
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory

Counter = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    proposal: Proposal = ProposalFactory(slug="parks", owner=cast.ada)
    session.commit()
    return proposal


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


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 7)), min_size=4, max_size=7))
def test_the_version_rises_whenever_the_bytes_of_a_visitor_change(
    session: Session, cast: Cast, steps: list[tuple[str, int, int]]
) -> None:
    watch(session, cast, steps)


def test_the_version_rises_with_what_a_link_from_another_proposal_shows(session: Session, cast: Cast) -> None:
    watch(session, cast, [("edit", 3, 0), ("hide", 3, 0), ("undo", 3, 0), ("revise", 0, 4), ("relabel", 3, 0)])


def test_the_version_rises_with_what_goes_out_of_sight_and_comes_back(session: Session, cast: Cast) -> None:
    """Of the proposal, and of the one that links to it."""
    hidden = [("hide proposal", 0, 0), ("vote", 0, 0), ("restore proposal", 0, 0)]
    held = [("vote", 0, 0), ("take back a post", 0, 0), ("take over", 0, 0), ("accept", 1, 0), ("vote", 0, 6)]
    waiting = [("revise", 0, 5), ("decide on revision", 0, 0), ("undo", 0, 0)]
    again = [("hide proposal", 3, 0), ("undo", 0, 0)]
    watch(session, cast, [*hidden, *again, *held, ("withdraw", 0, 0), ("withdraw", 0, 2), ("put back", 0, 1), *waiting])


def test_what_changes_nothing_leaves_the_version_as_it_is(session: Session, cast: Cast, proposal: Proposal) -> None:
    post = PostFactory(proposal=proposal, author=cast.ben)
    reply = PostFactory(parent=post, label=Label.SAFEGUARD, author=cast.ada)
    session.commit()
    cast_vote(session, cast.mo, post.id, Choice.AGREE)
    accept_reply(session, cast.ben, reply.id)
    seen = version(session, proposal)
    assert seen == 3
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
    # What counts of the first is on the page of the proposal, too.
    for post, choice in product((objection.id, safeguard.id), ("agree", "disagree", "withdraw")):
        for headers, answer in (({}, 303), ({"X-Requested-With": "fetch"}, 200)):
            with count_statements() as statements:
                sent = ben.send(f"/posts/{post}/vote", {"choice": choice}, headers=headers)
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

    grown(1)  # so that whoever's post is hidden has said something else, too
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


def test_acts_after_which_votes_count_elsewhere_or_no_longer_ask_for_groups_anew(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    def asks(act: Callable[[], object]) -> bool:
        session.expire_all()
        before = proposal.votes_version
        act()
        session.expire_all()
        return proposal.votes_version == before + 1

    post = PostFactory(proposal=proposal, author=cast.ada)
    session.commit()
    assert asks(lambda: cast_vote(session, cast.ben, post.id, Choice.AGREE))
    assert not asks(lambda: post_message(session, cast.ben, Aim(proposal.id), [Draft(Label.SUPPORT, PostWords("."))]))
    assert asks(lambda: withdraw_post(session, cast.ada, post.id)), "somebody else speaks for it"
    assert asks(lambda: put_back(session, cast.ada, post.id))
    withdraw_post(session, cast.ada, post.id)
    assert not asks(lambda: take_over(session, cast.ben, post.id))
    assert asks(lambda: curation.hide_post(session, mandate(cast, post), post.id))
    assert asks(lambda: curation.restore_post(session, mandate(cast, post), post.id))


def test_an_act_on_a_whole_thread_is_about_no_post(session: Session, cast: Cast, proposal: Proposal) -> None:
    with thread_of(session, cast.mo, Act.LOCK, proposal=proposal.id) as thread:
        assert thread.post is None
        with pytest.raises(LookupError, match="proposal as a whole"):
            _ = thread.node
