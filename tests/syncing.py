"""Databases of tests need not outlast a power failure."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Engine, event


def sync_nothing(engine: Engine) -> None:
    """Waiting for the disk would take longer than many a test."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _at_once)


def _at_once(connection: sqlite3.Connection, record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
