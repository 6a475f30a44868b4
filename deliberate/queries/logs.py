"""The public log of what moderators did: who, what, why, and whether it was undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain.acts import ACTS, Act
from deliberate.domain.details import Details
from deliberate.domain.facts import EntryFacts
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.telling import ON_ACTS, OnAct, Outcome, details, outcome_of
from deliberate.domain.words import Sayable
from deliberate.models import LogEntry, Person, Post, Proposal
from deliberate.queries.pages import Page

PAGE = 30


@dataclass(frozen=True)
class Appeal:
    """What somebody said against an act, empty where a moderator left it out of sight; the outcome, by whom and why, is
    None until it is decided."""

    id: int
    who: str
    at: datetime
    words: str
    outcome: Outcome | None
    decision: int | None
    by: str
    decided: datetime | None
    why: str


@dataclass(frozen=True)
class LogLine:
    """What was done to `post`, else to the proposal with this `slug`, else to what `person` says of themselves. `words`
    are those of the post, empty unless everybody may read them; `reason` is what was said in an appeal, empty where a
    moderator left that out of sight."""

    id: int
    at: datetime
    who: str
    act: Act
    reason: str
    details: Details
    slug: str | None
    person: str
    post: int | None
    label: Label | None
    words: str
    undone_by: str
    undone_at: datetime | None
    can_be_undone: bool
    facts: EntryFacts
    appeal: Appeal | None

    @property
    def done(self) -> Act:
        """The act itself, or the one that it took back or was about."""
        return self.details.act if isinstance(self.details, OnAct) else self.act

    @property
    def told(self) -> Details:
        """What the log tells of that act."""
        return self.details.details if isinstance(self.details, OnAct) else self.details

    @property
    def said(self) -> Sayable:
        """What it is called in the log, with what is told of it; the bare name of what moderators do not do."""
        row = ACTS[self.done].curation
        done = replace(row.said, values=self.told.told()) if row else str(self.done)
        return replace(ON_ACTS[self.act], values=(("what", done),)) if self.act in ON_ACTS else done


@dataclass(frozen=True)
class LogPage:
    lines: tuple[LogLine, ...]
    page: Page


def log_page(
    session: Session, proposal_id: int, page: int = 1, *, whole: bool = True, post: int | None = None
) -> LogPage:
    """One page of a thread's log, or of what was done to one `post`, newest first; two statements. Unless it is
    `whole`, only what was done to the proposal as such is told: where posts stood would tell of a text that is out of
    sight."""
    of_thread = LogEntry.proposal_id == proposal_id
    if not whole:
        of_thread &= LogEntry.post_id.is_(None)
    if post is not None:
        of_thread &= LogEntry.post_id == post
    total = session.scalar(select(func.count()).where(of_thread)) or 0
    shown = Page.nearest(page, PAGE, total)
    return LogPage(_read(session, _lines().where(of_thread).slice(shown.start, shown.stop)), shown)


def log_of_post(session: Session, post_id: int, most: int = PAGE) -> tuple[LogLine, ...]:
    """What was done to one post, newest first."""
    return _read(session, _lines().where(LogEntry.post_id == post_id).limit(most))


def log_of_proposal(session: Session, proposal_id: int) -> tuple[LogLine, ...]:
    """What was done to a proposal as such, newest first."""
    return _read(session, _lines().where(LogEntry.proposal_id == proposal_id, LogEntry.post_id.is_(None)).limit(PAGE))


def log_of_person(session: Session, person_id: int) -> tuple[LogLine, ...]:
    """What was done to what a person says of themselves, newest first."""
    return _read(session, _lines().where(LogEntry.person_id == person_id).limit(PAGE))


def hiding_of(session: Session, proposal_id: int) -> LogLine | None:
    """Why a proposal was hidden last."""
    hiding = (LogEntry.proposal_id == proposal_id) & (LogEntry.act == Act.HIDE_PROPOSAL)
    lines = _read(session, _lines().where(hiding).limit(1))
    return lines[0] if lines else None


def log_line(session: Session, entry_id: int) -> LogLine | None:
    lines = lines_of(session, LogEntry.id == entry_id)
    return lines[0] if lines else None


def lines_of(session: Session, which: ColumnElement[bool]) -> tuple[LogLine, ...]:
    return _read(session, _lines().where(which))


_undo, _undoer, _kept = aliased(LogEntry), aliased(Person), aliased(Post)
_about = aliased(Person)
# The appeal against an act and what was decided; or what was decided, of an appeal.
_answer, _answerer, _second, _seconder = aliased(LogEntry), aliased(Person), aliased(LogEntry), aliased(Person)
_CONCERNED = (Post.author_id, Post.heir_id, case((LogEntry.post_id.is_(None), Proposal.owner_id)), LogEntry.person_id)
# Words that everybody may read; those of a merged post go with the post that was kept, unless they were taken back.
_shown = case((Post.state == State.MERGED, _kept.state), else_=Post.state) == State.VISIBLE
_taken_back = (Post.state == State.MERGED) & Post.withdrawn_at.is_not(None)
_is_public = and_(_shown, ~_taken_back, Proposal.state == State.VISIBLE)


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(LogEntry, Person.name, Proposal.slug, _about.name, Post.label, _is_public, Post.body),
            *(_undoer.name, _undo.at, _answer, _answerer.name, _second, _seconder.name, *_CONCERNED),
        )
        .join(Person, Person.id == LogEntry.moderator_id)
        .outerjoin(Proposal, Proposal.id == LogEntry.proposal_id)
        .outerjoin(_about, _about.id == LogEntry.person_id)
        .outerjoin(Post, Post.id == LogEntry.post_id)
        .outerjoin(_kept, _kept.id == Post.merged_into_id)
        .outerjoin(_undo, _undo.undoes_id == LogEntry.id)
        .outerjoin(_undoer, _undoer.id == _undo.moderator_id)
        .outerjoin(_answer, _answer.answers_id == LogEntry.id)
        .outerjoin(_answerer, _answerer.id == _answer.moderator_id)
        .outerjoin(_second, _second.answers_id == _answer.id)
        .outerjoin(_seconder, _seconder.id == _second.moderator_id)
        .order_by(LogEntry.id.desc())
    )


def _read(session: Session, rows: Select[*tuple[Any, ...]]) -> tuple[LogLine, ...]:
    return tuple(_line(row) for row in session.execute(rows))


def _line(row: Sequence[Any]) -> LogLine:
    entry, who, slug, person, label, is_public, body, undone_by, undone_at, *answers = row
    answer, answerer, second, seconder, *concerned = answers
    told = details(entry.act, entry.details)
    is_appeal = entry.act is Act.APPEAL
    appeal = None if is_appeal or answer is None else _appeal(answer, answerer, second, seconder)
    curation = ACTS[entry.act].curation
    return LogLine(
        id=entry.id,
        at=entry.at,
        who=who,
        act=entry.act,
        reason="" if is_appeal and _is_sealed(answer) else entry.reason,
        details=told,
        slug=slug,
        person=person or "",
        post=entry.post_id,
        label=label,
        words=body if is_public else "",
        undone_by=undone_by or "",
        undone_at=undone_at,
        can_be_undone=entry.inverse is not None and undone_by is None,
        facts=EntryFacts(
            by=entry.moderator_id,
            concerned=frozenset(id for id in concerned if id is not None),
            # What came with an import was done by moderators of another site.
            against=curation is not None and curation.against and entry.inverse is not None,
            undone=undone_by is not None,
            appealed=appeal is not None,
            decided=appeal is not None and appeal.outcome is not None,
        ),
        appeal=appeal,
    )


def _appeal(entry: LogEntry, who: str, decision: LogEntry | None, by: str | None) -> Appeal:
    return Appeal(
        id=entry.id,
        who=who,
        at=entry.at,
        words="" if _is_sealed(decision) else entry.reason,
        outcome=outcome_of(decision.act) if decision else None,
        decision=decision.id if decision else None,
        by=by or "",
        decided=decision.at if decision else None,
        why=decision.reason if decision else "",
    )


def _is_sealed(decision: LogEntry | None) -> bool:
    """Whether a moderator left what the appeal says out of sight."""
    told = details(decision.act, decision.details) if decision else None
    return isinstance(told, OnAct) and told.sealed
