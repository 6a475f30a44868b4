"""What is looked into is what stands there now."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.upkeep.indexing import index_is_complete, index_proposal, rebuild_index
from tests.factories import PostFactory, ProposalFactory


def test_a_proposal_that_has_changed_is_indexed_without_touching_the_others(session: Session) -> None:
    proposal, other = ProposalFactory(title="Parks"), ProposalFactory(title="Roads")
    for one in (proposal, other):
        PostFactory(proposal=one)
    rebuild_index(session)
    proposal.title = "Gardens"
    session.flush()
    assert not index_is_complete(session)
    index_proposal(session, proposal)
    assert index_is_complete(session)
