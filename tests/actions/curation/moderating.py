"""The acts of a moderator, each ready to be done, and what acts may change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.actions.flagging import flag_post
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.places import OnPassage
from deliberate.models import Choice, FlagReason, LogEntry, Person, Post, Proposal, Vote
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory

AGREE, DISAGREE, PASS = Choice.AGREE, Choice.DISAGREE, Choice.PASS


def mandate(moderator: Person, post: Post | None = None, reason: str = "It says the same.") -> Mandate:
    return Mandate(moderator, reason, post.version if post else None)


def tallies(post: Post) -> tuple[int, ...]:
    return post.agree, post.passes, post.disagree, post.raised_too, post.stale_votes


def picture(session: Session) -> dict[int, tuple[Any, ...]]:
    """All that acts may change in the posts, but for their versions."""
    session.expire_all()
    return {
        post.id: (
            *(post.label, post.ground, post.parent_id, post.anchor, post.state, post.merged_into_id),
            *(tallies(post) if post.state is not State.MERGED else ()),
            *((round(post.standing, 9), post.status) if post.state is not State.MERGED else ()),
        )
        for post in session.scalars(select(Post))
    }


def votes(session: Session) -> list[tuple[Any, ...]]:
    rows = session.scalars(select(Vote).order_by(Vote.post_id, Vote.person_id))
    return [(vote.post_id, vote.person_id, vote.choice, vote.wording, vote.place, vote.cast) for vote in rows]


ACTS: dict[Act, Callable[[Session, Mandate, Post, Post], LogEntry]] = {
    Act.APPROVE: lambda session, by, post, other: curation.approve_post(session, by, post.id),
    Act.RELABEL: lambda session, by, post, other: curation.relabel_post(session, by, post.id, Label.CONDITION),
    Act.MOVE: lambda session, by, post, other: curation.move_post(session, by, post.id, OnPassage("first")),
    Act.MERGE: lambda session, by, post, other: curation.merge_posts(session, by, post.id, other.id),
    Act.HIDE: lambda session, by, post, other: curation.hide_post(session, by, post.id),
    Act.RESTORE: lambda session, by, post, other: curation.restore_post(session, by, post.id),
    Act.DISMISS: lambda session, by, post, other: curation.dismiss_flags(session, by, post.id),
    Act.LOCK: lambda session, by, post, other: curation.lock_thread(session, by, post.proposal_id),
    Act.UNLOCK: lambda session, by, post, other: curation.unlock_thread(session, by, post.proposal_id),
}
OF_POSTS = [act for act in ACTS if act not in (Act.LOCK, Act.UNLOCK)]


def prepared(session: Session, proposal: Proposal, cast: Cast, act: Act) -> tuple[Post, Post]:
    """A post that `act` may be done to, and one like it."""
    post = PostFactory(proposal=proposal, author=PersonFactory(trusted=False))
    other = PostFactory(proposal=proposal)
    session.commit()
    if act is Act.DISMISS:
        flag_post(session, cast.ada, post.id, FlagReason.SPAM)
    if act is Act.RESTORE:
        post.state = State.HIDDEN
    if act is Act.UNLOCK:
        proposal.locked = True
    evaluate(session, proposal)
    session.commit()
    return post, other
