"""The real application on a real database: SQLite, or PostgreSQL with `--postgres`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings
from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.orm import Session

from deliberate import create_app, migrating
from deliberate.extensions import db
from deliberate.models import Base
from deliberate.models.hearing import patience
from deliberate.settings import Settings
from tests import catalogue, factories, postgres, real
from tests.cast import Cast, Client
from tests.compiling import compile_once
from tests.keeping import kept_true
from tests.syncing import sync_nothing

# Else every process of the tests would compile every module again, which takes as long as hundreds of tests.
sys.dont_write_bytecode = False
# Nearly all is freed without it: looking for garbage as often as usual takes a tenth of the time.
gc.set_threshold(100_000, 50, 50)
catalogue.watch()
compile_once()
sync_nothing()
# How long an example takes says more of the machine than of the code.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run on a PostgreSQL that the tests start themselves")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(real.LeftOut())


@pytest.fixture(autouse=True)
def said_in_the_catalogue() -> Iterator[None]:
    """Whatever a test makes the site or a command say can be translated."""
    catalogue.unknown.clear()
    yield
    assert not catalogue.unknown, "not in the template: call `say` or `_` with literals, then `make messages`"


@pytest.fixture
def made_up_sentences(said_in_the_catalogue: None) -> Iterator[None]:
    """For a test that makes its own."""
    yield
    catalogue.unknown.clear()


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not request.config.getoption("--postgres"):
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite3'}"
        return
    with postgres.running() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    settings = Settings(
        data=Path(tmp_path_factory.mktemp("data")),
        database_url=database_url,
        secret_key="for tests only, thirty-two characters",
        limited=False,
        page_cache=0,
        testing=True,
        argon2_memory=64,
        argon2_time=1,
        argon2_threads=1,
    )
    app = create_app(settings)
    app.test_client_class = Client
    with app.app_context():
        migrating.bring_up_to_date(app)
    # What the application is made of stays; the collector of garbage need not look at it again for every test.
    gc.collect()
    gc.freeze()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(migrated_app: Flask) -> Iterator[Flask]:
    """The application on an empty database, within its context."""
    with migrated_app.app_context():
        yield migrated_app
        # A page that the test asked for gives up after a while; whatever comes next takes as long as it likes.
        patience.set(None)
        db.session.remove()
        _empty()


@cache
def _tables() -> tuple[str, ...]:
    """What points to others comes before them; sorting takes longer than emptying."""
    return ("search_entries", *(table.name for table in reversed(Base.metadata.sorted_tables)))


def _empty() -> None:
    with db.engine.begin() as connection:
        # Not by way of SQLAlchemy, which takes longer than the database.
        driver: Any = connection.connection.driver_connection
        deleting = [f"DELETE FROM {table}" for table in _tables()]
        if db.engine.dialect.name == "postgresql":
            # All at once: truncating makes new files for each table and index, which takes as long as a test. Who still
            # reads a table was forgotten by a test, which is named, since waiting would be without end.
            before = "SET LOCAL lock_timeout = '30s'", "SET LOCAL session_replication_role = replica"
            driver.execute("; ".join((*before, *deleting, *_first_ids(driver))))
            return
        for statement in ("PRAGMA defer_foreign_keys = ON", *deleting):
            driver.execute(statement)


@cache
def _first_ids(driver: Any) -> tuple[str, ...]:
    names = driver.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'").fetchall()
    return tuple(f"ALTER SEQUENCE {name} RESTART" for (name,) in names)


@pytest.fixture(scope="session")
def new_sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Of all tests that begin without a database: its engine need put each statement into words only once."""
    folder = tmp_path_factory.mktemp("new")
    return _new(folder, f"sqlite:///{folder / 'new.sqlite3'}")


@pytest.fixture(scope="session")
def new_app(request: pytest.FixtureRequest, database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    if database_url.startswith("sqlite"):
        app: Flask = request.getfixturevalue("new_sqlite_app")
        return app
    return _new(tmp_path_factory.mktemp("new"), make_url(database_url).set(database="new").render_as_string(False))


def _new(data: Path, database_url: str) -> Flask:
    app = create_app(Settings(data=data, database_url=database_url, secret_key="x" * 32, testing=True))
    app.test_client_class = Client
    return app


@pytest.fixture
def empty_app(request: pytest.FixtureRequest, database_url: str, new_app: Flask) -> Iterator[Flask]:
    """The application on a new database without any table, within its context."""
    if database_url.startswith("sqlite"):
        yield request.getfixturevalue("empty_sqlite_app")
        return
    server = create_engine(database_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE new"))
        with _within(new_app):
            yield new_app
        connection.execute(text("DROP DATABASE new"))
    server.dispose()


@pytest.fixture
def empty_sqlite_app(new_sqlite_app: Flask) -> Iterator[Flask]:
    """The same on SQLite, whatever the other tests run on."""
    with _within(new_sqlite_app):
        yield new_sqlite_app
    for file in new_sqlite_app.extensions["deliberate"].data.iterdir():
        file.unlink()


@contextmanager
def _within(app: Flask) -> Iterator[None]:
    migrating.attach(app)
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    factories.bind(db.session)
    with kept_true():
        yield db.session()


@pytest.fixture
def cast(app: Flask, session: Session) -> Cast:
    """ada (author), ben (member), mo (moderator) and a visitor, each with a browser of their own."""
    return Cast(app, session)


@pytest.fixture
def count_statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_statements() as statements:` collects the SQL that is run inside."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
            statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting
