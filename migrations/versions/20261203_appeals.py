"""Appeals against moderators' acts, and what was decided, are entries of the log that answer others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261203_appeals"
down_revision = "20261202_versions_of_pages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("moderation_log") as log:
        log.add_column(sa.Column("answers_id", sa.Integer(), nullable=True))
        log.create_foreign_key("fk_moderation_log_answers_id_moderation_log", "moderation_log", ["answers_id"], ["id"])
        log.create_unique_constraint("uq_moderation_log_answers_id", ["answers_id"])
        log.create_index("ix_moderation_log_act", ["act"])


def downgrade() -> None:
    """The code of before knows no appeals; what was decided otherwise stays as the act that it was."""
    op.execute("UPDATE moderation_log SET answers_id = NULL")
    op.execute("DELETE FROM moderation_log WHERE act IN ('appeal', 'uphold')")
    with op.batch_alter_table("moderation_log") as log:
        log.drop_index("ix_moderation_log_act")
        log.drop_constraint("uq_moderation_log_answers_id", type_="unique")
        log.drop_constraint("fk_moderation_log_answers_id_moderation_log", type_="foreignkey")
        log.drop_column("answers_id")
