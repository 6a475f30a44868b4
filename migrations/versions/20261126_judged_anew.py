"""judged anew

What a concession or a mark says of a point no longer goes to another one by a merge, and standings are exact in another
digit: every thread is put in the outbox.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_judged_anew"
down_revision = "20261126_with_totals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        sa.text(
            "INSERT INTO outbox (work, proposal_id, created, due) "
            "SELECT 'evaluation', id, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM proposals WHERE id NOT IN "
            "(SELECT proposal_id FROM outbox WHERE work = 'evaluation' AND claimed IS NULL)"
        )
    )


def downgrade() -> None:
    """What was computed anew stays."""
