"""The people that tests speak about, each with a browser of their own."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_login import FlaskLoginClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from deliberate.actions import signing_in
from deliberate.domain.permissions import Role
from deliberate.extensions import db
from deliberate.models import Person
from tests import factories

RAW_TOKEN = "0123456789abcdef0123456789abcdef01234567"


class Client(FlaskLoginClient):
    """A browser, of the person that `user` names: keeps its session and sends the token that every form carries."""

    def __init__(self, *args: Any, user: Person | None = None, **kwargs: Any) -> None:
        db.session.commit()
        with Session(db.engine) as own:  # so that nothing the test holds is read again
            super().__init__(*args, user=user and signing_in.begin(own, user, ""), **kwargs)

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Each request has a context and a database session of its own, as on a server.

        What the test has made is committed before, and read again after. All of the answer is read, as a browser does.
        """
        kwargs.setdefault("buffered", True)
        db.session.commit()
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        db.session.rollback()
        return answer

    def send(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Posts a form as a page of the site would."""
        return self.post(path, data={"csrf_token": self.token(), **(data or {})}, **kwargs)

    def token(self) -> str:
        """What every form carries."""
        if self._remembered().get("csrf_token") != RAW_TOKEN:
            with self.session_transaction() as session:
                session["csrf_token"] = RAW_TOKEN
        secret = self.application.secret_key
        assert isinstance(secret, str)
        token = URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(RAW_TOKEN)
        assert isinstance(token, str)
        return token

    def _remembered(self) -> dict[str, Any]:
        """What is in the session; a transaction of it takes as long as a small page."""
        cookie = self.get_cookie("session")
        serializer = SecureCookieSessionInterface().get_signing_serializer(self.application)
        assert serializer
        is_ours, session = serializer.loads_unsafe(cookie.value) if cookie else (False, None)
        return session if is_ours else {}


class Cast:
    ada: Person
    ben: Person
    mo: Person

    def __init__(self, app: Flask, session: Session) -> None:
        self.app = app
        self.ada, self.ben, self.mo = (factories.PersonFactory.build(name=name) for name in ("Ada", "Ben", "Mo"))
        self.mo.role = Role.MODERATOR
        session.add_all((self.ada, self.ben, self.mo))
        session.commit()
        self.visitor = self.browser()

    def browser(self, person: Person | None = None) -> Client:
        client = self.app.test_client(user=person)
        assert isinstance(client, Client)
        return client
