from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from deliberate.actions import accounts
from deliberate.extensions import db
from tests.cast import Cast, Client
from tests.factories import PostFactory, ProposalFactory
from tests.web.apart import app_apart
from tests.web.routes import ours


def test_every_form_is_refused_without_its_token(app: Flask, cast: Cast) -> None:
    # The forms that keep what was typed are checked by their views, which first look for what they are about.
    PostFactory(proposal=ProposalFactory(slug="x"), author=cast.mo)
    db.session.commit()
    browser = cast.browser(cast.mo)
    let_through = []
    for method, address, _ in ours(app):
        if method == "GET":
            continue
        answer = browser.open(address, method=method, data={"reason": "A reason of several words.", "choice": "agree"})
        # A vote without one is asked for once more, with one.
        refused = re.search("This page had been open too long|This page is from before|One more step", answer.text)
        if answer.status_code != 400 or not refused:
            let_through.append((method, address, answer.status_code))
    assert let_through == []


def test_a_token_of_another_session_is_refused(cast: Cast) -> None:
    answer = cast.browser(cast.ada).post("/account/", data={"csrf_token": "x.y.z", "about": "Taken over."})
    assert answer.status_code == 400


@pytest.mark.parametrize("address", ["/account/sign-in", "/no-such-page", "/account/posts", "/static/css/site.css"])
def test_every_answer_carries_the_headers(cast: Cast, address: str) -> None:
    with cast.visitor.get(address) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_page_that_failed_carries_the_headers(tmp_path: Path) -> None:
    with app_apart(tmp_path) as app:
        app.add_url_rule("/broken", view_func=lambda: str(1 / 0))
        answer = app.test_client().get("/broken")
        assert answer.status_code == 500
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("host", "scheme", "secure"),
    [("127.0.0.1", "http", False), ("127.0.0.1", "https", True), ("0.0.0.0", "https", True)],
)
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    tmp_path: Path, host: str, scheme: str, secure: bool
) -> None:
    """Beyond this machine it travels encrypted only, and browsers are told to stay with HTTPS."""
    with app_apart(tmp_path, host=host, testing=False) as app:
        accounts.register(db.session(), "Grace", "four words in a row")
        client = app.test_client()
        assert isinstance(client, Client)
        where = {"base_url": f"{scheme}://localhost"}
        page = client.get("/account/sign-in", **where)
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        entered = {"csrf_token": token, "name": "Grace", "password": "four words in a row"}
        answer = client.post("/account/sign-in", data=entered, **where)
        assert answer.status_code == 302
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("Secure" in cookie) is secure
        assert ("Strict-Transport-Security" in answer.headers) is secure


def test_no_page_of_ours_needs_what_the_policy_forbids() -> None:
    """The policy blocks them, so a page that has them is broken: inline scripts, styles and handlers."""
    root = Path(__file__).parents[2] / "templates"
    for path in root.rglob("*.html"):
        text = path.read_text()
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert "javascript:" not in text, path
        assert not [part for part in text.split("<script")[1:] if "src=" not in part.split(">")[0]], path
        assert not [word for word in text.split() if word.startswith(("onclick=", "onsubmit=", "onchange="))], path
