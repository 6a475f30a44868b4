"""The migrations make exactly the tables of the models, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from deliberate import create_app, migrating
from deliberate.extensions import db
from deliberate.models import Base
from deliberate.settings import Settings


@pytest.fixture
def empty_app(tmp_path: Path) -> Iterator[Flask]:
    """A new SQLite database without any table."""
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    app = create_app(Settings(data=tmp_path, database_url=url, secret_key="x" * 32, testing=True))
    with app.app_context():
        yield app
        db.engine.dispose()


def test_the_models_have_no_table_or_column_that_the_migrations_lack(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, parents: not (kind == "table" and name.startswith("search_"))},
        )
        assert compare_metadata(context, Base.metadata) == []


def test_every_migration_can_be_taken_back(empty_app: Flask) -> None:
    migrating.attach(empty_app)
    upgrade()
    assert {"posts", "search_entries"} < set(inspect(db.engine).get_table_names())
    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    upgrade()
    assert "posts" in inspect(db.engine).get_table_names()
