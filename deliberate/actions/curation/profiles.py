"""Acts on what a person says of themselves: approve, hide, restore, and undoing these."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.actions.curation.case import Mandate, checked_reason, checked_version, does, log, trust
from deliberate.actions.posting import Outdated
from deliberate.domain import permissions
from deliberate.domain.acts import Act
from deliberate.domain.arranging import Refusal
from deliberate.domain.details import Replaced
from deliberate.domain.inverses import Inverse
from deliberate.domain.nodes import State
from deliberate.domain.words import say
from deliberate.models import LogEntry
from deliberate.upkeep.transaction import lock_person, transaction


@does(Act.APPROVE_PROFILE)
def approve_profile(session: Session, mandate: Mandate, person_id: int) -> LogEntry:
    """Shows the text; from now on nothing of its author needs approval."""
    return _set_state(session, mandate, Act.APPROVE_PROFILE, person_id, (State.HELD, State.VISIBLE), State.VISIBLE)


@does(Act.HIDE_PROFILE)
def hide_profile(session: Session, mandate: Mandate, person_id: int) -> LogEntry:
    """Only the person and moderators read it afterwards; what the person writes instead waits for a moderator."""
    return _set_state(session, mandate, Act.HIDE_PROFILE, person_id, (State.VISIBLE, State.HELD), State.HIDDEN)


@does(Act.RESTORE_PROFILE)
def restore_profile(session: Session, mandate: Mandate, person_id: int) -> LogEntry:
    return _set_state(session, mandate, Act.RESTORE_PROFILE, person_id, (State.HIDDEN,), State.VISIBLE)


def _set_state(
    session: Session, mandate: Mandate, act: Act, person_id: int, at_first: tuple[State, ...], state: State
) -> LogEntry:
    permissions.check(mandate.moderator.actor(), act)
    with transaction(session):
        person, reason = lock_person(session, person_id), checked_reason(mandate)
        checked_version(mandate, person.about_version)
        before = person.about_state
        if before not in at_first:
            raise Outdated(say("It is %(state)s at the moment: look at it again before you decide.", state=before))
        trusted = trust(person) if act is Act.APPROVE_PROFILE else None
        if act is Act.APPROVE_PROFILE and trusted is None and before is state:
            raise Refusal(say("There is nothing to approve: it is visible, and its author was approved before."))
        person.about_state = state
        entry = LogEntry(
            person_id=person.id,
            moderator_id=mandate.moderator.id,
            act=act,
            reason=reason,
            inverse=Inverse(trusted=trusted, state=Replaced(str(before), str(state))).as_json(),
        )
        log(session, entry)
    return entry
