"""The wordings of a post and the votes on each."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.actions.posting import edit_post
from deliberate.actions.voting import cast_vote
from deliberate.domain.posts import PostWords
from deliberate.domain.texts.diffs import Change
from deliberate.models import Choice
from deliberate.queries.wordings import wordings
from tests.cast import Cast
from tests.factories import PostFactory


def test_each_wording_shows_what_it_changed_and_its_own_votes(session: Session, cast: Cast) -> None:
    post = PostFactory(author=cast.ben, body="No audit.")
    session.commit()
    cast_vote(session, cast.ada, post.id, Choice.AGREE)
    edit_post(session, cast.ben, post.id, 1, PostWords("No public audit.", settles="An audit."), None)
    cast_vote(session, cast.mo, post.id, Choice.DISAGREE)
    (now, first), _ = wordings(session, post)
    assert (now.number, first.number) == (2, 1)
    assert [run.text for run in now.changes["body"] if run.change is Change.ADDED] == ["public "]
    assert list(now.changes) == ["body", "settles"]
    assert list(first.changes) == ["body"]
    assert (now.agree, now.disagree) == (0, 1)
    assert (first.agree, first.disagree, first.votes) == (1, 0, 1)
