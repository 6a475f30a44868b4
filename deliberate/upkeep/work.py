"""Asking the worker for something, in the transaction of the change that it follows from."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Executable, case
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from deliberate.models import Proposal, WorkKind, WorkRow, now
from deliberate.queries.core import run
from deliberate.upkeep.writing import raise_versions

# Many votes in a short time make one computation.
_GATHERING = timedelta(seconds=2)


def ask_for(
    session: Session,
    kind: WorkKind,
    subject: int,
    *,
    payload: dict[str, Any] | None = None,
    key: str = "",
    delay: timedelta = timedelta(),
) -> None:
    """Adds a row, unless one that nobody has claimed asks for the same: that has the same `key`, which names kind and
    subject where nothing else is given. The caller has locked the subject.

    One that failed and waits to be tried again, or was given up, is tried now: what was changed may be what it failed
    at.
    """
    values = {"kind": kind, "subject": subject, "payload": payload or {}, "key": key or f"{kind} {subject}"}
    run(session, _asking(session.get_bind().dialect.name), values | {"due": now() + delay})


@cache
def _asking(dialect: str) -> Executable:
    # Not by way of objects: that takes several times as long.
    table: Any = WorkRow.__table__
    asked = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    given_up = WorkRow.attempts >= WorkRow.most_attempts
    sooner = asked.excluded.due < WorkRow.due
    # The row is locked until the caller commits: a worker that took it before that would not see what it is asked for.
    return asked.on_conflict_do_update(
        index_elements=[WorkRow.key],
        index_where=WorkRow.claimed.is_(None),
        set_={
            "due": case((given_up | sooner, asked.excluded.due), else_=WorkRow.due),
            "attempts": case((given_up, 0), else_=WorkRow.attempts),
        },
    )


def votes_changed(session: Session, proposal: Proposal) -> None:
    """What is computed from the votes is out of date: the worker computes it anew in a moment."""
    raise_versions(session, [proposal], "votes_version")
    ask_for_opinions(session, proposal)


def ask_for_opinions(session: Session, proposal: Proposal) -> None:
    ask_for(session, WorkKind.OPINIONS, proposal.id, delay=_GATHERING)
