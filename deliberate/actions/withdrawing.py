"""Taking back a post of one's own, putting it back, and taking over a point that its author has let go."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.actions.thread import thread_of
from deliberate.domain.arranging import Refusal
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.words import say
from deliberate.models import Person, Post, now
from deliberate.queries.holding import holders


def withdraw_post(session: Session, person: Person, post_id: int) -> State:
    """Afterwards `person` no longer holds what they wrote, or had taken over; gives the state that it is in now: a
    point that others hold stays visible."""
    with thread_of(session, person, Act.WITHDRAW, post=post_id) as thread:
        post = session.get_one(Post, post_id)
        if post.heir_id == person.id:
            post.heir_id = None
        else:
            post.withdrawn_at = now()
        post.version += 1
        thread.rearrange([post.id], votes=True)
    return post.state


def put_back(session: Session, person: Person, post_id: int, *, hold: bool = False) -> State:
    """Its author holds it again; `hold` keeps what was out of sight there until a moderator approves it."""
    with thread_of(session, person, Act.PUT_BACK, post=post_id) as thread:
        post = session.get_one(Post, post_id)
        post.withdrawn_at = None
        if post.state is State.WITHDRAWN:
            post.state = State.HELD if hold else State.VISIBLE
        post.version += 1
        thread.rearrange([post.id], votes=True)
    return post.state


def take_over(session: Session, person: Person, post_id: int) -> int:
    """One of those who hold a point speaks for it from now on, as the person who raised it; gives the point."""
    with thread_of(session, person, Act.TAKE_OVER, post=post_id) as thread:
        point = thread.node.id
        if person.id not in holders(session, thread.graph, [point])[point].people:
            raise Refusal(say("Only somebody who holds this can take it over: vote yes on it first."))
        post = session.get_one(Post, point)
        post.heir_id = person.id
        post.version += 1
        thread.rearrange([point])
        return point
