"""No log holds what was to be written: no vote, word, address or hash, whatever fails and whoever writes the log."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError, StatementError

from deliberate import passwords
from deliberate.cli import main
from deliberate.domain.labels import Label
from deliberate.domain.places import OnProposal
from deliberate.extensions import db
from deliberate.jobs import run_due
from deliberate.models import Choice, Vote, WorkKind, WorkRow
from tests import postgres
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.postgres import PostgresServer
from tests.web.outages import fresh_database, site_on

pytestmark = pytest.mark.server

WORDS = "The shelter at the old mill is not safe for anyone."
ADDRESS = "ben.private@example.org"
PASSWORD = "four words in a row"
PRIVATE = ("disagree", "old mill", "ben.private", "four words", "$argon2", "'Ben'")
# Each change breaks a rule; what PostgreSQL says of it names the whole row.
RULES = {
    "sqlite": "CREATE TRIGGER no_{table} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END",
    "postgresql": "ALTER TABLE {table} ADD CONSTRAINT no_{table} CHECK (false) NOT VALID",
}


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with postgres.server() as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def cast(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cast]:
    on_postgres = request.param == "postgresql"
    url = fresh_database(request.getfixturevalue("server")) if on_postgres else f"sqlite:///{tmp_path / 'site.sqlite3'}"
    with site_on(url, tmp_path) as app:
        cast = Cast(app, db.session())
        PostFactory(proposal=ProposalFactory(slug="plan", owner=cast.ada), author=cast.ada)
        cast.ben.password_hash = passwords.hashed(PASSWORD)
        db.session.commit()
        yield cast


def refuse(*tables: str) -> None:
    """From now on nothing can be written there."""
    kind = db.engine.dialect.name
    with db.engine.begin() as connection:
        for table in tables:
            for change in ("INSERT", "UPDATE") if kind == "sqlite" else ("",):
                rule = RULES[kind].format(table=table, change=change)
                connection.execute(text(rule.replace(f"no_{table}", f"no_{change}{table}")))


def assert_nothing_private(told: str) -> None:
    assert told
    assert [private for private in PRIVATE if private in told] == []


def test_case_security_08_log_holds_votes_and_words(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    refuse("votes", "posts", "people")
    ben = cast.browser(cast.ben)
    changed = {"current_password": PASSWORD, "password": "other words in a row", "repeat": "other words in a row"}
    made = {"name": "Cleo", "email": ADDRESS, "password": PASSWORD, "repeat": PASSWORD}
    message = {"parts-0-label": "objection", "parts-0-body": WORDS, "once": "a", "confirmed": "1"}
    answers = {
        "/posts/1/vote": ben.send("/posts/1/vote", {"choice": "disagree"}),
        "/proposals/plan/post": ben.send("/proposals/plan/post", message),
        "/account/password": ben.send("/account/password", changed),
        "/account/register": cast.visitor.send("/account/register", made),
    }
    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(lines) == len(answers)
    for (path, answer), line in zip(answers.items(), lines, strict=True):
        assert answer.status_code == 500, path
        number = answer.headers["X-Request-ID"]
        assert number in answer.text
        assert line == f"request {number}, POST {path} failed"
    assert caplog.text.count("IntegrityError") >= len(answers), "the kind of error is told"
    assert "INSERT INTO votes" in caplog.text, "and what was tried"
    assert_nothing_private(caplog.text)


def test_the_error_of_failing_work_is_kept_and_told_without_values(
    cast: Cast, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deliberate import jobs

    def save_an_opinion(*_: object) -> None:
        db.session.execute(text("INSERT INTO people (name) VALUES (:name)"), {"name": ADDRESS})

    monkeypatch.setitem(jobs._WORK, WorkKind.OPINIONS, save_an_opinion)
    db.session.add(WorkRow(kind=WorkKind.OPINIONS, subject=1, key="opinions"))
    db.session.commit()
    assert run_due(db.session()) == 0
    kept = db.session.scalar(select(WorkRow.error))
    assert kept is not None
    assert "IntegrityError" in kept or "NotNullViolation" in kept
    assert_nothing_private(caplog.text + kept)


@pytest.mark.parametrize("writes", ["exception", "argument", "message"])
def test_a_librarys_log_holds_none_either(cast: Cast, caplog: pytest.LogCaptureFixture, writes: str) -> None:
    refuse("votes")
    db.session.add(
        Vote(
            post_id=1,
            person_id=cast.ben.id,
            choice=Choice.DISAGREE,
            label=Label.OBJECTION,
            wording=1,
            place=OnProposal(),
        )
    )
    log: dict[str, Callable[[SQLAlchemyError], None]] = {
        "exception": lambda error: logging.getLogger("waitress").exception("Exception while serving /posts/1/vote"),
        "argument": lambda error: logging.getLogger("gunicorn.error").error("failed: %s %r", error, error),
        "message": lambda error: logging.getLogger("sqlalchemy.pool").error(error),
    }
    try:
        db.session.commit()
    except SQLAlchemyError as error:
        log[writes](error)
    assert_nothing_private(caplog.text)


def test_what_cannot_be_bound_is_not_told(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(StatementError, match=ADDRESS) as raised:
        db.session.execute(
            insert(Vote).values(post_id=1, person_id=1, choice=(ADDRESS,), wording=1, place=OnProposal())
        )
    logging.getLogger("any").error("failed", exc_info=raised.value)
    assert "LookupError" in caplog.text
    assert_nothing_private(caplog.text)


def test_a_command_that_fails_tells_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from deliberate.actions import accounts

    def fail(*_: object, **__: object) -> None:
        raise IntegrityError("INSERT INTO people", {"email": ADDRESS}, ValueError(f"Failing row contains ({ADDRESS})"))

    monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(accounts, "register", fail)
    with pytest.raises(SystemExit) as ended:
        main(["user", "add", "Ben"])
    assert ended.value.code == 1
    assert "IntegrityError" in (told := capfd.readouterr().err)
    assert_nothing_private(told)
