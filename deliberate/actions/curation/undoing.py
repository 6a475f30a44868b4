"""Undoing an act: an act of its own, done once, and only when nothing later stands on what it restores."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.curation.case import Mandate, checked_reason, rearrange, write
from deliberate.actions.posting import Outdated
from deliberate.actions.thread import Thread, thread_of
from deliberate.domain import labels
from deliberate.domain.acts import Act, Undone, curation, details
from deliberate.domain.details import Replaced
from deliberate.domain.facts import ProposalStatus
from deliberate.domain.graph import Refusal, State, too_deep
from deliberate.domain.inverses import Change, Inverse
from deliberate.domain.words import say
from deliberate.models import Flag, LogEntry, Person, Post
from deliberate.queries.graphs import height, load_reach

# Fields that decide what stands under what.
_SHAPE = {"label", "parent_id", "merged_into_id"}


def undo(session: Session, mandate: Mandate, entry_id: int) -> LogEntry:
    """Restores what the act had changed, as an act of its own; Refusal if it was undone or a later act stands on it."""
    entry = session.get_one(LogEntry, entry_id)
    inverse = Inverse.read(entry.inverse) if entry.inverse is not None else None
    beside = [change.post for change in inverse.posts] if inverse else []
    about = {"proposal": entry.proposal_id} if entry.post_id is None else {"post": entry.post_id}
    with thread_of(session, mandate.moderator, Act.UNDO, **about, beside=beside) as thread:
        reason = checked_reason(mandate)
        restored = _undoable(session, entry, inverse)
        for change in restored.posts:
            _refuse_changed_since(session, entry, change)
        _restore(thread, restored)
        undone = LogEntry(
            proposal_id=thread.proposal.id,
            post_id=entry.post_id,
            moderator_id=mandate.moderator.id,
            act=Act.UNDO,
            reason=reason,
            details=Undone(entry.act, details(entry.act, entry.details)).as_json(),
            undoes_id=entry.id,
        )
        session.add(undone)
        session.flush()
        _check_shape(thread, [change.post for change in restored.posts if change.after.keys() & _SHAPE])
        thread.touch()
        rearrange(thread, restored.posts)
        return undone


def _undoable(session: Session, entry: LogEntry, inverse: Inverse | None) -> Inverse:
    if entry.act is Act.UNDO:
        raise Refusal(say("An undo is not undone: do the act again instead."))
    if inverse is None:
        raise Refusal(say("This was done before the thread was brought here, so it cannot be undone here."))
    if session.scalar(select(LogEntry.id).where(LogEntry.undoes_id == entry.id)):
        raise Outdated(say("This was undone already."))
    return inverse


def _refuse_changed_since(session: Session, entry: LogEntry, change: Change) -> None:
    """What the act left must still be there, not be there again; and what was merged since has to come apart first."""
    undone = select(LogEntry.undoes_id).where(LogEntry.undoes_id.is_not(None))
    later = select(LogEntry.act).where(
        LogEntry.post_id == change.post, LogEntry.id > entry.id, LogEntry.act != Act.UNDO, LogEntry.id.not_in(undone)
    )
    for blocking in session.scalars(later.order_by(LogEntry.id.desc())):
        if blocking is Act.MERGE or curation(blocking).restores & change.after.keys():
            raise Refusal(say("This post was %(done)s later. Undo that first.", done=curation(blocking).done))
    post = session.get_one(Post, change.post)
    if any(getattr(post, name) != value for name, value in change.after.items()):
        raise Refusal(say("The post has changed since, so this can no longer be undone."))


def _restore(thread: Thread, inverse: Inverse) -> None:
    session = thread.session
    for change in inverse.posts:
        post = session.get_one(Post, change.post)
        write(post, change.before)
        post.version += 1
    if inverse.status:
        _restore_lock(thread, inverse.status)
    if inverse.trusted:
        session.get_one(Person, inverse.trusted).trusted = False
    for flag in session.scalars(select(Flag).where(Flag.id.in_(inverse.flags))):
        flag.handled_at = None


def _restore_lock(thread: Thread, status: Replaced) -> None:
    if thread.proposal.status != status.after:
        raise Refusal(say("The thread was locked or unlocked again since. Undo that first."))
    thread.proposal.locked = status.before == ProposalStatus.LOCKED


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
