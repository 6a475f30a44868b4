"""addressing claims

That a revision deals with a point is claimed by its author, and confirmed or denied by others.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261124_addressing_claims"
down_revision = "20261123_argument_engine"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "addressing_claims",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("post_id", sa.Integer(), sa.ForeignKey("posts.id"), nullable=False),
        sa.Column("revision_id", sa.Integer(), sa.ForeignKey("revisions.id"), nullable=False, index=True),
        sa.Column("carried_holds", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("carried_fails", sa.Integer(), nullable=False, server_default="0"),
        sa.UniqueConstraint("post_id", "revision_id"),
    )
    op.create_table(
        "judgements",
        sa.Column("claim_id", sa.Integer(), sa.ForeignKey("addressing_claims.id"), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True, index=True),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("judgements")
    op.drop_table("addressing_claims")
