"""The public log as its page reads it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from deliberate.actions.curation import Mandate, hide_post, merge_posts, restore_post, undo
from deliberate.domain.details import Details
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.telling import OnAct
from deliberate.models import Post
from deliberate.queries.logs import PAGE, log_line, log_of_post, log_page
from deliberate.queries.pages import Page
from tests.cast import Cast
from tests.factories import PostFactory

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def post(session: Session) -> Post:
    found = PostFactory(body="Secret words.")
    session.commit()
    return found


@pytest.mark.parametrize(("state", "words"), [(State.VISIBLE, "Secret words."), (State.HIDDEN, ""), (State.HELD, "")])
def test_words_are_read_only_where_everybody_may(
    session: Session, cast: Cast, post: Post, state: State, words: str
) -> None:
    hide_post(session, Mandate(cast.mo, "Why not.", 1), post.id)
    post.state = state
    session.commit()
    assert log_page(session, post.proposal_id).lines[0].words == words


def test_the_words_of_a_merged_post_are_read_as_long_as_those_of_the_kept_one(
    session: Session, cast: Cast, post: Post
) -> None:
    kept = PostFactory(proposal=post.proposal)
    session.commit()
    merge_posts(session, Mandate(cast.mo, "The same.", post.version), post.id, kept.id)
    assert log_page(session, post.proposal_id).lines[0].words == "Secret words."
    session.refresh(kept)
    hide_post(session, Mandate(cast.mo, "It names a child.", kept.version), kept.id)
    assert [line.words for line in log_page(session, post.proposal_id).lines] == ["", ""]


def test_an_entry_says_by_whom_it_was_undone_and_the_undo_is_an_entry_of_its_own(
    session: Session, cast: Cast, post: Post
) -> None:
    hidden = hide_post(session, Mandate(cast.mo, "Why not.", 1), post.id)
    assert log_page(session, post.proposal_id).lines[0].can_be_undone
    undo(session, Mandate(cast.mo, "It was fair."), hidden.id)
    undone, first = log_page(session, post.proposal_id).lines
    assert (undone.act, undone.details, undone.can_be_undone) == (Act.UNDO, OnAct(Act.HIDE, Details()), False)
    assert (first.act, first.undone_by, first.can_be_undone) == (Act.HIDE, "Mo", False)
    assert log_of_post(session, post.id) == (undone, first)
    assert log_line(session, first.id) == first
    assert log_line(session, 999) is None


def test_a_page_takes_two_statements_however_long_the_log_is(
    session: Session, cast: Cast, post: Post, count_statements: Counting
) -> None:
    for _ in range(20):
        hide_post(session, Mandate(cast.mo, "Why not.", post.version), post.id)
        restore_post(session, Mandate(cast.mo, "It was fair.", post.version), post.id)
        session.refresh(post)
    with count_statements() as statements:
        page = log_page(session, post.proposal_id, 2)
    assert len(statements) == 2
    assert (len(page.lines), page.page) == (10, Page(2, PAGE, 40))
    assert log_page(session, post.proposal_id, 99).page.number == 2
