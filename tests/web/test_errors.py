from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from deliberate.extensions import csrf, db
from deliberate.models import Base
from tests.cast import Cast, Client
from tests.web.apart import app_apart

TITLES = {
    400: "This could not be understood",
    401: "Sign in to go on",
    403: "This is not allowed",
    404: "Nothing is here",
    405: "This address does something else",
    409: "Somebody changed it meanwhile",
    413: "This is too long",
    418: "This did not work",
    429: "Too fast",
    500: "Something broke on our side",
}


@pytest.fixture
def failing(tmp_path: Path) -> Iterator[Client]:
    """A browser at a site with routes that fail on purpose."""
    with app_apart(tmp_path) as app:
        _add_failing_routes(app)
        client = app.test_client()
        assert isinstance(client, Client)
        yield client


def _add_failing_routes(app: Flask) -> None:
    @app.route("/fail/<int:code>", methods=["GET", "POST"])
    def fail(code: int) -> ResponseReturnValue:
        abort(code, request.args.get("words"))

    @app.route("/broken", methods=["GET", "POST"])
    def broken() -> ResponseReturnValue:
        raise RuntimeError("the secret inside")

    @app.route("/broken/database")
    def broken_database() -> ResponseReturnValue:
        db.session.execute(text("SELECT * FROM no_such_table"))
        return ""

    @app.route("/read", methods=["POST"])
    @csrf.exempt
    def read() -> ResponseReturnValue:
        return str(len(request.form))


@pytest.mark.parametrize("code", [400, 401, 403, 404, 409, 413, 418, 429, 500])
def test_every_error_says_what_happened_and_where_to_go(failing: Client, code: int) -> None:
    answer = failing.get(f"/fail/{code}")
    assert answer.status_code == code
    assert answer.mimetype == "text/html"
    assert f"<h1>{TITLES[code]}</h1>" in answer.text
    assert 'class="lead"' in answer.text
    assert "All proposals" in answer.text
    assert "server" not in answer.text.split("<main")[1].lower(), "none of the library's words"


@pytest.mark.parametrize("path", [*(f"/fail/{code}" for code in TITLES), "/nowhere", "/static/nothing.js", "/broken"])
def test_every_error_page_has_a_way_on(failing: Client, path: str) -> None:
    for sent in (failing.get, failing.send):
        main = sent(path, headers={"Referer": "http://localhost/labels"}).text.split("<main")[1].split("</main>")[0]
        ways = re.findall(r'href="([^"]+)"', main)
        assert "/" in ways
        assert "/labels" in ways
        assert [way for way in ways if failing.get(way).status_code != 200] == []
    assert 'href="/nowhere"' not in failing.get("/nowhere", headers={"Referer": "http://localhost/nowhere"}).text


def test_where_nothing_is_one_can_search(failing: Client) -> None:
    assert '<a href="/search">Search</a>' in failing.get("/nowhere").text


def test_the_reason_given_is_shown_and_escaped(failing: Client) -> None:
    page = failing.get("/fail/409?words=A+moderator+moved+this+<b>meanwhile</b>.").text
    assert "A moderator moved this &lt;b&gt;meanwhile&lt;/b&gt;." in page


def test_the_wrong_method_names_the_right_one(cast: Cast) -> None:
    answer = cast.visitor.get("/account/sign-out")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert TITLES[405] in answer.text


def test_an_error_of_ours_shows_no_inside(failing: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = failing.send("/broken?token=private", {"password": "four words in a row", "body": "My own words."})
    assert answer.status_code == 500
    assert TITLES[500] in answer.text
    assert "secret inside" not in answer.text
    assert "Traceback" not in answer.text
    assert "My own words." in answer.text
    assert "the secret inside" in caplog.text, "the operator sees it"
    for private in ("four words", "My own words.", "token=private"):
        assert private not in caplog.text


def test_an_error_in_the_database_shows_the_page(failing: Client) -> None:
    answer = failing.get("/broken/database")
    assert answer.status_code == 500
    assert TITLES[500] in answer.text


def test_the_page_is_there_even_when_no_table_is(failing: Client) -> None:
    Base.metadata.drop_all(db.engine)
    for address in ("/broken", "/account/sign-in"):
        answer = failing.get(address)
        assert answer.status_code == 500
        assert f"<h1>{TITLES[500]}</h1>" in answer.text
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        sheets = re.findall(rf'rel="stylesheet" href="{failing.application.static_url_path}/([^"]+)"', answer.text)
        assert sheets
        assert all((Path(failing.application.static_folder or "") / sheet).is_file() for sheet in sheets)


def test_what_was_written_is_given_back_but_never_a_secret(failing: Client) -> None:
    answer = failing.send(
        "/fail/409",
        {
            "body": "First line,\nsecond <line>.",
            "label": "objection",
            "once": "0123456789012345678901234567890123456789",
            "password": "four words in a row",
            "new_password": "other words in a row",
            "source_url": "https://example.org/a-report.pdf",
        },
    )
    assert "First line,\nsecond &lt;line&gt;." in answer.text
    assert "https://example.org/a-report.pdf" in answer.text
    for absent in ("words in a row", "0123456789012345", ">objection<"):
        assert absent not in answer.text
    assert "<textarea" not in failing.get("/fail/409").text


def test_all_posts_of_a_message_are_given_back(failing: Client) -> None:
    answer = failing.send("/fail/409", {"body": ["The first of two.", "The second of two."]})
    assert "The first of two.\n\nThe second of two." in answer.text


def test_a_form_without_its_token_is_explained(failing: Client) -> None:
    answer = failing.post(
        "/fail/409", data={"body": "What I wrote all afternoon."}, headers={"Referer": "http://localhost/posts/7/reply"}
    )
    assert answer.status_code == 400
    assert "<h1>This page had been open too long</h1>" in answer.text
    assert "CSRF" not in answer.text
    assert "What I wrote all afternoon." in answer.text
    assert '<a href="/posts/7/reply">' in answer.text


@pytest.mark.parametrize(
    "referrer", ["https://evil.example/x", "http://localhost//evil.example", "nonsense", "http://["]
)
def test_the_way_back_leads_to_this_site_only(failing: Client, referrer: str) -> None:
    answer = failing.post("/fail/409", data={}, headers={"Referer": referrer})
    assert answer.status_code == 400
    assert "Back to the page" not in answer.text
    assert "evil.example" not in answer.text


def test_too_much_is_refused_with_a_page(failing: Client) -> None:
    answer = failing.post("/read", data={"body": "x" * (3 * 1024 * 1024)})
    assert answer.status_code == 413
    assert TITLES[413] in answer.text
    assert "two megabytes" in answer.text


def test_who_must_sign_in_finds_the_form_and_comes_back(cast: Cast) -> None:
    answer = cast.visitor.get("/account/posts?state=held&page=2")
    assert answer.status_code == 401
    page = answer.text
    assert '<form class="form" action="/account/sign-in" method="post">' in page
    assert 'value="/account/posts?state=held&amp;page=2"' in page
    assert 'autocomplete="current-password"' in page


def test_after_a_form_one_comes_back_to_the_page_it_was_on(cast: Cast) -> None:
    answer = cast.visitor.send(
        "/account/", {"about": "Some words."}, headers={"Referer": "http://localhost/people/Ada"}
    )
    assert answer.status_code == 401
    assert 'value="/people/Ada"' in answer.text


@pytest.mark.parametrize(
    "headers",
    [{"Accept": "application/json"}, {"X-Requested-With": "fetch"}, {"X-Requested-With": "XMLHttpRequest"}],
)
@pytest.mark.parametrize("address", ["/fail/403?words=Not+yet.", "/broken", "/no-such-page"])
def test_a_program_is_told_in_json(failing: Client, headers: dict[str, str], address: str) -> None:
    answer = failing.get(address, headers=headers)
    assert answer.mimetype == "application/json"
    assert answer.json is not None
    assert answer.json["error"] == TITLES[answer.status_code]
    if answer.status_code == 403:
        assert answer.json["message"] == "Not yet."


def test_a_browser_is_not_taken_for_a_program(failing: Client) -> None:
    for accept in ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*", ""):
        assert failing.get("/fail/404", headers={"Accept": accept}).mimetype == "text/html"


@pytest.mark.parametrize("address", ["/fail/404", "/fail/401", "/broken"])
def test_a_head_request_gets_the_status_without_a_page(failing: Client, address: str) -> None:
    answer = failing.head(address)
    assert answer.status_code == failing.get(address).status_code
    assert answer.data == b""


@pytest.mark.parametrize("host", ["a..b", "x" * 64, "9" * 5_000, ".", "a." + "b" * 70 + ":80"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_host_that_can_be_none_is_no_error_of_the_site(
    failing: Client, host: str, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    for address in ("/", "/healthz", "/nowhere"):
        answer = failing.open(address, method=method, headers={"Host": host})
        assert answer.status_code == 400
        assert "This could not be understood" in answer.text
        assert 'href="/"' in answer.text
    assert not caplog.records


def test_a_redirect_is_not_an_error(cast: Cast) -> None:
    assert cast.visitor.get("/account").status_code == 308
