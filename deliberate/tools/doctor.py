"""Whether what the database keeps fits together; what can be computed anew can be repaired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from deliberate.actions.noticing import forget_proxy, noticed_proxy
from deliberate.domain.words import Say, Sayable, both, say, say_many
from deliberate.models import Post, Proposal, WorkRow, now
from deliberate.queries.work import late_work
from deliberate.upkeep.evaluating import evaluate
from deliberate.upkeep.indexing import index_is_complete, rebuild_index
from deliberate.upkeep.transaction import lock_proposal, transaction

# Standings of a circle are right to about this much.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Finding:
    """The result of one check, in a few words; `fixed` when it was wrong and has been repaired."""

    check: str
    ok: bool
    found: Sayable
    fixed: bool = False


def examine(session: Session, *, fix: bool, advance: Callable[[int], None] = lambda steps: None) -> list[Finding]:
    """`advance` is told of steps that were made, of `count_steps`."""
    numbers = partial(_numbers, advance=advance)
    checks: tuple[Callable[[Session, bool], Finding], ...] = (_foreign_keys, numbers, _search_index, _work)
    return [check(session, fix) for check in checks]


def count_steps(session: Session) -> int:
    """One for each post."""
    return session.scalars(select(func.count(Post.id))).one()


def examine_proxies(session: Session, *, trusted: bool, fix: bool) -> Finding:
    """Whether a proxy was noticed that nobody trusts. That can be forgotten; if it is there it is noticed again."""
    if trusted:
        return Finding("proxies", True, say("those that DELIBERATE_TRUSTED_PROXIES names are trusted"))
    day = noticed_proxy(session)
    if day and fix:
        forget_proxy(session)
    return Finding("proxies", not day, untrusted_proxy(day) if day else say("none noticed"), fixed=fix and bool(day))


def untrusted_proxy(day: str) -> Say:
    return say(
        "On %(day)s requests came through a proxy that forwards addresses, and DELIBERATE_TRUSTED_PROXIES names none: "
        "all who come through it share one person's rate limits.",
        day=day,
    )


def _foreign_keys(session: Session, fix: bool) -> Finding:
    """PostgreSQL never lets them break; an SQLite file may have been changed by another program."""
    broken = 0
    if session.get_bind().dialect.name == "sqlite":
        broken = len(session.execute(text("PRAGMA foreign_key_check")).all())
    dangling = say_many("%(num)d row points to nothing", "%(num)d rows point to nothing", broken)
    return Finding("foreign keys", broken == 0, dangling if broken else say("intact"))


def _numbers(session: Session, fix: bool, advance: Callable[[int], None]) -> Finding:
    """Tallies, standings and statuses against a fresh count. Standings may differ by what rounding on another machine
    makes of them."""
    with transaction(session):
        before = _kept_numbers(session)
        sizes = dict(session.execute(select(Post.proposal_id, func.count()).group_by(Post.proposal_id)).all())
        for id in session.scalars(select(Proposal.id).order_by(Proposal.id)).all():
            # What is only looked at need not wait, nor let others wait.
            proposal = lock_proposal(session, id) if fix else session.get_one(Proposal, id)
            if evaluate(session, proposal):
                proposal.version += 1
            advance(sizes.get(proposal.id, 0))
        fresh = _kept_numbers(session)
        wrong = sum(
            rest != fresh[post][1] or abs(standing - fresh[post][0]) > _ROUNDING
            for post, (standing, rest) in before.items()
        )
        if not fix:
            session.rollback()
    outdated = say_many("%(num)d post has outdated numbers", "%(num)d posts have outdated numbers", wrong)
    right = say_many("right for all %(num)d posts", "right for all %(num)d posts", len(before))
    sentence = outdated if wrong else right
    return Finding("tallies, standing, status", wrong == 0, sentence, fixed=fix and wrong > 0)


def _kept_numbers(session: Session) -> dict[int, tuple[float, tuple[Any, ...]]]:
    """By post its standing and whatever else is kept of it."""
    outcome = (Post.balanced, Post.extent, Post.status, Post.few_share)
    votes = (Post.agree, Post.passes, Post.disagree, Post.earlier, Post.stale_votes, Post.asked_before, Post.raised_too)
    backing = (Post.voice, Post.holders_agree, Post.holders_disagree)
    order = (Post.waiting, Post.divided, Post.weight)
    spot = (Post.shown_under_id, Post.about, Post.counted, Post.replies, Post.below)
    rows = session.execute(select(Post.id, Post.standing, *outcome, *votes, *backing, *order, *spot))
    return {id: (standing, tuple(rest)) for id, standing, *rest in rows}


def _search_index(session: Session, fix: bool) -> Finding:
    ok = index_is_complete(session)
    if fix and not ok:
        with transaction(session):
            rebuild_index(session)
    sentence = say("complete") if ok else say("not what it would be if built anew")
    return Finding("search index", ok, sentence, fixed=fix and not ok)


def _work(session: Session, fix: bool) -> Finding:
    """What failed, what was given up, and what nobody does. What was given up can be asked for again; the rest is for a
    worker to do, not for this."""
    given_up = WorkRow.attempts >= WorkRow.most_attempts
    dead = session.scalars(select(WorkRow).where(given_up).order_by(WorkRow.id)).all()
    failed = session.scalars(select(WorkRow.error).where(WorkRow.error != "", ~given_up).order_by(WorkRow.id)).all()
    late = late_work(session)
    wrong = [say_many("%(num)d row overdue", "%(num)d rows overdue", late.rows)] if late else []
    if failed:
        wrong.append(
            say_many("%(num)d row failed (%(why)s)", "%(num)d rows failed (%(why)s)", len(failed), why=failed[-1])
        )
    if dead:
        last = "; ".join(f"{row.key}: {row.error}" for row in dead[-3:])
        wrong.append(say_many("%(num)d row given up (%(why)s)", "%(num)d rows given up (%(why)s)", len(dead), why=last))
    if dead and fix:
        _ask_again(session)
    if dead:
        sentence = say("%(wrong)s; `deliberate doctor --fix` has them tried again", wrong=both(wrong))
        return Finding("work", False, sentence, fixed=fix)
    if wrong:
        return Finding("work", False, say("%(wrong)s; `deliberate worker` does them", wrong=both(wrong)))
    return Finding("work", True, say("nothing failed or is overdue"))


def _ask_again(session: Session) -> None:
    with transaction(session, shown=False):
        given_up = update(WorkRow).where(WorkRow.attempts >= WorkRow.most_attempts)
        session.execute(given_up.values(attempts=0, due=now(), claimed=None))
