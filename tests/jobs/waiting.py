"""Rows of work that wait: asking for them, reading them, and letting time pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.models import Proposal, WorkKind, WorkRow
from deliberate.tools.doctor import Finding, examine
from deliberate.upkeep.transaction import lock_proposal, transaction
from deliberate.upkeep.work import ask_for

Job = Callable[[Session, int, dict[str, Any]], object]


def ask(
    session: Session, proposal: Proposal, kind: WorkKind = WorkKind.EVALUATION, delay: timedelta = timedelta()
) -> None:
    with transaction(session):
        ask_for(session, kind, lock_proposal(session, proposal.id).id, delay=delay)


def rows(session: Session) -> list[WorkRow]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(WorkRow).order_by(WorkRow.id)))


def let_time_pass(session: Session, passed: timedelta) -> None:
    for row in rows(session):
        row.due -= passed
        if row.claimed:
            row.claimed -= passed
    session.commit()


def checked(session: Session) -> Finding:
    return next(finding for finding in examine(session, fix=False) if finding.check == "work")


def fail(session: Session, proposal_id: int, payload: dict[str, Any]) -> None:
    raise ZeroDivisionError("no\nsuch number")
