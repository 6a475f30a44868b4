"""Whoever an act of a moderator is against appeals, once, and another moderator decides: upholds it, undoes it or does
something else (`case.log`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from deliberate.actions.curation.case import REASON_LENGTH, Mandate, checked_reason
from deliberate.actions.thread import thread_of
from deliberate.domain import permissions
from deliberate.domain.acts import Act
from deliberate.domain.arranging import Refusal
from deliberate.domain.facts import EntryFacts
from deliberate.domain.telling import OnAct, details
from deliberate.domain.words import say
from deliberate.models import LogEntry, Person
from deliberate.queries.logs import LogLine, log_line
from deliberate.upkeep.transaction import lock_person, transaction


def appeal(session: Session, person: Person, entry_id: int, words: str) -> LogEntry:
    """Everybody can read it in the log."""
    with _about(session, person, Act.APPEAL, entry_id) as entry:
        words = words.strip()
        if len(words) not in REASON_LENGTH:
            raise Refusal(say("Say in 3 to 500 characters why it should not stay as it is."))
        return _log(session, person, Act.APPEAL, entry, words, answers=entry.id)


def uphold(session: Session, mandate: Mandate, entry_id: int, *, sealed: bool = False) -> LogEntry:
    """The act stays as it is. `sealed`: what was said in the appeal is no longer shown."""
    with _about(session, mandate.moderator, Act.UPHOLD, entry_id) as entry:
        reason = checked_reason(mandate)
        line = _line(session, entry_id)
        if line.appeal is None:
            raise LookupError("permitted though nobody appealed")
        return _log(session, mandate.moderator, Act.UPHOLD, entry, reason, answers=line.appeal.id, sealed=sealed)


@contextmanager
def _about(session: Session, person: Person, act: Act, entry_id: int) -> Iterator[LogEntry]:
    """A transaction in which somebody does this about an act, while nobody else does anything to the same."""
    entry = session.get_one(LogEntry, entry_id)

    def facts() -> EntryFacts:
        return _line(session, entry_id).facts

    if entry.person_id is not None:
        with transaction(session):
            lock_person(session, entry.person_id)
            permissions.check(person.actor(), act, facts())
            yield entry
        return
    with thread_of(session, person, act, proposal=entry.proposal_id, judged_by=facts) as thread:
        yield entry
        thread.touch()


def _line(session: Session, entry_id: int) -> LogLine:
    line = log_line(session, entry_id)
    if line is None:
        raise LookupError(entry_id)
    return line


def _log(
    session: Session, person: Person, act: Act, on: LogEntry, reason: str, *, answers: int, sealed: bool = False
) -> LogEntry:
    entry = LogEntry(
        proposal_id=on.proposal_id,
        person_id=on.person_id,
        post_id=on.post_id,
        moderator_id=person.id,
        act=act,
        reason=reason,
        details=OnAct(on.act, details(on.act, on.details), sealed).as_json(),
        answers_id=answers,
    )
    session.add(entry)
    session.flush()
    return entry
