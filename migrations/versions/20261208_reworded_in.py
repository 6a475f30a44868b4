"""A vote on a post knows which words its passage had: where the passage was reworded since, that is told.

What it comes to is counted anew by the worker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "20261208_reworded_in"
down_revision = "20261207_whereabouts"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
PROPOSALS = sa.table("proposals", sa.column("id"), sa.column("revision"))
REVISIONS = sa.table(
    "revisions",
    *(sa.column("id"), sa.column("proposal_id"), sa.column("number"), sa.column("state"), sa.column("created", _TIME)),
)
PASSAGES = sa.table("passages", sa.column("revision_id"), sa.column("anchor"), sa.column("text"))
POSTS = sa.table(
    "posts",
    *(sa.column("id"), sa.column("proposal_id"), sa.column("anchor"), sa.column("created", _TIME)),
    sa.column("reworded_in"),
)
VOTES = sa.table("votes", sa.column("post_id"), sa.column("person_id"), sa.column("place"), sa.column("cast", _TIME))
# By passage the revisions that gave it other words, and when.
Rewordings = dict[str, list[tuple[int, datetime]]]


def upgrade() -> None:
    op.add_column("posts", sa.Column("reworded_in", sa.Integer(), nullable=False, server_default="1"))
    for proposal, rewordings in _reworded():
        if _mark(proposal, rewordings):
            op.execute(
                sa.text(
                    "INSERT INTO work (kind, subject, payload, key, created, due, attempts, most_attempts, error) "
                    "SELECT 'evaluation', id, '{}', 'evaluation ' || id, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, "
                    "0, 25, '' FROM proposals WHERE id = :id AND 'evaluation ' || id NOT IN "
                    "(SELECT key FROM work WHERE claimed IS NULL)"
                ).bindparams(id=proposal)
            )


def _reworded() -> Iterator[tuple[int, Rewordings]]:
    """By proposal, of those that were revised."""
    connection = op.get_bind()
    revised = sa.select(PROPOSALS.c.id).where(PROPOSALS.c.revision > 1).order_by(PROPOSALS.c.id)
    for proposal in connection.execute(revised).scalars().all():
        rows = connection.execute(
            sa.select(PASSAGES.c.anchor, PASSAGES.c.text, REVISIONS.c.number, REVISIONS.c.created)
            .join_from(PASSAGES, REVISIONS, REVISIONS.c.id == PASSAGES.c.revision_id)
            .join(PROPOSALS, PROPOSALS.c.id == REVISIONS.c.proposal_id)
            .where(PROPOSALS.c.id == proposal, REVISIONS.c.state == "visible")
            .where(REVISIONS.c.number <= PROPOSALS.c.revision)
            .order_by(REVISIONS.c.number)
        )
        said: dict[str, str] = {}
        found: Rewordings = defaultdict(list)
        for anchor, text, number, created in rows:
            if said.get(anchor, text) != text:
                found[anchor].append((number, created))
            said[anchor] = text
        yield proposal, found


def _mark(proposal: int, rewordings: Rewordings) -> bool:
    """Whether there are posts that were raised before a passage of theirs was reworded."""
    connection, marked = op.get_bind(), False
    on_passage = (POSTS.c.proposal_id == proposal) & POSTS.c.anchor.is_not(None)
    for post, anchor, raised in connection.execute(
        sa.select(POSTS.c.id, POSTS.c.anchor, POSTS.c.created).where(on_passage)
    ).all():
        since = [(number, at) for number, at in rewordings.get(anchor, ()) if at > raised]
        if not since:
            continue
        marked = True
        connection.execute(sa.update(POSTS).where(POSTS.c.id == post).values(reworded_in=since[-1][0]))
        places = [f"passage {anchor}"]
        for number, at in since:
            cast_later = (VOTES.c.post_id == post) & VOTES.c.place.in_(places) & (VOTES.c.cast >= at)
            places.append(f"passage {anchor}@{number}")
            connection.execute(sa.update(VOTES).where(cast_later).values(place=places[-1]))
    return marked


def downgrade() -> None:
    connection = op.get_bind()
    marked = VOTES.c.place.like("passage %@%")
    for post, person, place in connection.execute(
        sa.select(VOTES.c.post_id, VOTES.c.person_id, VOTES.c.place).where(marked)
    ).all():
        which = (VOTES.c.post_id == post) & (VOTES.c.person_id == person)
        connection.execute(sa.update(VOTES).where(which).values(place=place.rpartition("@")[0]))
    op.drop_column("posts", "reworded_in")
