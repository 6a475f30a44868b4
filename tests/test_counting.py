"""Where tries are counted. What is wrong with a Redis is never a visitor's trouble; `-m server` uses a real one."""

from __future__ import annotations

import logging
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from deliberate import away, counting
from deliberate.counting import Counts
from tests import redis_server
from tests.cast import Client
from tests.redis_server import RedisServer
from tests.web.apart import app_apart

PASSWORD = "correct-horse"
TWICE = "2 per hour"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    with redis_server.running(tmp_path, PASSWORD) as running:
        yield running


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Redis is waited for a moment only, and asked again with the next try."""
    monkeypatch.setattr(counting, "_PATIENCE", 0.2)
    monkeypatch.setattr(away, "PAUSE", 0.0)


def tries(counts: Counts, number: int = 3, who: str = "ben") -> list[bool]:
    """Which of so many tries were let through."""
    return [counts.seconds_to_wait(TWICE, "vote", who) == 0 for _ in range(number)]


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    assert all(record.exc_info is None for record in caplog.records)
    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert PASSWORD not in "".join(lines)
    return lines


def test_tries_are_counted_by_what_and_who(caplog: pytest.LogCaptureFixture) -> None:
    counts = Counts()
    assert tries(counts) == [True, True, False]
    assert 0 < counts.seconds_to_wait(TWICE, "vote", "ben") <= 3600
    assert counts.seconds_to_wait(TWICE, "flag", "ben") == 0
    assert counts.seconds_to_wait(TWICE, "vote", "mo") == 0
    assert (counts.trouble(), said(caplog)) == ("", [])


# A file


def test_those_who_share_a_file_count_together_and_a_window_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = (Counts(file=tmp_path / "new" / "limits.sqlite3") for _ in range(2))
    assert tries(first, 1) + tries(second, 2) == [True, True, False]
    assert 0 < first.seconds_to_wait(TWICE, "vote", "ben") <= 3600
    assert tries(second, who="mo") == [True, True, False]
    second.give_back(TWICE, "vote", "mo")
    second.give_back(TWICE, "vote", "mo")
    assert tries(first, who="mo") == [True, False, False]
    monkeypatch.setattr(time, "time", lambda: 4_102_444_800.0)  # in the year 2100
    assert tries(second) == [True, True, False]
    assert said(caplog) == []


def test_ten_threads_of_two_processes_let_through_no_more_than_there_may_be(tmp_path: Path) -> None:
    shared = [Counts(file=tmp_path / "limits.sqlite3") for _ in range(2)]
    with ThreadPoolExecutor(10) as pool:
        waits = list(pool.map(lambda one: shared[one % 2].seconds_to_wait("50 per hour", "vote", "ben"), range(100)))
    assert waits.count(0) == 50


@pytest.mark.usefixtures("impatient")
def test_while_the_file_cannot_be_used_each_process_counts_for_itself_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "limits.sqlite3").mkdir()
    counts = Counts(file=tmp_path / "limits.sqlite3")
    assert tries(counts) == [True, True, False]
    (tmp_path / "limits.sqlite3").rmdir()
    assert tries(counts) == [True, True, False]
    away, back = said(caplog)
    assert away.startswith("limits.sqlite3: ")
    assert "counted by each process for itself" in away
    assert "it can be used again" in back


# A Redis that cannot be used


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("redis://127.0.0.1:1/0", "Connection refused"),
        ("unix:///no/such/socket", "No such file or directory"),
        ("redis://127.0.0.1:1/0?no_such_option=1", "no_such_option"),
        ("redis://127.0.0.1:1/0?socket_timeout=long", "socket_timeout"),
    ],
)
@pytest.mark.usefixtures("impatient")
def test_with_a_redis_that_cannot_be_used_each_process_counts_for_itself_and_says_so_once(
    address: str, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    counts = Counts(address.replace("//127", f"//:{PASSWORD}@127"))
    assert tries(counts) == [True, True, False]
    assert says in counts.trouble()
    [line] = said(caplog)
    assert line.startswith("REDIS_URL: ")
    assert says in line
    assert "\n" not in line
    assert "counted by each process for itself" in line


def test_a_host_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def unknown(*arguments: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert tries(Counts(f"redis://:{PASSWORD}@nowhere.example:6379/0")) == [True, True, False]
    [line] = said(caplog)
    assert "nowhere.example:6379" in line


def test_without_its_client_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    assert tries(Counts("redis://127.0.0.1:1/0")) == [True, True, False]
    [line] = said(caplog)
    assert "pip install 'deliberate[redis]'" in line


class Silent:
    """Takes connections and never answers."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._thread = Thread(target=self._take, daemon=True)
        self._thread.start()
        self.url = f"redis://127.0.0.1:{self._listening.getsockname()[1]}/0"

    @property
    def connections(self) -> int:
        return len(self._open)

    def _take(self) -> None:
        while True:
            try:
                self._open.append(self._listening.accept()[0])
            except OSError:
                return

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)
        for one in self._open:
            one.close()


@contextmanager
def silent() -> Iterator[Silent]:
    server = Silent()
    try:
        yield server
    finally:
        server.close()


@pytest.mark.usefixtures("impatient")
def test_a_redis_that_does_not_answer_is_waited_for_by_one_try_in_some_seconds(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(away, "PAUSE", 3600.0)
    with silent() as server:
        counts = Counts(server.url)
        assert tries(counts) == [True, True, False]
        assert server.connections == 1
    assert len(said(caplog)) == 1


# A real one


@pytest.mark.server
def test_processes_with_the_same_redis_count_together(server: RedisServer, caplog: pytest.LogCaptureFixture) -> None:
    first, second = Counts(server.url), Counts(f"unix://:{PASSWORD}@{server.path}")
    assert (first.trouble(), second.trouble()) == ("", "")
    assert tries(first, 1) + tries(second, 1) == [True, True]
    assert tries(first, 1) + tries(second, 1) == [False, False]
    assert 0 < second.seconds_to_wait(TWICE, "vote", "ben") <= 3600
    assert tries(second, who="mo") == [True, True, False]
    assert [key for key in server.counted() if not key.startswith("deliberate:")] == []
    assert said(caplog) == []


@pytest.mark.server
@pytest.mark.parametrize(
    ("password", "says"), [("", "Authentication required"), (f"not-{PASSWORD}", "invalid username-password pair")]
)
def test_a_redis_that_refuses_the_password_is_said_without_it(
    server: RedisServer, password: str, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    counts = Counts(server.url_with(password))
    assert tries(counts) == [True, True, False]
    assert says in counts.trouble()
    assert len(said(caplog)) == 1


@pytest.mark.server
def test_a_redis_that_is_started_anew_between_two_tries_is_not_even_noticed(
    server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    counts = Counts(server.url)
    assert tries(counts) == [True, True, False]
    server.stop()
    server.start()
    assert tries(counts) == [True, True, False], "it had forgotten, and counts again"
    assert server.counted()
    assert said(caplog) == []


@pytest.mark.server
@pytest.mark.usefixtures("impatient")
def test_a_redis_that_goes_away_and_comes_back_costs_nobody_a_page(
    server: RedisServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with app_apart(tmp_path, limited=True, redis_url=server.url) as app:
        client = app.test_client()
        assert isinstance(client, Client)

        def sign_in(name: str) -> list[int]:
            entered = {"name": name, "password": "wrong words in a row"}
            return [client.send("/account/sign-in", entered).status_code for _ in range(11)]

        refused_at_last = [400] * 10 + [429]
        assert sign_in("Ada") == refused_at_last
        server.stop()
        assert sign_in("Ada") == refused_at_last, "this process begins to count"
        server.start()
        assert sign_in("Ben") == refused_at_last
        assert any("ben" in key for key in server.counted())
    away, back = said(caplog)
    assert "counted by each process for itself" in away
    assert "it can be used again" in back
