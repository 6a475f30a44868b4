"""The worker beside a server: when it dies it is started again, ever later while it dies young."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from deliberate.cli import keeping
from deliberate.cli.keeping import Keeper
from tests.cli.processes import Served
from tests.cli.said import Deliberate
from tests.cli.test_working import ask_site, children, is_worker, needs_proc, write
from tests.patience import wait_for


@needs_proc
@pytest.mark.server
@pytest.mark.parametrize("options", [(), ("--gunicorn", "--workers", "2")], ids=["waitress", "gunicorn"])
def test_a_worker_that_is_killed_is_started_again(
    serving: Callable[..., Served], deliberate: Deliberate, data: Path, lakes: Path, options: tuple[str, ...]
) -> None:
    deliberate("import", lakes)
    site = serving("--no-seed", *options)
    site.get("/healthz")

    def workers() -> list[int]:
        return [pid for pid in children(site.process.pid) if is_worker(pid)]

    [killed] = wait_for(workers)
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: workers() and workers() != [killed])
    ask_site(data, "evaluation")
    wait_for(lambda: write(data, "SELECT id FROM work") == [])
    [last] = workers()
    assert "The worker has ended. It is started again in 1 s." in site.stop(signal.SIGTERM)
    wait_for(lambda: not is_worker(last))


class Process:
    """Lives until it is killed."""

    def __init__(self, *_: object, **__: object) -> None:
        self.ended = False
        self.told = 0

    def poll(self) -> int | None:
        return -9 if self.ended else None

    def terminate(self) -> None:
        self.told += 1

    def wait(self, seconds: float) -> None:
        pass


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 5_000.0
        self.started: list[Process] = []
        monkeypatch.setattr(keeping, "monotonic", lambda: self.now)
        monkeypatch.setattr(keeping.subprocess, "Popen", self._start)

    def _start(self, *_: object, **__: object) -> Process:
        self.started.append(Process())
        return self.started[-1]

    def until_started(self, keeper: Keeper) -> int:
        """So many seconds."""
        before, began = len(self.started), self.now
        while len(self.started) == before:
            keeper.look()
            self.now += 1
        return round(self.now - began)


def test_one_that_dies_again_and_again_is_started_ever_later_but_within_a_minute(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    clock = Clock(monkeypatch)
    keeper = Keeper(wanted=True)
    waited = []
    for _ in range(9):
        clock.started[-1].ended = True
        waited.append(clock.until_started(keeper))
    assert waited == sorted(waited)
    assert waited[0] < 4 < 30 < waited[-1] < 64
    assert len(capfd.readouterr().err.splitlines()) == 9

    clock.now += 100
    clock.started[-1].ended = True
    assert clock.until_started(keeper) == waited[0], "it had lived for a while"


def test_one_that_lives_is_left_alone_and_stopped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    keeper = Keeper(wanted=True)
    for _ in range(100):
        keeper.look()
        clock.now += 1
    [process] = clock.started
    keeper.stop()
    assert process.told == 1


def test_a_copy_of_the_server_does_not_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    keeper = Keeper(wanted=True)
    monkeypatch.setattr(keeping.os, "getpid", lambda: -1)
    keeper.stop()
    assert clock.started[0].told == 0


def test_without_one_there_is_nothing_to_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    keeper = Keeper(wanted=False)
    keeper.look()
    keeper.stop()
    assert clock.started == []
