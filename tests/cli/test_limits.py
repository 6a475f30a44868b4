"""Rate limits of a served site: by visitor behind a proxy, by several processes together, and without Redis."""

from __future__ import annotations

import stat
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests import redis_server
from tests.cli.processes import Served
from tests.cli.said import Deliberate


def sign_in_wrongly(site: Served, name: str, **headers: str) -> int:
    """The status of the answer."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    browser.addheaders = [(header.replace("_", "-"), value) for header, value in headers.items()]
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


SERVERS = pytest.mark.parametrize("options", [(), ("--gunicorn", "--workers", "1")], ids=["waitress", "gunicorn"])


@pytest.mark.server
@SERVERS
def test_case_security_01_visitors_are_told_apart_by_what_a_trusted_proxy_reports(
    serving: Callable[..., Served], monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DELIBERATE_TRUSTED_PROXIES", "127.0.0.1")
    site = serving("--no-seed", "--no-worker", *options)
    site.get("/healthz")
    for visitor in ("198.51.100.1", "198.51.100.2"):
        tries = [sign_in_wrongly(site, "Ada", X_Forwarded_For=f"10.0.0.{number}, {visitor}") for number in range(11)]
        assert tries == [400] * 10 + [429]
    assert "DELIBERATE_TRUSTED_PROXIES" not in site.stop()


@pytest.mark.server
@SERVERS
def test_case_security_01_the_site_the_next_start_and_the_doctor_tell_of_a_proxy_that_nobody_trusts(
    serving: Callable[..., Served], deliberate: Deliberate, options: tuple[str, ...]
) -> None:
    told = []
    for name in ("Ada", "Ben"):
        site = serving("--no-seed", "--no-worker", *options)
        site.get("/healthz")
        sent = [sign_in_wrongly(site, name, X_Forwarded_For=f"198.51.100.{number}") for number in range(11)]
        assert sent == [400] * 10 + [429]
        told.append([line for line in site.stop().splitlines() if "DELIBERATE_TRUSTED_PROXIES names none" in line])
    assert [len(lines) for lines in told] == [1, 2]
    said = deliberate("doctor")
    assert said.code == 1
    [check] = [one for one in said.json["checks"] if not one["ok"]]
    assert check["check"] == "proxies"
    assert deliberate("doctor", "--fix").code == 0
    assert deliberate("doctor").json["ok"]


@pytest.mark.server
def test_processes_on_one_machine_share_their_limits_and_the_next_start_goes_on_counting(
    serving: Callable[..., Served], data: Path
) -> None:
    sites = [serving("--no-seed", "--no-worker")]
    sites[0].get("/healthz")
    sites.append(serving("--no-seed", "--no-worker", "--gunicorn", "--workers", "3"))
    sites[1].get("/healthz")
    assert [sign_in_wrongly(sites[number % 2], "Augusta Ada") for number in range(12)] == [400] * 10 + [429] * 2
    for site in sites:
        assert "counted by each process" not in site.stop()
    again = serving("--no-seed", "--no-worker")
    again.get("/healthz")
    assert sign_in_wrongly(again, "Augusta Ada") == 429
    again.stop()
    assert stat.S_IMODE((data / "limits.sqlite3").stat().st_mode) == 0o600
    assert b"augusta" not in (data / "limits.sqlite3").read_bytes().lower()


@pytest.mark.server
def test_case_security_21_two_processes_share_their_limits_in_redis_and_outlive_it(
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
            told = [line for line in said.splitlines() if "REDIS_URL" in line]
            assert [line.rpartition("refused. ")[2].split(" are")[0] for line in told] in (
                ["Pages", "Rate limits"],
                ["Rate limits"],
            )
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
    [line] = [line for line in said.splitlines() if "REDIS_URL" in line and "Pages are" not in line]
    assert line.endswith("Connection refused. Rate limits are counted by each process for itself.")
    assert "correct-horse" not in said
    assert "Traceback" not in said
