"""What moderators do: each act is logged with its reason, loses no vote, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.actions.flagging import flag_post
from deliberate.actions.posting import Aim, Draft, Outdated, edit_post, post_message
from deliberate.actions.voting import cast_vote
from deliberate.domain import places
from deliberate.domain.graph import Refusal, State
from deliberate.domain.labels import Ground, Label
from deliberate.domain.permissions import Act
from deliberate.domain.places import OnPassage, OnPost, OnProposal, Place
from deliberate.domain.posts import PostWords
from deliberate.extensions import db
from deliberate.models import Choice, Flag, FlagReason, LogEntry, Person, Post, Proposal, Vote
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory
from tests.patience import PATIENCE

AGREE, DISAGREE, PASS = Choice.AGREE, Choice.DISAGREE, Choice.PASS


def mandate(moderator: Person, post: Post | None = None, reason: str = "It says the same.") -> Mandate:
    return Mandate(moderator, reason, post.version if post else None)


def tallies(post: Post) -> tuple[int, ...]:
    return post.agree, post.passes, post.disagree, post.voters, post.stale_votes


def picture(session: Session) -> dict[int, tuple[Any, ...]]:
    """All that acts may change in the posts, but for their versions."""
    session.expire_all()
    return {
        post.id: (
            *(post.label, post.ground, post.parent_id, post.anchor, post.state, post.merged_into_id),
            *(tallies(post) if post.state is not State.MERGED else ()),
            *((round(post.standing, 9), post.status) if post.state is not State.MERGED else ()),
        )
        for post in session.scalars(select(Post))
    }


def votes(session: Session) -> list[tuple[Any, ...]]:
    rows = session.scalars(select(Vote).order_by(Vote.post_id, Vote.person_id))
    return [(vote.post_id, vote.person_id, vote.choice, vote.wording, vote.place, vote.cast) for vote in rows]


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    found = ProposalFactory(owner=cast.ada)
    session.commit()
    return found


@pytest.fixture
def twins(session: Session, proposal: Proposal, cast: Cast) -> tuple[Post, Post]:
    """Two objections. Ben agrees with one and disagrees with the other; ada and mo voted on one each."""
    kept, twin = PostFactory(proposal=proposal), PostFactory(proposal=proposal)
    session.commit()
    cast_vote(session, cast.ben, kept.id, AGREE)
    cast_vote(session, cast.ada, kept.id, AGREE)
    cast_vote(session, cast.ben, twin.id, DISAGREE)
    cast_vote(session, cast.mo, twin.id, PASS)
    return kept, twin


# Merging


def test_merging_counts_each_person_once_and_the_vote_on_the_kept_post_wins(
    session: Session, cast: Cast, twins: tuple[Post, Post]
) -> None:
    kept, twin = twins
    assert (tallies(kept), tallies(twin)) == ((2, 0, 0, 2, 0), (0, 1, 1, 2, 0))
    before = votes(session)
    curation.merge_posts(session, mandate(cast.mo, twin), twin.id, kept.id)
    session.refresh(kept)
    assert tallies(kept) == (2, 1, 0, 3, 1)
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


def test_a_thread_is_locked_once_and_unlocked(session: Session, cast: Cast, proposal: Proposal) -> None:
    entry = curation.lock_thread(session, mandate(cast.mo), proposal.id)
    session.refresh(proposal)
    assert proposal.locked
    assert entry.details == {"from": "open", "to": "locked"}
    with pytest.raises(Outdated, match="locked already"):
        curation.lock_thread(session, mandate(cast.mo), proposal.id)
    unlocked = curation.unlock_thread(session, mandate(cast.mo), proposal.id)
    with pytest.raises(Refusal, match="again since"):
        curation.undo(session, mandate(cast.mo), entry.id)
    curation.undo(session, mandate(cast.mo), unlocked.id)
    session.refresh(proposal)
    assert proposal.locked


# What holds for all acts

ACTS: dict[Act, Callable[[Session, Mandate, Post, Post], LogEntry]] = {
    Act.APPROVE: lambda session, by, post, other: curation.approve_post(session, by, post.id),
    Act.RELABEL: lambda session, by, post, other: curation.relabel_post(session, by, post.id, Label.CONDITION),
    Act.MOVE: lambda session, by, post, other: curation.move_post(session, by, post.id, OnPassage("first")),
    Act.MERGE: lambda session, by, post, other: curation.merge_posts(session, by, post.id, other.id),
    Act.HIDE: lambda session, by, post, other: curation.hide_post(session, by, post.id),
    Act.RESTORE: lambda session, by, post, other: curation.restore_post(session, by, post.id),
    Act.DISMISS: lambda session, by, post, other: curation.dismiss_flags(session, by, post.id),
    Act.LOCK: lambda session, by, post, other: curation.lock_thread(session, by, post.proposal_id),
    Act.UNLOCK: lambda session, by, post, other: curation.unlock_thread(session, by, post.proposal_id),
}
OF_POSTS = [act for act in ACTS if act not in (Act.LOCK, Act.UNLOCK)]


def prepared(session: Session, proposal: Proposal, cast: Cast, act: Act) -> tuple[Post, Post]:
    """A post that `act` may be done to, and one like it."""
    post = PostFactory(proposal=proposal, author=PersonFactory(trusted=False))
    other = PostFactory(proposal=proposal)
    session.commit()
    if act is Act.DISMISS:
        flag_post(session, cast.ada, post.id, FlagReason.SPAM)
    if act is Act.RESTORE:
        post.state = State.HIDDEN
    if act is Act.UNLOCK:
        proposal.locked = True
    evaluate(session, proposal)
    session.commit()
    return post, other


@pytest.mark.parametrize("act", ACTS)
def test_ben_is_refused_beside_mo_who_is_logged(session: Session, cast: Cast, proposal: Proposal, act: Act) -> None:
    post, other = prepared(session, proposal, cast, act)
    with pytest.raises(Refusal, match="Only moderators"):
        ACTS[act](session, mandate(cast.ben, post), post, other)
    assert session.scalars(select(LogEntry)).all() == []
    before, version = picture(session), post.version
    entry = ACTS[act](session, mandate(cast.mo, post, " Because. "), post, other)
    assert (entry.act, entry.moderator_id, entry.reason) == (act, cast.mo.id, "Because.")
    session.refresh(post)
    assert post.version == version + (act in OF_POSTS)
    with pytest.raises(Refusal, match="Only moderators"):
        curation.undo(session, mandate(cast.ben), entry.id)
    undone = curation.undo(session, mandate(cast.mo), entry.id)
    assert (undone.act, undone.undoes_id) == (Act.UNDO, entry.id)
    assert picture(session) == before
    for done in (entry, undone):
        with pytest.raises(Refusal, match=r"undone already|not undone"):
            curation.undo(session, mandate(cast.mo), done.id)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("reason", ["", "  no  ", "x" * 501])
def test_every_act_needs_a_reason(session: Session, cast: Cast, proposal: Proposal, act: Act, reason: str) -> None:
    post, other = prepared(session, proposal, cast, act)
    with pytest.raises(Refusal, match="Give a reason"):
        ACTS[act](session, mandate(cast.mo, post, reason), post, other)


@pytest.mark.parametrize("act", OF_POSTS)
def test_an_act_on_an_older_version_is_refused(session: Session, cast: Cast, proposal: Proposal, act: Act) -> None:
    post, other = prepared(session, proposal, cast, act)
    with pytest.raises(Outdated):
        ACTS[act](session, Mandate(cast.mo, "Because.", post.version - 1), post, other)


def test_of_moderators_who_act_at_once_one_is_first_and_an_act_is_undone_once(
    app: Flask, session: Session, cast: Cast
) -> None:
    post = PostFactory()
    session.commit()
    post_id, mo_id, version = post.id, cast.mo.id, post.version
    start = Barrier(4)

    def at_once(act: Callable[[Session, Person], LogEntry]) -> list[int]:
        """The entries that four moderators make together; those who come too late are told so."""

        def one(_: int) -> int | None:
            with app.app_context():
                own = db.session()
                moderator = own.get_one(Person, mo_id)
                start.wait(PATIENCE)
                try:
                    return act(own, moderator).id
                except Outdated:
                    return None
                finally:
                    db.session.remove()

        with ThreadPoolExecutor(4) as pool:
            entries = [entry for entry in pool.map(one, range(4)) if entry]
        session.rollback()  # Only a new transaction shows what others wrote.
        session.expire_all()
        return entries

    (hidden,) = at_once(lambda own, mo: curation.hide_post(own, Mandate(mo, "Because.", version), post_id))
    assert post.state is State.HIDDEN
    (undone,) = at_once(lambda own, mo: curation.undo(own, Mandate(mo, "Because."), hidden))
    assert post.state is State.VISIBLE
    assert session.scalars(select(LogEntry.id).order_by(LogEntry.id)).all() == [hidden, undone]


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
