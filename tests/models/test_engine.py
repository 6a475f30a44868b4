"""Connections: what SQLite has committed outlasts a power failure, and no error repeats what was to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import Pool

from deliberate.cli import main
from deliberate.models import engine
from tests.cast import Client
from tests.syncing import syncing
from tests.web.apart import app_apart

# As the pragma gives it: the log is written to the disk at every commit, not only when it is folded into the database.
FULL = 2


@pytest.fixture
def connections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Any, ...]]]:
    """How those were set up that have been used, as they are given back."""
    monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path))
    for name in ("DATABASE_URL", "DELIBERATE_SECRET_KEY", "DELIBERATE_HOST", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    used: list[tuple[Any, ...]] = []

    def note(connection: Any, *_: object) -> None:
        pragmas = ("journal_mode", "synchronous")
        used.append(tuple(connection.execute(f"PRAGMA {one}").fetchone()[0] for one in pragmas))

    with syncing():
        deliberate("migrate")
        event.listen(Pool, "checkin", note)
        yield used
        event.remove(Pool, "checkin", note)


def deliberate(*arguments: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0


def a_command(data: Path) -> None:
    deliberate("user", "add", "Ada")


def the_worker(data: Path) -> None:
    deliberate("worker", "--once")


def a_page(data: Path) -> None:
    password = "a long password of nobody"
    with app_apart(data) as app:
        ben = app.test_client()
        assert isinstance(ben, Client)
        answer = ben.send("/account/register", {"name": "Ben", "password": password, "repeat": password})
        assert answer.status_code == 302


@pytest.mark.parametrize("writes", [a_command, the_worker, a_page])
def test_case_security_02_sqlite_commits_are_not_synced(
    connections: list[tuple[Any, ...]], tmp_path: Path, writes: Callable[[Path], None]
) -> None:
    writes(tmp_path)
    assert set(connections) == {("wal", FULL)}


# What an engine is made with

POSTGRESQL = "postgresql+psycopg://somebody@db.example/site"


@pytest.mark.parametrize("writes", [a_command, the_worker, a_page])
@pytest.mark.usefixtures("connections")
def test_no_engine_repeats_what_was_to_be_written(tmp_path: Path, writes: Callable[[Path], None]) -> None:
    hidden: list[bool] = []

    def note(connection: Connection) -> None:
        hidden.append(connection.engine.hide_parameters)

    event.listen(Engine, "engine_connect", note)
    try:
        writes(tmp_path)
    finally:
        event.remove(Engine, "engine_connect", note)
    assert hidden
    assert all(hidden)


def test_a_connection_to_sqlite_keeps_little_in_memory(tmp_path: Path) -> None:
    made = create_engine(f"sqlite:///{tmp_path}/site.sqlite3", **engine.options("sqlite://", prepared_statements=True))
    engine.prepare(made)
    with made.connect() as connection:
        kibibytes = -connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    made.dispose()
    assert 0 < kibibytes <= 500


@pytest.mark.parametrize("url", [POSTGRESQL, "sqlite:///site.sqlite3"])
def test_an_engine_can_be_made_with_them(url: str) -> None:
    made = create_engine(url, **engine.options(url, prepared_statements=False))
    assert made.hide_parameters
    made.dispose()


def test_a_connection_is_tried_before_it_is_used_and_waited_for_not_too_long() -> None:
    options = engine.options(POSTGRESQL, prepared_statements=True)
    assert options["pool_pre_ping"]
    assert 0 < options["connect_args"]["connect_timeout"] <= 10
    assert "prepare_threshold" not in options["connect_args"]
    own = engine.options(f"{POSTGRESQL}?connect_timeout=2", prepared_statements=True)
    assert "connect_timeout" not in own["connect_args"]


def test_prepared_statements_can_be_switched_off() -> None:
    options = engine.options(POSTGRESQL, prepared_statements=False)
    assert options["connect_args"]["prepare_threshold"] is None
