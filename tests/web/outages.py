"""A site on a PostgreSQL that may be stopped, and the forms that it gives back."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, text

from deliberate import create_app, logs, migrating
from deliberate.extensions import db
from deliberate.settings import Settings
from tests import factories
from tests.cast import Client
from tests.postgres import PostgresServer


@contextmanager
def site_on(url: str, data: Path) -> Iterator[Flask]:
    """The application on the database there, brought up to date, within its context."""
    app = create_app(
        Settings(
            data=data,
            database_url=url,
            secret_key="for one test only, thirty-two characters",
            testing=True,
            argon2_memory=64,
            argon2_time=1,
            argon2_threads=1,
        )
    )
    app.test_client_class = Client
    with app.app_context():
        migrating.bring_up_to_date(app)
        factories.bind(db.session)
        yield app
        db.session.remove()
        db.engine.dispose()


def fresh_database(server: PostgresServer) -> str:
    engine = create_engine(server.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS outages WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE outages"))
    engine.dispose()
    return make_url(server.url).set(database="outages").render_as_string(hide_password=False)


def nothing_said_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No outage has been told of within the last minute."""
    for kind in logs.Trouble:
        monkeypatch.setitem(logs._OUTAGES, kind, logs.Outage())


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self._writing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.action = given.get("action") or ""
        elif tag == "input":
            self.fields[given.get("name") or ""] = given.get("value") or ""
        elif tag == "textarea":
            self._writing = given.get("name") or ""

    def handle_endtag(self, tag: str) -> None:
        self._writing = "" if tag == "textarea" else self._writing

    def handle_data(self, data: str) -> None:
        if self._writing:
            # A browser leaves out the first end of a line, and sends the others as carriage return and line feed.
            self.fields[self._writing] = data.removeprefix("\n")


def form_on(page: str) -> tuple[str, dict[str, str]]:
    """Where the only form of a page goes, and what it holds."""
    found = _Forms()
    found.feed(page)
    return found.action, found.fields
