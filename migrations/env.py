"""Runs the migrations on the application's own engine."""

from __future__ import annotations

from alembic import context
from flask import current_app

from deliberate import migrating

db = current_app.extensions["migrate"].db


def mine(name: str | None, kind: str, parents: object) -> bool:
    """Autogeneration leaves the search index alone: it is written by hand for each database."""
    return not (kind == "table" and name is not None and name.startswith("search_"))


with db.engine.connect() as connection, migrating.rebuilding_tables(connection) as check:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        include_name=mine,
        compare_type=True,
        # An upgrade is done or not, however many migrations it takes; our engine says itself when SQLite begins one.
        transactional_ddl=True,
        on_version_apply=[check, migrating.note_step],
    )
    with context.begin_transaction():
        context.run_migrations()
