"""Whoever an act of a moderator is against appeals, once, and another moderator decides: upholds it, undoes it or does
something else (`case.log`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from deliberate.actions.curation.case import REASON_LENGTH, Mandate, checked_reason, entry_about
from deliberate.actions.thread import thread_of
from deliberate.domain import permissions
from deliberate.domain.acts import Act
from deliberate.domain.arranging import Refusal
from deliberate.domain.facts import EntryFacts
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
        return _answer(session, entry_about(entry, person, Act.APPEAL, words), entry.id)


def uphold(session: Session, mandate: Mandate, entry_id: int, *, sealed: bool = False) -> LogEntry:
    """The act stays as it is. `sealed`: what was said in the appeal is no longer shown."""
    with _about(session, mandate.moderator, Act.UPHOLD, entry_id) as entry:
        reason = checked_reason(mandate)
        line = _line(session, entry_id)
        if line.appeal is None:
            raise LookupError("permitted though nobody appealed")
        upheld = entry_about(entry, mandate.moderator, Act.UPHOLD, reason, sealed=sealed)
        return _answer(session, upheld, line.appeal.id)


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


def _answer(session: Session, entry: LogEntry, to: int) -> LogEntry:
    entry.answers_id = to
    session.add(entry)
    session.flush()
    return entry
