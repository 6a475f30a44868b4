"""Databases of tests need not outlast a power failure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from deliberate.models import engine as engines

_prepare = engines.prepare


def sync_nothing() -> None:
    """No application that is made from now on waits for the disk, which would take longer than many a test."""
    engines.prepare = _prepare_at_once


@contextmanager
def syncing() -> Iterator[None]:
    """As on a site, for a test of that."""
    engines.prepare = _prepare
    try:
        yield
    finally:
        sync_nothing()


def _prepare_at_once(engine: Engine) -> None:
    _prepare(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _at_once)


def _at_once(connection: sqlite3.Connection, record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
