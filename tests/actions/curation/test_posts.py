"""Relabelling, moving, hiding, approving, and what becomes of flags."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.flagging import flag_post
from deliberate.actions.posting import Aim, Draft, post_message
from deliberate.actions.voting import cast_vote
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import Ground, Label
from deliberate.domain.nodes import State
from deliberate.domain.places import OnPassage, OnPost, OnProposal, Place
from deliberate.domain.posts import PostWords
from deliberate.models import Flag, FlagReason, Post, Proposal
from tests.actions.curation.moderating import AGREE, mandate, picture
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory

# Relabelling and moving


def test_relabelling_drops_a_ground_the_new_label_has_not_and_undoing_brings_it_back(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    post = PostFactory(proposal=proposal, ground=Ground.COST)
    session.commit()
    entry = curation.relabel_post(session, mandate(cast.mo, post), post.id, Label.QUESTION)
    session.refresh(post)
    assert (post.label, post.ground) == (Label.QUESTION, None)
    assert entry.details == {"from": "objection", "to": "question"}
    curation.undo(session, mandate(cast.mo), entry.id)
    session.refresh(post)
    assert (post.label, post.ground) == (Label.OBJECTION, Ground.COST)


def test_relabelling_is_refused_where_a_reply_would_not_fit(session: Session, cast: Cast, proposal: Proposal) -> None:
    post = PostFactory(proposal=proposal)
    PostFactory(parent=post, label=Label.SAFEGUARD)
    session.commit()
    with pytest.raises(Refusal, match="safeguard"):
        curation.relabel_post(session, mandate(cast.mo, post), post.id, Label.QUESTION)
    passage = PostFactory(proposal=proposal, anchor="first")
    session.commit()
    with pytest.raises(Refusal, match="how the passage should read"):
        curation.relabel_post(session, mandate(cast.mo, passage), passage.id, Label.AMENDMENT)


def test_votes_on_a_moved_post_are_on_another_place_until_it_is_moved_back(
    session: Session, cast: Cast, twins: tuple[Post, Post]
) -> None:
    kept, _ = twins
    before = picture(session)
    entry = curation.move_post(session, mandate(cast.mo, kept), kept.id, OnPassage("second"))
    session.refresh(kept)
    assert (kept.anchor, kept.stale_votes) == ("second", 2)
    assert entry.details == {"from": "proposal", "to": "passage second"}
    curation.undo(session, mandate(cast.mo), entry.id)
    assert picture(session) == before


def test_a_post_moved_under_a_merged_one_goes_under_the_kept_one(
    session: Session, cast: Cast, twins: tuple[Post, Post]
) -> None:
    kept, twin = twins
    question = PostFactory(proposal=kept.proposal, label=Label.QUESTION)
    session.commit()
    curation.merge_posts(session, mandate(cast.mo, twin), twin.id, kept.id)
    curation.move_post(session, mandate(cast.mo, question), question.id, OnPost(twin.id))
    session.refresh(question)
    assert question.parent_id == kept.id


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("itself", "below itself"),
        ("reply", "below itself"),
        (OnProposal(), "there already"),
        (OnPassage("nowhere"), "no such passage"),
        ("hidden", "not visible"),
        ("elsewhere", "in this thread"),
        ("question", "Did you mean to answer it"),
    ],
)
def test_a_post_is_moved_only_to_where_it_may_stand(
    session: Session, cast: Cast, proposal: Proposal, to: Place | str, why: str
) -> None:
    post = PostFactory(proposal=proposal)
    others = {
        "itself": post,
        "reply": PostFactory(parent=post, label=Label.REBUTTAL),
        "hidden": PostFactory(proposal=proposal, label=Label.ALTERNATIVE, state=State.HIDDEN),
        "elsewhere": PostFactory(label=Label.ALTERNATIVE),
        "question": PostFactory(proposal=proposal, label=Label.QUESTION),
    }
    session.commit()
    place = OnPost(others[to].id) if isinstance(to, str) else to
    with pytest.raises(Refusal, match=why):
        curation.move_post(session, mandate(cast.mo, post), post.id, place)


# Hiding, approving, flags, locking


def test_a_hidden_post_moves_nothing_until_it_is_restored(session: Session, cast: Cast, proposal: Proposal) -> None:
    post = PostFactory(proposal=proposal)
    rebuttal = PostFactory(parent=post, label=Label.REBUTTAL)
    session.commit()
    cast_vote(session, cast.ben, rebuttal.id, AGREE)
    before = picture(session)
    curation.hide_post(session, mandate(cast.mo, rebuttal), rebuttal.id)
    session.expire_all()
    assert post.standing == 0.5
    with pytest.raises(Refusal, match="hidden already"):
        curation.hide_post(session, mandate(cast.mo, rebuttal), rebuttal.id)
    curation.restore_post(session, mandate(cast.mo, rebuttal), rebuttal.id)
    assert picture(session) == before
    with pytest.raises(Refusal, match="Only a hidden post"):
        curation.restore_post(session, mandate(cast.mo, rebuttal), rebuttal.id)


def test_approving_shows_the_whole_message_and_trusts_its_author(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    newcomer = PersonFactory(trusted=False)
    session.commit()
    drafts = [Draft(Label.OBJECTION, PostWords("One.")), Draft(Label.QUESTION, PostWords("Two?"), under=0)]
    first, second = post_message(session, newcomer, Aim(proposal.id), drafts, hold=True)
    entry = curation.approve_post(session, mandate(cast.mo, second), second.id)
    session.expire_all()
    assert {first.state, second.state} == {State.VISIBLE}
    assert newcomer.trusted
    with pytest.raises(Refusal, match="nothing to approve"):
        curation.approve_post(session, mandate(cast.mo, first), first.id)
    curation.undo(session, mandate(cast.mo), entry.id)
    session.expire_all()
    assert {first.state, second.state} == {State.HELD}
    assert not newcomer.trusted


def test_any_act_settles_the_flags_of_the_post_and_undoing_it_opens_them_again(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    post = PostFactory(proposal=proposal)
    session.commit()
    for person in (cast.ada, cast.ben):
        flag_post(session, person, post.id, FlagReason.SPAM)
    entry = curation.dismiss_flags(session, mandate(cast.mo, post), post.id)
    handled = select(Flag.handled_at)
    assert None not in session.scalars(handled).all()
    with pytest.raises(Refusal, match="Nobody has flagged"):
        curation.dismiss_flags(session, mandate(cast.mo, post), post.id)
    curation.undo(session, mandate(cast.mo), entry.id)
    assert session.scalars(handled).all() == [None, None]


def test_flagging_again_replaces_what_was_said_and_asks_again(session: Session, cast: Cast, proposal: Proposal) -> None:
    post = PostFactory(proposal=proposal)
    session.commit()
    flag_post(session, cast.ben, post.id, FlagReason.SPAM, "An advertisement.")
    curation.dismiss_flags(session, mandate(cast.mo, post), post.id)
    flag_post(session, cast.ben, post.id, FlagReason.INSULT, "Look again.")
    flag = session.scalars(select(Flag)).one()
    assert (flag.reason, flag.note, flag.handled_at) == (FlagReason.INSULT, "Look again.", None)
