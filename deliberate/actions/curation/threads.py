"""Acts on a whole thread."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.actions.curation.case import DONE, Mandate, checked_reason
from deliberate.actions.posting import Outdated
from deliberate.actions.thread import thread_of
from deliberate.domain.facts import ProposalStatus
from deliberate.domain.graph import Refusal
from deliberate.domain.permissions import Act
from deliberate.models import LogEntry


def lock_thread(session: Session, mandate: Mandate, proposal_id: int) -> LogEntry:
    """Afterwards the thread can be read, but nothing can be added, changed or voted on."""
    return _set_status(session, mandate, Act.LOCK, proposal_id, ProposalStatus.OPEN, ProposalStatus.LOCKED)


def unlock_thread(session: Session, mandate: Mandate, proposal_id: int) -> LogEntry:
    return _set_status(session, mandate, Act.UNLOCK, proposal_id, ProposalStatus.LOCKED, ProposalStatus.OPEN)


def _set_status(
    session: Session, mandate: Mandate, act: Act, proposal_id: int, before: ProposalStatus, after: ProposalStatus
) -> LogEntry:
    with thread_of(session, mandate.moderator, act, proposal=proposal_id) as thread:
        proposal, reason = thread.proposal, checked_reason(mandate)
        if proposal.status is after:
            raise Outdated(f"This thread is {DONE[act]} already.")
        if proposal.status is not before:
            raise Refusal("This proposal is decided, so its thread stays closed.")
        proposal.locked = after is ProposalStatus.LOCKED
        entry = LogEntry(
            proposal_id=proposal.id,
            moderator_id=mandate.moderator.id,
            act=act,
            reason=reason,
            details={"from": str(before), "to": str(after)},
            inverse={"posts": [], "flags": [], "proposal": {"before": before, "after": after}},
        )
        session.add(entry)
        thread.touch()
        return entry
