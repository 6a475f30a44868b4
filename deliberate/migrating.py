"""Bringing a database's schema up to date; the machinery for it is loaded only when there is something to do."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import inspect, text

from deliberate.extensions import db
from deliberate.settings import ROOT

FOLDER = ROOT / "migrations"


def head() -> str:
    """The newest migration: the one that no other comes after."""
    files = [file.read_text() for file in (FOLDER / "versions").glob("*.py")]
    names = {match[1] for file in files if (match := re.search(r'^revision = "(\w+)"', file, re.M))}
    earlier = {match[1] for file in files if (match := re.search(r'^down_revision = "(\w+)"', file, re.M))}
    [newest] = names - earlier
    return newest


def current() -> str | None:
    """The migration the database is at; None for an empty one."""
    if not inspect(db.engine).has_table("alembic_version"):
        return None
    with db.engine.connect() as connection:
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version


def bring_up_to_date(app: Flask) -> bool:
    """Whether there was something to do."""
    if current() == head():
        return False
    attach(app)
    from flask_migrate import upgrade

    upgrade()
    return True


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
