"""A site behind pgbouncer, which gives each transaction a connection that others have used before."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import pgbouncer_server, postgres
from tests.cli.browsing import Browser
from tests.cli.processes import Served
from tests.web.outages import fresh_database

REQUESTS = 2_000
PEOPLE = 9


@pytest.mark.server
def test_case_security_09_pgbouncer(
    serving: Callable[..., Served],
    data: Path,
    lakes: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half of them votes on one post, half that post's page, while the worker works."""
    monkeypatch.setenv("DELIBERATE_PREPARED_STATEMENTS", "off")
    monkeypatch.setenv("DELIBERATE_LIMITS", "off")
    with postgres.server() as server:
        fresh_database(server)
        with pgbouncer_server.running(server, "outages") as url:
            monkeypatch.setenv("DATABASE_URL", url)
            command("import", str(lakes))
            site = serving("--no-seed", "--gunicorn", "--workers", "2")
            site.get("/healthz")
            author = Browser(site).sign_in(data, "author")
            message = {
                "parts-0-label": "objection",
                "parts-0-body": "It costs too much.",
                "once": "1",
                "confirmed": "1",
            }
            assert author.send("/proposals/lakes/post", message).status == 303
            voters = [Browser(site).sign_in(data, ("member", "moderator")[n % 2]) for n in range(PEOPLE)]
            with ThreadPoolExecutor(PEOPLE) as pool:
                statuses = [status for found in pool.map(ask_and_vote, voters) for status in found]
            assert len(statuses) >= REQUESTS
            assert set(statuses) == {200, 303}
            command("worker", "--once")
            said = site.stop()
    assert "Traceback" not in said
    assert "Error" not in said


def command(*arguments: str) -> None:
    """In a process of its own, at whose end its connections are closed."""
    subprocess.run([sys.executable, "-m", "deliberate", *arguments], check=True, capture_output=True)


def ask_and_vote(voter: Browser) -> list[int]:
    token, statuses = voter.token(), []
    for number in range(REQUESTS // PEOPLE // 2 + 1):
        choice = ("agree", "disagree", "pass")[number % 3]
        statuses.append(voter.send("/posts/1/vote", {"choice": choice}, token=token).status)
        statuses.append(voter.get("/posts/1").status)
    return statuses
