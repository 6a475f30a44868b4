"""Who is signed in: a session remembers a key that a new password replaces."""

from __future__ import annotations

import flask
from flask import current_app, g, request
from sqlalchemy import select

from deliberate.actions import accounts
from deliberate.actions.accounts import AccountError
from deliberate.domain.texts import names
from deliberate.extensions import login, session
from deliberate.models import Person
from deliberate.settings import Settings
from deliberate.web.limits import limit


def register() -> None:
    login.session_protection = None
    login.user_loader(_load)


def check_password(name: str, password: str) -> Person:
    """Who this is; AccountError if the two do not belong together, 429 after too many tries."""
    limit("sign-in", "60 per hour", request.remote_addr or "")
    limit("sign-in as", "10 per 10 minutes", names.key(name)[:100])
    person = accounts.check(session(), name, password)
    if person is None:
        raise AccountError("password", "Name and password do not belong together. Check both and try again.")
    if not _is_let_in(person):
        raise AccountError("name", "This account was made for the machine the site ran on, so it is closed here.")
    return person


def sign_in_person(person: Person) -> None:
    """Begins a new session for the person; nothing of the one before is kept."""
    _forget()
    flask.session["_user_id"] = person.sign_in_key
    flask.session.permanent = True


def sign_out() -> None:
    _forget()


def _load(key: str) -> Person | None:
    person = session().scalar(select(Person).where(Person.sign_in_key == key))
    return person if person and _is_let_in(person) else None


def _is_let_in(person: Person) -> bool:
    """Accounts made for this machine have a password that others may know, so they work nowhere else."""
    settings: Settings = current_app.extensions["deliberate"]
    return settings.on_loopback or not person.is_local


def _forget() -> None:
    flask.session.clear()
    # What was worked out earlier in this request: the viewer, and the token in the forms.
    for known in ("_login_user", "csrf_token"):
        g.pop(known, None)
