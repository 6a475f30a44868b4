"""Who is signed in: a session remembers a key that a new password replaces."""

from __future__ import annotations

import flask
from flask import current_app, g
from flask_login import login_user, logout_user
from sqlalchemy import select
from werkzeug.exceptions import TooManyRequests

from deliberate.actions import accounts
from deliberate.actions.accounts import LONGEST_NAME, AccountError
from deliberate.domain.texts import names
from deliberate.domain.words import say
from deliberate.extensions import login, session
from deliberate.models import Person
from deliberate.settings import Limit, Settings
from deliberate.web import known, limits
from deliberate.web.words import _


def register() -> None:
    login.user_loader(_load)


def check_password(name: str, password: str) -> Person:
    """Who this is; AccountError if the two do not belong together, 429 after too many tries."""
    key = names.key(name[:LONGEST_NAME])
    tries = _take_a_try(key)
    person = accounts.check(session(), name, password)
    if person is None and "@" in name:
        raise AccountError("name", say("Here one signs in with one's name, not with an e-mail address."))
    if person is None:
        raise AccountError("password", say("Name and password do not belong together. Check both and try again."))
    limits.give_back(tries, key)
    if not _is_let_in(person):
        raise AccountError("name", say("This account was made for the machine the site ran on, so it is closed here."))
    return person


def register_person(name: str, password: str, email: str = "") -> Person:
    """A new account; AccountError where it cannot be had, 429 after too many."""
    limits.limit(Limit.REGISTER)
    try:
        return accounts.register(session(), name, password, email)
    except AccountError:
        limits.give_back(Limit.REGISTER)
        raise


def _take_a_try(key: str) -> Limit:
    """What it is counted as: a browser that the person has signed in with has tries of its own, before all others."""
    if known.browser_of(key) and not limits.count(Limit.SIGN_IN_AGAIN, key):
        return Limit.SIGN_IN_AGAIN
    if wait := limits.count(Limit.SIGN_IN, key):
        raise TooManyRequests(_too_many_guesses(wait), retry_after=wait)
    return Limit.SIGN_IN


def _too_many_guesses(wait: int) -> str:
    return _(
        "There were too many wrong passwords for this name or from this network. Try again %(later)s. A browser that "
        "you have signed in with before has tries of its own: meanwhile, use that one.",
        later=limits.when(wait),
    )


def sign_in_person(person: Person, *, by_a_form: bool = False) -> None:
    """Begins a new session for the person; nothing of the one before is kept. `by_a_form` with more in it than name and
    password: its token stays good, so that it can be gone back to and sent again."""
    name = current_app.config["WTF_CSRF_FIELD_NAME"]
    token = flask.session.get(name) if by_a_form else None
    _forget()
    login_user(person)
    if token:
        flask.session[name] = token
    flask.session.permanent = True
    known.remember(person.name_key)


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
    logout_user()
    flask.session.clear()
    # The token in the forms, if it was made earlier in this request.
    g.pop(current_app.config["WTF_CSRF_FIELD_NAME"], None)
