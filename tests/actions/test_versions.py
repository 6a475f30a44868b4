"""Forms and kept pages are told by versions that what they show has changed: by one with each act."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from deliberate.actions import accounts, curation
from deliberate.actions.opinions import compute_opinions
from deliberate.actions.voting import cast_vote
from deliberate.actions.withdrawing import put_back, take_over, withdraw_post
from deliberate.domain.nodes import State
from deliberate.models import Choice, LogEntry, Post
from deliberate.tools.doctor import examine
from tests.actions.acting import about, mandate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory

Rise = Callable[[Callable[[], object]], tuple[int, ...]]


@pytest.fixture
def post(session: Session, cast: Cast) -> Post:
    """Ada's, which ben holds, too."""
    found: Post = PostFactory(proposal=ProposalFactory(owner=cast.mo), author=cast.ada)
    session.commit()
    cast_vote(session, cast.ben, found.id, Choice.AGREE)
    return found


@pytest.fixture
def rise(session: Session, post: Post) -> Rise:
    """By how much an act raises the versions of the post and of the proposal."""

    def versions() -> tuple[int, int]:
        session.expire_all()
        return post.version, post.proposal.version

    def raised_by(act: Callable[[], object]) -> tuple[int, ...]:
        before = versions()
        act()
        return tuple(now - was for was, now in zip(before, versions(), strict=True))

    return raised_by


def test_what_its_author_or_heir_does_with_a_post_raises_both(
    session: Session, cast: Cast, post: Post, rise: Rise
) -> None:
    assert rise(lambda: withdraw_post(session, cast.ada, post.id)) == (1, 1)
    assert rise(lambda: take_over(session, cast.ben, post.id)) == (1, 1)
    assert rise(lambda: withdraw_post(session, cast.ben, post.id)) == (1, 1)
    assert rise(lambda: put_back(session, cast.ada, post.id)) == (1, 1)
    assert rise(lambda: cast_vote(session, cast.ben, post.id, Choice.PASS)) == (0, 1)


def test_what_a_moderator_does_and_undoes_raises_both(session: Session, cast: Cast, post: Post, rise: Rise) -> None:
    done: list[LogEntry] = []
    assert rise(lambda: done.append(curation.hide_post(session, mandate(cast, post), post.id))) == (1, 1)
    assert rise(lambda: curation.undo(session, mandate(cast), done[0].id)) == (1, 1)
    assert rise(lambda: curation.lock_thread(session, mandate(cast), post.proposal_id)) == (0, 1)


def test_what_is_approved_along_with_a_post_is_another_version_too(
    session: Session, cast: Cast, post: Post, rise: Rise
) -> None:
    held = PostFactory(proposal=post.proposal, message=post.message, author=post.author, state=State.HELD)
    post.state = State.HELD
    session.commit()
    assert rise(lambda: curation.approve_post(session, mandate(cast, held), held.id)) == (1, 1)


def test_groups_that_were_computed_raise_that_of_the_proposal(session: Session, post: Post, rise: Rise) -> None:
    assert rise(lambda: compute_opinions(session, post.proposal_id)) == (0, 1)
    assert rise(lambda: compute_opinions(session, post.proposal_id)) == (0, 0)


def test_what_the_doctor_puts_right_raises_that_of_the_proposal(session: Session, post: Post, rise: Rise) -> None:
    assert rise(lambda: examine(session, fix=True)) == (0, 0)
    post.agree = 7
    session.commit()
    assert rise(lambda: examine(session, fix=False)) == (0, 0)
    assert rise(lambda: examine(session, fix=True)) == (0, 1)


def test_another_text_about_oneself_is_another_version_of_it(session: Session, cast: Cast) -> None:
    ada = PersonFactory(trusted=False)
    session.commit()
    before = ada.about_version
    for text, rises in (("Somebody.", 1), (" Somebody. ", 1), ("Somebody else.", 2)):
        accounts.set_about(session, ada, text)
        assert ada.about_version == before + rises
    curation.hide_profile(session, about(cast, ada.about_version), ada.id)
    session.expire_all()
    assert ada.about_version == before + 2
