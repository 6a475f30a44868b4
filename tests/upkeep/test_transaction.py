"""What every write relies on."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.extensions import db
from deliberate.models import Post
from deliberate.upkeep.transaction import transaction
from tests.factories import PostFactory


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
