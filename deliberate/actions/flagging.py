"""Readers point out a post to the moderators."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.thread import thread_of
from deliberate.domain.permissions import Act
from deliberate.models import Flag, FlagReason, Person, now


def flag_post(session: Session, person: Person, post_id: int, reason: FlagReason, note: str = "") -> Flag:
    """One flag per person and post: flagging again replaces what was said, and asks a moderator to look again."""
    with thread_of(session, person, Act.FLAG, post=post_id):
        flag = session.scalar(select(Flag).where(Flag.post_id == post_id, Flag.person_id == person.id))
        if flag is None:
            flag = Flag(post_id=post_id, person_id=person.id)
            session.add(flag)
        flag.reason, flag.note, flag.created, flag.handled_at = reason, note.strip(), now(), None
        return flag
