"""`make schema`: plays through a small site and keeps its database as SQL text, named after the newest migration.

The files of earlier schemas were made by the code of their time: this folder was copied into a checkout of the last
commit before the next migration, and run there. (No such code could fill a site at the first tables: that file is the
next one without the search index.)
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from graphlib import TopologicalSorter
from pathlib import Path

from flask import Flask

from deliberate import create_app, migrating, settings
from tests.schemas import FOLDER, ROWS
from tests.schemas.playing import Site, play


def main(folder: Path = FOLDER) -> None:
    for name in [name for name in os.environ if name.startswith("DELIBERATE_")] + ["DATABASE_URL", "REDIS_URL"]:
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="deliberate-schema-") as place:
        data = Path(place)
        os.environ |= {"DELIBERATE_DATA": place, "DELIBERATE_LIMITS": "off"}
        app, holding = (_app(hold_first_posts=hold) for hold in (False, True))
        play(Site(app), Site(holding), data)
        with closing(sqlite3.connect(data / "deliberate.sqlite3")) as database:
            # Nothing that could be taken for somebody's secret.
            database.execute("UPDATE sign_ins SET token_hash = 'hash ' || id")
            database.execute("UPDATE people SET password_hash = 'none' WHERE password_hash IS NOT NULL")
            text = f"{schema(database)}\n{ROWS}{rows(database)}\n"
    file = folder / f"{migrating.head()}.sql"
    file.write_text(text)
    print(f"{file} is written.")


def _app(**more: bool) -> Flask:
    config = replace(settings.from_environment(), testing=True, argon2_memory=64, argon2_time=1, **more)
    app = create_app(config)
    # The browsers here do not read the pages that carry a form's token.
    app.config["WTF_CSRF_METHODS"] = set()
    return app


def schema(database: sqlite3.Connection) -> str:
    """What made it, and the migration it is at."""
    # What the search index keeps its words in is made by the virtual table itself.
    made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'search_words_%'"
    statements = [f"{sql.strip()};" for (sql,) in database.execute(f"{made} ORDER BY type != 'table', type, name")]
    [at] = database.execute("SELECT version_num FROM alembic_version").fetchone()
    return "\n".join([*statements, f"INSERT INTO alembic_version VALUES ('{at}');"])


def rows(database: sqlite3.Connection) -> str:
    """One statement a table, which SQLite and PostgreSQL understand."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_words%' ORDER BY name"
    pointing_to = {name: sorted(_pointed_to(database, name) - {name}) for (name,) in database.execute(names)}
    order = [name for name in TopologicalSorter(pointing_to).static_order() if name != "alembic_version"]
    return "\n".join(filter(None, (_insertion(database, table) for table in order)))


def _pointed_to(database: sqlite3.Connection, table: str) -> set[str]:
    return {other for _, _, other, *_ in database.execute(f'PRAGMA foreign_key_list("{table}")')}


def _insertion(database: sqlite3.Connection, table: str) -> str:
    columns = {name: kind for _, name, kind, *_ in database.execute(f'PRAGMA table_info("{table}")')}
    found = database.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2').fetchall()
    lines = [", ".join(map(_literal, row, columns.values())) for row in found]
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES\n(' + "),\n(".join(lines) + ");" if lines else ""


def _literal(value: object, kind: str) -> str:
    if value is None:
        return "NULL"
    if kind == "BOOLEAN":
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
