"""A migration may rebuild any table, as SQLite must for most changes; what it cannot finish it has not begun."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from deliberate import migrating
from deliberate.cli import main
from deliberate.extensions import db
from deliberate.migrating import MigrationError
from deliberate.models import Base
from deliberate.settings import ROOT
from deliberate.tools.doctor import examine
from deliberate.tools.importing import seed_database
from tests import schemas
from tests.schemas.comparing import contents, differences

Migration = Callable[..., None]

REBUILT = """
    with op.batch_alter_table("posts") as table:
        table.alter_column("settles", existing_type=sa.String(500), type_=sa.Text(), existing_nullable=False)
"""
ORPHANS = """
    op.execute("DELETE FROM people WHERE name = 'Ben'")
"""


@pytest.fixture
def migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Migration:
    """Adds a migration that does `what` after those that there are."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrating.FOLDER, folder)
    monkeypatch.setattr(migrating, "FOLDER", folder)

    def add(what: str, name: str = "scratch") -> None:
        head = migrating.head()
        (folder / "versions" / f"{name}.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n\n"
            f'revision = "{name}"\ndown_revision = "{head}"\n\n\ndef upgrade():{what}'
        )

    return add


@pytest.fixture
def filled_app(empty_app: Flask) -> Flask:
    schemas.load(db.engine, migrating.head())
    return empty_app


@pytest.fixture
def filled_sqlite_app(empty_sqlite_app: Flask) -> Flask:
    schemas.load(db.engine, migrating.head())
    return empty_sqlite_app


def wrong() -> list[str]:
    """What the doctor finds, but for what a worker has still to do."""
    return [str(one.found) for one in examine(db.session(), fix=False) if not one.ok and one.check != "work"]


def enforces_foreign_keys() -> bool:
    """Whether the connections do that are used from now on."""
    with db.engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text("DELETE FROM people WHERE id = (SELECT author_id FROM posts WHERE id = 1)"))
    return True


def another_program() -> closing[sqlite3.Connection]:
    """Which has the file open, and knows nothing of foreign keys."""
    database = db.engine.url.database
    assert database
    return closing(sqlite3.connect(database, isolation_level=None))


def structure() -> dict[str, list[str]]:
    """Everything that makes the tables what they are, and whatever else there is by name."""
    looking = inspect(db.engine)
    looks = (
        looking.get_columns,
        looking.get_foreign_keys,
        looking.get_indexes,
        looking.get_unique_constraints,
        looking.get_check_constraints,
    )
    found = {name: sorted(_told(one) for look in looks for one in look(name)) for name in Base.metadata.tables}
    with db.engine.connect() as connection:
        everything = connection.execute(text("SELECT type || ' ' || name FROM sqlite_master ORDER BY 1"))
        return found | {"everything": list(everything.scalars())}


def _told(one: Mapping[str, Any]) -> str:
    """The condition of an index is an object of its own."""
    options = {name: str(value) for name, value in one.get("dialect_options", {}).items()}
    return repr({**one, "dialect_options": options})


def test_a_table_that_others_point_to_is_rebuilt_on_a_site_with_the_seeds(
    empty_app: Flask, migration: Migration
) -> None:
    migrating.bring_up_to_date(empty_app)
    seed_database(db.session(), ROOT / "seeds")
    db.session.remove()
    before = contents(db.engine)
    assert len(before["posts"]) > 50
    migration(REBUILT)
    assert migrating.bring_up_to_date(empty_app)
    [changed] = [one for one in inspect(db.engine).get_columns("posts") if one["name"] == "settles"]
    assert str(changed["type"]) == "TEXT"
    assert differences(before, contents(db.engine)) == []
    assert enforces_foreign_keys()
    assert wrong() == []
    assert 'href="/posts/' in empty_app.test_client().get("/search?q=corruption").text


def test_rebuilding_every_table_keeps_all_that_is_in_it_and_on_it(
    filled_sqlite_app: Flask, migration: Migration
) -> None:
    before, structured = contents(db.engine), structure()
    migration(
        "".join(
            f'\n    with op.batch_alter_table("{name}", recreate="always"):\n        pass'
            for name in Base.metadata.tables
        )
    )
    assert migrating.bring_up_to_date(filled_sqlite_app)
    assert structure() == structured
    assert differences(before, contents(db.engine)) == []
    assert "Nurses do, and" in filled_sqlite_app.test_client().get("/search?q=bakers").text
    assert wrong() == []


def test_of_migrations_that_fail_nothing_is_done(filled_app: Flask, migration: Migration) -> None:
    before, columns = contents(db.engine), inspect(db.engine).get_columns("posts")
    migration('\n    op.add_column("posts", sa.Column("added", sa.Integer()))\n', "added")
    migration(f'{REBUILT}\n    op.execute("DELETE FROM votes")\n    raise ArithmeticError\n')
    at = migrating.current()
    with pytest.raises(ArithmeticError):
        migrating.bring_up_to_date(filled_app)
    assert migrating.current() == at
    assert str(inspect(db.engine).get_columns("posts")) == str(columns)
    assert differences(before, contents(db.engine)) == []
    assert enforces_foreign_keys()
    assert wrong() == []


def test_a_migration_that_leaves_rows_pointing_to_nothing_is_refused(filled_app: Flask, migration: Migration) -> None:
    before, at = contents(db.engine), migrating.current()
    migration(ORPHANS)
    on_sqlite = db.engine.dialect.name == "sqlite"
    # PostgreSQL does not do it in the first place.
    with pytest.raises(MigrationError if on_sqlite else IntegrityError):
        migrating.bring_up_to_date(filled_app)
    assert migrating.current() == at
    assert differences(before, contents(db.engine)) == []
    assert enforces_foreign_keys()


def test_what_a_refused_migration_would_break_is_said_in_one_line(
    filled_sqlite_app: Flask, migration: Migration, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", db.engine.url.render_as_string())
    monkeypatch.setenv("DELIBERATE_DATA", str(filled_sqlite_app.extensions["deliberate"].data))
    migration(ORPHANS)
    with pytest.raises(SystemExit) as ended:
        main(["migrate"])
    assert ended.value.code == 1
    line = capfd.readouterr().err.splitlines()[-1]
    assert line.startswith(
        "deliberate: migration scratch leaves rows that point to nothing: 1 of acceptances to people, "
    )


def test_rows_that_pointed_to_nothing_before_are_left_to_the_doctor(
    filled_sqlite_app: Flask, migration: Migration
) -> None:
    with another_program() as another:
        another.execute("DELETE FROM people WHERE name = 'Ben'")
    before = contents(db.engine)
    migration(REBUILT)
    assert migrating.bring_up_to_date(filled_sqlite_app)
    assert differences(before, contents(db.engine)) == []
    [found] = wrong()
    assert "rows point to nothing" in found


def test_a_migration_waits_for_a_change_that_is_being_made(filled_sqlite_app: Flask, migration: Migration) -> None:
    migration(REBUILT)

    def migrate() -> bool:
        with filled_sqlite_app.app_context():
            return migrating.bring_up_to_date(filled_sqlite_app)

    with another_program() as another, ThreadPoolExecutor(1) as aside:
        another.execute("BEGIN IMMEDIATE")
        another.execute("UPDATE people SET about = 'New'")
        migrated = aside.submit(migrate)
        with pytest.raises(TimeoutError):
            migrated.result(0.3)
        another.execute("COMMIT")
        assert migrated.result(20)
