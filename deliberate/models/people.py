"""People: who may sign in, and the names that documents and editors sign with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import String, event
from sqlalchemy.orm import Mapped, mapped_column, object_session

from deliberate.domain.nodes import State
from deliberate.domain.permissions import Actor, Role
from deliberate.domain.texts.looks import looks
from deliberate.models.base import Base, now


def _look(which: str) -> Callable[[Any], str]:
    """A column's value: what the name in the same row looks like."""
    return lambda context: str(getattr(looks(context.get_current_parameters()["name"]), which))


class Person(Base):
    """Somebody who contributes. Without a password a person is a signature only: a document, 'a reader'."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    # Case-folded name: what makes a name unique.
    name_key: Mapped[str] = mapped_column(String(120), unique=True)
    # What it looks like: nobody may register a name that looks like one of these, though older ones may.
    look: Mapped[str] = mapped_column(String(240), index=True, default=_look("shown"))
    look_small: Mapped[str] = mapped_column(String(240), index=True, default=_look("small"))
    look_capital: Mapped[str] = mapped_column(String(240), index=True, default=_look("capital"))
    # Nobody has shown that it is theirs: it may stand at several people and signs nobody in.
    email: Mapped[str | None] = mapped_column(String(254))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(default=Role.MEMBER)
    about: Mapped[str] = mapped_column(String(500), default="")
    # Held or hidden, only the person and moderators read it.
    about_state: Mapped[State] = mapped_column(default=State.VISIBLE)
    # Raised by every change of the text: a moderator acts on the one that was looked at.
    about_version: Mapped[int] = mapped_column(default=1)
    joined: Mapped[datetime] = mapped_column(default=now)
    # Made for this machine by `deliberate serve`; refused when the site listens beyond loopback.
    is_local: Mapped[bool] = mapped_column(default=False)

    # A moderator has approved something of theirs; until then their posts are in the queue.
    trusted: Mapped[bool] = mapped_column(default=False)
    # Raised by every change of this row, on which all pages depend that the person looks at.
    version: Mapped[int] = mapped_column(default=1)

    def actor(self) -> Actor:
        return Actor(self.id, self.role)

    @property
    def can_sign_in(self) -> bool:
        return self.password_hash is not None


@event.listens_for(Person, "before_update")
def _raise_version(mapper: object, connection: object, person: Person) -> None:
    """By the database, so that of two changes at the same time each counts."""
    if object_session(person).is_modified(person):  # type: ignore[union-attr]  # what is written is in a session
        person.version = Person.version + 1


class SiteFact(Base):
    """What is true of the whole site: 'simulated' in a demo."""

    __tablename__ = "site_facts"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
