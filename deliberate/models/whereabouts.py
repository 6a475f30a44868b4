"""What is said about where the words are that a point was raised on, once a revision has changed them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deliberate.models.base import Base, now
from deliberate.models.people import Person
from deliberate.models.posts import Post


class Whereabouts(Base):
    """Whoever raised a post says where its words are, when `revision` was in force; the latest about a post counts."""

    __tablename__ = "whereabouts"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created: Mapped[datetime] = mapped_column(default=now)
    revision: Mapped[int]
    # The passage that they are said to be; None: none of the text.
    anchor: Mapped[str | None] = mapped_column(String(100))
    # Whether the author of the text agrees; nothing before there is an answer.
    agreed: Mapped[bool | None]
    answered: Mapped[datetime | None]
    # Where they do not, when a moderator decided.
    decided: Mapped[datetime | None]

    post: Mapped[Post] = relationship()
    person: Mapped[Person] = relationship()


# What waits for a moderator.
DISPUTED = Whereabouts.agreed.is_(False) & Whereabouts.decided.is_(None)
