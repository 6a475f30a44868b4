"""Forms that come back with what was typed, whoever sends them and whatever is wrong."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as later
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import TooManyRequests
from wtforms import Field, Form, PasswordField, StringField

from deliberate.actions.accounts import AccountError
from deliberate.extensions import csrf
from deliberate.models import Person
from deliberate.settings import Limit
from deliberate.web import limits
from deliberate.web.access import viewer
from deliberate.web.session import check_password, register_person, sign_in_person
from deliberate.web.words import _, said


class Problem(Exception):
    """Why a form is sent back as it was typed: the status of the answer, and a sentence for the top of the page."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class Needed:
    """Says so to browsers and screen readers; what is missing is said by the form in its own words."""

    field_flags = {"required": True}

    def __call__(self, form: Form, field: Field) -> None:
        pass


class SignInFields(Form):
    """Shown in a form to those who are signed out, so that sending it signs them in too, or registers them: the button
    with `as=new` says so."""

    name = StringField(later("Name"), [Needed()])
    password = PasswordField(later("Password"), [Needed()])


def sender(form: SignInFields) -> Person:
    """The person who sends the form, signed in now if its boxes say who it is.

    For views that are exempt from the automatic check of the form's token, which is made here. Raises Problem.
    """
    person, fresh = viewer(), _token_is_fresh()
    if person is None and not (form.name.data and form.password.data):
        raise Problem(401, _("You are signed out. Nothing was lost: sign in here, and your text goes with it."))
    if not fresh:
        raise Problem(
            400,
            _(
                "This page is from before you signed in or out, or your browser keeps no cookies. Nothing was lost: "
                "check it and send it again."
            ),
        )
    return person or _come_in(form)


def limit(what: Limit) -> None:
    """Like `limits.limit`, but the form comes back."""
    try:
        limits.limit(what)
    except TooManyRequests as error:
        raise _too_fast(error) from error


def _token_is_fresh() -> bool:
    try:
        csrf.protect()
    except CSRFError:
        return False
    return True


def _come_in(form: SignInFields) -> Person:
    come_in = register_person if request.form.get("as") == "new" else check_password
    try:
        person = come_in(form.name.data or "", form.password.data or "")
    except AccountError as error:
        form[error.field].errors = [said(error.args[0])]
        raise Problem(401, _("You are not signed in yet. Nothing was lost.")) from error
    except TooManyRequests as error:
        raise _too_fast(error) from error
    sign_in_person(person, by_a_form=True)
    return person


def _too_fast(error: TooManyRequests) -> Problem:
    return Problem(429, _("Nothing was lost. %(why)s", why=error.description))
