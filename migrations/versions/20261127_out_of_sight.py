"""Proposals, revisions and profile texts can be held and hidden; who wrote a post can take it back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127_out_of_sight"
down_revision = "20261127_search_in_any_script"
branch_labels = None
depends_on = None

_ONE_SUBJECT = "(proposal_id IS NULL) <> (person_id IS NULL)"


def upgrade() -> None:
    state = sa.String(32)
    op.add_column("proposals", sa.Column("state", state, nullable=False, server_default="visible"))
    op.create_index("ix_proposals_state", "proposals", ["state"])
    op.add_column("revisions", sa.Column("state", state, nullable=False, server_default="visible"))
    op.add_column("people", sa.Column("about_state", state, nullable=False, server_default="visible"))
    op.add_column("people", sa.Column("about_version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("posts") as posts:
        posts.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        posts.add_column(sa.Column("heir_id", sa.Integer(), nullable=True))
        posts.create_foreign_key("fk_posts_heir_id_people", "people", ["heir_id"], ["id"])
        posts.create_index("ix_posts_heir_id", ["heir_id"])
    with op.batch_alter_table("moderation_log") as log:
        log.alter_column("proposal_id", existing_type=sa.Integer(), nullable=True)
        log.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        log.create_foreign_key("fk_moderation_log_person_id_people", "people", ["person_id"], ["id"])
        log.create_check_constraint(op.f("ck_moderation_log_one_subject"), _ONE_SUBJECT)
        log.create_index("ix_moderation_log_person_id", ["person_id"])


def downgrade() -> None:
    """The code of before knows only hidden posts, and a log of threads alone."""
    op.execute("UPDATE posts SET state = 'hidden' WHERE state = 'withdrawn'")
    op.execute("DELETE FROM moderation_log WHERE person_id IS NOT NULL AND undoes_id IS NOT NULL")
    op.execute("DELETE FROM moderation_log WHERE person_id IS NOT NULL")
    with op.batch_alter_table("moderation_log") as log:
        log.drop_index("ix_moderation_log_person_id")
        log.drop_constraint(op.f("ck_moderation_log_one_subject"), type_="check")
        log.drop_constraint("fk_moderation_log_person_id_people", type_="foreignkey")
        log.drop_column("person_id")
        log.alter_column("proposal_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("posts") as posts:
        posts.drop_index("ix_posts_heir_id")
        posts.drop_constraint("fk_posts_heir_id_people", type_="foreignkey")
        posts.drop_column("heir_id")
        posts.drop_column("withdrawn_at")
    op.drop_column("people", "about_version")
    op.drop_column("people", "about_state")
    op.drop_column("revisions", "state")
    op.drop_index("ix_proposals_state", "proposals")
    op.drop_column("proposals", "state")
