"""Putting a new proposal up for deliberation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deliberate.domain import permissions
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.texts import passages as domain
from deliberate.domain.texts import slugs
from deliberate.models import Passage, Person, Proposal, Revision, Topic
from deliberate.upkeep.indexing import index_proposal
from deliberate.upkeep.transaction import transaction


@dataclass(frozen=True)
class NewProposal:
    title: str
    summary: str
    passages: Sequence[domain.Passage]
    topics: Sequence[str] = ()
    authors: Sequence[str] = ()
    source: str = ""
    language: str = ""


def propose(session: Session, owner: Person, new: NewProposal, *, hold: bool = False) -> Proposal:
    """Makes the proposal with its first revision; sent again as it is by the same person, gives the one there is.

    `hold` keeps it from being seen until a moderator approves it.
    """
    permissions.check(owner.actor(), Act.PROPOSE)
    try:
        return _propose(session, owner, new, hold)
    except IntegrityError:  # somebody took the address at the same moment
        return _propose(session, owner, new, hold)


def _propose(session: Session, owner: Person, new: NewProposal, hold: bool) -> Proposal:
    with transaction(session):
        if same := _already(session, owner, new):
            return same
        proposal = Proposal(
            slug=slugs.of_title(new.title, {*slugs.RESERVED, *session.scalars(select(Proposal.slug))}),
            title=new.title,
            summary=new.summary,
            authors=list(new.authors),
            source=new.source,
            language=new.language,
            owner_id=owner.id,
            state=State.HELD if hold else State.VISIBLE,
            topics=[Topic(name=name) for name in dict.fromkeys(new.topics)],
        )
        session.add(proposal)
        session.flush()
        session.add(
            Revision(proposal_id=proposal.id, number=1, author_id=owner.id, passages=Passage.rows(new.passages))
        )
        index_proposal(session, proposal)
        return proposal


def _already(session: Session, owner: Person, new: NewProposal) -> Proposal | None:
    """The owner's proposal with the same title and the same text."""
    statement = (
        select(Proposal, Revision)
        .join(Proposal.in_force)
        .where(Proposal.owner_id == owner.id, Proposal.title == new.title)
    )
    words = [passage.text for passage in new.passages]
    for proposal, revision in session.execute(statement):
        if [passage.text for passage in revision.passages] == words:
            return proposal
    return None
