"""Readers point out posts, each person once."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.flagging import flag_post
from deliberate.models import Flag, FlagReason, now
from tests.cast import Cast
from tests.factories import PostFactory


def test_flagging_again_replaces_what_was_said_and_asks_to_look_again(session: Session, cast: Cast) -> None:
    post, other = PostFactory(), PostFactory()
    session.commit()
    by_ada = flag_post(session, cast.ada, post.id, FlagReason.OTHER, " Off the point. ")
    assert (by_ada.reason, by_ada.note, by_ada.handled_at) == (FlagReason.OTHER, "Off the point.", None)
    by_ada.handled_at = now()
    session.commit()
    by_ben = flag_post(session, cast.ben, post.id, FlagReason.SPAM)
    of_other = flag_post(session, cast.ada, other.id, FlagReason.SPAM)
    again = flag_post(session, cast.ada, post.id, FlagReason.SPAM)
    assert (again.reason, again.note, again.handled_at) == (FlagReason.SPAM, "", None)
    flags = session.scalars(select(Flag).order_by(Flag.post_id, Flag.person_id)).all()
    assert flags == [again, by_ben, of_other]
