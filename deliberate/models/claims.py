"""Claims that a revision deals with a point, and what people say to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deliberate.models.base import Base, now
from deliberate.models.posts import Post
from deliberate.models.proposals import Revision


class AddressingClaim(Base):
    """The author of a revision says that it deals with a point."""

    __tablename__ = "addressing_claims"
    __table_args__ = (UniqueConstraint("post_id", "revision_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True)
    # Counts that came with an imported site, where what single people say is not exported.
    carried_holds: Mapped[int] = mapped_column(default=0)
    carried_fails: Mapped[int] = mapped_column(default=0)
    # Whether one side, of those who hold the point or of an opinion group, rejected it there.
    carried_rejected: Mapped[bool] = mapped_column(default=False)

    post: Mapped[Post] = relationship()
    revision: Mapped[Revision] = relationship()


class Judgement(Base):
    """What one person says to a claim. The primary key is the promise: one person, one claim, one word."""

    __tablename__ = "judgements"

    claim_id: Mapped[int] = mapped_column(ForeignKey("addressing_claims.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    holds: Mapped[bool]
    created: Mapped[datetime] = mapped_column(default=now)
