"""Where its author says that passages went is kept with a revision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261206_asked"
down_revision = "20261205_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revisions", sa.Column("asked", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("revisions") as revisions:
        revisions.drop_column("asked")
