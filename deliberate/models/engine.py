"""How connections to the database are made and behave."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event, make_url

from deliberate.models import hearing

# How long, in seconds, a database may take to let one in, an answer to arrive, and a free connection to be found.
_PATIENCE = 5
PATIENCE_ON_THE_WAY = 15
_PATIENCE_IN_THE_POOL = 10
# Of SQLite each connection, two for each thread, keeps so many statements, and so many KiB of the file: the system has
# that in memory, too, and whoever writes makes all others read it anew.
_STATEMENTS, _OF_THE_FILE = 64, 500


def options(url: str, *, prepared_statements: bool) -> dict[str, Any]:
    """What an engine is made with. What was to be written is never part of an error's message."""
    if make_url(url).get_backend_name() != "postgresql":
        return {"hide_parameters": True, "connect_args": {"cached_statements": _STATEMENTS}}
    asked: dict[str, Any] = {
        "connect_timeout": _PATIENCE,
        "keepalives_idle": PATIENCE_ON_THE_WAY,
        "tcp_user_timeout": PATIENCE_ON_THE_WAY * 1000,
    }
    connecting = {name: value for name, value in asked.items() if name not in make_url(url).query}
    if not prepared_statements:
        connecting["prepare_threshold"] = None
    # Whether a connection still works is tried before it is used: the database may have been restarted meanwhile.
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_timeout": _PATIENCE_IN_THE_POOL,
        "connect_args": connecting,
    }


def prepare(engine: Engine) -> None:
    """Gives an SQLite engine foreign keys, a write-ahead log, a busy timeout and explicit transactions; has one of
    PostgreSQL give up where no answer comes.

    What was committed is on the disk: it outlasts a power failure, as on PostgreSQL.
    """
    if engine.dialect.name != "sqlite":
        hearing.listen(engine)
        return
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)


def _configure(connection: Any, record: Any) -> None:
    # The driver must not begin transactions by itself: `_begin` says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    lasting = ("journal_mode = WAL", "synchronous = FULL")
    for pragma in ("foreign_keys = ON", *lasting, "busy_timeout = 10000", f"cache_size = -{_OF_THE_FILE}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")
