"""A way past SQLAlchemy to the database, for statements that are asked before anything else of a request is done."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from threading import Lock, local
from typing import Any
from weakref import finalize

from sqlalchemy import Engine, Select, event


class Direct:
    """Keeps a connection for each thread, in which every statement is a transaction of its own. A statement takes a few
    microseconds so; a connection out of the engine's pool and a transaction around it take fifty times as long."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._here = local()
        self._lock = Lock()
        self._open: list[Any] = []
        event.listen(engine, "engine_disposed", self._close)
        # Nor does any stay open where the engine is forgotten instead.
        finalize(engine, _close_all, self._open).atexit = False

    def written(self, statement: Select[Any]) -> str:
        """The statement in the words of the database, with names for what is to be put in."""
        kind: Any = type(self._engine.dialect)
        return str(statement.compile(dialect=kind(paramstyle="named" if kind.name == "sqlite" else "pyformat")))

    def ask(self, written: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """All rows: one that were left unread would keep the database from showing this connection what comes later.

        A connection that has been kept may be dead, since the database was restarted: then another is made. Raises
        whatever the driver does.
        """
        kept = getattr(self._here, "connection", None)
        if kept in self._open:
            with suppress(Exception):
                return self._rows(kept, written, values)
            self._forget(kept)
        return self._rows(self._connect(), written, values)

    def _rows(self, connection: Any, written: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = connection.execute(written, values).fetchall()
        return rows

    def _connect(self) -> Any:
        """Made as the engine makes its own, and taken out of its pool."""
        pooled = self._engine.raw_connection()
        connection: Any = pooled.dbapi_connection
        pooled.detach()
        if self._engine.dialect.name == "postgresql":
            connection.rollback()
            connection.autocommit = True
        with self._lock:
            self._open.append(connection)
        self._here.connection = connection
        return connection

    def _forget(self, connection: Any) -> None:
        with self._lock, suppress(ValueError):
            self._open.remove(connection)
        with suppress(Exception):
            connection.close()

    def _close(self, engine: Engine) -> None:
        for connection in tuple(self._open):
            self._forget(connection)


def _close_all(connections: list[Any]) -> None:
    for connection in connections:
        with suppress(Exception):
            connection.close()
