"""What became of a point is kept, and what was changed back within an hour did not happen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.voting import cast_vote, withdraw_vote
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Cause, Status
from deliberate.models import Choice, Person, Post, StatusChange, now
from deliberate.upkeep import remembering
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, VoteFactory

CONTESTED, ANSWERED = Status.CONTESTED, Status.ANSWERED


@pytest.fixture
def safeguard(session: Session) -> Post:
    """A reply to an objection, of which two of the three who are needed say yes."""
    reply: Post = PostFactory(parent=PostFactory(), label=Label.SAFEGUARD)
    for _ in range(2):
        VoteFactory(post=reply)
    evaluate(session, reply.proposal)
    session.commit()
    return reply


def changes(session: Session, safeguard: Post) -> list[tuple[Status, Status, Cause, int | None]]:
    session.expire_all()
    rows = session.scalars(select(StatusChange).where(StatusChange.post_id == safeguard.parent_id).order_by("id"))
    return [(row.before, row.after, row.cause, row.by_post_id) for row in rows]


def an_hour_passes(session: Session) -> None:
    for row in session.scalars(select(StatusChange)):
        row.at -= timedelta(hours=1, seconds=1)
    session.commit()


def voter(session: Session) -> Person:
    person: Person = PersonFactory()
    session.commit()
    return person


def test_a_change_is_kept_with_what_brought_it_about(session: Session, safeguard: Post) -> None:
    cast_vote(session, voter(session), safeguard.id, Choice.AGREE)
    assert changes(session, safeguard) == [(CONTESTED, ANSWERED, Cause.VOTE, safeguard.id)]


def test_what_changes_back_within_an_hour_is_forgotten(session: Session, cast: Cast, safeguard: Post) -> None:
    for _ in range(2):
        cast_vote(session, cast.ben, safeguard.id, Choice.AGREE)
        withdraw_vote(session, cast.ben, safeguard.id)
        assert changes(session, safeguard) == []


def test_what_changes_back_later_is_another_change(session: Session, cast: Cast, safeguard: Post) -> None:
    cast_vote(session, cast.ben, safeguard.id, Choice.AGREE)
    an_hour_passes(session)
    withdraw_vote(session, cast.ben, safeguard.id)
    assert [change[:2] for change in changes(session, safeguard)] == [(CONTESTED, ANSWERED), (ANSWERED, CONTESTED)]


def test_changes_one_after_the_other_within_an_hour_are_one(session: Session, cast: Cast, safeguard: Post) -> None:
    point = session.get_one(Post, safeguard.parent_id)
    cast_vote(session, cast.ben, safeguard.id, Choice.AGREE)
    owner = safeguard.proposal.owner
    PostFactory(parent=point, label=Label.CONCESSION, author=owner)
    evaluate(session, safeguard.proposal)
    session.commit()
    [(before, after, cause, by)] = changes(session, safeguard)
    assert (before, after, cause, by) == (CONTESTED, Status.CONCEDED, Cause.RULES, None)


@pytest.mark.parametrize(("passed", "kept"), [(timedelta(minutes=59, seconds=59), 0), (timedelta(hours=1), 2)])
def test_an_hour_is_an_hour(
    session: Session, cast: Cast, safeguard: Post, monkeypatch: pytest.MonkeyPatch, passed: timedelta, kept: int
) -> None:
    moment = now()
    monkeypatch.setattr(remembering, "now", lambda: moment)
    cast_vote(session, cast.ben, safeguard.id, Choice.AGREE)
    monkeypatch.setattr(remembering, "now", lambda: moment + passed)
    withdraw_vote(session, cast.ben, safeguard.id)
    assert len(changes(session, safeguard)) == kept
