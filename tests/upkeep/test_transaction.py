"""What every write relies on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from deliberate.extensions import db
from deliberate.models import Post
from deliberate.upkeep.transaction import (
    explicit_ids,
    lock_names,
    lock_person,
    lock_proposal,
    snapshot,
    transaction,
)
from tests.factories import PersonFactory, PostFactory, ProposalFactory


def test_what_was_loaded_before_is_read_again(session: Session) -> None:
    post = PostFactory(body="Earlier words.")
    session.commit()
    with Session(db.engine) as other:
        other.get_one(Post, post.id).body = "Later words."
        other.commit()
    with transaction(session):
        assert post.body == "Later words."


def test_nothing_is_kept_of_what_failed(session: Session) -> None:
    post = PostFactory(body="Earlier words.")
    session.commit()

    def fail_halfway() -> None:
        with transaction(session):
            post.body = "Half done."
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert session.get_one(Post, post.id).body == "Earlier words."


class Postgres:
    """A session that keeps what it asks PostgreSQL for."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def get_bind(self) -> SimpleNamespace:
        return SimpleNamespace(dialect=SimpleNamespace(name="postgresql"))

    def execute(self, statement: object) -> None:
        self.asked.append(str(statement))

    def connection(self, *, execution_options: dict[str, str]) -> None:
        self.asked.append(execution_options)

    def rollback(self) -> None:
        self.asked.append("ROLLBACK")


def test_postgresql_is_asked_for_what_sqlite_does_in_any_case() -> None:
    """One state of all that is read; nobody else who takes a name or an id, and ids that go on from the largest."""
    asking: Any = Postgres()
    with snapshot(asking):
        asking.asked.append("read")
    assert asking.asked == ["ROLLBACK", {"isolation_level": "REPEATABLE READ"}, "read", "ROLLBACK"]
    asking = Postgres()
    lock_names(asking)
    assert asking.asked == ["LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE"]
    asking = Postgres()
    with explicit_ids(asking):
        asking.asked.append("write")
    assert asking.asked == [
        "LOCK TABLE messages, posts IN SHARE ROW EXCLUSIVE MODE",
        "write",
        "SELECT setval(pg_get_serial_sequence('messages', 'id'), (SELECT max(id) FROM messages))",
        "SELECT setval(pg_get_serial_sequence('posts', 'id'), (SELECT max(id) FROM posts))",
    ]


def test_what_is_locked_is_read_again(session: Session) -> None:
    """It may have changed while others were waited for."""
    proposal, person = ProposalFactory(title="Before"), PersonFactory(about="Before")
    session.commit()
    with transaction(session):
        assert proposal.title == person.about == "Before"
        session.execute(text("UPDATE proposals SET title = 'After'"))
        session.execute(text("UPDATE people SET about = 'After'"))
        assert lock_proposal(session, proposal.id).title == proposal.title == "After"
        assert lock_person(session, person.id).about == person.about == "After"
