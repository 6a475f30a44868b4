"""Work with a payload, a key that says what asks for the same, and an end to trying."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_work"
down_revision = "20261126_versions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("most_attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_work"),
    )
    # What waited twice waits once, and what failed more often than is the limit now is tried once more.
    op.execute(
        sa.text(
            "INSERT INTO work (kind, subject, payload, key, created, due, attempts, most_attempts, error) "
            "SELECT work, proposal_id, :nothing, work || ' ' || proposal_id, min(created), min(due), "
            "CASE WHEN max(attempts) < 25 THEN max(attempts) ELSE 24 END, 25, max(error) "
            "FROM outbox GROUP BY work, proposal_id"
        ).bindparams(sa.bindparam("nothing", {}, type_=sa.JSON()))
    )
    op.drop_table("outbox")
    op.create_index("ix_work_due", "work", ["due"])
    op.create_index("ix_work_subject", "work", ["subject"])
    waiting = sa.text("claimed IS NULL")
    op.create_index("uq_work_waiting", "work", ["key"], unique=True, sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work", sa.String(32), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("error", sa.String(500), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_outbox_proposal_id_proposals"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.execute(
        "INSERT INTO outbox (work, proposal_id, created, due, attempts, error) "
        "SELECT kind, subject, created, due, attempts, error FROM work WHERE kind IN ('evaluation', 'opinions')"
    )
    op.drop_table("work")
    op.create_index("ix_outbox_due", "outbox", ["due"])
    op.create_index("ix_outbox_proposal_id", "outbox", ["proposal_id"])
