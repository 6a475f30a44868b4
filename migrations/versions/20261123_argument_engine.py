"""argument engine

What the engine keeps beside a post, what the worker finds in the votes, and the outbox that asks it to. Every thread
that is here is put in the outbox: standings now follow cross links too, and nobody has looked for opinion groups yet.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261123_argument_engine"
down_revision = "20261123_search_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("proposals", sa.Column("votes_version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("posts", sa.Column("settled", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("posts", sa.Column("extent", sa.String(length=32), nullable=False, server_default="in"))
    op.create_table(
        "acceptances",
        sa.Column("post_id", sa.Integer(), sa.ForeignKey("posts.id"), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("work", sa.String(length=32), nullable=False),
        sa.Column("proposal_id", sa.Integer(), sa.ForeignKey("proposals.id"), nullable=False, index=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("claimed", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("error", sa.String(length=500), nullable=False, server_default=""),
    )
    op.create_table(
        "opinion_reports",
        sa.Column("proposal_id", sa.Integer(), sa.ForeignKey("proposals.id"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("computed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
    )
    op.create_table(
        "placings",
        sa.Column("proposal_id", sa.Integer(), sa.ForeignKey("proposals.id"), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True, index=True),
        sa.Column("x", sa.Double(), nullable=False),
        sa.Column("y", sa.Double(), nullable=False),
        sa.Column("group", sa.Integer()),
    )
    op.create_table(
        "post_scores",
        sa.Column("post_id", sa.Integer(), sa.ForeignKey("posts.id"), primary_key=True),
        sa.Column("consensus", sa.Double()),
        sa.Column("bridging", sa.Double()),
        sa.Column("extremity", sa.Double(), nullable=False, server_default="0"),
    )
    for work in ("evaluation", "opinions"):
        op.execute(
            sa.text(
                "INSERT INTO outbox (work, proposal_id, created, due) "
                "SELECT :work, id, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM proposals"
            ).bindparams(work=work)
        )


def downgrade() -> None:
    for table in ("post_scores", "placings", "opinion_reports", "outbox", "acceptances"):
        op.drop_table(table)
    # Not in batch mode, which on SQLite copies the table while other tables point to it.
    op.drop_column("posts", "extent")
    op.drop_column("posts", "settled")
    op.drop_column("proposals", "votes_version")
