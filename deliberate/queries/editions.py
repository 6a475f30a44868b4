"""The text of one revision with who put it up and when, to be taken away as a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.permissions import Actor
from deliberate.domain.texts.passages import Passage
from deliberate.models import Person, Proposal, Revision
from deliberate.queries.documents import passages_of
from deliberate.queries.revisions import readable_revision


@dataclass(frozen=True)
class Edition:
    number: int
    created: datetime
    by: str
    passages: tuple[Passage, ...]


def edition(session: Session, proposal: Proposal, number: int, viewer: Actor) -> Edition | None:
    """In two statements; None if there is no such revision, or none that the viewer may read."""
    found = session.execute(
        select(Revision.id, Revision.created, Person.name)
        .join(Person, Person.id == Revision.author_id)
        .where(Revision.proposal_id == proposal.id, Revision.number == number, readable_revision(viewer, proposal))
    ).one_or_none()
    if found is None:
        return None
    revision, created, name = found
    return Edition(number, created, name, tuple(passages_of(session, revision)))
