"""search index

One row for a proposal, a passage of the revision in force, or a post, holding its words as `domain.search.words`
gives them. PostgreSQL keeps a tsvector beside them, SQLite an FTS5 table that two triggers fill. Rows are never
updated: `actions.indexing` deletes and inserts.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261123_search_index"
down_revision = "20261123_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_entries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("proposal_id", sa.Integer(), sa.ForeignKey("proposals.id", ondelete="CASCADE"), nullable=False),
        sa.Column("post_id", sa.Integer(), sa.ForeignKey("posts.id", ondelete="CASCADE"), unique=True),
        sa.Column("anchor", sa.String(length=100)),
        sa.Column("title_words", sa.Text(), nullable=False),
        sa.Column("body_words", sa.Text(), nullable=False),
    )
    op.create_index("ix_search_entries_proposal_id", "search_entries", ["proposal_id"])
    for statement in _POSTGRES if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_table("search_entries")


_POSTGRES = (
    """
    ALTER TABLE search_entries ADD COLUMN vector tsvector GENERATED ALWAYS AS (
      setweight(to_tsvector('simple', title_words), 'A') || setweight(to_tsvector('simple', body_words), 'D')
    ) STORED
    """,
    "CREATE INDEX ix_search_entries_vector ON search_entries USING gin (vector)",
)

_SQLITE = (
    """
    CREATE VIRTUAL TABLE search_words USING fts5(
      title_words, body_words, content='search_entries', content_rowid='id', tokenize='unicode61'
    )
    """,
    """
    CREATE TRIGGER search_entries_added AFTER INSERT ON search_entries BEGIN
      INSERT INTO search_words (rowid, title_words, body_words) VALUES (new.id, new.title_words, new.body_words);
    END
    """,
    """
    CREATE TRIGGER search_entries_removed AFTER DELETE ON search_entries BEGIN
      INSERT INTO search_words (search_words, rowid, title_words, body_words)
      VALUES ('delete', old.id, old.title_words, old.body_words);
    END
    """,
)
