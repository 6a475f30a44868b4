"""What stands behind replies, votes on the question that was asked, ranges of standings, what became of points.

An author's own vote on a post counts nowhere any more. Everything is counted anew by the worker (`ENGINE`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "20261130_acceptance"
down_revision = "20261128_sign_ins"
branch_labels = None
depends_on = None

POSTS = sa.table("posts", sa.column("id"), sa.column("label"))
VOTES = sa.table("votes", sa.column("post_id"), sa.column("cast"), sa.column("label"))
LOG = sa.table(
    "moderation_log",
    sa.column("id"),
    sa.column("post_id"),
    sa.column("at"),
    sa.column("act"),
    sa.column("details"),
    sa.column("undoes_id"),
)


def upgrade() -> None:
    for table in ("posts", "links"):
        for column in _backing():
            op.add_column(table, column)
    for column in _counts():
        op.add_column("posts", column)
    for name in ("crowd", "carried_crowd"):
        op.add_column("proposals", _number(name))
    for name in ("rejected", "favoured"):
        op.add_column("post_scores", _flag(name))
    op.add_column("addressing_claims", _flag("carried_rejected"))
    op.add_column("post_scores", sa.Column("by_group", sa.JSON(none_as_null=True), nullable=True))
    own = "carried_agree + carried_passes + carried_disagree - carried_voters"
    op.execute(
        f"UPDATE posts SET carried_agree = CASE WHEN carried_agree > {own} THEN carried_agree - ({own}) ELSE 0 END "  # noqa: S608  # nosec B608  # columns of our own
        f"WHERE {own} > 0"
    )
    for name in ("voters", "carried_voters"):
        op.drop_column("posts", name)
    op.add_column("votes", sa.Column("label", sa.String(32), nullable=True))
    op.execute("UPDATE votes SET label = (SELECT posts.label FROM posts WHERE posts.id = votes.post_id)")
    _label_what_was_asked()
    with op.batch_alter_table("votes") as votes:
        votes.alter_column("label", existing_type=sa.String(32), nullable=False)
    op.create_table(
        "status_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.String(32), nullable=False),
        sa.Column("after", sa.String(32), nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("by_post_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_status_changes_post_id_posts"),
        sa.ForeignKeyConstraint(["by_post_id"], ["posts.id"], name="fk_status_changes_by_post_id_posts"),
        sa.PrimaryKeyConstraint("id", name="pk_status_changes"),
    )
    op.create_index("ix_status_changes_post_id", "status_changes", ["post_id"])
    op.create_index("ix_status_changes_by_post_id", "status_changes", ["by_post_id"])


def _label_what_was_asked() -> None:
    """What a post was when a vote was cast: what the next relabelling, or the undoing of one, found it to be."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(LOG).where(LOG.c.act.in_(("relabel", "undo"))).order_by(LOG.c.post_id, LOG.c.at.desc(), LOG.c.id)
    ).all()
    acts = {row.id: row.act for row in rows}
    for row in rows:  # the latest first, so that what an earlier one found goes over it
        if row.act == "undo" and acts.get(row.undoes_id) != "relabel":
            continue
        details = row.details if isinstance(row.details, dict) else json.loads(row.details or "{}")
        found = details.get("to" if row.act == "undo" else "from")
        if found:
            earlier = (VOTES.c.post_id == row.post_id) & (VOTES.c.cast < row.at)
            connection.execute(sa.update(VOTES).where(earlier).values(label=found))


def _backing() -> Iterable[sa.Column[object]]:
    yield sa.Column("voice", sa.BigInteger(), nullable=False, server_default="0")
    yield _number("holders_agree")
    yield _number("holders_disagree")
    yield sa.Column("carried_voice", sa.BigInteger(), nullable=True)
    yield _flag("carried_rejected")


def _counts() -> Iterable[sa.Column[object]]:
    for name in ("earlier", "asked_before", "raised_too", "carried_earlier", "carried_raisers"):
        yield _number(name)
    yield _flag("carried_favoured")
    yield _flag("few_share")
    yield sa.Column("low", sa.Double(), nullable=False, server_default="0.1")
    yield sa.Column("high", sa.Double(), nullable=False, server_default="0.9")


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")


def _flag(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def downgrade() -> None:
    op.drop_table("status_changes")
    op.drop_column("votes", "label")
    for name in ("voters", "carried_voters"):
        op.add_column("posts", _number(name))
    op.execute("UPDATE posts SET voters = agree + passes + disagree")
    op.execute("UPDATE posts SET carried_voters = carried_agree + carried_passes + carried_disagree")
    op.drop_column("addressing_claims", "carried_rejected")
    for name in ("rejected", "favoured", "by_group"):
        op.drop_column("post_scores", name)
    for name in ("crowd", "carried_crowd"):
        op.drop_column("proposals", name)
    for column in _counts():
        op.drop_column("posts", column.name)
    for table in ("posts", "links"):
        for column in _backing():
            op.drop_column(table, column.name)
