"""Taking back a post: what goes, what moderators can still do with it, and the way back."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.actions.posting import edit_post
from deliberate.actions.voting import cast_vote
from deliberate.actions.withdrawing import put_back, withdraw_post
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Denied
from deliberate.domain.posts import PostWords
from deliberate.domain.statuses import Status
from deliberate.models import Post, Proposal
from tests.actions.withdrawing.reckoning import AGREE, mandate, reckon
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory

# Going


@pytest.mark.parametrize("label", [Label.OBJECTION, Label.QUESTION, Label.SUPPORT, Label.COMMENT])
def test_what_nobody_else_holds_goes_out_of_sight_and_comes_back(
    session: Session, cast: Cast, proposal: Proposal, label: Label
) -> None:
    post = PostFactory(proposal=proposal, author=cast.ada, label=label)
    session.commit()
    assert withdraw_post(session, cast.ada, post.id) is State.WITHDRAWN
    assert post.withdrawn_at
    assert put_back(session, cast.ada, post.id) is State.VISIBLE
    assert post.withdrawn_at is None


def test_only_whoever_wrote_it_takes_it_back_and_once(session: Session, cast: Cast, objection: Post) -> None:
    for person in (cast.ben, cast.mo):
        with pytest.raises(Denied, match="Only the person who wrote this"):
            withdraw_post(session, person, objection.id)
    withdraw_post(session, cast.ada, objection.id)
    with pytest.raises(Denied, match="withdrawn already"):
        withdraw_post(session, cast.ada, objection.id)
    with pytest.raises(Denied, match="Only the person who wrote this"):
        put_back(session, cast.ben, objection.id)
    put_back(session, cast.ada, objection.id)
    with pytest.raises(Denied, match="Nobody has withdrawn this"):
        put_back(session, cast.ada, objection.id)


def test_what_is_taken_back_is_neither_voted_on_nor_replied_to_nor_edited(
    session: Session, cast: Cast, objection: Post
) -> None:
    withdraw_post(session, cast.ada, objection.id)
    with pytest.raises(Denied, match="not visible"):
        cast_vote(session, cast.ben, objection.id, AGREE)
    with pytest.raises(Denied, match="Put it back first"):
        edit_post(session, cast.ada, objection.id, objection.version, PostWords("Other words."), None)


def test_a_reply_that_settled_a_point_settles_it_no_longer(session: Session, cast: Cast, objection: Post) -> None:
    """Along the path up to what it replied to, and back again."""
    safeguard = PostFactory(parent=objection, label=Label.SAFEGUARD, author=cast.ben)
    rebuttal = PostFactory(parent=safeguard, label=Label.REBUTTAL, author=cast.ada)
    reckon(session, objection.proposal)
    for voter in PersonFactory.create_batch(3):
        session.commit()
        cast_vote(session, voter, safeguard.id, AGREE)
    session.expire_all()
    assert objection.status is Status.ANSWERED
    before = objection.standing
    withdraw_post(session, cast.ben, safeguard.id)
    session.expire_all()
    assert (safeguard.state, rebuttal.state) == (State.WITHDRAWN, State.VISIBLE)
    assert objection.status is Status.OPEN
    assert objection.standing > before
    put_back(session, cast.ben, safeguard.id)
    session.expire_all()
    assert (objection.status, objection.standing) == (Status.ANSWERED, before)


def test_a_reply_that_persuaded_others_is_taken_back_all_the_same(
    session: Session, cast: Cast, objection: Post
) -> None:
    """To agree with a reply, or with what supports, is not to hold a point."""
    for post in (PostFactory(parent=objection, label=Label.REBUTTAL), PostFactory(label=Label.SUPPORT)):
        session.commit()
        cast_vote(session, cast.ben, post.id, AGREE)
        assert withdraw_post(session, post.author, post.id) is State.WITHDRAWN


def test_in_a_locked_or_decided_thread_nothing_is_taken_back_or_put_back(
    session: Session, cast: Cast, objection: Post
) -> None:
    gone = PostFactory(proposal=objection.proposal, author=cast.ada)
    session.commit()
    withdraw_post(session, cast.ada, gone.id)
    curation.lock_thread(session, Mandate(cast.mo, "It is over."), objection.proposal_id)
    with pytest.raises(Denied, match="locked by a moderator"):
        withdraw_post(session, cast.ada, objection.id)
    with pytest.raises(Denied, match="locked by a moderator"):
        put_back(session, cast.ada, gone.id)


def test_what_waits_for_a_moderator_waits_again_when_it_is_put_back(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    held = PostFactory(proposal=proposal, author=cast.ada, state=State.HELD)
    session.commit()
    assert withdraw_post(session, cast.ada, held.id) is State.WITHDRAWN
    assert put_back(session, cast.ada, held.id, hold=True) is State.HELD


# Moderators


def test_what_a_moderator_hides_and_restores_is_as_withdrawn_as_before(
    session: Session, cast: Cast, objection: Post
) -> None:
    withdraw_post(session, cast.ada, objection.id)
    curation.hide_post(session, mandate(cast, objection), objection.id)
    with pytest.raises(Denied, match="moderator has hidden this"):
        put_back(session, cast.ada, objection.id)
    entry = curation.restore_post(session, mandate(cast, objection), objection.id)
    assert objection.state is State.WITHDRAWN
    curation.undo(session, Mandate(cast.mo, "Rather not."), entry.id)
    assert objection.state is State.HIDDEN
    curation.restore_post(session, mandate(cast, objection), objection.id)
    put_back(session, cast.ada, objection.id)
    assert objection.state is State.VISIBLE


def test_what_others_hold_is_restored_for_them(session: Session, cast: Cast, objection: Post) -> None:
    cast_vote(session, cast.ben, objection.id, AGREE)
    withdraw_post(session, cast.ada, objection.id)
    entry = curation.hide_post(session, mandate(cast, objection), objection.id)
    with pytest.raises(Denied, match="moderator has hidden this"):
        withdraw_post(session, cast.ada, objection.id)
    curation.undo(session, Mandate(cast.mo, "Rather not."), entry.id)
    assert objection.state is State.VISIBLE
    curation.hide_post(session, mandate(cast, objection), objection.id)
    curation.restore_post(session, mandate(cast, objection), objection.id)
    assert objection.state is State.VISIBLE


def test_an_approval_is_not_undone_once_the_post_was_taken_back(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    held = PostFactory(proposal=proposal, author=cast.ada, state=State.HELD)
    session.commit()
    entry = curation.approve_post(session, mandate(cast, held), held.id)
    withdraw_post(session, cast.ada, held.id)
    with pytest.raises(Refusal, match="has changed since"):
        curation.undo(session, Mandate(cast.mo, "Rather not."), entry.id)
    with pytest.raises(Refusal, match="waiting or visible can be approved"):
        curation.approve_post(session, mandate(cast, held), held.id)


def test_what_is_taken_back_can_still_be_moved_but_not_merged(
    session: Session, cast: Cast, objection: Post, twin: Post
) -> None:
    withdraw_post(session, cast.ada, objection.id)
    for keep, duplicate in ((twin, objection), (objection, twin)):
        with pytest.raises(Refusal, match="not visible"):
            curation.merge_posts(session, mandate(cast, duplicate), duplicate.id, keep.id)
    curation.relabel_post(session, mandate(cast, objection), objection.id, Label.CONDITION)
    assert (objection.label, objection.state) == (Label.CONDITION, State.WITHDRAWN)
