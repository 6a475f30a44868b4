"""Bringing a database's schema up to date; the machinery for it is loaded only when there is something to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Connection, inspect, text

from deliberate.extensions import db
from deliberate.settings import ROOT

FOLDER = ROOT / "migrations"


class MigrationError(Exception):
    """A migration leaves what the database must not keep; it is rolled back."""


def head() -> str:
    """The newest migration: the one that no other comes after."""
    earlier = _migrations()
    [newest] = earlier.keys() - earlier.values()
    return newest


def steps() -> int:
    """How many migrations the database lacks."""
    earlier, at = _migrations(), current()
    step, number = head(), 0
    while step != at and step in earlier:
        step, number = earlier[step], number + 1
    return number


def _migrations() -> dict[str, str]:
    """Each with the one before it."""
    files = [file.read_text() for file in (FOLDER / "versions").glob("*.py")]
    pattern = re.compile(r'^revision = "(\w+)"$.*?^down_revision = (?:"(\w+)"|None)$', re.M | re.S)
    return {match[1]: match[2] or "" for file in files if (match := pattern.search(file))}


def current() -> str | None:
    """The migration the database is at; None for an empty one."""
    if not inspect(db.engine).has_table("alembic_version"):
        return None
    with db.engine.connect() as connection:
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version


def bring_up_to_date(app: Flask, advance: Callable[[int], None] = lambda steps: None) -> bool:
    """Whether there was something to do; `advance` is told of migrations that are done."""
    if current() == head():
        return False
    attach(app)
    app.extensions["migrated"] = advance
    from flask_migrate import upgrade

    upgrade()
    return True


@contextmanager
def rebuilding_tables(connection: Connection) -> Iterator[Callable[..., None]]:
    """Lets migrations on `connection` rebuild tables that others point to; gives what is to be called after each.

    SQLite alters most of a table by copying it, dropping the old one and renaming the copy. Dropping deletes the rows
    first: where foreign keys are enforced it fails, or takes with it what is deleted along. So they are not, which must
    be said before the transaction begins; after each migration they are checked, and what it broke raises
    MigrationError. What was broken before, by another program, is for the doctor to tell.
    """
    if connection.dialect.name != "sqlite":
        yield lambda **_: None
        return
    # Not by way of SQLAlchemy, which would begin a transaction.
    driver: Any = connection.connection.driver_connection
    before = _pointing_to_nothing(driver)

    def check(step: Any, **_: Any) -> None:
        if broken := _pointing_to_nothing(driver) - before:
            rows = ", ".join(f"{count} of {table} to {other}" for (table, other), count in sorted(broken.items()))
            raise MigrationError(f"migration {step.up_revision_id} leaves rows that point to nothing: {rows}")

    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        # Who else migrates meanwhile waits, and then finds it done.
        connection.execution_options(begin="IMMEDIATE")
        yield check
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _pointing_to_nothing(driver: Any) -> Counter[tuple[str, str]]:
    """How many rows of a table point to which other one, where nothing is."""
    return Counter((table, other) for table, _, other, _ in driver.execute("PRAGMA foreign_key_check"))


def note_step(**_: Any) -> None:
    """Called after each migration."""
    if advance := current_app.extensions.get("migrated"):
        advance(1)


def attach(app: Flask) -> None:
    """Gives the application Flask-Migrate's functions and commands."""
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(FOLDER), render_as_batch=True)


def for_developers() -> Flask:
    """`flask --app deliberate.migrating:for_developers db migrate -m 'what it is for'` drafts a new migration."""
    from deliberate import create_app

    app = create_app()
    attach(app)
    return app
