"""A database that lets everybody in and gives no answer keeps nobody waiting for long, nor all threads at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from deliberate.extensions import db
from deliberate.models import hearing
from deliberate.web import caching
from tests import postgres
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.web.outages import errors, nothing_said_yet, site_on

pytestmark = pytest.mark.server

# Seconds. None of them is far from what the site allows itself, which is longer.
PATIENCE = 1.0
LETTING_IN = 2.0


@pytest.fixture
def server() -> Iterator[postgres.PostgresServer]:
    with postgres.server() as started:
        yield started


@pytest.fixture
def cast(server: postgres.PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    nothing_said_yet(monkeypatch)
    monkeypatch.setattr(caching, "PATIENCE_ON_THE_WAY", PATIENCE)
    with site_on(f"{server.url}&connect_timeout={LETTING_IN:.0f}", tmp_path) as app:
        PostFactory(proposal=ProposalFactory(slug="plan"))
        yield Cast(app, db.session())


def test_who_waits_is_told_and_others_are_told_at_once(
    cast: Cast,
    server: postgres.PostgresServer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = [
        "/",
        "/proposals/plan",
        "/posts/1",
        "/labels",
        "/search?q=plan",
        "/no-such-page",
        "/account/",
        "/proposals/plan/map",
    ]
    browsers = [cast.browser(cast.ben) for _ in pages]

    def ask(number: int) -> int:
        return FlaskClient(cast.app).get(pages[number]).status_code

    seen = [browser.get(page).status_code for browser, page in zip(browsers, pages, strict=True)]
    tried = []
    let_in = hearing._Hearing._let_in
    monkeypatch.setattr(hearing._Hearing, "_let_in", lambda *given: tried.append(given) or let_in(*given))
    with ThreadPoolExecutor(len(pages)) as threads:
        assert set(threads.map(ask, range(len(pages)))) == {200, 401, 404}
        with server.silent():
            assert set(threads.map(ask, range(len(pages)))) <= {503, 404, 401}
            tried.clear()
            assert set(threads.map(ask, range(len(pages)))) <= {503, 404, 401}
            # Who is told at once has tried nothing: one alone does at a time, and whoever comes when that one gave up.
            assert len(tried) < len(pages)
    assert [browser.get(page).status_code for browser, page in zip(browsers, pages, strict=True)] == seen
    assert not [line for line in errors(caplog) if "failed" in line]


def test_what_is_not_for_a_page_may_take_its_time(cast: Cast) -> None:
    assert cast.visitor.get("/").status_code == 200
    engine = db.engine

    def sleep() -> None:
        with engine.connect() as connection:
            connection.execute(text(f"SELECT pg_sleep({2 * PATIENCE})"))

    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(sleep).result() is None


def test_a_lock_that_is_waited_for_too_long_is_no_silence(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits is told, and others go on as before."""
    ben = cast.browser(cast.ben)
    form = {"choice": "agree"}
    believed: list[tuple[str, object]] = []

    def remember(self: hearing._Hearing, name: str, value: object) -> None:
        believed.append((name, value))
        object.__setattr__(self, name, value)

    def vote() -> int:
        with cast.app.app_context():
            return ben.send("/posts/1/vote", form).status_code

    assert vote() in {200, 303}
    form["choice"] = "disagree"
    monkeypatch.setattr(hearing._Hearing, "__setattr__", remember)
    with db.engine.connect() as other, ThreadPoolExecutor(1) as threads:
        other.execute(text("SELECT 1 FROM proposals FOR UPDATE"))
        voting = threads.submit(vote)
        while not voting.done():
            assert cast.browser(cast.mo).get("/account/").status_code == 200
        assert voting.result() == 503
    assert vote() in {200, 303}
    assert {value for name, value in believed if name == "_is_deaf"} == {False}
