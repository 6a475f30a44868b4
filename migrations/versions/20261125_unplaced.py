"""unplaced

Who has too few votes to be placed keeps the number of the opinion group they were in.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_unplaced"
down_revision = "20261124_groups_anew"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _may_be_nowhere(True)


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM placings WHERE x IS NULL"))
    _may_be_nowhere(False)


def _may_be_nowhere(nullable: bool) -> None:
    with op.batch_alter_table("placings") as table:
        for axis in ("x", "y"):
            table.alter_column(axis, existing_type=sa.Float(), nullable=nullable)
