"""The votes of one proposal as a table: each person once on each visible post that voters are asked about."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.opinions.ballots import VoteTable
from deliberate.models import Choice, Person, Post, Proposal, now
from deliberate.queries.votes import load_votes
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory, VoteFactory

AGREE, PASS, DISAGREE = Choice.AGREE, Choice.PASS, Choice.DISAGREE


@pytest.fixture
def proposal(session: Session) -> Proposal:
    return ProposalFactory()


def voted(table: VoteTable) -> dict[tuple[int, int], int]:
    """(person, post) -> value; fails where a person has two votes on a post."""
    rows = zip(table.person.tolist(), table.post.tolist(), table.value.tolist(), strict=True)
    found = {(table.people[person], table.posts[post]): value for person, post, value in rows}
    assert len(found) == len(table.value)
    return found


def merged(keep: Post, **values: object) -> Post:
    return PostFactory(proposal=keep.proposal, state=State.MERGED, merged_into_id=keep.id, **values)


def vote(post: Post, person: Person, choice: Choice, minute: int = 0) -> None:
    VoteFactory(post=post, person=person, choice=choice, cast=now() + timedelta(minutes=minute))


def test_a_thread_without_votes_is_an_empty_table(session: Session, proposal: Proposal) -> None:
    PostFactory(proposal=proposal)
    table = load_votes(session, proposal.id)
    assert (list(table.people), list(table.posts), len(table.value)) == ([], [], 0)


def test_agreement_is_one_a_pass_nought_and_disagreement_minus_one(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    first, second = PostFactory(proposal=proposal), PostFactory(proposal=proposal)
    vote(first, cast.ada, AGREE)
    vote(first, cast.ben, PASS)
    vote(second, cast.ben, DISAGREE)
    table = load_votes(session, proposal.id)
    assert voted(table) == {
        (cast.ada.id, first.id): 1,
        (cast.ben.id, first.id): 0,
        (cast.ben.id, second.id): -1,
    }
    assert (table.person.dtype, table.post.dtype, table.value.dtype) == ("int32", "int32", "int8")


def test_only_visible_posts_of_this_proposal_that_ask_voters_count(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    shown = PostFactory(proposal=proposal)
    others = [
        PostFactory(proposal=proposal, state=State.HIDDEN),
        PostFactory(proposal=proposal, state=State.HELD),
        PostFactory(proposal=proposal, label=Label.COMMENT),
        PostFactory(),
    ]
    for post in (shown, *others):
        vote(post, cast.ben, AGREE)
    assert voted(load_votes(session, proposal.id)) == {(cast.ben.id, shown.id): 1}


def test_a_vote_on_a_merged_post_counts_for_the_kept_one(session: Session, cast: Cast, proposal: Proposal) -> None:
    keep = PostFactory(proposal=proposal)
    duplicate = merged(keep)
    vote(merged(duplicate), cast.ben, DISAGREE)
    vote(duplicate, cast.ada, AGREE)
    assert voted(load_votes(session, proposal.id)) == {(cast.ben.id, keep.id): -1, (cast.ada.id, keep.id): 1}


def test_the_vote_on_the_kept_post_itself_wins_else_the_latest(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    keep = PostFactory(proposal=proposal)
    one, two = merged(keep), merged(keep)
    vote(keep, cast.ada, PASS, minute=0)
    vote(one, cast.ada, AGREE, minute=1)
    vote(two, cast.ben, AGREE, minute=2)
    vote(one, cast.ben, DISAGREE, minute=3)
    assert voted(load_votes(session, proposal.id)) == {(cast.ada.id, keep.id): 0, (cast.ben.id, keep.id): -1}


def test_votes_on_what_was_merged_into_a_hidden_post_do_not_count(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    vote(merged(PostFactory(proposal=proposal, state=State.HIDDEN)), cast.ben, AGREE)
    assert voted(load_votes(session, proposal.id)) == {}


def test_the_table_counts_as_the_tallies_do(session: Session, proposal: Proposal) -> None:
    people = [PersonFactory() for _ in range(12)]
    posts = [PostFactory(proposal=proposal) for _ in range(4)]
    posts += [merged(posts[number % 2]) for number in range(4)]
    posts += [merged(posts[-1])]
    choices = list(Choice)
    for index, post in enumerate(posts):
        for number, person in enumerate(people):
            if (index * 7 + number * 5) % 4:
                vote(post, person, choices[(index + number * number) % 3], minute=(index * 5 + number) % 11)
    session.flush()
    found = voted(load_votes(session, proposal.id))
    evaluate(session, proposal)
    for post in posts[:4]:
        session.refresh(post)
        values = [value for (_, id), value in found.items() if id == post.id]
        assert (values.count(1), values.count(0), values.count(-1)) == (post.agree, post.passes, post.disagree)


def test_five_statements_are_enough(
    session: Session,
    cast: Cast,
    proposal: Proposal,
    count_statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    for keep in [PostFactory(proposal=proposal) for _ in range(5)]:
        for post in (keep, merged(keep)):
            vote(post, cast.ada, AGREE)
            vote(post, cast.ben, PASS)
    session.flush()
    with count_statements() as statements:
        load_votes(session, proposal.id)
    assert len(statements) == 5
