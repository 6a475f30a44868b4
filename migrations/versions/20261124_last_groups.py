"""last groups

Which number a person's opinion group had last, for a time when no groups can be told. Groups are now told apart from
chance: the worker is asked to look for them again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261124_last_groups"
down_revision = "20261124_addressing_claims"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("placings", sa.Column("last_group", sa.Integer()))
    op.execute(sa.text('UPDATE placings SET last_group = "group"'))
    op.execute(
        sa.text(
            "INSERT INTO outbox (work, proposal_id, created, due) "
            "SELECT 'opinions', proposal_id, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM opinion_reports"
        )
    )
    # Else they would pass for up to date.
    op.execute(sa.text("UPDATE opinion_reports SET version = version - 1"))


def downgrade() -> None:
    op.drop_column("placings", "last_group")
