"""What pages read of a thread is kept: where each post is shown, what it is ordered by, and counts.

All of it follows from what is there, and is filled in here, so that no page has to wait for the worker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "20261201_kept_for_pages"
down_revision = "20261130_acceptance"
branch_labels = None
depends_on = None

ORDERS = {
    "strongest": (sa.text("strength DESC"), "id"),
    "bridging": (sa.text("bridging DESC"), sa.text("strength DESC"), "id"),
    "unanswered": ("waiting", sa.text("strength DESC"), "id"),
    "contested": (sa.text("divided DESC"), sa.text("replies DESC"), "id"),
    "newest": (sa.text("id DESC"),),
}
BY_WEIGHT = {
    "weightiest": (),
    "weightiest_by_status": ("status",),
    "weightiest_by_label": ("status", "label"),
    "weightiest_by_passage": ("about",),
}
SAID_TO_ONE = sa.text("anchor IS NOT NULL")
HAS_GROUND = sa.text("ground IS NOT NULL")
IS_MERGED = sa.text("merged_into_id IS NOT NULL")
OUT_OF_SIGHT = sa.text("tally IS NULL")
WRITE_POST = sa.text(
    "UPDATE posts SET strength = :strength, waiting = :waiting, divided = :divided, weight = :weight, "
    "bridging = :bridging, shown_under_id = :shown_under_id, about = :about, counted = :counted, replies = :replies, "
    "below = :below, tally = :tally WHERE id = :id"
).bindparams(sa.bindparam("tally", type_=sa.JSON(none_as_null=True)))
WRITE_COUNT = sa.text(
    "INSERT INTO point_counts (proposal_id, passage, label, status, few_share, posts, tops, weight, votes) "
    "VALUES (:proposal, :passage, :label, :status, :few_share, :posts, :tops, :weight, :votes)"
)
WRITE_PART = sa.text("INSERT INTO participations (proposal_id, person_id, posts) VALUES (:proposal, :person, :posts)")


def upgrade() -> None:
    for column in _columns():
        op.add_column("posts", column)
    for name in ("groups_told", "bridges_told"):
        op.add_column("proposals", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("proposals", sa.Column("people", sa.Integer(), nullable=False, server_default="0"))
    _create_tables()
    connection = op.get_bind()
    for table in ("groups_told", "consensus"), ("bridges_told", "bridging"):
        column, score = table
        op.execute(
            f"UPDATE proposals SET {column} = EXISTS (SELECT 1 FROM post_scores JOIN posts ON posts.id = "  # noqa: S608  # nosec B608  # columns of our own
            f"post_scores.post_id WHERE posts.proposal_id = proposals.id AND post_scores.{score} IS NOT NULL)"
        )
    for proposal, groups_told in connection.execute(sa.text("SELECT id, groups_told FROM proposals")).all():
        _fill(connection, proposal, bool(groups_told))
    for name, columns in ORDERS.items():
        op.create_index(f"ix_posts_{name}", "posts", ["proposal_id", "shown_under_id", *columns])
        op.create_index(
            f"ix_posts_{name}_of_passage",
            "posts",
            ["proposal_id", "anchor", *columns],
            sqlite_where=SAID_TO_ONE,
            postgresql_where=SAID_TO_ONE,
        )
    weightiest = [sa.text("weight DESC"), sa.text("low DESC"), "id"]
    for name, columns in BY_WEIGHT.items():
        op.create_index(f"ix_posts_{name}", "posts", ["proposal_id", *columns, *weightiest])
    op.create_index("ix_posts_oldest", "posts", ["proposal_id", "id"])
    op.create_index("ix_posts_proposal_id_author_id", "posts", ["proposal_id", "author_id"])
    op.create_index(
        "ix_posts_weightiest_by_ground",
        "posts",
        ["proposal_id", "ground", *weightiest],
        sqlite_where=HAS_GROUND,
        postgresql_where=HAS_GROUND,
    )
    # Each of those above begins with the proposal, and a database without statistics would rather take this one.
    op.drop_index("ix_posts_proposal_id_state", "posts")
    op.drop_index("ix_posts_merged_into_id", "posts")
    op.create_index(
        "ix_posts_merged_into_id",
        "posts",
        ["merged_into_id"],
        sqlite_where=IS_MERGED,
        postgresql_where=IS_MERGED,
    )
    op.create_index(
        "ix_posts_out_of_sight",
        "posts",
        ["proposal_id", "shown_under_id", "anchor"],
        sqlite_where=OUT_OF_SIGHT,
        postgresql_where=OUT_OF_SIGHT,
    )


def _columns() -> Iterable[sa.Column[Any]]:
    yield sa.Column("strength", sa.Double(), nullable=False, server_default="0.1")
    yield sa.Column("bridging", sa.Double(), nullable=False, server_default="-1000")
    for name, default in (("waiting", "3"), ("divided", "0"), ("weight", "1"), ("replies", "0"), ("below", "0")):
        yield sa.Column(name, sa.Integer(), nullable=False, server_default=default)
    yield sa.Column("shown_under_id", sa.Integer(), nullable=True)
    yield sa.Column("about", sa.String(100), nullable=True)
    yield sa.Column("counted", sa.Boolean(), nullable=False, server_default=sa.false())
    yield sa.Column("tally", sa.JSON(none_as_null=True), nullable=True)


def _create_tables() -> None:
    op.create_table(
        "point_counts",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("passage", sa.String(100), nullable=False),
        sa.Column("label", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("few_share", sa.Boolean(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("tops", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_point_counts_proposal_id_proposals"),
        sa.PrimaryKeyConstraint("proposal_id", "passage", "label", "status", "few_share", name="pk_point_counts"),
    )
    op.create_table(
        "participations",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_participations_proposal_id_proposals"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_participations_person_id_people"),
        sa.PrimaryKeyConstraint("proposal_id", "person_id", name="pk_participations"),
    )
    op.create_index("ix_participations_person_id", "participations", ["person_id"])


def _fill(connection: sa.Connection, proposal: int, groups_told: bool) -> None:
    rows = connection.execute(
        sa.text(
            "SELECT posts.*, post_scores.consensus AS consensus, post_scores.bridging AS bridges FROM posts "
            "LEFT JOIN post_scores ON post_scores.post_id = posts.id WHERE proposal_id = :proposal ORDER BY posts.id"
        ),
        {"proposal": proposal},
    ).all()
    posts = {row.id: row for row in rows}

    def kept(id: int) -> int:
        seen = {id}
        while (into := posts[id].merged_into_id) is not None and into not in seen:
            id = into
            seen.add(id)
        return id

    shown = [row.id for row in rows if row.state != "merged"]
    under = {id: None if posts[id].parent_id is None else kept(posts[id].parent_id) for id in shown}
    counts: dict[str, Counter[int]] = {"replies": Counter(), "below": Counter()}
    about, counted = {}, {}
    for id in shown:
        row = posts[id]
        told = row.state == "withdrawn" and row.agree + row.passes + row.disagree > 0
        counted[id] = row.state == "visible" or told
        if counted[id] and (above := under[id]) is not None:
            counts["replies"][above] += 1
        above, top = under[id], id
        while above is not None:
            counts["below"][above] += counted[id]
            above, top = under[above], above
        about[id] = posts[top].anchor
    tallies = {id: _tally(posts[id], about[id], under[id] is None) for id in shown if posts[id].state == "visible"}
    written = [
        {
            **_keys(row, groups_told),
            "id": row.id,
            "bridging": -1000.0 if row.bridges is None else row.bridges,
            "shown_under_id": under.get(row.id),
            "about": about.get(row.id),
            "counted": counted.get(row.id, False),
            "replies": counts["replies"][row.id],
            "below": counts["below"][row.id],
            "tally": tallies.get(row.id),
        }
        for row in rows
    ]
    if written:
        connection.execute(WRITE_POST, written)
    _write_counts(connection, proposal, tallies.values())


def _keys(row: sa.Row[Any], groups_told: bool) -> dict[str, Any]:
    if row.label == "comment":
        strength = -1.0
    elif not groups_told:
        strength = row.low
    elif row.consensus is not None:
        strength = row.consensus
    else:
        strength = (row.agree + 1) / (row.agree + row.passes + row.disagree + 2)
    waiting = 0 if row.status == "open" else 1 if row.status in ("contested", "addressed") else 3
    return {
        "strength": strength,
        "waiting": 2 if row.few_share else waiting,
        "divided": min(row.agree, row.disagree),
        "weight": _weight(row),
    }


def _weight(row: sa.Row[Any]) -> int:
    withdrawn, heir = row.withdrawn_at is not None, row.heir_id is not None
    holders = max(0, row.agree + row.raised_too - (withdrawn and heir))
    return holders + (heir if withdrawn else True)


def _tally(row: sa.Row[Any], about: str | None, is_top: bool) -> dict[str, Any]:
    return {
        "passage": about or "",
        "top": is_top,
        "label": row.label,
        "status": row.status or "",
        "few_share": bool(row.few_share),
        "weight": _weight(row),
        "votes": row.agree + row.passes + row.disagree,
        "author": row.author_id,
    }


def _write_counts(connection: sa.Connection, proposal: int, tallies: Iterable[dict[str, Any]]) -> None:
    counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    authors: Counter[int] = Counter()
    for tally in tallies:
        authors[tally["author"]] += 1
        for passage in {"", tally["passage"]}:
            counts[passage, tally["label"], tally["status"], tally["few_share"]].update(
                posts=1, tops=int(tally["top"]), weight=tally["weight"], votes=tally["votes"]
            )
    names = ("passage", "label", "status", "few_share")
    numbers = ("posts", "tops", "weight", "votes")
    rows = [
        {"proposal": proposal, **dict(zip(names, kind, strict=True)), **{name: found[name] for name in numbers}}
        for kind, found in counts.items()
    ]
    if rows:
        connection.execute(WRITE_COUNT, rows)
        parts = [{"proposal": proposal, "person": person, "posts": posts} for person, posts in authors.items()]
        connection.execute(WRITE_PART, parts)
        connection.execute(
            sa.text("UPDATE proposals SET people = :people WHERE id = :id"), {"people": len(authors), "id": proposal}
        )


def downgrade() -> None:
    others = ("weightiest_by_ground", "oldest", "proposal_id_author_id", "merged_into_id", "out_of_sight")
    for name in (*ORDERS, *(f"{name}_of_passage" for name in ORDERS), *BY_WEIGHT, *others):
        op.drop_index(f"ix_posts_{name}", "posts")
    op.create_index("ix_posts_merged_into_id", "posts", ["merged_into_id"])
    op.create_index("ix_posts_proposal_id_state", "posts", ["proposal_id", "state"])
    for table in ("participations", "point_counts"):
        op.drop_table(table)
    for name in ("groups_told", "bridges_told", "people"):
        op.drop_column("proposals", name)
    for column in _columns():
        op.drop_column("posts", column.name)
