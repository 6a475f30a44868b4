"""The database is away, or its disk is full: 503 with words, the text comes back, nobody is signed out, and afterwards
the site works again by itself."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import DisconnectionError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from deliberate import logs
from deliberate.extensions import db
from deliberate.models import Post, Vote
from tests import postgres
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.postgres import PostgresServer
from tests.web.outages import errors, form_on, fresh_database, nothing_said_yet, site_on

pytestmark = pytest.mark.server

LONG = "There is no way to police where the money goes.\n\n" * 200
AWAY = "The site’s database does not answer at the moment."
FULL = "The site cannot save anything at the moment"
BUSY = "The site has more to do at the moment than it can."


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres.server() as started:
        yield started


@pytest.fixture
def cast(server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The cast at a site on that server, with a proposal, a post of Ada's and one of Ben's."""
    server.start()
    nothing_said_yet(monkeypatch)
    with site_on(fresh_database(server), tmp_path) as app:
        yield with_posts(Cast(app, db.session()))
        server.start()


@pytest.fixture
def on_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    nothing_said_yet(monkeypatch)
    with site_on(f"sqlite:///{tmp_path / 'site.sqlite3'}", tmp_path) as app:
        yield with_posts(Cast(app, db.session()))


def with_posts(cast: Cast) -> Cast:
    proposal = ProposalFactory(slug="plan", owner=cast.ada)
    PostFactory(proposal=proposal, author=cast.ada)
    PostFactory(proposal=proposal, author=cast.ben, body="As it was.")
    db.session.commit()
    return cast


def message(body: str = LONG) -> dict[str, str]:
    return {"parts-0-label": "objection", "parts-0-body": body, "once": "a", "confirmed": "1"}


def bodies() -> list[str]:
    return [body.replace("\r", "").strip() for body in db.session.scalars(select(Post.body).order_by(Post.id))]


def test_case_security_03_database_away(cast: Cast, server: PostgresServer, caplog: pytest.LogCaptureFixture) -> None:
    ben = cast.browser(cast.ben)
    pages = ["/", "/proposals/plan", "/posts/1", "/moderation", "/search?q=plan", "/proposals/plan/export.json"]
    seen = [ben.get(page).status_code for page in pages]
    assert seen == [200, 200, 200, 403, 200, 200]
    server.stop()
    caplog.clear()
    for page in pages:
        answer = ben.get(page)
        assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (503, True)
        assert AWAY in answer.text
    post = ben.send("/proposals/plan/post", message())
    edit = ben.send("/posts/2/edit", {"version": "1", "body": LONG})
    vote = ben.send("/posts/1/vote", {"choice": "agree"}, headers={"X-Requested-With": "fetch"})
    for answer in (post, edit):
        assert (answer.status_code, answer.text.count(LONG.strip())) == (503, 1)
    assert vote.json is not None
    assert (vote.status_code, AWAY in vote.json["message"], "Retry-After" in vote.headers) == (503, True, True)
    [line] = errors(caplog)
    assert "the database does not answer" in line
    assert "Traceback" not in caplog.text
    assert ben.get("/healthz").status_code == 200
    ready = ben.get("/readyz")
    assert (ready.status_code, ready.json) == (503, {"status": "the database does not answer"})

    server.start()
    assert [ben.get(page).status_code for page in pages] == seen, "nobody was signed out, and nothing was started again"
    assert ben.get("/readyz").status_code == 200
    for answer in (post, edit):
        address, fields = form_on(answer.text)
        assert ben.post(address, data=fields).status_code in (302, 303)
    assert bodies() == [bodies()[0], LONG.strip(), LONG.strip()], "the edit and the post, each once"
    assert ben.send("/posts/1/vote", {"choice": "agree"}, headers={"X-Requested-With": "fetch"}).status_code == 200
    assert db.session.scalar(select(Vote.choice)) == "agree"


def test_a_restart_of_an_idle_database_is_not_noticed(
    cast: Cast, server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    ben = cast.browser(cast.ben)
    for _ in range(3):
        assert ben.get("/proposals/plan").status_code == 200
        server.restart()
        assert ben.send("/posts/1/vote", {"choice": "agree"}).status_code == 303
    assert errors(caplog) == []


def test_the_first_page_of_all_may_be_asked_for_in_an_outage(cast: Cast, server: PostgresServer) -> None:
    browsers = cast.visitor, cast.browser(cast.mo)
    server.stop()
    for browser in browsers:
        for page in ("/", "/account/sign-in", "/labels"):
            assert browser.get(page).status_code == 503
        assert browser.get("/no-such-page").status_code == 404
        with browser.get("/static/css/base.css", follow_redirects=True) as sheet:
            assert sheet.status_code == 200
    assert 'href="/account/sign-in"' in cast.visitor.get("/account/").text


def test_who_signs_in_during_an_outage_types_the_password_again(cast: Cast, server: PostgresServer) -> None:
    server.stop()
    sent = {"name": "Ben", "password": "four words in a row"}
    answer = cast.visitor.send("/account/sign-in", sent)
    assert answer.status_code == 503
    assert "four words" not in answer.text
    _, fields = form_on(answer.text)
    assert (fields["name"], fields["password"]) == ("Ben", "")


def test_an_outage_is_told_once_a_minute(
    cast: Cast, server: PostgresServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000_000.0
    monkeypatch.setattr(logs, "monotonic", lambda: now)
    server.stop()
    for seconds in (0, 20, 20, 19, 2, 10):
        now += seconds
        assert cast.visitor.get("/").status_code == 503
    first, second = errors(caplog)
    assert "more since" not in first
    assert "(3 more since this was last said)" in second

    server.start()
    now += 5
    assert cast.visitor.get("/").status_code == 200
    now += 15
    server.stop()
    assert cast.visitor.get("/").status_code == 503
    assert len(errors(caplog)) == 3, "another outage"


# Whatever is wrong with a database


@contextmanager
def failing(error: Exception, after: int = 0) -> Iterator[list[str]]:
    """Each statement fails but the first so many; gives those that were tried."""
    tried: list[str] = []

    def fail(connection: object, cursor: object, statement: str, *rest: object) -> None:
        tried.append(statement)
        if len(tried) > after:
            raise error

    event.listen(db.engine, "before_cursor_execute", fail)
    try:
        yield tried
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)


def from_sqlite(code: int, words: str) -> OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return OperationalError("SELECT", None, error)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (from_sqlite(sqlite3.SQLITE_BUSY, "database is locked"), BUSY),
        (from_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT, "database is locked"), BUSY),
        (from_sqlite(sqlite3.SQLITE_FULL, "database or disk is full"), FULL),
        (from_sqlite(sqlite3.SQLITE_IOERR_WRITE, "disk I/O error"), FULL),
        (from_sqlite(sqlite3.SQLITE_READONLY_DIRECTORY, "attempt to write a readonly database"), FULL),
        (from_sqlite(sqlite3.SQLITE_CANTOPEN, "unable to open database file"), AWAY),
        (from_sqlite(sqlite3.SQLITE_BUSY, "not wrapped").orig, BUSY),
        (NoConnectionFree("QueuePool limit of size 5 overflow 10 reached"), BUSY),
        (DisconnectionError("gone"), AWAY),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EROFS, "Read-only file system"), FULL),
        (psycopg.OperationalError("the connection is lost"), AWAY),
        (psycopg.InterfaceError("the connection is closed"), AWAY),
        (psycopg.errors.AdminShutdown("terminating connection"), AWAY),
        (psycopg.errors.CannotConnectNow("the database system is starting up"), AWAY),
        (psycopg.errors.DiskFull("could not extend file"), FULL),
        (psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT in a read-only transaction"), FULL),
        (psycopg.errors.LockNotAvailable("canceling statement due to lock timeout"), BUSY),
        (psycopg.errors.QueryCanceled("canceling statement due to statement timeout"), BUSY),
        (psycopg.errors.TooManyConnections("sorry, too many clients already"), BUSY),
        (psycopg.errors.DeadlockDetected("deadlock detected"), BUSY),
    ],
    ids=lambda value: value.split(" ", 3)[2] if isinstance(value, str) else f"{type(value).__name__} {value}"[:50],
)
def test_trouble_is_503_whatever_it_is(
    on_sqlite: Cast, error: Exception, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    ben = on_sqlite.browser(on_sqlite.ben)
    with failing(error):
        for answer in (ben.get("/"), ben.get("/posts/1"), ben.send("/posts/2/edit", {"version": "1", "body": LONG})):
            assert (answer.status_code, says in answer.text, "Retry-After" in answer.headers) == (503, True, True)
        assert LONG.strip() in answer.text
        assert ben.get("/no-such-page").status_code == 404
    [line] = errors(caplog)
    assert "\n" not in line
    assert "Traceback" not in caplog.text
    assert ben.get("/account/").status_code == 200


@pytest.mark.parametrize("error", [ProgrammingError("SELECT", None, psycopg.errors.UndefinedTable("no table"))])
def test_a_mistake_of_ours_is_no_outage(on_sqlite: Cast, error: Exception) -> None:
    with failing(error):
        assert on_sqlite.visitor.get("/").status_code == 500


@pytest.mark.parametrize("address", ["/", "/proposals/plan", "/posts/1", "/account/posts"])
def test_it_may_begin_at_any_moment_of_a_page(on_sqlite: Cast, address: str, caplog: pytest.LogCaptureFixture) -> None:
    """Before it is known who asks, while the page is read, and while its frame is printed."""
    ben, shelves = on_sqlite.browser(on_sqlite.ben), [on_sqlite.app.extensions[name] for name in ("shelf", "people")]
    with failing(ZeroDivisionError(), after=1_000) as statements:
        assert ben.get(address).status_code == 200
    for before in range(len(statements)):
        for shelf in shelves:
            shelf.clear()  # else some of them are not asked again
        with failing(from_sqlite(sqlite3.SQLITE_CANTOPEN, "unable to open database file"), before):
            assert (before, ben.get(address).status_code) == (before, 503)
    assert len(errors(caplog)) == 1


def test_an_export_breaks_off_once_a_part_is_sent(on_sqlite: Cast) -> None:
    """It never ends as if it were whole: whoever sends it is told, and breaks off."""
    visitor = on_sqlite.visitor
    with failing(ZeroDivisionError(), after=1_000) as statements:
        assert visitor.get("/proposals/plan/export.json").status_code == 200
    came = []
    for before in range(len(statements)):
        with failing(from_sqlite(sqlite3.SQLITE_CANTOPEN, "unable to open database file"), before):
            try:
                came.append(visitor.get("/proposals/plan/export.json").status_code)
            except OperationalError:
                came.append(0)
    assert came == sorted(came, reverse=True)
    assert set(came) <= {503, 0}
    assert came[0] == 503


@pytest.mark.parametrize("address", ["/proposals/plan/post", "/posts/2/edit", "/posts/1/vote", "/posts/1/flag"])
def test_it_may_begin_at_any_moment_of_a_change(on_sqlite: Cast, address: str) -> None:
    """Whatever it was that failed, it is asked to be sent again."""
    ben = on_sqlite.browser(on_sqlite.ben)
    sent = {**message(), "version": "1", "body": LONG, "choice": "agree", "reason": "spam", "note": "Look at this one."}
    before = 0
    while True:
        with failing(from_sqlite(sqlite3.SQLITE_FULL, "database or disk is full"), before):
            answer = ben.send(address, sent)
        if answer.status_code in (302, 303):
            break
        assert (before, answer.status_code) == (before, 503)
        assert LONG.strip() in answer.text
        before += 1
    assert before > 4
