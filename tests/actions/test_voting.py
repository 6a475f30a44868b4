"""Votes: one per person and post, on the words they were cast on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.voting import cast_vote, keep_vote, withdraw_vote
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.papers import Seen
from deliberate.domain.permissions import Denied
from deliberate.domain.places import OnPassage
from deliberate.domain.statuses import Status
from deliberate.extensions import db
from deliberate.models import Choice, Person, Post, Vote
from deliberate.upkeep.evaluating import evaluate
from deliberate.upkeep.transaction import transaction
from tests.cast import Cast
from tests.factories import LinkFactory, PersonFactory, PostFactory, ProposalFactory, VoteFactory
from tests.patience import PATIENCE

AGREE, PASS, DISAGREE = Choice.AGREE, Choice.PASS, Choice.DISAGREE
Counting = Callable[[], AbstractContextManager[list[str]]]


def counts(post: Post) -> tuple[int, int, int]:
    return post.agree, post.passes, post.disagree


def votes(session: Session) -> list[Vote]:
    return list(session.scalars(select(Vote).order_by(Vote.post_id)))


def test_a_vote_is_counted_and_can_be_changed_and_withdrawn(session: Session, cast: Cast) -> None:
    post = PostFactory()
    session.commit()
    cast_vote(session, cast.ben, post.id, AGREE)
    assert counts(post) == (1, 0, 0)
    cast_vote(session, cast.ben, post.id, PASS)
    assert counts(post) == (0, 1, 0)
    withdraw_vote(session, cast.ben, post.id)
    assert counts(post) == (0, 0, 0)
    assert votes(session) == []


def test_withdrawing_what_was_never_cast_changes_nothing(session: Session, cast: Cast) -> None:
    post = PostFactory()
    session.commit()
    cast_vote(session, cast.ada, post.id, AGREE)
    withdraw_vote(session, cast.ben, post.id)
    assert counts(post) == (1, 0, 0)


def test_a_vote_moves_the_standing_and_the_status_above_it(session: Session, cast: Cast) -> None:
    objection = PostFactory(label=Label.OBJECTION)
    safeguard = PostFactory(label=Label.SAFEGUARD, parent=objection)
    session.commit()
    for person in (cast.ada, cast.ben, cast.mo):
        cast_vote(session, person, safeguard.id, AGREE)
    session.expire_all()
    assert safeguard.standing > 0.5
    assert objection.standing < 0.5
    assert objection.status is Status.ANSWERED


def test_nobody_votes_on_a_post_of_their_own(session: Session, cast: Cast) -> None:
    post = PostFactory(author=cast.ada)
    twin = PostFactory(proposal=post.proposal, state=State.MERGED, merged_into_id=post.id, author=cast.ben)
    session.commit()
    for id in (post.id, twin.id):
        with pytest.raises(Denied, match="You wrote this, so others vote on it."):
            cast_vote(session, cast.ada, id, AGREE)
        cast_vote(session, cast.ben, id, AGREE)
    assert counts(post) == (1, 0, 0)


def test_an_own_vote_of_before_counts_nowhere(session: Session, cast: Cast) -> None:
    objection = PostFactory()
    rebuttal = PostFactory(label=Label.REBUTTAL, parent=objection, author=cast.ada)
    VoteFactory(post=rebuttal, person=cast.ada)
    session.commit()
    cast_vote(session, cast.ben, rebuttal.id, DISAGREE)
    assert counts(rebuttal) == (0, 0, 1)
    assert (rebuttal.voice, rebuttal.holders_agree) == (0, 0)
    assert objection.standing == 0.5


def test_a_vote_remembers_the_words_and_the_place_it_was_cast_on(session: Session, cast: Cast) -> None:
    post = PostFactory(anchor="first", wording=3)
    session.commit()
    cast_vote(session, cast.ben, post.id, AGREE)
    vote = votes(session)[0]
    assert (vote.wording, vote.place) == (3, OnPassage("first"))
    assert post.stale_votes == 0


def test_a_vote_from_a_page_opened_before_an_edit_is_on_the_words_shown_there(session: Session, cast: Cast) -> None:
    post = PostFactory(wording=2)
    session.commit()
    cast_vote(session, cast.ben, post.id, AGREE, Seen(1))
    assert votes(session)[0].wording == 1
    assert post.stale_votes == 1


@pytest.mark.parametrize("nonsense", [0, -1, 99])
def test_a_wording_that_never_was_counts_as_the_current_one(session: Session, cast: Cast, nonsense: int) -> None:
    post = PostFactory(wording=2)
    session.commit()
    cast_vote(session, cast.ben, post.id, AGREE, Seen(nonsense, nonsense))
    assert votes(session)[0].wording == 2


def test_keeping_a_vote_puts_it_on_the_new_words(session: Session, cast: Cast) -> None:
    post = PostFactory(wording=2)
    VoteFactory(post=post, person=cast.ben, choice=DISAGREE, wording=1)
    session.commit()
    keep_vote(session, cast.ben, post.id)
    assert counts(post) == (0, 0, 1)
    assert post.stale_votes == 0
    with pytest.raises(Refusal, match="not voted"):
        keep_vote(session, cast.ada, post.id)


def test_a_vote_on_a_merged_post_goes_to_the_kept_one(session: Session, cast: Cast) -> None:
    kept = PostFactory()
    twin = PostFactory(proposal=kept.proposal, state=State.MERGED, merged_into_id=kept.id)
    session.commit()
    assert cast_vote(session, cast.ben, twin.id, AGREE).post == kept.id
    assert counts(kept) == (1, 0, 0)
    assert [vote.post_id for vote in votes(session)] == [kept.id]


def test_a_person_who_voted_on_both_twins_counts_once(session: Session, cast: Cast) -> None:
    kept = PostFactory()
    twin = PostFactory(proposal=kept.proposal, state=State.MERGED, merged_into_id=kept.id)
    VoteFactory(post=twin, person=cast.ben, choice=DISAGREE)
    VoteFactory(post=twin, person=cast.mo, choice=DISAGREE)
    session.commit()
    cast_vote(session, cast.ben, kept.id, AGREE)
    assert counts(kept) == (1, 0, 1)
    keep_vote(session, cast.mo, kept.id)
    assert counts(kept) == (1, 0, 1)
    withdraw_vote(session, cast.ben, kept.id)
    assert counts(kept) == (0, 0, 1)
    assert {vote.person_id for vote in votes(session)} == {cast.mo.id}


def test_nobody_votes_on_what_is_locked_hidden_or_a_comment(session: Session, cast: Cast) -> None:
    locked = PostFactory(proposal=ProposalFactory(locked=True))
    hidden = PostFactory(state=State.HIDDEN)
    comment = PostFactory(label=Label.COMMENT)
    session.commit()
    for post, word in ((locked, "locked"), (hidden, "not visible"), (comment, "a comment")):
        with pytest.raises(Refusal, match=word):
            cast_vote(session, cast.ben, post.id, AGREE)
    assert votes(session) == []


def test_two_first_votes_at_once_end_as_one(app: Flask, session: Session, cast: Cast) -> None:
    post = PostFactory()
    session.commit()
    post_id, ben_id = post.id, cast.ben.id
    start = Barrier(2)

    def vote(choice: Choice) -> None:
        with app.app_context():
            own = db.session()
            ben = own.get_one(Person, ben_id)
            start.wait(PATIENCE)
            cast_vote(own, ben, post_id, choice)
            db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(vote, (AGREE, DISAGREE)))
    session.expire_all()
    found = votes(session)
    assert len(found) == 1
    assert counts(session.get_one(Post, post_id)) == ((1, 0, 0) if found[0].choice is AGREE else (0, 0, 1))


def test_two_people_voting_at_once_are_both_counted(app: Flask, session: Session, cast: Cast) -> None:
    post = PostFactory()
    people = [PersonFactory().id for _ in range(6)]
    session.commit()
    post_id = post.id
    start = Barrier(len(people))

    def vote(person: int) -> None:
        with app.app_context():
            own = db.session()
            voter = own.get_one(Person, person)
            own.rollback()
            start.wait(PATIENCE)
            cast_vote(own, voter, post_id, AGREE)
            db.session.remove()

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(vote, people))
    session.expire_all()
    assert counts(session.get_one(Post, post_id)) == (6, 0, 0)


def test_statements_do_not_grow_with_votes_or_posts(session: Session, cast: Cast, count_statements: Counting) -> None:
    def needed() -> int:
        session.commit()
        with count_statements() as statements:
            cast_vote(session, cast.ben, post.id, AGREE)
            withdraw_vote(session, cast.ben, post.id)
        return len(statements)

    post = PostFactory()
    few = needed()
    for _ in range(10):
        reply = PostFactory(parent=post, label=Label.REBUTTAL)
        VoteFactory(post=reply)
        VoteFactory(post=post)
    needed()
    assert needed() <= few + 2


def test_a_vote_that_is_withdrawn_leaves_those_on_the_posts_around_it(session: Session, cast: Cast) -> None:
    point = PostFactory()
    safeguard = PostFactory(parent=point, label=Label.SAFEGUARD)
    session.commit()
    for post in (point, safeguard):
        cast_vote(session, cast.ben, post.id, AGREE)
    withdraw_vote(session, cast.ben, safeguard.id)
    assert [vote.post_id for vote in votes(session)] == [point.id]
    with pytest.raises(Refusal, match="not voted on this post"):
        keep_vote(session, cast.ben, safeguard.id)


@pytest.mark.parametrize("choice", Choice)
def test_what_a_vote_puts_behind_replies_and_links_is_what_a_fresh_count_finds(
    session: Session, cast: Cast, choice: Choice
) -> None:
    """Of two links of a post each has behind it those who hold what it leads to."""
    held, other = PostFactory(), PostFactory()
    other.proposal_id = other.message.proposal_id = held.proposal_id
    rebuttal = PostFactory(parent=held, label=Label.REBUTTAL)
    apart = PostFactory(proposal=held.proposal, label=Label.SUPPORT)
    links = [LinkFactory(from_post_id=apart.id, to_post_id=post.id) for post in (held, other)]
    session.commit()
    cast_vote(session, cast.ben, held.id, AGREE)
    for reply in (rebuttal, apart):
        cast_vote(session, cast.ben, reply.id, choice)

    def behind() -> list[tuple[int | None, ...]]:
        session.expire_all()
        return [(one.voice, one.holders_agree, one.holders_disagree) for one in (rebuttal, *links)]

    holds = int(choice is AGREE), int(choice is DISAGREE)
    found = behind()
    assert [counted[1:] for counted in found] == [holds, holds, (0, 0)]
    with transaction(session):
        evaluate(session, held.proposal)
    assert behind() == found


def test_of_votes_on_a_post_and_what_was_merged_into_it_the_own_one_is_kept_else_the_latest(
    session: Session, cast: Cast
) -> None:
    kept = PostFactory()
    first, second = (PostFactory(proposal=kept.proposal) for _ in range(2))
    session.commit()
    for post, choice in ((kept, AGREE), (first, DISAGREE), (second, PASS)):
        cast_vote(session, cast.ben, post.id, choice)
    for post, choice in ((second, AGREE), (first, PASS)):
        cast_vote(session, cast.ada, post.id, choice)
    for post in (first, second):
        post.state, post.merged_into_id = State.MERGED, kept.id
    evaluate(session, kept.proposal)
    session.commit()
    for person, choice in ((cast.ben, AGREE), (cast.ada, PASS)):
        keep_vote(session, person, kept.id)
        assert session.get_one(Vote, (kept.id, person.id)).choice is choice


def test_who_agreed_with_another_question_does_not_hold_the_point_that_a_reply_is_to(
    session: Session, cast: Cast
) -> None:
    point = PostFactory()
    safeguard = PostFactory(parent=point, label=Label.SAFEGUARD)
    session.commit()
    cast_vote(session, cast.ben, point.id, AGREE)
    point.label = Label.CONDITION
    evaluate(session, point.proposal)
    session.commit()
    cast_vote(session, cast.ben, safeguard.id, AGREE)
    assert (safeguard.agree, safeguard.holders_agree) == (1, 0)
    cast_vote(session, cast.ben, point.id, AGREE)
    session.expire_all()
    assert safeguard.holders_agree == 1
