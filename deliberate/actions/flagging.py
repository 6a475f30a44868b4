"""Readers point out a post to the moderators."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain import permissions
from deliberate.domain.permissions import Act
from deliberate.models import Flag, FlagReason, Person, Post, now
from deliberate.upkeep.transaction import lock_proposal, transaction


def flag_post(session: Session, person: Person, post_id: int, reason: FlagReason, note: str = "") -> Flag:
    """One flag per person and post: flagging again replaces what was said, and asks a moderator to look again."""
    with transaction(session):
        lock_proposal(session, session.scalars(select(Post.proposal_id).where(Post.id == post_id)).one())
        post = session.get_one(Post, post_id)
        permissions.check(person.actor(), Act.FLAG, post.facts())
        flag = session.scalar(select(Flag).where(Flag.post_id == post.id, Flag.person_id == person.id))
        if flag is None:
            flag = Flag(post_id=post.id, person_id=person.id)
            session.add(flag)
        flag.reason, flag.note, flag.created, flag.handled_at = reason, note.strip(), now(), None
        return flag
