"""What became of a point so far."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import VISITOR
from deliberate.domain.statuses import Cause, Status
from deliberate.models import Post, StatusChange, now
from deliberate.queries import histories
from deliberate.queries.histories import CHANGES, About, History
from tests.factories import PostFactory
from tests.keeping import bring_up_to_date


def change(session: Session, post: Post, ago: int, cause: Cause = Cause.VOTE, by: Post | None = None) -> None:
    """From open to contested, so many days ago."""
    session.add(
        StatusChange(
            post_id=post.id,
            at=now() - timedelta(days=ago),
            before=Status.OPEN,
            after=Status.CONTESTED,
            cause=cause,
            by_post_id=by and by.id,
        )
    )
    session.flush()


def history(session: Session, post: int, page: int = 1) -> History:
    bring_up_to_date(session)
    return histories.history(session, VISITOR, post, page)


def test_the_newest_change_is_first_with_the_post_that_it_was_about(session: Session) -> None:
    post = PostFactory()
    reply = PostFactory(parent=post, label=Label.SAFEGUARD, body="An **auditor** publishes it.")
    change(session, post, 5, Cause.REPLY, reply)
    change(session, post, 2, Cause.VOTE, post)
    change(session, post, 3, Cause.RULES)
    change(session, reply, 1)
    found = history(session, post.id)
    assert [(one.cause, one.about) for one in found.changes] == [
        (Cause.VOTE, None),
        (Cause.RULES, None),
        (Cause.REPLY, About(reply.id, Label.SAFEGUARD, "An auditor publishes it.")),
    ]
    assert (found.changes[0].before, found.changes[0].after) == (Status.OPEN, Status.CONTESTED)


def test_a_point_of_which_nothing_has_become_has_none(session: Session) -> None:
    post = PostFactory()
    assert history(session, post.id).changes == ()


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_what_is_out_of_sight_is_not_named(session: Session, state: State) -> None:
    post = PostFactory()
    change(session, post, 1, Cause.REPLY, PostFactory(parent=post, label=Label.SAFEGUARD, state=state))
    [found] = history(session, post.id).changes
    assert found.about is None


def test_of_a_hidden_post_that_leaves_its_mark_no_words_are_told(session: Session) -> None:
    post = PostFactory()
    reply = PostFactory(parent=post, label=Label.SAFEGUARD, state=State.HIDDEN)
    PostFactory(parent=reply, label=Label.REBUTTAL)
    change(session, post, 1, Cause.REPLY, reply)
    [found] = history(session, post.id).changes
    assert found.about == About(reply.id, Label.SAFEGUARD, "")


@pytest.mark.parametrize(
    ("wanted", "number", "days"),
    [(1, 1, (1, CHANGES)), (2, 2, (CHANGES + 1, 2 * CHANGES)), (3, 3, (41, 45)), (0, 1, (1, CHANGES)), (9, 3, (41, 45))]
    + [(2_147_483_647, 3, (41, 45))],
)
def test_changes_come_in_pages_of_which_the_nearest_is_shown(
    session: Session,
    count_statements: Callable[[], AbstractContextManager[list[str]]],
    wanted: int,
    number: int,
    days: tuple[int, int],
) -> None:
    post = PostFactory()
    for ago in range(1, 46):
        change(session, post, ago)
    session.commit()
    post_id = post.id
    with count_statements() as statements:
        found = histories.history(session, VISITOR, post_id, wanted)
    assert len([statement for statement in statements if "BEGIN" not in statement]) == 1
    assert (found.page.number, found.page.total) == (number, 45)
    assert len(found.changes) == days[1] - days[0] + 1
    assert [(now() - found.changes[at].at).days for at in (0, -1)] == list(days)
