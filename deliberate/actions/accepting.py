"""'This answers it': the mark on a reply by the person who raised the point it deals with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.thread import Thread, thread_of
from deliberate.domain.arranging import Refusal
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.words import say
from deliberate.models import Acceptance, Person, now


def accept_reply(session: Session, person: Person, reply_id: int) -> int:
    """`person`, who raised the point, says that this reply answers it; gives the point. Said again, nothing changes."""
    with _visible_reply(session, person, reply_id) as thread:
        reply = thread.node.id
        mark = session.get(Acceptance, reply) or Acceptance(post_id=reply)
        if mark.person_id != person.id:  # nobody's, or of a time when the reply stood under somebody else's point
            mark.person_id, mark.created = person.id, now()
            session.add(mark)
            thread.rearrange([reply])
        return thread.point


def take_back(session: Session, person: Person, reply_id: int) -> int:
    """Afterwards `person` does not say so; gives the point."""
    with _visible_reply(session, person, reply_id) as thread:
        marked = Acceptance.post_id.in_(thread.cluster()) & (Acceptance.person_id == person.id)
        for mark in session.scalars(select(Acceptance).where(marked)).all():
            session.delete(mark)
            thread.rearrange([thread.node.id])
        return thread.point


@contextmanager
def _visible_reply(session: Session, person: Person, reply_id: int) -> Iterator[Thread]:
    with thread_of(session, person, Act.ACCEPT, post=reply_id) as thread:
        if thread.node.state is not State.VISIBLE:
            raise Refusal(say("This reply is not visible at the moment, so it cannot be what answers the point."))
        yield thread
