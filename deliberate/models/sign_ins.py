"""Where people are signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.browsers import described
from deliberate.domain.words import Sayable
from deliberate.models.base import Base, now


class SignIn(Base):
    """A browser that somebody is signed in with. Without its row, every copy of its cookie is dead."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    # Of what the cookie holds, so that nobody who reads the table can sign in with it.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(40), default="")
    system: Mapped[str] = mapped_column(String(40), default="")
    began: Mapped[datetime] = mapped_column(default=now)
    # To within some minutes.
    last_used: Mapped[datetime] = mapped_column(default=now, index=True)

    def described(self) -> Sayable:
        return described(self.browser, self.system)
