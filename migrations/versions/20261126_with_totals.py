"""with totals

Shares of groups are told only beside the totals that the worker stores with them: it is asked for all opinions anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_with_totals"
down_revision = "20261125_unplaced"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What failed and waits to be tried again is asked for now.
    op.execute(
        sa.text(
            "DELETE FROM outbox WHERE work = 'opinions' AND claimed IS NULL "
            "AND proposal_id IN (SELECT proposal_id FROM opinion_reports)"
        )
    )
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
