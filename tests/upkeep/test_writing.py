"""What is kept of posts is written past those that are loaded, and seen in them."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.models import Post
from deliberate.upkeep import writing
from deliberate.upkeep.transaction import transaction
from deliberate.upkeep.writing import write
from tests.factories import PostFactory


@pytest.mark.parametrize("at_once", [1, 2, 3, 1_000])
def test_what_was_loaded_is_read_again_with_what_was_written(
    session: Session, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(writing, "_AT_ONCE", at_once)
    posts = [PostFactory() for _ in range(5)]
    session.commit()
    with transaction(session):
        loaded = session.scalars(select(Post).order_by(Post.id)).all()
        assert [post.weight for post in loaded] != [1, 2, 3, 4, 5]
        write(session, [{"id": post.id, "weight": place} for place, post in enumerate(posts, 1)])
        assert [post.weight for post in loaded] == [1, 2, 3, 4, 5]
    write(session, [])
