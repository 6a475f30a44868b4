"""Acts on a whole proposal and on a revision that waits: approve, hide, restore."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.actions.curation.case import Mandate, checked_reason, checked_version, does, log, trust
from deliberate.actions.posting import Outdated
from deliberate.actions.thread import Thread, thread_of
from deliberate.domain.acts import Act
from deliberate.domain.arranging import Refusal
from deliberate.domain.details import Details, Numbered, Replaced
from deliberate.domain.inverses import Inverse
from deliberate.domain.nodes import State
from deliberate.domain.words import say
from deliberate.models import AddressingClaim, LogEntry, Person, Proposal, Revision, now
from deliberate.upkeep.rewording import follow_words


@does(Act.APPROVE_PROPOSAL)
def approve_proposal(session: Session, mandate: Mandate, proposal_id: int) -> LogEntry:
    """Shows the proposal; from now on nothing of its owner needs approval."""
    with _proposal(session, mandate, Act.APPROVE_PROPOSAL, proposal_id) as whole:
        whole.set_state(State.VISIBLE, (State.HELD, State.VISIBLE))
        whole.trust(whole.thread.proposal.owner)
    return whole.entry


@does(Act.HIDE_PROPOSAL)
def hide_proposal(session: Session, mandate: Mandate, proposal_id: int) -> LogEntry:
    """Only its owner and moderators see it afterwards, with all that was said about it."""
    with _proposal(session, mandate, Act.HIDE_PROPOSAL, proposal_id) as whole:
        whole.set_state(State.HIDDEN, (State.VISIBLE, State.HELD))
    return whole.entry


@does(Act.RESTORE_PROPOSAL)
def restore_proposal(session: Session, mandate: Mandate, proposal_id: int) -> LogEntry:
    with _proposal(session, mandate, Act.RESTORE_PROPOSAL, proposal_id) as whole:
        whole.set_state(State.VISIBLE, (State.HIDDEN,))
    return whole.entry


@does(Act.APPROVE_REVISION)
def approve_revision(session: Session, mandate: Mandate, revision_id: int) -> LogEntry:
    """Puts a revision in force that waits or was hidden, unless a later one is."""
    with _revision(session, mandate, Act.APPROVE_REVISION, revision_id) as (whole, revision):
        if revision.number < whole.thread.proposal.revision:
            raise Refusal(say("A later revision is in force already."))
        whole.set_state(State.VISIBLE, (State.HELD, State.HIDDEN))
        whole.trust(revision.author)
        # What was raised while it waited was raised on the words before it.
        revision.created = now()
        put_in_force(whole.thread, revision)
    return whole.entry


@does(Act.HIDE_REVISION)
def hide_revision(session: Session, mandate: Mandate, revision_id: int) -> LogEntry:
    """It does not come into force, and its author can write another one."""
    with _revision(session, mandate, Act.HIDE_REVISION, revision_id) as (whole, _):
        whole.set_state(State.HIDDEN, (State.HELD,))
    return whole.entry


def put_in_force(thread: Thread, changed: Revision) -> None:
    """The latest revision that is visible, after `changed` became so or no longer is; with what it claims."""
    session, proposal = thread.session, thread.proposal
    visible = (Revision.proposal_id == proposal.id) & (Revision.state == State.VISIBLE)
    before = proposal.revision
    proposal.revision = session.scalars(select(func.max(Revision.number)).where(visible)).one()
    points = session.scalars(select(AddressingClaim.post_id).where(AddressingClaim.revision_id == changed.id)).all()
    thread.replace_text()
    thread.rearrange([*points, *follow_words(session, proposal, before)])


@dataclass
class _Whole:
    """A proposal or a revision before the moderator, with the entry that will tell what was done."""

    thread: Thread
    thing: Proposal | Revision
    entry: LogEntry
    inverse: Inverse = field(default_factory=Inverse)

    def set_state(self, state: State, at_first: tuple[State, ...]) -> None:
        """Raises Outdated unless it is in one of the states in which this makes sense."""
        before = self.thing.state
        if before not in at_first:
            raise Outdated(say("It is %(state)s at the moment: look at it again before you decide.", state=before))
        self.thing.state = state
        self.inverse = Inverse(trusted=self.inverse.trusted, state=Replaced(str(before), str(state)))

    def trust(self, author: Person) -> None:
        """Raises Refusal where that is all there would be to do, and was done before."""
        trusted = trust(author)
        state = self.inverse.state
        if trusted is None and state and state.before == state.after:
            raise Refusal(say("There is nothing to approve: it is visible, and its author was approved before."))
        self.inverse = Inverse(trusted=trusted, state=state)


@contextmanager
def _proposal(session: Session, mandate: Mandate, act: Act, proposal_id: int) -> Iterator[_Whole]:
    with thread_of(session, mandate.moderator, act, proposal=proposal_id) as thread:
        checked_version(mandate, thread.proposal.revision)
        with _logged(thread, mandate, act, thread.proposal, Details()) as whole:
            yield whole


@contextmanager
def _revision(session: Session, mandate: Mandate, act: Act, revision_id: int) -> Iterator[tuple[_Whole, Revision]]:
    """What a revision says never changes, so whoever looked at it has seen it as it is."""
    proposal = session.get_one(Revision, revision_id).proposal_id
    with thread_of(session, mandate.moderator, act, proposal=proposal) as thread:
        revision = session.get_one(Revision, revision_id)
        with _logged(thread, mandate, act, revision, Numbered(revision.number)) as whole:
            yield whole, revision


@contextmanager
def _logged(
    thread: Thread, mandate: Mandate, act: Act, thing: Proposal | Revision, details: Details
) -> Iterator[_Whole]:
    reason = checked_reason(mandate)
    entry = LogEntry(
        proposal_id=thread.proposal.id,
        moderator_id=mandate.moderator.id,
        act=act,
        reason=reason,
        details=details.as_json(),
    )
    whole = _Whole(thread, thing, entry)
    yield whole
    entry.inverse = whole.inverse.as_json()
    log(thread.session, entry)
    thread.touch()
