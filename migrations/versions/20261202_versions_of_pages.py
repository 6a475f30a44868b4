"""Versions of the site and of people, which tell whether a page is still what it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261202_versions_of_pages"
down_revision = "20261201_kept_for_pages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_versions",
        sa.Column("bucket", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name="pk_site_versions"),
    )
    op.add_column("people", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("people", "version")
    op.drop_table("site_versions")
