"""How connections to SQLite behave."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event


def prepare(engine: Engine) -> None:
    """Gives an SQLite engine foreign keys, a write-ahead log, a busy timeout and explicit transactions.

    What was committed is on the disk: it outlasts a power failure, as on PostgreSQL.
    """
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)


def _configure(connection: Any, record: Any) -> None:
    # The driver must not begin transactions by itself: `_begin` says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "busy_timeout = 10000", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")
