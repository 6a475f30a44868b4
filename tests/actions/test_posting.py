"""Posting a message of labelled parts, and rewording a post."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deliberate.actions import posting
from deliberate.actions.posting import Aim, Draft, Misfit, Outdated, edit_post, post_message
from deliberate.actions.voting import cast_vote
from deliberate.domain.arranging import DEEPEST, Refusal
from deliberate.domain.labels import Ground, Label
from deliberate.domain.nodes import State
from deliberate.domain.places import OnPassage, OnPost
from deliberate.domain.posts import MOST_PARTS, PostWords
from deliberate.domain.statuses import Status
from deliberate.extensions import db
from deliberate.models import Choice, EarlierWording, Message, Person, Post, Proposal, Vote
from deliberate.queries.post_page import NEAREST
from deliberate.queries.search import search
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.patience import PATIENCE

OBJECTION = Draft(
    Label.OBJECTION, PostWords("There is no way to police the money.", "A published audit."), Ground.ACCOUNTABILITY
)
Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    found = ProposalFactory(owner=cast.ada)
    session.commit()
    return found


def test_a_message_of_one_part_is_a_post_on_the_proposal(session: Session, cast: Cast, proposal: Proposal) -> None:
    [post] = post_message(session, cast.ben, Aim(proposal.id), [OBJECTION])
    session.expire_all()
    assert (post.label, post.ground, post.words) == (Label.OBJECTION, Ground.ACCOUNTABILITY, OBJECTION.words)
    assert (post.parent_id, post.anchor, post.state) == (None, None, State.VISIBLE)
    assert post.status is Status.OPEN
    assert post.author is cast.ben


def test_parts_reply_to_the_target_or_to_earlier_parts(session: Session, cast: Cast, proposal: Proposal) -> None:
    evidence = Draft(Label.EVIDENCE, PostWords("Officials take most of it.", source_title="An audit"), under=0)
    question = Draft(Label.QUESTION, PostWords("How would you solve this?"))
    posts = post_message(session, cast.ben, Aim(proposal.id, OnPassage("first")), [OBJECTION, evidence, question])
    first, second, third = posts
    assert (first.anchor, second.anchor, third.anchor) == ("first", None, "first")
    assert (first.parent_id, second.parent_id, third.parent_id) == (None, first.id, None)
    assert len({post.message_id for post in posts}) == 1


def test_all_parts_of_a_message_are_found_by_search_at_once_and_then_in_the_words_they_have(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    def found(query: str) -> list[int | None]:
        return [hit.post for hit in search(session, query).hits]

    drafts = [OBJECTION, Draft(Label.QUESTION, PostWords("Who would police it?"))]
    objection, question = post_message(session, cast.ben, Aim(proposal.id), drafts)
    assert sorted(found("police"), key=str) == sorted([objection.id, question.id], key=str)
    edit_post(session, cast.ben, question.id, question.version, PostWords("Who would check it?"), None)
    assert found("police") == [objection.id]
    assert found("check") == [question.id]


def test_a_label_the_grammar_does_not_allow_is_refused_for_its_part(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    answer = Draft(Label.ANSWER, PostWords("Yes."))
    with pytest.raises(Misfit, match="An answer cannot reply to the proposal") as refused:
        post_message(session, cast.ben, Aim(proposal.id), [OBJECTION, answer])
    assert refused.value.part == 1
    with pytest.raises(Misfit, match="earlier part"):
        post_message(session, cast.ben, Aim(proposal.id), [OBJECTION, Draft(Label.SUPPORT, PostWords("x"), under=1)])
    assert session.scalar(select(func.count(Post.id))) == 0


def test_what_is_written_about_a_merged_post_goes_under_the_kept_one(session: Session, cast: Cast) -> None:
    kept = PostFactory()
    twin = PostFactory(proposal=kept.proposal, state=State.MERGED, merged_into_id=kept.id)
    session.commit()
    draft = Draft(Label.SAFEGUARD, PostWords("Pay in instalments."))
    [post] = post_message(session, cast.ben, Aim(kept.proposal_id, OnPost(twin.id)), [draft])
    assert post.parent_id == kept.id
    session.expire_all()
    assert kept.status is Status.CONTESTED


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_nobody_replies_to_what_is_not_visible(session: Session, cast: Cast, state: State) -> None:
    post = PostFactory(state=state)
    session.commit()
    with pytest.raises(Refusal, match="not visible"):
        post_message(
            session, cast.ben, Aim(post.proposal_id, OnPost(post.id)), [Draft(Label.REBUTTAL, PostWords("No."))]
        )


def test_nothing_is_added_to_a_locked_thread_or_a_passage_that_is_gone(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    with pytest.raises(Refusal, match="no longer in the text"):
        post_message(session, cast.ben, Aim(proposal.id, OnPassage("gone")), [OBJECTION])
    proposal.locked = True
    session.commit()
    with pytest.raises(Refusal, match="locked"):
        post_message(session, cast.ben, Aim(proposal.id), [OBJECTION])


def test_a_form_sent_twice_posts_once(session: Session, cast: Cast, proposal: Proposal) -> None:
    first = post_message(session, cast.ben, Aim(proposal.id), [OBJECTION], "token")
    again = post_message(session, cast.ben, Aim(proposal.id), [OBJECTION], "token")
    assert [post.id for post in again] == [post.id for post in first]
    assert session.scalar(select(func.length(Message.once))) == Message.once.type.length
    assert session.scalar(select(func.count(Message.id))) == 1


def chain(proposal: Proposal, levels: int) -> list[Post]:
    """Posts that reply to each other, the topmost first."""
    posts = [PostFactory(proposal=proposal)]
    while len(posts) < levels:
        posts.append(PostFactory(parent=posts[-1], label=Label.REBUTTAL))
    return posts


def test_an_exchange_is_a_hundred_replies_deep_at_the_most(session: Session, cast: Cast, proposal: Proposal) -> None:
    lowest = chain(proposal, DEEPEST - 2)[-1]
    session.commit()
    rebuttal, below = (Draft(Label.REBUTTAL, PostWords("No."), under=under) for under in (None, 0))
    posts = post_message(session, cast.ben, Aim(proposal.id, OnPost(lowest.id)), [rebuttal, below])
    with pytest.raises(Misfit, match="100 replies deep.*Start a new point, and link it") as refused:
        post_message(session, cast.ben, Aim(proposal.id, OnPost(posts[0].id)), [rebuttal, below])
    assert refused.value.part == 1
    with pytest.raises(Misfit) as refused:
        post_message(session, cast.ben, Aim(proposal.id, OnPost(posts[1].id)), [rebuttal])
    assert refused.value.part == 0


def test_what_is_deeper_already_stays_and_gets_no_reply(session: Session, cast: Cast, proposal: Proposal) -> None:
    posts = chain(proposal, DEEPEST + 20)
    session.commit()
    with pytest.raises(Misfit, match="deep"):
        post_message(
            session, cast.ben, Aim(proposal.id, OnPost(posts[-1].id)), [Draft(Label.REBUTTAL, PostWords("No."))]
        )
    page = cast.visitor.get(f"/posts/{posts[-1].id}")
    assert page.status_code == 200
    assert f"{DEEPEST + 20 - 1 - NEAREST} posts above these" in page.text
    assert f'href="/posts/{posts[-2 - NEAREST].id}"' in page.text


def test_a_message_has_twenty_parts_at_the_most(session: Session, cast: Cast, proposal: Proposal) -> None:
    assert len(post_message(session, cast.ben, Aim(proposal.id), MOST_PARTS * [OBJECTION])) == 20
    with pytest.raises(Refusal, match="20 parts at the most"):
        post_message(session, cast.ben, Aim(proposal.id), (MOST_PARTS + 1) * [OBJECTION])


def test_other_words_or_another_person_with_the_same_token_are_another_message(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    post_message(session, cast.ben, Aim(proposal.id), [OBJECTION], "token")
    post_message(session, cast.ben, Aim(proposal.id), [Draft(Label.OBJECTION, PostWords("Another point."))], "token")
    post_message(session, cast.ada, Aim(proposal.id), [OBJECTION], "token")
    assert session.scalar(select(func.count(Message.id))) == 3


@pytest.mark.parametrize("late", [1, 2])
def test_a_form_sent_twice_of_which_neither_sees_the_other_at_first_posts_once(
    session: Session, cast: Cast, proposal: Proposal, monkeypatch: pytest.MonkeyPatch, late: int
) -> None:
    """On PostgreSQL both may look before either has posted; one of them is then stopped by the key of the form, which
    may be taken at the last moment."""
    look, looked = posting._posted, []

    def too_early(own: Session, key: str) -> list[Post]:
        looked.append(key)
        return look(own, key) if len(looked) > late else []

    first = post_message(session, cast.ben, Aim(proposal.id), [OBJECTION], "token")
    monkeypatch.setattr(posting, "_posted", too_early)
    assert post_message(session, cast.ben, Aim(proposal.id), [OBJECTION], "token") == first
    assert len(looked) == late + 1
    assert session.scalar(select(func.count(Message.id))) == 1


def test_what_the_database_refuses_for_another_reason_is_told(
    session: Session, cast: Cast, proposal: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object) -> None:
        raise IntegrityError("INSERT", {}, ValueError("another reason"))

    monkeypatch.setattr(posting, "_add_parts", refuse)
    for once in ("", "another token"):
        with pytest.raises(IntegrityError):
            post_message(session, cast.ben, Aim(proposal.id), [OBJECTION], once)
    assert session.scalar(select(func.count(Message.id))) == 0


def test_a_form_sent_twice_at_once_posts_once(app: Flask, session: Session, cast: Cast, proposal: Proposal) -> None:
    proposal_id, ben_id = proposal.id, cast.ben.id
    session.rollback()
    start = Barrier(2)

    def send(_: int) -> list[int]:
        with app.app_context():
            own = db.session()
            ben = own.get_one(Person, ben_id)
            own.rollback()
            start.wait(PATIENCE)
            posts = [post.id for post in post_message(own, ben, Aim(proposal_id), [OBJECTION], "token")]
            db.session.remove()
            return posts

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(send, range(2))
    assert one == other
    assert session.scalar(select(func.count(Message.id))) == 1


def test_a_held_message_waits_unseen(session: Session, cast: Cast, proposal: Proposal) -> None:
    [post] = post_message(session, cast.ben, Aim(proposal.id), [OBJECTION], hold=True)
    assert post.state is State.HELD


def test_posting_needs_as_many_statements_in_a_long_thread(
    session: Session, cast: Cast, proposal: Proposal, count_statements: Counting
) -> None:
    def needed() -> int:
        session.commit()
        with count_statements() as statements:
            post_message(session, cast.ben, Aim(proposal.id), [OBJECTION])
        return len(statements)

    needed()  # who writes for the first time is one person more
    few = needed()
    for _ in range(20):
        PostFactory(proposal=proposal)
    needed()  # gives them their status
    assert needed() == few


@pytest.fixture
def post(session: Session, cast: Cast, proposal: Proposal) -> Post:
    return post_message(session, cast.ben, Aim(proposal.id), [OBJECTION])[0]


def test_an_edit_keeps_the_earlier_words_and_their_votes(session: Session, cast: Cast, post: Post) -> None:
    cast_vote(session, cast.ada, post.id, Choice.AGREE)
    assert edit_post(session, cast.ben, post.id, 1, PostWords("Nobody can audit it."), None) is post
    session.expire_all()
    assert (post.words, post.ground) == (PostWords("Nobody can audit it."), None)
    assert (post.wording, post.version) == (2, 2)
    earlier = session.scalars(select(EarlierWording)).one()
    assert (earlier.number, earlier.words) == (1, OBJECTION.words)
    assert session.scalars(select(Vote)).one().wording == 1
    assert (post.agree, post.stale_votes) == (1, 1)


def test_an_edit_that_changes_nothing_does_nothing(session: Session, cast: Cast, post: Post) -> None:
    edit_post(session, cast.ben, post.id, 1, OBJECTION.words, OBJECTION.ground)
    session.expire_all()
    assert (post.wording, post.version) == (1, 1)
    assert session.scalars(select(EarlierWording)).all() == []


def test_another_ground_is_not_another_wording(session: Session, cast: Cast, post: Post) -> None:
    edit_post(session, cast.ben, post.id, 1, OBJECTION.words, Ground.LAW)
    session.expire_all()
    assert (post.ground, post.wording, post.version) == (Ground.LAW, 1, 2)


def test_an_edit_of_an_older_version_is_refused(session: Session, cast: Cast, post: Post) -> None:
    edit_post(session, cast.ben, post.id, 1, PostWords("First."), None)
    with pytest.raises(Outdated):
        edit_post(session, cast.ben, post.id, 1, PostWords("Second."), None)
    session.expire_all()
    assert post.body == "First."


def test_only_its_author_edits_a_post_and_only_while_the_thread_is_open(
    session: Session, cast: Cast, proposal: Proposal, post: Post
) -> None:
    with pytest.raises(Refusal, match="Only the person who wrote this"):
        edit_post(session, cast.ada, post.id, 1, PostWords("Mine now."), None)
    proposal.locked = True
    session.commit()
    with pytest.raises(Refusal, match="locked"):
        edit_post(session, cast.ben, post.id, 1, PostWords("Too late."), None)


def test_votes_on_words_that_wait_for_a_moderator_count_no_longer(session: Session, cast: Cast, post: Post) -> None:
    """So what is computed of them is out of date; other words that everybody sees leave the votes where they were."""
    cast_vote(session, cast.ada, post.id, Choice.AGREE)
    before = post.proposal.votes_version
    edit_post(session, cast.ben, post.id, 1, PostWords("Nobody can audit it."), None)
    session.expire_all()
    assert (post.state, post.proposal.votes_version) == (State.VISIBLE, before)
    edit_post(session, cast.ben, post.id, 2, PostWords("Nobody audits it."), None, hold=True)
    session.expire_all()
    assert (post.state, post.proposal.votes_version) == (State.HELD, before + 1)
    edit_post(session, cast.ben, post.id, 3, PostWords("Nobody would audit it."), None, hold=True)
    session.expire_all()
    assert (post.state, post.proposal.votes_version) == (State.HELD, before + 1)


def test_other_words_of_a_merged_post_cannot_wait_for_a_moderator(session: Session, cast: Cast, post: Post) -> None:
    """What was merged is seen with the post that was kept."""
    post.state, post.merged_into_id = State.MERGED, PostFactory(proposal=post.proposal).id
    session.commit()
    with pytest.raises(Refusal, match="merged into another one"):
        edit_post(session, cast.ben, post.id, 1, PostWords("Nobody can audit it."), None, hold=True)
    session.expire_all()
    assert post.words == OBJECTION.words
