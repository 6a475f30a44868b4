"""The stored findings joined with the posts as they are now."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import VISITOR
from deliberate.models import OpinionReport, Placing, Post, Proposal
from deliberate.queries.opinions import opinion_page
from deliberate.queries.said import Count
from deliberate.queries.votes import load_votes
from tests.cast import Cast
from tests.factories import PostFactory, VoteFactory
from tests.queries.opinions.reports import found, report, store


def test_there_is_nothing_to_read_before_the_first_computation(session: Session, proposal: Proposal) -> None:
    page = opinion_page(session, proposal, VISITOR)
    assert page.findings is None
    assert page.has_votes


def test_every_listed_post_comes_in_its_own_words_with_the_counts_of_each_group(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report(posts))
    (said,) = found(session, proposal).common_ground
    assert (said.id, said.words, said.label, said.agrees) == (posts[0].id, "Point 0.", Label.OBJECTION, True)
    assert said.counts == (Count(0, "A", 80, 10, 10), Count(1, "B", 20, 10, 70))


def test_groups_are_named_after_what_is_most_typical_of_them(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    posts[
        1
    ].body = "We are taxed more than can be justified. People know best how to spend their money, says everybody."
    posts[2].body = "The first words of it, and then **many more** words that would not fit into the name of a group."
    store(session, proposal, report(posts))
    first, second, _ = found(session, proposal).groups
    assert first.name
    assert second.name
    assert (first.letter, first.name.agrees, first.name.short) == ("A", True, "We are taxed more than can be justified")
    assert (second.letter, second.name.agrees) == ("B", False)
    assert posts[2].body.replace("*", "").startswith(second.name.short.removesuffix("…") + " ")
    assert second.name.short.endswith("…")


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_what_is_hidden_or_held_since_then_is_left_out(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast, state: State
) -> None:
    for post in posts[:3]:
        post.state = state
        post.author = cast.ben
    store(session, proposal, report(posts))
    for viewer in (VISITOR, cast.ben.actor(), cast.mo.actor()):
        findings = found(session, proposal, viewer)
        assert findings.common_ground == ()
        assert [group.name for group in findings.groups[:2]] == [None, None]
        assert [said.id for said in findings.division] == [posts[3].id]


def test_a_merged_post_is_shown_as_the_one_that_was_kept_and_once(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    for merged in posts[1:3]:
        merged.state, merged.merged_into_id = State.MERGED, posts[3].id
    ids = [post.id for post in posts]
    counts = {str(ids[1]): {"0": [9, 0, 0]}, str(ids[3]): {"0": [5, 0, 0]}}
    store(session, proposal, report(posts, division=ids[1:], counts=counts))
    (said,) = found(session, proposal).division
    assert (said.id, said.words) == (ids[3], "Point 3.")
    assert [count.agree for count in said.counts] == [100, 0]


def test_a_merged_post_whose_kept_one_was_not_listed_keeps_its_counts(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    kept = PostFactory(proposal=proposal, body="Said better.")
    posts[3].state, posts[3].merged_into_id = State.MERGED, kept.id
    store(session, proposal, report(posts))
    (said,) = found(session, proposal).division
    assert said.words == "Said better."
    assert [count.agree for count in said.counts] == [80, 20]


def test_a_group_keeps_its_letter_when_another_one_is_gone(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    groups = report(posts)["groups"]
    store(session, proposal, report(posts, groups=groups[1:]))
    assert [group.letter for group in found(session, proposal).groups] == ["B", "C"]


def test_it_says_by_how_many_changes_it_is_behind(session: Session, proposal: Proposal, posts: list[Post]) -> None:
    store(session, proposal, report(posts), version=37)
    assert found(session, proposal).behind == 3


def test_it_says_on_how_many_posts_of_this_proposal_the_viewer_voted(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast
) -> None:
    VoteFactory(post=posts[0], person=cast.ben)
    VoteFactory(post=PostFactory(), person=cast.ben)
    hidden = PostFactory(proposal=proposal, state=State.HIDDEN)
    twin = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=posts[0].id)
    for post in (hidden, twin):
        VoteFactory(post=post, person=cast.ben)
    session.commit()
    assert opinion_page(session, proposal, cast.ben.actor()).own_votes == 1
    assert opinion_page(session, proposal, cast.ada.actor()).own_votes == 0
    assert opinion_page(session, proposal, VISITOR).own_votes is None


def test_votes_are_counted_as_the_worker_counts_them(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast
) -> None:
    """Once for posts merged one into another, not for what was merged into a hidden one or asks nobody anything."""
    kept, hidden, comment, other = posts
    second = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=kept.id)
    first = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=second.id)
    gone = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=hidden.id)
    hidden.state, comment.label = State.HIDDEN, Label.COMMENT
    for post in (first, second, kept, gone, comment, other):
        VoteFactory(post=post, person=cast.ben)
    session.commit()
    assert opinion_page(session, proposal, cast.ben.actor()).own_votes == 2
    assert len(load_votes(session, proposal.id).value) == 2


def test_five_statements_are_enough_however_many_posts_groups_and_votes_there_are(
    session: Session,
    proposal: Proposal,
    cast: Cast,
    count_statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=0.0, y=0.75, group=1))
    ben = cast.ben.actor()
    counted = []
    for number, sizes in ((6, (5, 5)), (60, (50, 40, 30, 20))):
        posts = [PostFactory(proposal=proposal) for _ in range(number)]
        twin = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=posts[0].id)
        for post in (*posts, twin):
            VoteFactory(post=post, person=cast.ben)
        listed = [{"post": post.id, "agrees": True, "score": 1.0} for post in posts]
        found = report(posts, sizes, common_ground=listed)
        session.merge(OpinionReport(proposal_id=proposal.id, version=40, report=found))
        session.commit()
        for viewer in (ben, VISITOR):
            session.expire_all()
            session.refresh(proposal)
            with count_statements() as statements:
                page = opinion_page(session, proposal, viewer)
            assert page.findings
            assert len(page.findings.common_ground) == number
            counted.append(len(statements))
    assert counted == [5, 3, 5, 3]


def test_where_nothing_was_computed_a_visitor_makes_nobody_read_the_thread(
    session: Session, proposal: Proposal, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    PostFactory(proposal=proposal)
    session.commit()
    session.refresh(proposal)
    with count_statements() as statements:
        assert opinion_page(session, proposal, VISITOR).findings is None
    assert len(statements) == 1
