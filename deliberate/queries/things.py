"""All there is to know about a proposal, a revision or a profile text before a moderator decides on it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.acts import Before, Thing
from deliberate.domain.facts import Phase
from deliberate.domain.nodes import State
from deliberate.models import Person, Proposal, Revision
from deliberate.queries.logs import LogLine, log_of_person, log_of_proposal
from deliberate.queries.moderation import Record, is_new, record_of


@dataclass(frozen=True)
class ThingCase:
    """`id` is what actions call it, `key` what it is called in addresses; `number` is that of a revision; `version` the
    one that is looked at."""

    of: Thing
    id: int
    key: str
    slug: str
    title: str
    number: int
    texts: tuple[str, ...]
    state: State
    version: int
    before: Before
    record: Record
    log: tuple[LogLine, ...]


def load_thing(session: Session, of: Thing, key: str) -> ThingCase | None:
    """None if there is nothing that is called so."""
    if of is Thing.PROPOSAL:
        found = session.scalar(select(Proposal).where(Proposal.slug == key))
        return _proposal(session, found) if found else None
    if not key.isdecimal() or len(key) > 9:
        return None
    if of is Thing.REVISION:
        revision = session.get(Revision, int(key))
        return _revision(session, revision) if revision else None
    person = session.get(Person, int(key))
    return _profile(session, person) if person else None


def _proposal(session: Session, one: Proposal) -> ThingCase:
    before = Before(one.state, is_new(one.owner), locked=one.locked, decided=one.phase is Phase.DECIDED)
    return ThingCase(
        of=Thing.PROPOSAL,
        id=one.id,
        key=one.slug,
        slug=one.slug,
        title=one.title,
        number=0,
        texts=(one.summary, one.source, *(passage.text for passage in one.in_force.passages)),
        state=one.state,
        version=one.revision,
        before=before,
        record=record_of(session, one.owner),
        log=log_of_proposal(session, one.id),
    )


def _revision(session: Session, one: Revision) -> ThingCase:
    proposal = session.get_one(Proposal, one.proposal_id)
    return ThingCase(
        of=Thing.REVISION,
        id=one.id,
        key=str(one.id),
        slug=proposal.slug,
        title=proposal.title,
        number=one.number,
        texts=(one.summary, *(passage.text for passage in one.passages)),
        state=one.state,
        version=1,
        before=Before(one.state, is_new(one.author)),
        record=record_of(session, one.author),
        log=log_of_proposal(session, proposal.id),
    )


def _profile(session: Session, one: Person) -> ThingCase:
    return ThingCase(
        of=Thing.PROFILE,
        id=one.id,
        key=str(one.id),
        slug="",
        title=one.name,
        number=0,
        texts=(one.about,),
        state=one.about_state,
        version=one.about_version,
        before=Before(one.about_state, is_new(one)),
        record=record_of(session, one),
        log=log_of_person(session, one.id),
    )
