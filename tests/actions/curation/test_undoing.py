"""Every act can be undone, unless what came later stands in the way, and no vote is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.posting import edit_post
from deliberate.actions.voting import cast_vote
from deliberate.domain import places
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import Ground, Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.places import OnPost
from deliberate.models import LogEntry, Post, Proposal
from tests.actions.curation.moderating import AGREE, DISAGREE, PASS, mandate, picture, votes
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory


def test_an_act_that_a_later_one_changed_again_is_not_undone_first(
    session: Session, cast: Cast, twins: tuple[Post, Post]
) -> None:
    kept, twin = twins
    relabelled = curation.relabel_post(session, mandate(cast.mo, kept), kept.id, Label.CONDITION)
    session.refresh(kept)
    again = curation.relabel_post(session, mandate(cast.mo, kept), kept.id, Label.OBJECTION)
    with pytest.raises(Refusal, match="relabelled later"):
        curation.undo(session, mandate(cast.mo), relabelled.id)
    session.refresh(kept)
    merged = curation.merge_posts(session, mandate(cast.mo, kept), kept.id, twin.id)
    with pytest.raises(Refusal, match="merged later"):
        curation.undo(session, mandate(cast.mo), again.id)
    for entry in (merged, again, relabelled):
        curation.undo(session, mandate(cast.mo), entry.id)


def test_an_act_is_not_undone_where_a_later_one_did_the_same_again(
    session: Session, cast: Cast, twins: tuple[Post, Post]
) -> None:
    kept, _twin = twins
    done = []
    for act in (curation.hide_post, curation.restore_post, curation.hide_post):
        done.append(act(session, mandate(cast.mo, kept), kept.id))
        session.refresh(kept)
    with pytest.raises(Refusal, match="hidden later"):
        curation.undo(session, mandate(cast.mo), done[0].id)
    for entry in reversed(done):
        curation.undo(session, mandate(cast.mo), entry.id)
    assert kept.state is State.VISIBLE


def test_an_act_is_not_undone_when_the_author_has_changed_the_post_since(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    """Relabelled, the objection kept its ground; ben gives it another, which undoing would take away."""
    post = PostFactory(proposal=proposal, author=cast.ben, ground=Ground.COST)
    session.commit()
    entry = curation.relabel_post(session, mandate(cast.mo, post), post.id, Label.CONDITION)
    edit_post(session, cast.ben, post.id, post.version, post.words, Ground.LAW)
    with pytest.raises(Refusal, match="has changed since, so this can no longer be undone"):
        curation.undo(session, mandate(cast.mo), entry.id)
    session.refresh(post)
    assert (post.label, post.ground) == (Label.CONDITION, Ground.LAW)


def test_an_act_is_not_undone_when_replies_that_came_since_would_not_fit(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    post = PostFactory(proposal=proposal, label=Label.QUESTION)
    session.commit()
    entry = curation.relabel_post(session, mandate(cast.mo, post), post.id, Label.OBJECTION)
    safeguard = PostFactory(parent=post, label=Label.SAFEGUARD)
    session.commit()
    with pytest.raises(Refusal, match="Later acts stand in the way: A safeguard cannot reply to a question"):
        curation.undo(session, mandate(cast.mo), entry.id)
    curation.relabel_post(session, mandate(cast.mo, safeguard), safeguard.id, Label.COMMENT)
    curation.undo(session, mandate(cast.mo), entry.id)
    assert session.get_one(Post, post.id).label is Label.QUESTION


@pytest.mark.parametrize("act", [Act.MOVE, Act.MERGE])
def test_an_act_is_not_undone_when_the_post_would_no_longer_fit_where_it_was(
    session: Session, cast: Cast, proposal: Proposal, act: Act
) -> None:
    """It answered a question, which is an objection now."""
    question, other = (PostFactory(proposal=proposal, label=Label.QUESTION) for _ in range(2))
    answer, twin = (PostFactory(parent=parent, label=Label.ANSWER) for parent in (question, other))
    session.commit()
    if act is Act.MOVE:
        entry = curation.move_post(session, mandate(cast.mo, answer), answer.id, OnPost(other.id))
    else:
        entry = curation.merge_posts(session, mandate(cast.mo, answer), answer.id, twin.id)
    relabelled = curation.relabel_post(session, mandate(cast.mo, question), question.id, Label.OBJECTION)
    with pytest.raises(Refusal, match="Later acts stand in the way: An answer cannot reply to an objection"):
        curation.undo(session, mandate(cast.mo), entry.id)
    for done in (relabelled, entry):
        curation.undo(session, mandate(cast.mo), done.id)
    assert (answer.parent_id, answer.state) == (question.id, State.VISIBLE)


def test_an_act_that_came_with_an_import_is_not_undone(session: Session, cast: Cast, proposal: Proposal) -> None:
    entry = LogEntry(proposal_id=proposal.id, moderator_id=cast.mo.id, act=Act.LOCK, reason="Before.", details={})
    session.add(entry)
    session.commit()
    with pytest.raises(Refusal, match="before the thread was brought here"):
        curation.undo(session, mandate(cast.mo), entry.id)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "move", "hide", "restore", "relabel", "undo"]),
        st.integers(0, 6),
        st.integers(0, 8),
        st.sampled_from([Label.SUPPORT, Label.OBJECTION, Label.CONDITION, Label.QUESTION, Label.COMMENT]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_no_sequence_of_acts_loses_a_vote_and_undoing_all_of_it_restores_everything(
    session: Session, cast: Cast, steps: list[tuple[str, int, int, Label]]
) -> None:
    posts = _thread(session, cast)
    before, cast_votes = picture(session), votes(session)
    done: list[LogEntry] = []
    for what, number, other, label in steps:
        session.expire_all()
        post = posts[number]
        by = mandate(cast.mo, post)
        target = posts[other].id if other < len(posts) else None
        try:
            if what == "undo" and done:
                entry = done[other % len(done)]
                curation.undo(session, mandate(cast.mo), entry.id)
                done.remove(entry)
            elif what == "merge" and target:
                done.append(curation.merge_posts(session, by, post.id, target))
            elif what == "move":
                done.append(curation.move_post(session, by, post.id, places.at(target, "first")))
            elif what == "hide":
                done.append(curation.hide_post(session, by, post.id))
            elif what == "restore":
                done.append(curation.restore_post(session, by, post.id))
            elif what == "relabel":
                done.append(curation.relabel_post(session, by, post.id, label))
        except Refusal:
            pass
        assert votes(session) == cast_votes
    for entry in reversed(done):
        curation.undo(session, mandate(cast.mo), entry.id)
    assert votes(session) == cast_votes
    now = picture(session)
    assert {id: now[id] for id in before} == before


def _thread(session: Session, cast: Cast) -> list[Post]:
    """Two supports, an objection, a condition, and replies at two levels; everybody has voted on some."""
    proposal = ProposalFactory(owner=cast.ada)
    one, two = (PostFactory(proposal=proposal, label=Label.SUPPORT) for _ in range(2))
    objection = PostFactory(proposal=proposal, anchor="second", ground=Ground.COST)
    condition = PostFactory(proposal=proposal, label=Label.CONDITION)
    reply = PostFactory(parent=one, label=Label.SUPPORT)
    below = PostFactory(parent=reply, label=Label.SUPPORT)
    question = PostFactory(parent=objection, label=Label.QUESTION)
    posts = [one, two, objection, condition, reply, below, question]
    session.commit()
    for number, post in enumerate(posts):
        for person, choice in ((cast.ada, AGREE), (cast.ben, (AGREE, DISAGREE)[number % 2]), (cast.mo, PASS)):
            if (number + person.id) % 3:
                cast_vote(session, person, post.id, choice)
    return posts
