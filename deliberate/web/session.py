"""Signing in, with a password that may be tried so often, and out."""

from __future__ import annotations

import flask
from flask import Response, after_this_request, current_app, request
from flask_login import login_user, logout_user
from werkzeug.exceptions import TooManyRequests

from deliberate import tokens
from deliberate.actions import accounts, signing_in
from deliberate.actions.accounts import LONGEST_NAME, AccountError
from deliberate.domain.texts import names
from deliberate.domain.words import say
from deliberate.extensions import session
from deliberate.models import Person
from deliberate.settings import Limit
from deliberate.web import known, limits
from deliberate.web.visitor import is_let_in, visitor
from deliberate.web.words import _


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
    if not is_let_in(person):
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
    _end_session()
    login_user(signing_in.begin(session(), person, request.user_agent.string))
    flask.session[name] = token or tokens.new()
    flask.session.permanent = True
    known.remember(person.name_key)


def sign_out() -> None:
    """Ends the session that this browser has, in every copy of its cookie, and has it forget the pages it was shown."""
    _end_session()

    @after_this_request
    def forget(response: Response) -> Response:
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


def _end_session() -> None:
    if here := visitor():
        signing_in.end(session(), here.person, here.id)
    logout_user()
    flask.session.clear()
