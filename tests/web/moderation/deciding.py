"""What a moderator decides and why."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.models import Flag, FlagReason, Post
from tests.factories import PostFactory

WHY = "It says the same as another."


def ready(session: Session, post: Post, act: Act) -> dict[str, str]:
    """Makes `act` possible for the post; what the form sends besides the reason and the version."""
    if act is Act.APPROVE:
        post.state = State.HELD
    if act is Act.RESTORE:
        post.state = State.HIDDEN
    if act is Act.DISMISS:
        session.add(Flag(post_id=post.id, person_id=post.author_id, reason=FlagReason.SPAM))
    twin = PostFactory(proposal=post.proposal)
    session.commit()
    return {Act.RELABEL: {"to": "question"}, Act.MOVE: {"other": "first"}, Act.MERGE: {"other": f"#{twin.id}"}}.get(
        act, {}
    )
