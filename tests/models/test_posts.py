"""What a post says, as columns and as one value."""

from __future__ import annotations

import pytest
from sqlalchemy import String, Text, inspect, select
from sqlalchemy.orm import Session

from deliberate.domain.posts import FIELDS, PostWords, WordsField
from deliberate.models import EarlierWording, Post
from tests.factories import PostFactory

EVERY = PostWords(**{field.name: f"What it says as {field.name}." for field in FIELDS})


@pytest.mark.parametrize("table", [Post.__tablename__, EarlierWording.__tablename__])
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_has_a_column_that_holds_it(session: Session, table: str, field: WordsField) -> None:
    columns = {column["name"]: column for column in inspect(session.connection()).get_columns(table)}
    kind = columns[field.name]["type"]
    assert isinstance(kind, String)
    assert (kind.length == field.most) if field.is_line else isinstance(kind, Text)
    assert not columns[field.name]["nullable"]


def test_words_are_kept_and_read_back_as_one_value(session: Session) -> None:
    post = PostFactory(words=EVERY)
    session.add(EarlierWording(post_id=post.id, number=1, worded_at=post.worded_at, words=EVERY))
    post.words = PostWords("Only a body now.")
    session.commit()
    session.expunge_all()
    assert session.scalars(select(Post)).one().words == PostWords("Only a body now.")
    assert session.scalars(select(EarlierWording)).one().words == EVERY
