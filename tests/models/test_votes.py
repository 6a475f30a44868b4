"""The promises that the tables themselves keep."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories import PostFactory, VoteFactory


def test_a_person_has_one_vote_per_post(session: Session, cast: Cast) -> None:
    post = PostFactory()
    VoteFactory(post=post, person=cast.ben)
    session.commit()
    session.expunge_all()
    with pytest.raises(IntegrityError):
        VoteFactory(post=post, person=cast.ben)
