"""last groups

Which number a person's opinion group had last, for a time when no groups can be told.
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


def downgrade() -> None:
    op.drop_column("placings", "last_group")
