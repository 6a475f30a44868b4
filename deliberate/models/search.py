"""The search index: what `upkeep.indexing` writes and `queries.search` reads. Made by a migration of its own."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Column, Integer, MetaData, String, Table, Text


class Kind(StrEnum):
    PROPOSAL = "proposal"
    PASSAGE = "passage"
    POST = "post"


# Apart from the other tables: each database has columns and tables of its own here, which no model can describe.
search_entries = Table(
    "search_entries",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("kind", String(10)),
    Column("proposal_id", Integer),
    Column("post_id", Integer),
    Column("anchor", String(100)),
    Column("title_words", Text),
    Column("title_others", Text),
    Column("body_words", Text),
    Column("body_others", Text),
)
