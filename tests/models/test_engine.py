"""What SQLite has committed outlasts a power failure, whichever part of a site wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from deliberate.cli import main
from tests.cast import Client
from tests.web.apart import app_apart

# As the pragma gives it: the log is written to the disk at every commit, not only when it is folded into the database.
FULL = 2


@pytest.fixture
def connections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Any, ...]]]:
    """How those were set up that have been used, as they are given back."""
    monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path))
    for name in ("DATABASE_URL", "DELIBERATE_SECRET_KEY", "DELIBERATE_HOST", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    deliberate("migrate")
    used: list[tuple[Any, ...]] = []

    def note(connection: Any, *_: object) -> None:
        pragmas = ("journal_mode", "synchronous")
        used.append(tuple(connection.execute(f"PRAGMA {one}").fetchone()[0] for one in pragmas))

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
def test_what_is_committed_is_on_the_disk(
    connections: list[tuple[Any, ...]], tmp_path: Path, writes: Callable[[Path], None]
) -> None:
    writes(tmp_path)
    assert set(connections) == {("wal", FULL)}
