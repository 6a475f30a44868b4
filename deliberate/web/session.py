"""Who is signed in: a session remembers a key that a new password replaces."""

from __future__ import annotations

from sqlalchemy import select

from deliberate.extensions import login, session
from deliberate.models import Person


def register() -> None:
    login.session_protection = None
    login.user_loader(_load)


def _load(key: str) -> Person | None:
    return session().scalar(select(Person).where(Person.sign_in_key == key))
