"""A point that others hold stays when its author takes it back, and one of them can take it over."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.accepting import accept_reply
from deliberate.actions.curation import Mandate
from deliberate.actions.posting import edit_post
from deliberate.actions.revising import NewRevision, judge_claim, revise
from deliberate.actions.voting import cast_vote, withdraw_vote
from deliberate.actions.withdrawing import put_back, take_over, withdraw_post
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Denied
from deliberate.domain.posts import PostWords
from deliberate.domain.statuses import Status
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.models import Choice, Person, Post
from tests.actions.withdrawing.reckoning import AGREE, DISAGREE, merged, number_of_holders, reckon
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, VoteFactory

# What others hold


def test_a_point_that_others_hold_stays_with_their_number(session: Session, cast: Cast, objection: Post) -> None:
    VoteFactory(post=objection, person=cast.ada)
    session.commit()
    for person, choice in ((cast.ben, AGREE), (cast.mo, DISAGREE)):
        cast_vote(session, person, objection.id, choice)
    assert withdraw_post(session, cast.ada, objection.id) is State.VISIBLE
    assert number_of_holders(session, objection) == 1, "a vote of the author's own of before holds it no longer"
    with pytest.raises(Denied, match="Put it back first"):
        edit_post(session, cast.ada, objection.id, objection.version, PostWords("Other words."), None)
    put_back(session, cast.ada, objection.id)
    assert objection.withdrawn_at is None


def test_who_voted_otherwise_does_not_hold_a_point(session: Session, cast: Cast, objection: Post) -> None:
    cast_vote(session, cast.ben, objection.id, DISAGREE)
    cast_vote(session, cast.mo, objection.id, Choice.PASS)
    assert withdraw_post(session, cast.ada, objection.id) is State.WITHDRAWN


def test_it_goes_with_the_last_who_holds_it(session: Session, cast: Cast, objection: Post) -> None:
    for person in (cast.ben, cast.mo):
        cast_vote(session, person, objection.id, AGREE)
    withdraw_post(session, cast.ada, objection.id)
    withdraw_vote(session, cast.ben, objection.id)
    assert objection.state is State.VISIBLE
    cast_vote(session, cast.mo, objection.id, DISAGREE)
    assert objection.state is State.WITHDRAWN


def test_votes_that_came_with_an_import_hold_a_point_too(session: Session, cast: Cast, objection: Post) -> None:
    objection.carried_agree = 4
    session.commit()
    assert withdraw_post(session, cast.ada, objection.id) is State.VISIBLE
    assert number_of_holders(session, objection) == 4


def test_the_mark_of_who_let_it_go_settles_it_no_longer(session: Session, cast: Cast, objection: Post) -> None:
    answer = PostFactory(parent=objection, label=Label.SAFEGUARD)
    reckon(session, objection.proposal)
    cast_vote(session, cast.ben, objection.id, AGREE)
    accept_reply(session, cast.ada, answer.id)
    session.expire_all()
    assert objection.status is Status.ANSWERED
    withdraw_post(session, cast.ada, objection.id)
    session.expire_all()
    assert objection.status is Status.CONTESTED
    with pytest.raises(Denied, match="Only the person who raised this point"):
        accept_reply(session, cast.ada, answer.id)
    with pytest.raises(Denied, match="Only the person who raised this point"):
        accept_reply(session, cast.ben, answer.id)
    take_over(session, cast.ben, objection.id)
    accept_reply(session, cast.ben, answer.id)
    session.expire_all()
    assert objection.status is Status.ANSWERED


def test_so_does_their_word_on_a_revision(session: Session, cast: Cast, objection: Post) -> None:
    text = [Passage("first", PassageKind.PARAGRAPH, 0, "It is audited.")]
    revise(session, cast.mo, objection.proposal_id, NewRevision(text, "Audits.", 1, [objection.id]))
    cast_vote(session, cast.ben, objection.id, AGREE)
    judge_claim(session, cast.ada, objection.id, True)
    session.expire_all()
    assert objection.status is Status.RESOLVED
    withdraw_post(session, cast.ada, objection.id)
    session.expire_all()
    assert objection.status is Status.ADDRESSED
    take_over(session, cast.ben, objection.id)
    judge_claim(session, cast.ben, objection.id, False)
    session.expire_all()
    assert objection.status is Status.OPEN


# Taking over


def test_only_one_of_those_who_hold_it_takes_a_point_over(session: Session, cast: Cast, objection: Post) -> None:
    other = PersonFactory()
    session.commit()
    for person in (cast.ben, other):
        cast_vote(session, person, objection.id, AGREE)
    with pytest.raises(Denied, match="Nobody has withdrawn this"):
        take_over(session, cast.ben, objection.id)
    withdraw_post(session, cast.ada, objection.id)
    for person in (cast.mo, cast.ada):
        with pytest.raises(Refusal, match="vote yes on it first"):
            take_over(session, person, objection.id)
    assert take_over(session, cast.ben, objection.id) == objection.id
    with pytest.raises(Denied, match="taken this over"):
        take_over(session, other, objection.id)
    with pytest.raises(Denied, match="taken this over"):
        put_back(session, cast.ada, objection.id)
    assert withdraw_post(session, cast.ben, objection.id) is State.VISIBLE
    assert objection.heir_id is None
    take_over(session, other, objection.id)


def test_who_no_longer_agrees_speaks_for_it_no_longer(session: Session, cast: Cast, objection: Post) -> None:
    for person in (cast.ben, cast.mo):
        cast_vote(session, person, objection.id, AGREE)
    withdraw_post(session, cast.ada, objection.id)
    take_over(session, cast.ben, objection.id)
    cast_vote(session, cast.ben, objection.id, DISAGREE)
    assert (objection.heir_id, objection.state) == (None, State.VISIBLE)


# Merged


def test_who_raised_it_too_holds_it(session: Session, cast: Cast, objection: Post, twin: Post) -> None:
    entry = merged(session, cast, twin, objection)
    assert withdraw_post(session, cast.ada, objection.id) is State.VISIBLE
    take_over(session, cast.ben, objection.id)
    curation.undo(session, Mandate(cast.mo, "They differ."), entry)
    assert (objection.state, objection.heir_id) == (State.WITHDRAWN, None)
    assert twin.state is State.VISIBLE


@pytest.mark.parametrize("label", [Label.SUPPORT, Label.EVIDENCE])
def test_of_whatever_kind_it_is(session: Session, cast: Cast, objection: Post, label: Label) -> None:
    kept, twin = (PostFactory(parent=objection, label=label, author=one) for one in (cast.ada, cast.ben))
    merged(session, cast, twin, kept)
    assert withdraw_post(session, cast.ada, kept.id) is State.VISIBLE


def test_a_merged_post_is_taken_back_where_it_is(session: Session, cast: Cast, objection: Post, twin: Post) -> None:
    """It raises the point no longer, and comes apart as what it was."""
    entry = merged(session, cast, twin, objection)
    assert withdraw_post(session, cast.ben, twin.id) is State.MERGED
    assert twin.facts().state is State.WITHDRAWN
    assert withdraw_post(session, cast.ada, objection.id) is State.WITHDRAWN
    put_back(session, cast.ada, objection.id)
    curation.undo(session, Mandate(cast.mo, "They differ."), entry)
    assert twin.state is State.WITHDRAWN
    put_back(session, cast.ben, twin.id)
    assert twin.state is State.VISIBLE


def test_the_last_who_raised_it_takes_it_along(session: Session, cast: Cast, objection: Post, twin: Post) -> None:
    merged(session, cast, twin, objection)
    withdraw_post(session, cast.ada, objection.id)
    withdraw_post(session, cast.ben, twin.id)
    assert objection.state is State.WITHDRAWN


def test_people_who_hold_a_point_count_once(session: Session, cast: Cast, objection: Post, twin: Post) -> None:
    """Ben raised it too and agrees with both; mo agrees with the twin but not with the point itself."""
    more: Person = PersonFactory()
    session.commit()
    for person, post, choice in (
        (cast.ben, objection, AGREE),
        (cast.mo, twin, AGREE),
        (cast.mo, objection, DISAGREE),
        (more, twin, AGREE),
    ):
        cast_vote(session, person, post.id, choice)
    merged(session, cast, twin, objection)
    assert number_of_holders(session, objection) == 2
