"""What a moderator decides and why."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.texts.passages import PassageKind
from deliberate.models import Flag, FlagReason, Passage, Post, Whereabouts, now
from tests.factories import PostFactory, RevisionFactory

WHY = "It says the same as another."


def ready(session: Session, post: Post, act: Act) -> dict[str, str]:
    """Makes `act` possible for the post; what the form sends besides the reason and the version."""
    if act is Act.APPROVE:
        post.state = State.HELD
    if act is Act.RESTORE:
        post.state = State.HIDDEN
    if act is Act.DISMISS:
        session.add(Flag(post_id=post.id, person_id=post.author_id, reason=FlagReason.SPAM))
    if act is Act.DECIDE_WHERE:
        post.anchor = "second"
        text = [Passage(position=0, anchor="first", kind=PassageKind.PARAGRAPH, level=0, text="The first thing.")]
        RevisionFactory(proposal_id=post.proposal_id, number=2, author_id=post.proposal.owner_id, passages=text)
        post.proposal.revision = 2
        said = {"person_id": post.author_id, "revision": 2, "agreed": False, "answered": now()}
        session.add(Whereabouts(post_id=post.id, **said))
    twin = PostFactory(proposal=post.proposal)
    session.commit()
    return {
        Act.RELABEL: {"to": "question"},
        Act.MOVE: {"other": "first"},
        Act.DECIDE_WHERE: {"other": "first"},
        Act.MERGE: {"other": f"#{twin.id}"},
    }.get(act, {})
