"""search in any script

The index keeps the words of a text in order and, beside them, what their other forms are found by. Both databases take
the keys as they are given: parsers of their own would break words of many scripts. Until the worker has indexed a
proposal anew it is found by its old words.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_search_in_any_script"
down_revision = "20261127_accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    for statement in _AWAY_POSTGRES if on_postgres else _AWAY_SQLITE:
        op.execute(statement)
    for name in ("title_others", "body_others"):
        op.add_column("search_entries", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for statement in _POSTGRES if on_postgres else _sqlite("ascii tokenchars '_'", *_COLUMNS):
        op.execute(statement)
    op.execute(
        sa.text(
            "INSERT INTO work (kind, subject, payload, key, created, due, attempts, most_attempts, error) "
            "SELECT 'index', id, :nothing, 'index ' || id, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0, 25, '' "
            "FROM proposals"
        ).bindparams(sa.bindparam("nothing", {}, type_=sa.JSON()))
    )


def downgrade() -> None:
    op.execute("DELETE FROM work WHERE kind = 'index'")
    on_postgres = op.get_bind().dialect.name == "postgresql"
    for statement in (*_AWAY_POSTGRES, "DROP FUNCTION search_keys") if on_postgres else _AWAY_SQLITE:
        op.execute(statement)
    for name in ("title_others", "body_others"):
        op.execute(f"ALTER TABLE search_entries DROP COLUMN {name}")
    for statement in _BEFORE_POSTGRES if on_postgres else _sqlite("unicode61", "title_words", "body_words"):
        op.execute(statement)


_COLUMNS = ("title_words", "title_others", "body_words", "body_others")

_AWAY_POSTGRES = ("ALTER TABLE search_entries DROP COLUMN vector",)

_AWAY_SQLITE = (
    "DROP TRIGGER search_entries_added",
    "DROP TRIGGER search_entries_removed",
    "DROP TABLE search_words",
)

_INDEX = "CREATE INDEX ix_search_entries_vector ON search_entries USING gin (vector)"

_POSTGRES = (
    """
    CREATE FUNCTION search_keys(keys text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT coalesce(string_agg(quote_literal(key) || ':' || place, ' '), '')::tsvector
      FROM unnest(string_to_array(keys, ' ')) WITH ORDINALITY AS each (key, place)
      WHERE key <> ''
    $$
    """,
    """
    ALTER TABLE search_entries ADD COLUMN vector tsvector GENERATED ALWAYS AS (
      setweight(search_keys(title_words), 'A') || setweight(search_keys(title_others), 'B')
      || setweight(search_keys(body_words), 'C') || setweight(search_keys(body_others), 'D')
    ) STORED
    """,
    _INDEX,
)

_BEFORE_POSTGRES = (
    """
    ALTER TABLE search_entries ADD COLUMN vector tsvector GENERATED ALWAYS AS (
      setweight(to_tsvector('simple', title_words), 'A') || setweight(to_tsvector('simple', body_words), 'D')
    ) STORED
    """,
    _INDEX,
)


def _sqlite(tokenizer: str, *columns: str) -> tuple[str, ...]:
    names = ", ".join(columns)
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("new", "old"))
    return (
        f"""
        CREATE VIRTUAL TABLE search_words USING fts5(
          {names}, content='search_entries', content_rowid='id', tokenize="{tokenizer}"
        )
        """,
        f"""
        CREATE TRIGGER search_entries_added AFTER INSERT ON search_entries BEGIN
          INSERT INTO search_words (rowid, {names}) VALUES (new.id, {new});
        END
        """,  # noqa: S608  # nosec B608  # names of our own tables
        f"""
        CREATE TRIGGER search_entries_removed AFTER DELETE ON search_entries BEGIN
          INSERT INTO search_words (search_words, rowid, {names}) VALUES ('delete', old.id, {old});
        END
        """,  # noqa: S608  # nosec B608  # names of our own tables
        "INSERT INTO search_words (search_words) VALUES ('rebuild')",
    )
