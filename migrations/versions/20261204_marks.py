"""Passages have marks within their words: bold, links, notes, cells of tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261204_marks"
down_revision = "20261203_appeals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("passages", sa.Column("marks", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("passages") as passages:
        passages.drop_column("marks")
