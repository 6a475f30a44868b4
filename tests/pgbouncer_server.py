"""A real pgbouncer of a test's own, in front of a PostgreSQL of the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.patience import wait_for
from tests.postgres import PostgresServer

_SETTINGS = """
[databases]
* = host={server} port=5432 user=postgres

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
max_client_conn = 200
logfile = {folder}/log
pidfile = {folder}/pid
"""


@contextmanager
def running(server: PostgresServer, database: str) -> Iterator[str]:
    """The address of `database` by way of it: a connection to PostgreSQL is anyone's for each transaction."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="deliberate-pgbouncer-") as place:
        settings = Path(place) / "settings"
        settings.write_text(_SETTINGS.format(server=server.socket, port=port, folder=place))
        process = subprocess.Popen([_program(), "--quiet", *_as(server.runs_as, place), str(settings)])
        try:
            _wait(process, f"postgresql://postgres@127.0.0.1:{port}/{database}")
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/{database}"
        finally:
            process.terminate()
            process.wait(20)


def _as(name: str | None, place: str) -> list[str]:
    """Neither of the two runs as root, and only who PostgreSQL runs as reaches its socket."""
    if name is None:
        return []
    user = pwd.getpwnam(name)
    for path in (place, *map(str, Path(place).iterdir())):
        os.chown(path, user.pw_uid, user.pw_gid)
    return ["--user", name]


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    def answers() -> bool:
        assert process.poll() is None, "pgbouncer did not start"
        try:
            with psycopg.connect(url, prepare_threshold=None):
                return True
        except psycopg.OperationalError:
            return False

    wait_for(answers)


def _program() -> str:
    program = os.environ.get("PGBOUNCER") or shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert program, "there is no pgbouncer here: `sh tests/pgbouncer` installs one"
    return program
