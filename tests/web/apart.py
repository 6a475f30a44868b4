"""An application of its own for a test that needs other settings, or routes that fail on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from deliberate import create_app
from deliberate.extensions import db
from deliberate.models import Base
from deliberate.settings import Settings
from tests.cast import Client
from tests.syncing import sync_nothing


@contextmanager
def app_apart(data: Path, *, synced: bool = False, **settings: Any) -> Iterator[Flask]:
    """An application on an empty SQLite database in `data`; `synced` where that is what is tested."""
    given: dict[str, Any] = {
        "data": data,
        "database_url": f"sqlite:///{data / 'apart.sqlite3'}",
        "secret_key": "for one test only, thirty-two characters",
        "limited": False,
        "testing": True,
        "argon2_memory": 64,
        "argon2_time": 1,
    }
    app = create_app(Settings(**(given | settings)))
    app.test_client_class = Client
    with app.app_context():
        if not synced:
            sync_nothing(db.engine)
        Base.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()
