"""A number that rises whenever a page of a proposal changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_versions"
down_revision = "20261126_phase_and_lock"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("proposals", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("proposals", "version")
