"""Merging counts each person once, loses no vote, and comes apart again."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.voting import cast_vote
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.places import OnPost
from deliberate.models import Post, Proposal
from deliberate.upkeep.evaluating import evaluate
from tests.actions.curation.moderating import ACTS, DISAGREE, mandate, picture, tallies, votes
from tests.cast import Cast
from tests.factories import PostFactory


def test_merging_counts_each_person_once_and_the_vote_on_the_kept_post_wins(
    session: Session, cast: Cast, twins: tuple[Post, Post]
) -> None:
    kept, twin = twins
    assert (tallies(kept), tallies(twin)) == ((2, 0, 0, 0, 0), (0, 1, 1, 0, 0))
    before = votes(session)
    curation.merge_posts(session, mandate(cast.mo, twin), twin.id, kept.id)
    session.refresh(kept)
    assert tallies(kept) == (2, 1, 0, 1, 1)
    assert votes(session) == before


def test_undoing_a_merge_gives_back_exactly_the_tallies_from_before(
    session: Session, cast: Cast, twins: tuple[Post, Post]
) -> None:
    kept, twin = twins
    PostFactory(label=Label.REBUTTAL, parent=twin)
    session.commit()
    evaluate(session, twin.proposal)
    session.commit()
    before = picture(session)
    entry = curation.merge_posts(session, mandate(cast.mo, twin), twin.id, kept.id)
    assert picture(session) != before
    curation.undo(session, mandate(cast.mo), entry.id)
    assert picture(session) == before


@pytest.mark.parametrize("first_undone", [0, 1])
def test_a_chain_of_merges_can_be_undone_in_any_order(
    session: Session, cast: Cast, twins: tuple[Post, Post], first_undone: int
) -> None:
    """The first post is merged into the second, the second into a third."""
    first, second = twins
    third = PostFactory(proposal=first.proposal)
    session.commit()
    cast_vote(session, cast.ada, third.id, DISAGREE)
    before = picture(session)
    entries = [
        curation.merge_posts(session, mandate(cast.mo, first), first.id, second.id),
        curation.merge_posts(session, mandate(cast.mo, session.get_one(Post, second.id)), second.id, third.id),
    ]
    session.expire_all()
    assert tallies(third)[:3] == (0, 1, 2)  # ada here, mo and ben on the second
    curation.undo(session, mandate(cast.mo), entries[first_undone].id)
    session.expire_all()
    expected = (0, 1, 2) if first_undone == 0 else (0, 0, 1)
    assert tallies(third)[:3] == expected
    curation.undo(session, mandate(cast.mo), entries[1 - first_undone].id)
    assert picture(session) == before


def test_merging_into_a_merged_post_merges_into_the_one_that_was_kept(
    session: Session, cast: Cast, twins: tuple[Post, Post]
) -> None:
    kept, twin = twins
    third = PostFactory(proposal=kept.proposal)
    session.commit()
    curation.merge_posts(session, mandate(cast.mo, twin), twin.id, kept.id)
    entry = curation.merge_posts(session, mandate(cast.mo, third), third.id, twin.id)
    session.refresh(third)
    assert third.merged_into_id == kept.id
    assert entry.details == {"into": kept.id}


def test_a_merged_post_is_not_merged_again(session: Session, cast: Cast, twins: tuple[Post, Post]) -> None:
    kept, twin = twins
    third = PostFactory(proposal=kept.proposal)
    session.commit()
    curation.merge_posts(session, mandate(cast.mo, twin), twin.id, kept.id)
    session.refresh(twin)
    for keep, why in ((kept, "already merged into that one"), (third, "already merged into another one")):
        with pytest.raises(Refusal, match=why):
            curation.merge_posts(session, mandate(cast.mo, twin), twin.id, keep.id)


@pytest.mark.parametrize("act", [Act.RELABEL, Act.MOVE, Act.HIDE])
def test_a_merged_post_comes_apart_before_anything_is_done_to_it(
    session: Session, cast: Cast, twins: tuple[Post, Post], act: Act
) -> None:
    kept, twin = twins
    curation.merge_posts(session, mandate(cast.mo, twin), twin.id, kept.id)
    session.refresh(twin)
    with pytest.raises(Refusal, match="Undo the merge first"):
        ACTS[act](session, mandate(cast.mo, twin), twin, kept)


def test_a_hidden_post_is_not_merged_because_its_words_would_be_public(
    session: Session, cast: Cast, twins: tuple[Post, Post]
) -> None:
    kept, twin = twins
    curation.hide_post(session, mandate(cast.mo, twin), twin.id)
    session.refresh(twin)
    with pytest.raises(Refusal, match="not visible"):
        curation.merge_posts(session, mandate(cast.mo, twin), twin.id, kept.id)


def test_a_merge_is_not_undone_when_that_would_put_a_post_below_itself(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    """The twin stood under `top`; while it is merged, `top` is moved under the twin's reply."""
    top, kept = (PostFactory(proposal=proposal, label=Label.SUPPORT) for _ in range(2))
    twin = PostFactory(parent=top, label=Label.SUPPORT)
    reply = PostFactory(parent=twin, label=Label.SUPPORT)
    session.commit()
    merge = curation.merge_posts(session, mandate(cast.mo, twin), twin.id, kept.id)
    move = curation.move_post(session, mandate(cast.mo, top), top.id, OnPost(reply.id))
    with pytest.raises(Refusal, match="moved below it since"):
        curation.undo(session, mandate(cast.mo), merge.id)
    assert session.get_one(Post, twin.id).state is State.MERGED
    curation.undo(session, mandate(cast.mo), move.id)
    curation.undo(session, mandate(cast.mo), merge.id)
    assert session.get_one(Post, twin.id).state is State.VISIBLE
