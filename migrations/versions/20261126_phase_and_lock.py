"""How far a proposal is, and whether moderators have locked its thread, apart: one does not say the other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_phase_and_lock"
down_revision = "20261126_plain_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("proposals", sa.Column("phase", sa.String(32), nullable=False, server_default="open"))
    op.add_column("proposals", sa.Column("locked", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE proposals SET phase = 'decided' WHERE status = 'decided'")
    op.execute(sa.text("UPDATE proposals SET locked = :yes WHERE status = 'locked'").bindparams(yes=True))
    op.drop_column("proposals", "status")


def downgrade() -> None:
    op.add_column("proposals", sa.Column("status", sa.String(32), nullable=False, server_default="open"))
    op.execute(sa.text("UPDATE proposals SET status = 'locked' WHERE locked = :yes").bindparams(yes=True))
    op.execute("UPDATE proposals SET status = 'decided' WHERE phase = 'decided'")
    op.drop_column("proposals", "locked")
    op.drop_column("proposals", "phase")
