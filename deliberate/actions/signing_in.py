"""Signing in and out: a row for each browser."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from deliberate.domain.browsers import STAYS_SIGNED_IN, parts_of
from deliberate.models import Person, SignIn, now
from deliberate.queries.sign_ins import SignedIn, hash_of
from deliberate.upkeep.transaction import transaction


def begin(session: Session, person: Person, user_agent: str) -> SignedIn:
    """With a token of its own for the browser's cookie. Rows that nobody can use any more are cleared away."""
    token = secrets.token_urlsafe(24)
    browser, system = parts_of(user_agent)
    person_id = person.id
    with transaction(session, shown=False):
        session.execute(delete(SignIn).where(SignIn.last_used <= now() - STAYS_SIGNED_IN))
        row = SignIn(person_id=person_id, token_hash=hash_of(token), browser=browser, system=system)
        session.add(row)
    return SignedIn(token, row.id, row.last_used, person)


def note_use(session: Session, sign_in_id: int) -> None:
    with transaction(session, shown=False):
        session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_used=now()))


def end(session: Session, person: Person, sign_in_id: int) -> bool:
    """Signs the person out of one browser; whether it was theirs."""
    mine = SignIn.id == sign_in_id, SignIn.person_id == person.id
    with transaction(session, shown=False):
        ended = session.execute(delete(SignIn).where(*mine).returning(SignIn.id)).all()
    return bool(ended)


def end_everywhere(session: Session, person: Person) -> None:
    person_id = person.id
    with transaction(session, shown=False):
        session.execute(delete(SignIn).where(SignIn.person_id == person_id))
