"""The token that every form carries and every session remembers, masked anew in each answer: packed together with what
somebody else can put on the page, its length would tell the token letter by letter otherwise (BREACH)."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

import flask
from flask import Flask, current_app, g
from flask_wtf.csrf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer

_FIELD = "csrf_token"


class Tokens(CSRFProtect):  # type: ignore[misc]  # Flask-WTF has no types
    def init_app(self, app: Flask) -> None:
        super().init_app(app)
        app.jinja_env.globals[_FIELD] = token
        app.context_processor(lambda: {_FIELD: token})

    def _get_csrf_token(self) -> str | None:
        """As Flask-WTF knows it. One that is not masked is from a page of an earlier release."""
        sent: str | None = super()._get_csrf_token()
        return sent if not sent or "." in sent else _signed(_unmasked(sent))


def token() -> str:
    """The session's, which is made if there is none. Flask-WTF would sign it for each answer besides; what is sent is
    masked instead, and signed for it once it is sent back."""
    raw = flask.session.get(_FIELD) or new()
    if _FIELD not in flask.session:
        flask.session[_FIELD] = raw
    if g.get("masked", ("", ""))[0] != raw:
        g.masked = raw, masked(raw)
    shown: str = g.masked[1]
    return shown


def new() -> str:
    """For a session that begins."""
    return secrets.token_hex(20)


def masked(raw: str) -> str:
    text = raw.encode()
    mask = secrets.token_bytes(len(text))
    return urlsafe_b64encode(mask + _either(mask, text)).decode()


def _unmasked(sent: str) -> str:
    """Nothing where it was none of ours."""
    try:
        both = urlsafe_b64decode(sent.encode())
        half = len(both) // 2
        return _either(both[:half], both[half:]).decode() if len(both) == 2 * half else ""
    except (Error, ValueError):
        return ""


def _signed(raw: str) -> str:
    made: str | bytes = URLSafeTimedSerializer(str(current_app.secret_key), salt="wtf-csrf-token").dumps(raw)
    return made if isinstance(made, str) else made.decode()


def _either(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).to_bytes(len(one), "big")
