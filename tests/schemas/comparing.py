"""What a database holds before and after a migration."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Engine, inspect, text

Contents = dict[str, list[dict[str, Any]]]

# The index is made of the rest; work is there for migrations to ask for.
_MADE = {"alembic_version", "outbox", "work"}
# Columns that a later migration gave another name.
_RENAMED = {"settled": "balanced", "settled_at": "handled_at"}


def contents(engine: Engine) -> Contents:
    """The rows of every table."""
    names = [name for name in inspect(engine).get_table_names() if name not in _MADE and not name.startswith("search_")]
    with engine.connect() as connection:
        found = {name: connection.execute(text(f'SELECT * FROM "{name}"')).mappings() for name in names}
        return {name: [_as_now(dict(row)) for row in rows] for name, rows in found.items()}


def _as_now(row: dict[str, Any]) -> dict[str, Any]:
    return {_RENAMED.get(name, name): value for name, value in row.items()}


def differences(before: Contents, after: Contents, changed: dict[str, set[str]] | None = None) -> list[str]:
    """Rows that were lost or added or are others now, by the columns there were before and are still. What is
    `changed` on purpose, columns by table, is left out."""
    found = []
    for table, rows in before.items():
        others, but = after[table], (changed or {}).get(table, set())
        columns = [name for name in rows[0] if name in others[0] and name not in but] if rows and others else []
        old, new = (Counter(_row(row, columns) for row in some) for some in (rows, others))
        found += [f"{table} {what}: {row}" for what, some in (("lost", old - new), ("new", new - old)) for row in some]
    return found


def _row(row: dict[str, Any], columns: list[str]) -> str:
    return repr({name: row[name] for name in columns})
