"""What the worker found in the votes: opinion groups, where people stand, scores of posts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, TypeDecorator
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.words import Say, Value
from deliberate.models.base import Base, now


class Report(TypeDecorator[dict[str, Any]]):
    """JSON of which a value may be a sentence, which can then be said in any language."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Any) -> dict[str, Any] | None:
        return value and {key: _stored(item) for key, item in value.items()}

    def process_result_value(self, value: dict[str, Any] | None, dialect: Any) -> dict[str, Any] | None:
        return value and {key: _restored(item) for key, item in value.items()}


def _stored(value: Any) -> Any:
    if not isinstance(value, Say):
        return value
    values = {name: _stored(item) for name, item in value.values}
    return {"say": value.text, "values": values, "many": value.many, "number": value.number, "context": value.context}


def _restored(value: Any) -> Any:
    if not (isinstance(value, dict) and "say" in value):
        return value
    values: tuple[tuple[str, Value], ...] = tuple((name, _restored(item)) for name, item in value["values"].items())
    return Say(value["say"], values, value["many"], value["number"], value["context"])


class OpinionReport(Base):
    """The public part of one computation; `version` is the proposal's `votes_version` that it was made from."""

    __tablename__ = "opinion_reports"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), primary_key=True)
    version: Mapped[int]
    computed: Mapped[datetime] = mapped_column(default=now)
    report: Mapped[dict[str, Any]] = mapped_column(Report)


class Placing(Base):
    """Where the votes of a person put them on the plane of opinions. Shown to nobody but that person by name.

    Who has too few votes now is nowhere on it, but may be again, and then belongs where they did.
    """

    __tablename__ = "placings"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    x: Mapped[float | None]
    y: Mapped[float | None]
    # The number of their group; None when no groups can be told, and for who is nowhere.
    group: Mapped[int | None]
    # The last that they had, so that a group is numbered as before after a time when they were in none.
    last_group: Mapped[int | None]


class PostScore(Base):
    """What the votes of everybody say about a post, for orders and for the vote queue."""

    __tablename__ = "post_scores"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    # How far all groups agree with it, 0 to 1; None when no groups can be told.
    consensus: Mapped[float | None]
    # How well it convinces people who usually disagree.
    bridging: Mapped[float | None]
    # How strongly it tells people apart.
    extremity: Mapped[float] = mapped_column(default=0.0)
    # Whether an opinion group rejects it, and whether one accepts it, beyond chance.
    rejected: Mapped[bool] = mapped_column(default=False)
    favoured: Mapped[bool] = mapped_column(default=False)
    # How each group that is told sees it (`queries.perspectives`), beside everybody's votes of that time: {"totals":
    # [agree, pass, disagree], "groups": [[number, shares of 100, standing, status], …]}. None where none can be told.
    by_group: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
