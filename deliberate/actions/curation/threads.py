"""Acts on a whole thread."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.actions.curation.case import Mandate, checked_reason, does, log
from deliberate.actions.posting import Outdated
from deliberate.actions.thread import thread_of
from deliberate.domain.acts import Act, curation
from deliberate.domain.arranging import Refusal
from deliberate.domain.details import Replaced
from deliberate.domain.facts import Phase
from deliberate.domain.inverses import Inverse
from deliberate.domain.words import say
from deliberate.models import LogEntry


@does(Act.LOCK)
def lock_thread(session: Session, mandate: Mandate, proposal_id: int) -> LogEntry:
    """Afterwards the thread can be read, but nothing can be added, changed or voted on."""
    return _set_lock(session, mandate, Act.LOCK, proposal_id, True)


@does(Act.UNLOCK)
def unlock_thread(session: Session, mandate: Mandate, proposal_id: int) -> LogEntry:
    return _set_lock(session, mandate, Act.UNLOCK, proposal_id, False)


def _set_lock(session: Session, mandate: Mandate, act: Act, proposal_id: int, locked: bool) -> LogEntry:
    with thread_of(session, mandate.moderator, act, proposal=proposal_id) as thread:
        proposal, reason = thread.proposal, checked_reason(mandate)
        if proposal.phase is Phase.DECIDED:
            raise Refusal(say("This proposal is decided, so its thread stays closed."))
        if proposal.locked is locked:
            raise Outdated(say("This thread is %(done)s already.", done=curation(act).done))
        before = proposal.status
        proposal.locked = locked
        change = Replaced(str(before), str(proposal.status))
        entry = LogEntry(
            proposal_id=proposal.id,
            moderator_id=mandate.moderator.id,
            act=act,
            reason=reason,
            details=change.as_json(),
            inverse=Inverse(status=change).as_json(),
        )
        log(session, entry)
        thread.touch()
        return entry
