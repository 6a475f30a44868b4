"""The text that is in force: that of the revision whose number the proposal names, whatever else there is."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.texts.passages import PassageKind
from deliberate.models import Passage, Proposal, Revision
from deliberate.queries.texts import passages_in_force
from tests.factories import ProposalFactory, RevisionFactory


def rewritten(session: Session, in_force: int) -> Proposal:
    """Three revisions, the second of other words; `in_force` is the number of the one that holds."""
    proposal: Proposal = ProposalFactory()
    rows = [
        Passage(position=1 - at, anchor=f"new-{at}", kind=PassageKind.PARAGRAPH, level=0, text=f"New words {at}.")
        for at in range(2)
    ]
    RevisionFactory(proposal_id=proposal.id, author_id=proposal.owner_id, number=2, passages=rows)
    RevisionFactory(proposal_id=proposal.id, author_id=proposal.owner_id, number=3)
    proposal.revision = in_force
    session.flush()
    return proposal


def test_only_the_passages_in_force_are_given_and_in_the_order_of_the_text(session: Session) -> None:
    proposals = {number: rewritten(session, number).id for number in (1, 2)}
    columns = (Proposal.id, Passage.anchor)
    rows = session.execute(passages_in_force(*columns).where(Proposal.id.in_(proposals.values()))).all()
    found = {number: [anchor for of, anchor in rows if of == id] for number, id in proposals.items()}
    assert found == {1: ["plan", "first", "second"], 2: ["new-1", "new-0"]}


def test_a_proposal_knows_its_revision_in_force(session: Session) -> None:
    proposal = rewritten(session, 2)
    assert proposal.in_force.number == 2
    joined = select(Revision.number).select_from(Proposal).outerjoin(Proposal.in_force)
    assert session.scalars(joined.where(Proposal.id == proposal.id)).all() == [2]
