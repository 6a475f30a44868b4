"""A row for each browser that somebody is signed in with.

Everybody signs in once again: nothing tells the browsers of before apart.
"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "20261128_sign_ins"
down_revision = "20261127_out_of_sight"
branch_labels = None
depends_on = None

PEOPLE = sa.table("people", sa.column("id"), sa.column("sign_in_key"))


def upgrade() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("browser", sa.String(40), nullable=False),
        sa.Column("system", sa.String(40), nullable=False),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sign_ins_person_id_people"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_ins"),
        sa.UniqueConstraint("token_hash", name="uq_sign_ins_token_hash"),
    )
    op.create_index("ix_sign_ins_person_id", "sign_ins", ["person_id"])
    op.create_index("ix_sign_ins_last_used", "sign_ins", ["last_used"])
    with op.batch_alter_table("people") as people:
        people.drop_constraint("uq_people_sign_in_key", type_="unique")
        people.drop_column("sign_in_key")


def downgrade() -> None:
    op.drop_table("sign_ins")
    op.add_column("people", sa.Column("sign_in_key", sa.String(32), nullable=True))
    for id in op.get_bind().scalars(sa.select(PEOPLE.c.id)).all():
        key = secrets.token_urlsafe(16)
        op.execute(sa.update(PEOPLE).where(PEOPLE.c.id == id).values(sign_in_key=key))
    with op.batch_alter_table("people") as people:
        people.alter_column("sign_in_key", existing_type=sa.String(32), nullable=False)
        people.create_unique_constraint("uq_people_sign_in_key", ["sign_in_key"])
