"""Several processes that count rate limits together, and what becomes of it without Redis."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests import redis_server
from tests.cli.processes import Served


def sign_in_wrongly(site: Served, name: str) -> int:
    """The status of the answer."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    address = f"http://127.0.0.1:{site.port}/account/sign-in"
    with browser.open(address, timeout=10) as page:
        token = page.read().decode().split('name="csrf_token" value="')[1].split('"')[0]
    entered = urlencode({"csrf_token": token, "name": name, "password": "wrong words in a row"}).encode()
    try:
        with browser.open(address, entered, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


@pytest.mark.server
def test_two_processes_share_their_limits_in_redis_and_outlive_it(
    serving: Callable[..., Served], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with redis_server.running(tmp_path, "correct-horse") as redis:
        monkeypatch.setenv("REDIS_URL", redis.url)
        sites = [serving("--no-seed", "--no-worker")]
        sites[0].get("/healthz")
        sites.append(serving("--no-seed", "--no-worker"))
        sites[1].get("/healthz")
        assert [sign_in_wrongly(sites[number % 2], "Ada") for number in range(12)] == [400] * 10 + [429] * 2
        redis.stop()
        assert [sign_in_wrongly(sites[number % 2], "Ada") for number in range(4)] == [400] * 4
        for site in sites:
            said = site.stop()
            assert len([line for line in said.splitlines() if "REDIS_URL" in line]) == 1
            assert "Traceback" not in said
            assert "correct-horse" not in said


@pytest.mark.server
def test_a_redis_that_is_away_is_said_at_the_start_and_the_site_goes_on(
    serving: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://:correct-horse@127.0.0.1:1/0")
    site = serving("--no-seed", "--no-worker")
    site.get("/healthz")
    assert sign_in_wrongly(site, "Ada") == 400
    said = site.stop()
    [line] = [line for line in said.splitlines() if "REDIS_URL" in line]
    assert line.endswith("Connection refused. Rate limits are counted by each process for itself.")
    assert "correct-horse" not in said
    assert "Traceback" not in said
