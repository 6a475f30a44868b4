"""Whether what the database keeps fits together; what can be computed anew can be repaired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select, text, update
from sqlalchemy.orm import Session

from deliberate.domain.engine.status import ROUNDING
from deliberate.models import Post, Proposal, WorkRow, now
from deliberate.upkeep.evaluating import evaluate
from deliberate.upkeep.indexing import index_is_complete, rebuild_index
from deliberate.upkeep.transaction import transaction

# A worker takes what is due within a second and is seldom busy for so long.
_OVERDUE = timedelta(minutes=15)


@dataclass(frozen=True)
class Finding:
    """The result of one check, in a few words; `fixed` when it was wrong and has been repaired."""

    check: str
    ok: bool
    found: str
    fixed: bool = False


def examine(session: Session, *, fix: bool) -> list[Finding]:
    checks: tuple[Callable[[Session, bool], Finding], ...] = (_foreign_keys, _numbers, _search_index, _work)
    return [check(session, fix) for check in checks]


def _foreign_keys(session: Session, fix: bool) -> Finding:
    """PostgreSQL never lets them break; an SQLite file may have been changed by another program."""
    broken = 0
    if session.get_bind().dialect.name == "sqlite":
        broken = len(session.execute(text("PRAGMA foreign_key_check")).all())
    return Finding("foreign keys", broken == 0, f"{broken} rows point to nothing" if broken else "intact")


def _numbers(session: Session, fix: bool) -> Finding:
    """Tallies, standings and statuses against a fresh count. Standings may differ by what rounding on another machine
    makes of them."""
    with transaction(session):
        before = _kept_numbers(session)
        for proposal in session.scalars(select(Proposal)).all():
            posts = session.scalars(select(Post.id).where(Post.proposal_id == proposal.id)).all()
            if evaluate(session, proposal, retally=posts):
                proposal.version += 1
        session.flush()
        fresh = _kept_numbers(session)
        wrong = sum(
            rest != fresh[post][1] or abs(standing - fresh[post][0]) > ROUNDING
            for post, (standing, rest) in before.items()
        )
        if not fix:
            session.rollback()
    outdated = "1 post has" if wrong == 1 else f"{wrong} posts have"
    found = f"{outdated} outdated numbers" if wrong else f"right for all {len(before)} posts"
    return Finding("tallies, standing, status", wrong == 0, found, fixed=fix and wrong > 0)


def _kept_numbers(session: Session) -> dict[int, tuple[float, tuple[Any, ...]]]:
    """By post its standing and whatever else is kept of it."""
    found = (Post.balanced, Post.extent, Post.status)
    counts = (Post.agree, Post.passes, Post.disagree, Post.voters, Post.stale_votes)
    rows = session.execute(select(Post.id, Post.standing, *found, *counts))
    return {id: (standing, tuple(rest)) for id, standing, *rest in rows}


def _search_index(session: Session, fix: bool) -> Finding:
    ok = index_is_complete(session)
    if fix and not ok:
        with transaction(session):
            rebuild_index(session)
    return Finding("search index", ok, "complete" if ok else "not what it would be if built anew", fixed=fix and not ok)


def _work(session: Session, fix: bool) -> Finding:
    """What failed, what was given up, and what nobody does. What was given up can be asked for again; the rest is for a
    worker to do, not for this."""
    given_up = WorkRow.attempts >= WorkRow.most_attempts
    dead = session.scalars(select(WorkRow).where(given_up).order_by(WorkRow.id)).all()
    failed = session.scalars(select(WorkRow.error).where(WorkRow.error != "", ~given_up).order_by(WorkRow.id)).all()
    unattended = or_(WorkRow.claimed.is_(None), WorkRow.claimed < now() - _OVERDUE)
    overdue = select(func.count()).where(WorkRow.error == "", WorkRow.due < now() - _OVERDUE, unattended)
    waiting = session.scalars(overdue).one()
    wrong = [f"{_rows(waiting)} long overdue"] if waiting else []
    wrong += [f"{_rows(len(failed))} failed ({failed[-1]})"] if failed else []
    wrong += (
        [f"{_rows(len(dead))} given up ({'; '.join(f'{one.key}: {one.error}' for one in dead[-3:])})"] if dead else []
    )
    if dead and fix:
        _ask_again(session)
    if wrong:
        by = "`deliberate doctor --fix` has them tried again" if dead else "`deliberate worker` does them"
        return Finding("work", False, f"{', '.join(wrong)}; {by}", fixed=fix and bool(dead))
    return Finding("work", True, "nothing failed or is overdue")


def _ask_again(session: Session) -> None:
    with transaction(session):
        given_up = update(WorkRow).where(WorkRow.attempts >= WorkRow.most_attempts)
        session.execute(given_up.values(attempts=0, due=now(), claimed=None))


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
