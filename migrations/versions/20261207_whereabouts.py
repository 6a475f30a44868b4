"""What is said about where the words are that a point was raised on is kept, and who said it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261207_whereabouts"
down_revision = "20261206_asked"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "whereabouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.String(length=100), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("answered", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_whereabouts_post_id_posts"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_whereabouts_person_id_people"),
        sa.PrimaryKeyConstraint("id", name="pk_whereabouts"),
    )
    for column in ("post_id", "person_id"):
        op.create_index(f"ix_whereabouts_{column}", "whereabouts", [column])


def downgrade() -> None:
    """The code of before knows no such decisions: what was decided stays where it was put."""
    op.execute(
        "UPDATE moderation_log SET undoes_id = NULL, answers_id = NULL"
        " WHERE undoes_id IN (SELECT id FROM moderation_log WHERE act = 'decide-where')"
        " OR answers_id IN (SELECT id FROM moderation_log WHERE act = 'decide-where')"
    )
    op.execute("DELETE FROM moderation_log WHERE act = 'decide-where'")
    op.drop_table("whereabouts")
