"""The command on a data folder of its own, with a text to begin with."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from deliberate import migrating, passwords
from deliberate.cli import main
from tests.cli import migrated
from tests.cli.processes import Served
from tests.cli.said import Deliberate, Said

LAKES = "Title: Lakes\nSlug: lakes\n---\n# Plan\n\nThe lakes come next.\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path / "data"))
    for name in ("SECRET_KEY", "HOST", "PORT", "SEMANTICS", "QUORUM", "FIRST_POSTS", "LIMITS", "TRUSTED_PROXIES"):
        monkeypatch.delenv(f"DELIBERATE_{name}", raising=False)
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "data"


@pytest.fixture
def deliberate(data: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Deliberate:
    monkeypatch.setattr(migrating, "bring_up_to_date", migrated.bring_up_to_date)
    monkeypatch.setattr(passwords, "_hasher_for", lambda *cost: PasswordHasher(1, 64, 1))

    def run(*arguments: object) -> Said:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return Said(ended.value.code, out, err)

    return run


@pytest.fixture
def lakes(tmp_path: Path) -> Path:
    file = tmp_path / "lakes.txt"
    file.write_text(LAKES)
    return file


@pytest.fixture
def serving(data: Path) -> Iterator[Callable[..., Served]]:
    running: list[Served] = []
    # Shells let what they start in the background ignore Ctrl-C, and the server would inherit that from the tests.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def serve(*options: str, **settings: str) -> Served:
        running.append(Served(data, *options, **settings))
        return running[-1]

    yield serve
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()
    signal.signal(signal.SIGINT, before)
