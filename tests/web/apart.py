"""An application of its own for a test that needs other settings, or routes that fail on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine

from deliberate import create_app
from deliberate.extensions import db
from deliberate.models import Base
from deliberate.settings import Settings
from tests.cast import Client
from tests.syncing import sync_nothing


@contextmanager
def app_apart(data: Path, *, synced: bool = False, **settings: Any) -> Iterator[Flask]:
    """An application on an SQLite database in `data`, empty at first; `synced` where that is what is tested."""
    database = data / "apart.sqlite3"
    given: dict[str, Any] = {
        "data": data,
        "database_url": f"sqlite:///{database}",
        "secret_key": "for one test only, thirty-two characters",
        "limited": False,
        "testing": True,
        "argon2_memory": 64,
        "argon2_time": 1,
    }
    app = create_app(Settings(**(given | settings)))
    app.test_client_class = Client
    if not database.exists():
        database.write_bytes(_empty_tables())
    with app.app_context():
        if not synced:
            sync_nothing(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


@cache
def _empty_tables() -> bytes:
    """A database file, made once in a process."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        return connection.connection.driver_connection.serialize()
