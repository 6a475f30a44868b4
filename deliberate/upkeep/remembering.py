"""Remembers what became of points, and by what. Called inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.nodes import Node
from deliberate.domain.statuses import Cause
from deliberate.models import StatusChange, now

# Changes within this time are one: while votes come in, a status may go to and fro.
_FOLDED = timedelta(hours=1)


def remember(session: Session, posts: Iterable[tuple[Node, Node]], cause: Cause, by: int | None) -> None:
    """Of each post as it was and as it is, whether its status has changed. What changed and within an hour changed
    back has not."""
    # A post that has just been made, or did not raise an issue, had none.
    changed = {
        node.id: (was.status, node.status)
        for was, node in posts
        if was.status is not None and node.status is not None and was.status is not node.status
    }
    if not changed:
        return
    time = now()
    recent = session.scalars(
        select(StatusChange)
        .where(StatusChange.post_id.in_(changed), StatusChange.at > time - _FOLDED)
        .order_by(StatusChange.at)
    )
    last = {row.post_id: row for row in recent}
    for post, (before, after) in changed.items():
        row = last.get(post)
        if row is None:
            row = StatusChange(post_id=post, before=before)
            session.add(row)
        elif row.before is after:
            session.delete(row)
            continue
        row.after, row.at, row.cause, row.by_post_id = after, time, cause, by
