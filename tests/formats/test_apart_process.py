"""The limits that a process which reads a file sets itself."""

from __future__ import annotations

import signal
import sys
from types import SimpleNamespace

import pytest

from deliberate.formats.apart_process import limit


@pytest.fixture
def alarms(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The seconds after which it is to end; no test is."""
    seconds: list[int] = []
    monkeypatch.setattr(signal, "alarm", seconds.append)
    return seconds


def test_time_memory_and_cores_are_limited(alarms: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    limits: dict[str, tuple[int, int]] = {}
    system = SimpleNamespace(RLIMIT_CPU="cpu", RLIMIT_AS="as", RLIMIT_CORE="core", setrlimit=limits.__setitem__)
    monkeypatch.setitem(sys.modules, "resource", system)
    limit(4, 300, 20.0)
    assert limits == {"cpu": (4, 5), "as": (300_000_000, 300_000_000), "core": (0, 0)}
    assert alarms == [22]


def test_a_limit_that_a_system_refuses_does_not_keep_the_others_away(
    alarms: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: dict[str, tuple[int, int]] = {}

    def setrlimit(kind: str, most: tuple[int, int]) -> None:
        if kind == "as":
            raise ValueError("current limit exceeds maximum limit")
        limits[kind] = most

    system = SimpleNamespace(RLIMIT_CPU="cpu", RLIMIT_AS="as", RLIMIT_CORE="core", setrlimit=setrlimit)
    monkeypatch.setitem(sys.modules, "resource", system)
    limit(4, 300, 20.0)
    assert set(limits) == {"cpu", "core"}


def test_where_there_are_no_limits_the_clock_has_to_do(alarms: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    limit(4, 300, 20.0)
    assert alarms == [22]
