"""Every schema that a site may have, with data, as SQL text: a file for each migration, made by `make schema`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import Engine

FOLDER = Path(__file__).parent
# Above this line stands what made the tables, in SQLite's words; below it rows in words that PostgreSQL has too.
ROWS = "\n-- Rows\n"


def kept() -> list[str]:
    return sorted(file.stem for file in FOLDER.glob("*.sql"))


def read(revision: str, folder: Path = FOLDER) -> tuple[str, str]:
    """What made the tables, and their rows."""
    tables, _, rows = (folder / f"{revision}.sql").read_text().partition(ROWS)
    return tables, rows


def load(engine: Engine, revision: str) -> None:
    """Makes of an empty database one that came to this migration with people, posts and votes in it.

    On PostgreSQL the tables are made by the migrations.
    """
    tables, rows = read(revision)
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            driver: Any = connection.driver_connection
            driver.executescript(f"BEGIN; {tables} {rows} COMMIT;")
        return
    upgrade(revision=revision)
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        cursor.execute(rows)
        # Rows that came with their numbers were not counted.
        cursor.execute("SELECT table_name FROM information_schema.columns WHERE column_default LIKE 'nextval(%'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        connection.commit()
