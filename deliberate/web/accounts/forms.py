"""The boxes of the account pages; what may be entered in them is decided by the actions."""

from __future__ import annotations

from flask_babel import lazy_gettext as later
from wtforms import EmailField, Field, Form, HiddenField, PasswordField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from deliberate.actions.accounts import LONGEST_ABOUT, AccountError
from deliberate.web.words import _, said

_needed = InputRequired(later("Please fill this in."))


class SignInForm(Form):
    name = StringField(later("Name"), [_needed])
    password = PasswordField(later("Password"), [_needed])
    next = HiddenField()


class RegisterForm(Form):
    name = StringField(later("Name"), [_needed])
    email = EmailField(later("E-mail address"))
    password = PasswordField(later("Password"), [_needed])
    repeat = PasswordField(later("The same password again"), [_needed])
    next = HiddenField()

    def validate_repeat(self, field: Field) -> None:
        _same(self.password, field)


class PasswordForm(Form):
    current_password = PasswordField(later("Current password"), [_needed])
    password = PasswordField(later("New password"), [_needed])
    repeat = PasswordField(later("The new password again"), [_needed])

    def validate_repeat(self, field: Field) -> None:
        _same(self.password, field)


class AboutForm(Form):
    about = TextAreaField(later("About you"), render_kw={"maxlength": LONGEST_ABOUT})


def typed(field: StringField) -> str:
    return field.data or ""


def show(form: Form, error: AccountError) -> None:
    """Puts the error beside the box it is about."""
    form[error.field].errors = [said(error.args[0])]


def _same(one: Field, other: Field) -> None:
    if one.data != other.data:
        raise ValidationError(_("The two passwords differ. Type both again."))
