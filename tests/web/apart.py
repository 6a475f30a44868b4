"""An application of its own for a test that needs other settings, or routes that fail on purpose."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_mock_engine

from deliberate import create_app
from deliberate.extensions import db
from deliberate.models import Base
from deliberate.settings import Settings
from tests.cast import Client


@contextmanager
def app_apart(data: Path, **settings: Any) -> Iterator[Flask]:
    """An application on an SQLite database in `data`, empty at first."""
    database = data / "apart.sqlite3"
    given: dict[str, Any] = {
        "data": data,
        "database_url": f"sqlite:///{database}",
        "secret_key": "for one test only, thirty-two characters",
        "limited": False,
        "page_cache": 0,
        "testing": True,
        "argon2_memory": 64,
        "argon2_time": 1,
        "argon2_threads": 1,
    }
    app = create_app(Settings(**(given | settings)))
    app.test_client_class = Client
    if not database.exists():
        database.write_bytes(_empty_tables())
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@cache
def _empty_tables() -> bytes:
    """A database file, made once in a process."""
    statements: list[str] = []
    engine = create_mock_engine("sqlite://", lambda made, *_, **__: statements.append(f"{made.compile(engine)};"))
    Base.metadata.create_all(engine, checkfirst=False)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("".join(statements))
        return connection.serialize()
