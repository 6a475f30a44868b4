from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import VISITOR, Act
from deliberate.domain.statuses import Status
from deliberate.models import LogEntry, Person, Post, now
from deliberate.queries.people import own_posts, person_page
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory

Counting = Callable[[], AbstractContextManager[list[str]]]


def _hide(session: Session, post: Post, moderator: Person, reason: str) -> None:
    post.state = State.HIDDEN
    session.add(
        LogEntry(proposal_id=post.proposal_id, post_id=post.id, moderator_id=moderator.id, act=Act.HIDE, reason=reason)
    )
    session.flush()


def test_my_posts_are_listed_in_every_state_newest_first(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory()
    states = [State.VISIBLE, State.HELD, State.HIDDEN]
    posts = [
        PostFactory(proposal=proposal, author=cast.ada, state=state, created=now() - timedelta(days=9 - age))
        for age, state in enumerate(states)
    ]
    PostFactory(proposal=proposal, author=cast.ben)
    own = own_posts(session, cast.ada)
    assert [post.row.id for post in own.posts] == [post.id for post in reversed(posts)]
    assert own.counts == {State.VISIBLE: 1, State.HELD: 1, State.HIDDEN: 1}
    held = own_posts(session, cast.ada, State.HELD)
    assert [post.row.id for post in held.posts] == [posts[1].id]
    assert held.page.total == 1


def test_a_hidden_post_shows_the_last_reason_given(session: Session, cast: Cast) -> None:
    post = PostFactory(author=cast.ada)
    _hide(session, post, cast.mo, "First reason.")
    _hide(session, post, cast.mo, "Names a private person.")
    assert own_posts(session, cast.ada).posts[0].hidden_because == "Names a private person."
    post.state = State.VISIBLE
    session.flush()
    assert own_posts(session, cast.ada).posts[0].hidden_because == ""


def test_a_merged_post_names_what_it_was_merged_into(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory()
    kept = PostFactory(proposal=proposal, body="The point that stays.")
    PostFactory(proposal=proposal, author=cast.ada, state=State.MERGED, merged_into_id=kept.id)
    shown = own_posts(session, cast.ada).posts[0].kept
    assert shown is not None
    assert (shown.id, shown.body) == (kept.id, "The point that stays.")
    _hide(session, kept, cast.mo, "An insult.")
    shown = own_posts(session, cast.ada).posts[0].kept
    assert shown is not None
    assert shown.body == "", "a hidden post's words are not shown through a merged one"


def test_replies_count_when_others_wrote_them_also_to_what_was_merged_in(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory()
    mine = PostFactory(proposal=proposal, author=cast.ada)
    merged = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=mine.id)
    again = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=merged.id)
    PostFactory(parent=mine, label=Label.REBUTTAL)
    PostFactory(parent=again, label=Label.QUESTION, status=Status.OPEN)
    PostFactory(parent=merged, label=Label.QUESTION, status=Status.ANSWERED)
    PostFactory(parent=mine, label=Label.EVIDENCE, author=cast.ada)
    PostFactory(parent=mine, label=Label.REBUTTAL, state=State.HELD)
    post = own_posts(session, cast.ada, State.VISIBLE).posts[-1]
    assert post.row.id == mine.id
    assert (post.replies, post.open_questions) == (3, 1)


def test_a_persons_page_holds_only_what_everybody_may_see(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory(owner=cast.ada)
    visible = PostFactory(proposal=proposal, author=cast.ada, label=Label.QUESTION)
    for state in (State.HELD, State.HIDDEN):
        PostFactory(proposal=proposal, author=cast.ada, state=state)
    PostFactory(proposal=proposal, author=cast.ada, state=State.MERGED, merged_into_id=visible.id)
    page = person_page(session, " ADA ", VISITOR)
    assert page is not None
    assert [row.id for row in page.posts] == [visible.id]
    assert page.counts == {Label.QUESTION: 1}
    assert [one.slug for one in page.proposals] == [proposal.slug]


def test_nobody_has_no_page(session: Session, cast: Cast) -> None:
    assert person_page(session, "Nobody", VISITOR) is None


def test_a_page_number_beyond_the_end_is_the_last_page(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory()
    PostFactory.create_batch(41, proposal=proposal, author=cast.ada)
    own = own_posts(session, cast.ada, page=99)
    assert (own.page.number, own.page.pages, len(own.posts)) == (3, 3, 1)
    assert own_posts(session, cast.ada, page=-1).page.number == 1


@pytest.mark.parametrize(
    "read", [lambda session, ada: own_posts(session, ada), lambda session, ada: person_page(session, ada.name, VISITOR)]
)
def test_a_list_takes_the_same_statements_for_3_and_for_60_posts(
    session: Session, cast: Cast, count_statements: Counting, read: Callable[[Session, Person], object]
) -> None:
    counts = []
    for more in (3, 57):
        for _ in range(more):
            post = PostFactory(author=cast.ada)
            PostFactory(parent=post, label=Label.REBUTTAL)
        session.commit()
        session.expire_all()
        session.refresh(cast.ada)
        with count_statements() as statements:
            read(session, cast.ada)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 6
