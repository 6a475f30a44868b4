"""Locking and unlocking a thread."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.posting import Outdated
from deliberate.domain.arranging import Refusal
from deliberate.domain.facts import Phase
from deliberate.models import Proposal
from tests.actions.curation.moderating import mandate
from tests.cast import Cast


def test_a_thread_is_locked_once_and_unlocked(session: Session, cast: Cast, proposal: Proposal) -> None:
    entry = curation.lock_thread(session, mandate(cast.mo), proposal.id)
    session.refresh(proposal)
    assert proposal.locked
    assert entry.details == {"from": "open", "to": "locked"}
    with pytest.raises(Outdated, match="locked already"):
        curation.lock_thread(session, mandate(cast.mo), proposal.id)
    unlocked = curation.unlock_thread(session, mandate(cast.mo), proposal.id)
    with pytest.raises(Refusal, match="again since"):
        curation.undo(session, mandate(cast.mo), entry.id)
    curation.undo(session, mandate(cast.mo), unlocked.id)
    session.refresh(proposal)
    assert proposal.locked


def test_the_thread_of_a_decided_proposal_stays_closed(session: Session, cast: Cast, proposal: Proposal) -> None:
    proposal.phase = Phase.DECIDED
    session.commit()
    for act in (curation.lock_thread, curation.unlock_thread):
        with pytest.raises(Refusal, match="is decided, so its thread stays closed"):
            act(session, mandate(cast.mo), proposal.id)
