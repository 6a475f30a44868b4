"""groups anew

Opinion groups are now told apart from chance: the worker is asked to look again for those that were stored.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261124_groups_anew"
down_revision = "20261124_last_groups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        sa.text(
            "INSERT INTO outbox (work, proposal_id, created, due) "
            "SELECT 'opinions', proposal_id, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM opinion_reports"
        )
    )
    # Else they would pass for up to date.
    op.execute(sa.text("UPDATE opinion_reports SET version = version - 1"))


def downgrade() -> None:
    """What was computed anew stays: it is right for the votes it names."""
