"""Whose address a request has where proxies stand in front, and that nobody gains by inventing one."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask, request

from deliberate.actions import accounts
from deliberate.actions.noticing import noticed_proxy
from deliberate.extensions import db
from deliberate.settings import LIMITS, By, Limit, Rate, from_environment
from deliberate.tools.doctor import examine_proxies
from tests.cast import Client
from tests.web.apart import app_apart

GOOD, WRONG = "four words in a row", "wrong words in a row"
PROXY = "127.0.0.1"


@contextmanager
def trusting(data: Path, proxies: str) -> Iterator[Flask]:
    """A site with this setting, and a page that says who asked for it and how."""
    environ = {"DELIBERATE_DATA": str(data), "DELIBERATE_TRUSTED_PROXIES": proxies}
    with app_apart(data, limited=True, trusted_proxies=from_environment(environ).trusted_proxies) as app:
        app.add_url_rule("/who", view_func=lambda: f"{request.scheme} {request.host_url} {request.remote_addr}")
        yield app


def who(app: Flask, headers: dict[str, str], peer: str = PROXY) -> str:
    with app.test_client() as client:
        return client.get("/who", headers=headers, environ_overrides={"REMOTE_ADDR": peer}).text


# Each as a proxy at 127.0.0.1 would send it on, unless it says from where.
@pytest.mark.parametrize(
    ("proxies", "forwarded", "peer", "address"),
    [
        # Nobody is trusted unless the setting says so.
        ("", "192.0.2.7", PROXY, PROXY),
        ("0", "192.0.2.7", PROXY, PROXY),
        # So many proxies: what is left of them was written by the visitor.
        ("1", "192.0.2.7", PROXY, "192.0.2.7"),
        ("1", "10.9.9.9, 192.0.2.7", PROXY, "192.0.2.7"),
        ("2", "10.9.9.9, 192.0.2.7, 198.51.100.1", PROXY, "192.0.2.7"),
        ("2", "192.0.2.7", PROXY, PROXY),
        ("1", "", PROXY, PROXY),
        ("1", "unknown", PROXY, PROXY),
        # Proxies at these addresses: up to the first that is not among them.
        ("127.0.0.1", "10.9.9.9, 192.0.2.7", PROXY, "192.0.2.7"),
        ("127.0.0.1", "192.0.2.7", "198.51.100.9", "198.51.100.9"),
        ("127.0.0.1 198.51.100.0/24", "10.9.9.9, 192.0.2.7, 198.51.100.1", PROXY, "192.0.2.7"),
        ("127.0.0.0/8", "192.0.2.7", "::ffff:127.0.0.1", "192.0.2.7"),
        ("::1,fd00::/8", "2001:db8::7, fd00::5", "::1", "2001:db8::7"),
        ("127.0.0.1", "10.9.9.9, garbage", PROXY, PROXY),
        ("127.0.0.1", "", PROXY, PROXY),
    ],
)
def test_the_address_is_what_the_nearest_trusted_proxies_report(
    tmp_path: Path, proxies: str, forwarded: str, peer: str, address: str
) -> None:
    with trusting(tmp_path, proxies) as app:
        assert who(app, {"X-Forwarded-For": forwarded}, peer) == f"http http://localhost/ {address}"


@pytest.mark.parametrize(
    ("proxies", "protocol", "peer", "scheme"),
    [
        *(("", "https", PROXY, "http"), ("1", "https", PROXY, "https"), ("127.0.0.1", "https", PROXY, "https")),
        *(("127.0.0.1", "https", "198.51.100.9", "http"), ("1", "https, http", PROXY, "http")),
    ],
)
def test_https_is_believed_of_the_same_proxies_and_cookies_then_stay_encrypted(
    tmp_path: Path, proxies: str, protocol: str, peer: str, scheme: str
) -> None:
    headers = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": protocol}
    with trusting(tmp_path, proxies) as app:
        assert who(app, headers, peer).startswith(f"{scheme} {scheme}://localhost/")
        accounts.register(db.session(), "Grace", GOOD)
        browser = app.test_client()
        assert isinstance(browser, Client)
        entered = {"name": "Grace", "password": GOOD}
        answer = browser.send("/account/sign-in", entered, headers=headers, environ_overrides={"REMOTE_ADDR": peer})
        cookies = answer.headers.getlist("Set-Cookie")
        assert len(cookies) == 2
        assert all(("Secure" in cookie) is (scheme == "https") for cookie in cookies)
        assert ("Strict-Transport-Security" in answer.headers) is (scheme == "https")


@pytest.mark.parametrize("proxies", ["", "1", "127.0.0.1"])
def test_host_port_and_path_are_never_taken_from_a_header(tmp_path: Path, proxies: str) -> None:
    forged = {
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "666",
        "X-Forwarded-Prefix": "/evil",
        "X-Script-Name": "/evil",
        "Forwarded": "for=192.0.2.66;host=evil.example;proto=https",
        "X-Real-IP": "192.0.2.66",
    }
    with trusting(tmp_path, proxies) as app:
        address = "192.0.2.7" if proxies else PROXY
        assert who(app, forged) == f"http http://localhost/ {address}"
        page = app.test_client().get("/", headers=forged).text
        assert not re.search("evil.example|/evil", page)


def sign_in(app: Flask, name: str, password: str, **headers: str) -> int:
    browser = app.test_client()
    assert isinstance(browser, Client)
    entered = {"name": name, "password": password}
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.send("/account/sign-in", entered, headers=given).status_code


@pytest.mark.parametrize("proxies", ["1", "127.0.0.0/8"])
def test_case_security_01_behind_a_trusted_proxy_each_visitor_has_tries_of_their_own(
    tmp_path: Path, proxies: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were they all at one address, they would soon have none."""
    for what in (Limit.SIGN_IN, Limit.REGISTER):
        monkeypatch.setitem(LIMITS, what, (Rate("20 per hour", By.ADDRESS),))
    with trusting(tmp_path, proxies) as app:
        accounts.register(db.session(), "Grace", GOOD)
        wrong = [
            sign_in(app, f"Nobody {number}", WRONG, X_Forwarded_For=f"198.51.100.{number}") for number in range(24)
        ]
        assert set(wrong) == {400}
        assert sign_in(app, "Grace", GOOD, X_Forwarded_For="198.51.100.250") == 302
        for number in range(24):
            browser = app.test_client()
            assert isinstance(browser, Client)
            form = {"name": f"Guest {number} of all", "password": GOOD, "repeat": GOOD}
            headers = {"X-Forwarded-For": f"198.51.100.{number}"}
            assert browser.send("/account/register", form, headers=headers).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "headers"),
    [
        ("", {"X_Forwarded_For": "10.0.0.{}"}),
        ("", {"Forwarded": "for=10.0.0.{}"}),
        ("", {"X_Real_IP": "10.0.0.{}"}),
        ("1", {"X_Forwarded_For": "10.0.0.{}, 192.0.2.7"}),
        ("1", {"X_Forwarded_For": "192.0.2.7:{}"}),
        ("1", {"X_Forwarded_For": "[2001:db8::{}]:80"}),
        ("2", {"X_Forwarded_For": "10.0.0.{}"}),
        ("192.0.2.1", {"X_Forwarded_For": "10.0.0.{}"}),
        ("127.0.0.1", {"X_Forwarded_For": "10.0.0.{}, 192.0.2.7"}),
        ("127.0.0.1", {"X_Forwarded_For": "192.0.2.7", "Forwarded": "for=10.0.0.{}"}),
    ],
)
def test_case_security_01_an_invented_header_buys_no_tries(
    tmp_path: Path, proxies: str, headers: dict[str, str]
) -> None:
    with trusting(tmp_path, proxies) as app:
        tried = [
            sign_in(app, "Grace", WRONG, **{name: value.format(number) for name, value in headers.items()})
            for number in range(1, 13)
        ]
        assert tried == [400] * 10 + [429] * 2


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded"])
def test_case_security_01_a_proxy_that_nobody_trusts_is_noticed_once(
    tmp_path: Path, header: str, caplog: pytest.LogCaptureFixture
) -> None:
    with trusting(tmp_path, "") as app:
        # Somebody on the internet may send what they like.
        who(app, {header: "192.0.2.7"}, peer="8.8.8.8")
        assert not caplog.records
        assert noticed_proxy(db.session()) is None
        for _ in range(3):
            who(app, {header: "192.0.2.7"})
        [line] = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        assert "DELIBERATE_TRUSTED_PROXIES" in line
        assert "192.0.2.7" not in line
        finding = examine_proxies(db.session(), trusted=False, fix=False)
        assert not finding.ok
        assert "DELIBERATE_TRUSTED_PROXIES names none" in str(finding.found)
        assert examine_proxies(db.session(), trusted=True, fix=False).ok
        assert examine_proxies(db.session(), trusted=False, fix=True).fixed
        assert examine_proxies(db.session(), trusted=False, fix=False).ok


def test_a_trusted_proxy_is_nothing_to_notice(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with trusting(tmp_path, "1") as app:
        who(app, {"X-Forwarded-For": "192.0.2.7"})
        assert not caplog.records
        assert noticed_proxy(db.session()) is None


def test_a_page_is_shown_although_the_database_cannot_keep_what_was_noticed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with trusting(tmp_path, "") as app:
        db.session.execute(db.text("DROP TABLE site_facts"))
        db.session.commit()
        assert who(app, {"X-Forwarded-For": "192.0.2.7"}).endswith(PROXY)
        assert "DELIBERATE_TRUSTED_PROXIES" in caplog.text
