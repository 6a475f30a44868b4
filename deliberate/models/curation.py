"""What readers flag and what moderators do about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deliberate.domain.permissions import Act
from deliberate.domain.words import Worded, say
from deliberate.models.base import Base, now
from deliberate.models.people import Person
from deliberate.models.posts import Post
from deliberate.models.proposals import Proposal


class FlagReason(Worded):
    INSULT = "insult", say("insult")
    OFF_TOPIC = "off-topic", say("off topic")
    WRONG_LABEL = "wrong-label", say("wrong label")
    DUPLICATE = "duplicate", say("duplicate")
    SPAM = "spam", say("spam")
    PRIVATE = "private", say("private")
    OTHER = "other", say("other")


class Flag(Base):
    __tablename__ = "flags"
    __table_args__ = (UniqueConstraint("post_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    reason: Mapped[FlagReason]
    note: Mapped[str] = mapped_column(String(500), default="")
    created: Mapped[datetime] = mapped_column(default=now)
    # Set when a moderator has dealt with it, by an act or by leaving the post as it is.
    handled_at: Mapped[datetime | None]

    post: Mapped[Post] = relationship()


class LogEntry(Base):
    """One act of a moderator, public with its reason, on a proposal or one of its posts, or on what a person says of
    themselves; or an appeal against one, of whom it concerns. `inverse` holds what undoing it must restore."""

    __tablename__ = "moderation_log"
    __table_args__ = (CheckConstraint("(proposal_id IS NULL) <> (person_id IS NULL)", name="one_subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    act: Mapped[Act] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(String(500))
    # What changed, for the log's readers: {"from": "objection", "to": "question"}.
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # None for an act that came with an imported site: it can be read but not undone here.
    inverse: Mapped[dict[str, Any] | None]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("moderation_log.id"), unique=True)
    # An appeal answers the act that it is against, and what was decided answers the appeal: each once.
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("moderation_log.id"), unique=True)

    moderator: Mapped[Person] = relationship(foreign_keys=moderator_id)
    proposal: Mapped[Proposal | None] = relationship()
    post: Mapped[Post | None] = relationship()
