"""Votes: one per person and post, on the question, the words and at the place they were cast on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.labels import Label
from deliberate.domain.places import Place
from deliberate.domain.votes import Choice
from deliberate.models.base import Base, PlaceText, now


class Vote(Base):
    """The primary key is the promise: one person, one post, one vote."""

    __tablename__ = "votes"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    choice: Mapped[Choice]
    # What the post was then: the question that was asked.
    label: Mapped[Label]
    wording: Mapped[int]
    place: Mapped[Place] = mapped_column(PlaceText(120))
    cast: Mapped[datetime] = mapped_column(default=now)
