"""What names look like, and e-mail addresses that may stand at several people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from deliberate.domain.texts.looks import looks

revision = "20261127_accounts"
down_revision = "20261126_work"
branch_labels = None
depends_on = None

LOOKS = {"look": "shown", "look_small": "small", "look_capital": "capital"}
PEOPLE = sa.table("people", sa.column("id"), sa.column("name"), sa.column("email"), *map(sa.column, LOOKS))


def upgrade() -> None:
    for column in LOOKS:
        op.add_column("people", sa.Column(column, sa.String(240), nullable=False, server_default=""))
    connection = op.get_bind()
    # Those whose names look alike keep them.
    for id, name in connection.execute(sa.select(PEOPLE.c.id, PEOPLE.c.name)).all():
        values = {column: getattr(looks(name), which) for column, which in LOOKS.items()}
        connection.execute(sa.update(PEOPLE).where(PEOPLE.c.id == id).values(values))
    with op.batch_alter_table("people") as people:
        people.drop_constraint("uq_people_email", type_="unique")
        for column in LOOKS:
            people.create_index(f"ix_people_{column}", [column])


def downgrade() -> None:
    # The first who gave an address keeps it.
    other = PEOPLE.alias()
    earlier = sa.exists().where(other.c.email == PEOPLE.c.email, other.c.id < PEOPLE.c.id)
    twice = op.get_bind().scalars(sa.select(PEOPLE.c.id).where(earlier)).all()
    op.execute(sa.update(PEOPLE).where(PEOPLE.c.id.in_(twice)).values(email=None))
    with op.batch_alter_table("people") as people:
        for column in LOOKS:
            people.drop_index(f"ix_people_{column}")
            people.drop_column(column)
        people.create_unique_constraint("uq_people_email", ["email"])
