"""`deliberate doctor`: what is found, what is repaired, and what only a person can mend."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests import redis_server
from tests.cli.said import Deliberate


def test_the_doctor_finds_and_repairs_what_can_be_computed(deliberate: Deliberate, data: Path, lakes: Path) -> None:
    assert deliberate("doctor").code == 1  # nothing is there yet
    deliberate("import", lakes)
    assert deliberate("doctor").json["ok"]
    (data / "secret-key").chmod(0o644)
    said = deliberate("doctor")
    assert said.code == 1
    assert [check["check"] for check in said.json["checks"] if not check["ok"]] == ["secret-key"]
    assert deliberate("doctor", "--fix").code == 0
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert deliberate("doctor").json["ok"]


@pytest.mark.parametrize(
    ("settings", "ok", "found"),
    [
        ({}, True, "counted in limits.sqlite3"),
        ({"DELIBERATE_LIMITS": "off"}, True, "off"),
        ({"REDIS_URL": "redis://:correct-horse@127.0.0.1:1/0"}, False, "REDIS_URL: "),
    ],
)
def test_the_doctor_says_where_rate_limits_are_counted(
    deliberate: Deliberate, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], ok: bool, found: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    said = deliberate("doctor")
    [check] = [check for check in said.json["checks"] if check["check"] == "rate limits"]
    assert check["ok"] is ok
    assert check["found"].startswith(found)
    assert "correct-horse" not in said.out + said.err


@pytest.mark.server
def test_the_doctor_says_that_redis_answers(
    deliberate: Deliberate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with redis_server.running(tmp_path, "correct-horse") as redis:
        monkeypatch.setenv("REDIS_URL", redis.url)
        checks = deliberate("doctor").json["checks"]
    assert {"check": "rate limits", "ok": True, "found": "counted in Redis"} in checks


def test_the_doctor_says_that_the_database_does_not_answer(
    deliberate: Deliberate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////no/such/folder/x")
    said = deliberate("doctor")
    assert said.code == 1
    assert [check["check"] for check in said.json["checks"] if not check["ok"]] == ["database"]
