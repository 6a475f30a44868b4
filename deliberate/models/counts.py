"""What pages say of a thread in numbers, kept so that no page counts it."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.models.base import Base


class PointCount(Base):
    """How many visible posts of one kind there are: in all of a proposal (`passage` is empty), or about one passage and
    below what is said to it. `tops` are those that reply to no other post, `weight` is how many hold each of them,
    added up, `votes` are those on them.

    `label` and `status` are words of `Label` and `Status`; the status is empty for what raises no issue.
    """

    __tablename__ = "point_counts"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), primary_key=True)
    passage: Mapped[str] = mapped_column(String(100), primary_key=True, default="")
    label: Mapped[str] = mapped_column(String(32), primary_key=True)
    status: Mapped[str] = mapped_column(String(32), primary_key=True, default="")
    few_share: Mapped[bool] = mapped_column(primary_key=True, default=False)
    posts: Mapped[int] = mapped_column(default=0)
    tops: Mapped[int] = mapped_column(default=0)
    weight: Mapped[int] = mapped_column(default=0)
    votes: Mapped[int] = mapped_column(default=0)


class Participation(Base):
    """How many visible posts of a proposal a person wrote."""

    __tablename__ = "participations"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    posts: Mapped[int] = mapped_column(default=0)
