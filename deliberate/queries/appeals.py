"""Appeals that wait for a moderator, and how long they take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain.acts import ACTS, Act, Thing
from deliberate.domain.permissions import Role
from deliberate.domain.telling import details
from deliberate.models import LogEntry, Person
from deliberate.queries.logs import LogLine, lines_of

# So many are listed, oldest first, and the time they take is that of so many that were decided last.
LISTED = 10
_LATEST = 200

_appealed, _appeal, _decision = aliased(LogEntry), aliased(LogEntry), aliased(LogEntry)
_WAITS = (_appeal.act == Act.APPEAL) & ~exists().where(_decision.answers_id == _appeal.id)


@dataclass(frozen=True)
class Appeals:
    """The acts that are appealed against, the oldest appeal first, of `total`; and half of `decided` appeals were
    decided within `half`."""

    waiting: tuple[LogLine, ...]
    total: int
    decided: int
    half: timedelta | None


def appeals(session: Session) -> Appeals:
    """In three statements, one less where none waits."""
    waiting = session.scalars(select(_appeal.answers_id).where(_WAITS).order_by(_appeal.id).limit(LISTED)).all()
    lines = {line.id: line for line in lines_of(session, LogEntry.id.in_(waiting))} if waiting else {}
    total = len(waiting)
    if total == LISTED:
        total = session.scalar(select(func.count()).where(_WAITS)) or 0
    decided = session.execute(
        select(_appeal.at, _decision.at)
        .join(_decision, _decision.answers_id == _appeal.id)
        .where(_appeal.act == Act.APPEAL)
        .order_by(_appeal.id.desc())
        .limit(_LATEST)
    ).all()
    half = timedelta(seconds=median((then - at).total_seconds() for at, then in decided)) if decided else None
    return Appeals(tuple(lines[id] for id in waiting if id in lines), total, len(decided), half)


def decides(session: Session, line: LogLine) -> bool:
    """Whether there is a moderator who can decide about it."""
    involved = {line.facts.by, *line.facts.concerned}
    others = exists().where(Person.role == Role.MODERATOR, Person.id.not_in(involved))
    return bool(session.scalar(select(others)))


def answered_by(session: Session, entry: LogEntry) -> int | None:
    """The appeal that an act settles which is about to be logged: against what it undoes; or, if neither the same
    moderator does it nor who appealed, against what had changed the same of the same post, proposal, revision or text
    about a person."""
    waiting = select(_appeal, _appealed).join(_appealed, _appealed.id == _appeal.answers_id).where(_WAITS)
    if entry.undoes_id is not None:
        found = session.execute(waiting.where(_appealed.id == entry.undoes_id)).first()
        return found[0].id if found else None
    same = (LogEntry.proposal_id, LogEntry.person_id, LogEntry.post_id)
    about = [getattr(_appealed, column.key).is_not_distinct_from(getattr(entry, column.key)) for column in same]
    for appeal, before in session.execute(waiting.where(*about).order_by(_appeal.id)):
        if _changes_the_same(before, entry) and entry.moderator_id not in (before.moderator_id, appeal.moderator_id):
            return int(appeal.id)
    return None


def _changes_the_same(before: LogEntry, now: LogEntry) -> bool:
    was, is_now = ACTS[before.act].curation, ACTS[now.act].curation
    if was is None or is_now is None:  # in a log that was imported an appeal may be against anything
        return False
    told = [details(entry.act, entry.details) for entry in (before, now)]
    same_revision = was.of is not Thing.REVISION or told[0] == told[1]
    return was.of is is_now.of and bool(was.restores & is_now.restores) and same_revision
