"""A real Redis of a test's own, which it may stop and start again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.patience import wait_for


class RedisServer:
    """Listens on a free port and on a socket in `folder`; keeps nothing when it ends."""

    def __init__(self, folder: Path, password: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.password = password
        self.path = folder / "redis.sock"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return self.url_with(self.password)

    def url_with(self, password: str) -> str:
        return f"redis://{f':{password}@' if password else ''}127.0.0.1:{self.port}/0"

    def counted(self) -> list[str]:
        """The keys that are kept."""
        with redis.Redis.from_url(self.url, decode_responses=True) as client:
            return sorted(client.keys())

    def start(self) -> None:
        where = ["--bind", "127.0.0.1", "--port", str(self.port), "--unixsocket", str(self.path)]
        kept = ["--dir", str(self.path.parent), "--save", "", "--appendonly", "no"]
        secret = ["--requirepass", self.password] if self.password else []
        self._process = subprocess.Popen([_program(), *where, *kept, *secret], stdout=subprocess.DEVNULL)
        self._wait(self._process)

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        def answers() -> bool:
            try:
                self.counted()
            except redis.ConnectionError:
                assert process.poll() is None, "Redis did not start"
                return False
            return True

        wait_for(answers)


@contextmanager
def running(folder: Path, password: str = "") -> Iterator[RedisServer]:
    server = RedisServer(folder, password)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _program() -> str:
    program = os.environ.get("REDIS_SERVER") or shutil.which("redis-server")
    assert program, "there is no redis-server here: `sh tests/redis-server` installs one"
    return program
