"""Undoing an act: an act of its own, done once, and only when nothing later stands on what it restores."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from deliberate.actions.curation.case import Mandate, checked_reason, entry_about, log, rearrange, write
from deliberate.actions.curation.proposals import put_in_force
from deliberate.actions.posting import Outdated
from deliberate.actions.thread import Thread, thread_of
from deliberate.domain import labels, permissions
from deliberate.domain.acts import Act, curation
from deliberate.domain.arranging import Refusal, too_deep
from deliberate.domain.details import Numbered, Replaced
from deliberate.domain.facts import ProposalStatus
from deliberate.domain.inverses import Change, Inverse
from deliberate.domain.nodes import State
from deliberate.domain.telling import ON_ACTS, details
from deliberate.domain.words import say
from deliberate.models import Flag, LogEntry, Person, Post, Revision, Whereabouts
from deliberate.queries.graphs import height, load_reach
from deliberate.upkeep.transaction import lock_person, transaction

# Fields that decide what stands under what.
_SHAPE = {"label", "parent_id", "merged_into_id"}


def undo(session: Session, mandate: Mandate, entry_id: int) -> LogEntry:
    """Restores what the act had changed, as an act of its own; Refusal if it was undone or a later act stands on it."""
    entry = session.get_one(LogEntry, entry_id)
    if entry.person_id is not None:
        return _undo_profile(session, mandate, entry, entry.person_id)
    inverse = Inverse.read(entry.inverse) if entry.inverse is not None else None
    beside = [change.post for change in inverse.posts] if inverse else []
    about = {"proposal": entry.proposal_id} if entry.post_id is None else {"post": entry.post_id}
    with thread_of(session, mandate.moderator, Act.UNDO, **about, beside=beside) as thread:
        reason = checked_reason(mandate)
        restored = _undoable(session, entry, inverse)
        for change in restored.posts:
            _refuse_changed_since(session, entry, change)
        _restore(thread, entry, restored)
        undone = _undone(session, mandate, entry, reason)
        _check_shape(thread, [change.post for change in restored.posts if change.after.keys() & _SHAPE])
        thread.touch()
        rearrange(thread, restored.posts)
        return undone


def _undo_profile(session: Session, mandate: Mandate, entry: LogEntry, person_id: int) -> LogEntry:
    permissions.check(mandate.moderator.actor(), Act.UNDO)
    with transaction(session):
        person, reason = lock_person(session, person_id), checked_reason(mandate)
        inverse = _undoable(session, entry, Inverse.read(entry.inverse) if entry.inverse is not None else None)
        if inverse.state:
            _refuse_done_since(session, entry)
            person.about_state = _put_back(person.about_state, inverse.state)
        if inverse.trusted:
            person.trusted = False
        return _undone(session, mandate, entry, reason)


def _undone(session: Session, mandate: Mandate, entry: LogEntry, reason: str) -> LogEntry:
    """The entry that tells it."""
    undone = entry_about(entry, mandate.moderator, Act.UNDO, reason)
    undone.undoes_id = entry.id
    log(session, undone)
    session.flush()
    return undone


def _undoable(session: Session, entry: LogEntry, inverse: Inverse | None) -> Inverse:
    if entry.act is Act.UNDO:
        raise Refusal(say("An undo is not undone: do the act again instead."))
    if entry.act in ON_ACTS:
        raise Refusal(say("This changed nothing, so there is nothing to undo."))
    if inverse is None:
        raise Refusal(say("This was done before the thread was brought here, so it cannot be undone here."))
    if session.scalar(select(LogEntry.id).where(LogEntry.undoes_id == entry.id)):
        raise Outdated(say("This was undone already."))
    return inverse


def _refuse_changed_since(session: Session, entry: LogEntry, change: Change) -> None:
    """What the act left must still be there, not be there again; and what was merged since has to come apart first."""
    for blocking in _later(session, entry, LogEntry.post_id == change.post):
        act = curation(blocking.act)
        if blocking.act is Act.MERGE or act.restores & change.after.keys():
            raise Refusal(say("This post was %(done)s later. Undo that first.", done=act.done))
    post = session.get_one(Post, change.post)
    if any(getattr(post, name) != value for name, value in change.after.items()):
        raise Refusal(say("The post has changed since, so this can no longer be undone."))


def _refuse_done_since(session: Session, entry: LogEntry) -> None:
    """The same for a whole proposal, a revision and a profile text."""
    whole = (LogEntry.proposal_id == entry.proposal_id) & LogEntry.post_id.is_(None)
    same = whole if entry.person_id is None else LogEntry.person_id == entry.person_id
    of, what = curation(entry.act).of, details(entry.act, entry.details)
    for blocking in _later(session, entry, same):
        act = curation(blocking.act)
        if act.of is of and "state" in act.restores and details(blocking.act, blocking.details) == what:
            raise Refusal(say("This was %(done)s later. Undo that first.", done=act.done))


def _later(session: Session, entry: LogEntry, about: ColumnElement[bool]) -> list[LogEntry]:
    """What was done to the same thing since and not undone, the latest first."""
    undone = select(LogEntry.undoes_id).where(LogEntry.undoes_id.is_not(None))
    later = select(LogEntry).where(
        about, LogEntry.id > entry.id, LogEntry.act.not_in(ON_ACTS), LogEntry.id.not_in(undone)
    )
    return list(session.scalars(later.order_by(LogEntry.id.desc())))


def _restore(thread: Thread, entry: LogEntry, inverse: Inverse) -> None:
    session = thread.session
    for change in inverse.posts:
        post = session.get_one(Post, change.post)
        write(post, change.before)
        post.version += 1
    if inverse.status:
        _restore_lock(thread, inverse.status)
    if inverse.state:
        _restore_state(thread, entry, inverse.state)
    if inverse.trusted:
        session.get_one(Person, inverse.trusted).trusted = False
    if inverse.decided:
        session.get_one(Whereabouts, inverse.decided).decided = None
    for flag in session.scalars(select(Flag).where(Flag.id.in_(inverse.flags))):
        flag.handled_at = None


def _restore_lock(thread: Thread, status: Replaced) -> None:
    if thread.proposal.status != status.after:
        raise Refusal(say("The thread was locked or unlocked again since. Undo that first."))
    thread.proposal.locked = status.before == ProposalStatus.LOCKED


def _restore_state(thread: Thread, entry: LogEntry, state: Replaced) -> None:
    """Of the proposal or the revision that the entry is about."""
    _refuse_done_since(thread.session, entry)
    told = details(entry.act, entry.details)
    if not isinstance(told, Numbered):
        thread.proposal.state = _put_back(thread.proposal.state, state)
        return
    numbered = (Revision.proposal_id == thread.proposal.id) & (Revision.number == told.number)
    revision = thread.session.scalars(select(Revision).where(numbered)).one()
    if revision.state is State.VISIBLE and revision.number < thread.proposal.revision:
        raise Refusal(say("A later revision is in force. It stands on this one, so this can no longer be undone."))
    revision.state = _put_back(revision.state, state)
    put_in_force(thread, revision)


def _put_back(now: State, state: Replaced) -> State:
    if now != state.after:
        raise Refusal(say("It has changed since, so this can no longer be undone."))
    return State(state.before)


def _check_shape(thread: Thread, posts: Collection[int]) -> None:
    """Raises Refusal if a post would be below itself, too deep, or where the grammar does not allow it."""
    graph, _ = load_reach(thread.session, thread.proposal.id, posts)
    if not all(graph.is_rooted(post) for post in posts):
        raise Refusal(say("What it stood under has been moved below it since. Move that away first."))
    for post in posts:
        if why := too_deep(graph.level(post) + height(thread.session, post) - 1):
            raise Refusal(why)
        for node in (graph.nodes[post], *graph.replies(graph.kept(post))):
            if node.state is not State.MERGED and (why := labels.refusal(node.label, graph.target(node))):
                raise Refusal(say("Later acts stand in the way: %(why)s", why=why))
