"""Two columns named for what they hold: `settled` is what becomes of a point, and nothing else."""

from __future__ import annotations

from alembic import op

revision = "20261126_plain_names"
down_revision = "20261126_judged_anew"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE posts RENAME COLUMN settled TO balanced")
    op.execute("ALTER TABLE flags RENAME COLUMN settled_at TO handled_at")


def downgrade() -> None:
    op.execute("ALTER TABLE flags RENAME COLUMN handled_at TO settled_at")
    op.execute("ALTER TABLE posts RENAME COLUMN balanced TO settled")
