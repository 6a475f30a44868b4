"""Undoing an act: an act of its own, done once, and only when nothing later stands on what it restores."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.curation.case import DONE, Change, Mandate, checked_reason, touched, write
from deliberate.actions.posting import Outdated
from deliberate.domain import labels
from deliberate.domain.facts import ProposalStatus
from deliberate.domain.graph import Graph, Refusal, State
from deliberate.domain.permissions import Act
from deliberate.models import Flag, LogEntry, Person, Post
from deliberate.queries.graphs import load_graph
from deliberate.upkeep.evaluating import evaluate
from deliberate.upkeep.transaction import lock_proposal, transaction
from deliberate.upkeep.work import votes_changed

# Fields that decide what stands under what.
_SHAPE = {"label", "parent_id", "merged_into_id"}


def undo(session: Session, mandate: Mandate, entry_id: int) -> LogEntry:
    """Restores what the act had changed, as an act of its own; Refusal if it was undone or a later act stands on it."""
    proposal_id = session.scalars(select(LogEntry.proposal_id).where(LogEntry.id == entry_id)).one()
    with transaction(session):
        proposal = lock_proposal(session, proposal_id)
        reason = checked_reason(mandate, Act.UNDO)
        entry = session.get_one(LogEntry, entry_id)
        inverse = _undoable(session, entry)
        changes = [Change(session.get_one(Post, one["post"]), one["before"], one["after"]) for one in inverse["posts"]]
        for change in changes:
            _refuse_changed_since(session, entry, change)
        for change in changes:
            write(change.post, change.before)
            change.post.version += 1
        if status := inverse.get("proposal"):
            if proposal.status != status["after"]:
                raise Refusal("The thread was locked or unlocked again since. Undo that first.")
            proposal.locked = status["before"] == ProposalStatus.LOCKED
        if trusted := inverse.get("trusted"):
            session.get_one(Person, trusted).trusted = False
        for flag in session.scalars(select(Flag).where(Flag.id.in_(inverse["flags"]))):
            flag.handled_at = None
        undone = LogEntry(
            proposal_id=proposal.id,
            post_id=entry.post_id,
            moderator_id=mandate.moderator.id,
            act=Act.UNDO,
            reason=reason,
            details={**entry.details, "act": str(entry.act)},
            undoes_id=entry.id,
        )
        session.add(undone)
        session.flush()
        _check_shape(load_graph(session, proposal.id), [one.post.id for one in changes if one.after.keys() & _SHAPE])
        evaluate(session, proposal, retally=touched(changes))
        votes_changed(session, proposal)
        return undone


def _undoable(session: Session, entry: LogEntry) -> dict[str, Any]:
    if entry.act is Act.UNDO:
        raise Refusal("An undo is not undone: do the act again instead.")
    if entry.inverse is None:
        raise Refusal("This was done before the thread was brought here, so it cannot be undone here.")
    if session.scalar(select(LogEntry.id).where(LogEntry.undoes_id == entry.id)):
        raise Outdated("This was undone already.")
    return entry.inverse


def _refuse_changed_since(session: Session, entry: LogEntry, change: Change) -> None:
    """What the act left must still be there, and what was merged since has to come apart first."""
    same = all(getattr(change.post, name) == value for name, value in change.after.items())
    if same and (change.post.state is not State.MERGED or "merged_into_id" in change.after):
        return
    undone = select(LogEntry.undoes_id).where(LogEntry.undoes_id.is_not(None))
    later = select(LogEntry).where(
        LogEntry.post_id == change.post.id,
        LogEntry.id > entry.id,
        LogEntry.act.not_in((Act.UNDO, Act.DISMISS)),
        LogEntry.id.not_in(undone),
    )
    blocking = session.scalars(later.order_by(LogEntry.id.desc()).limit(1)).first()
    if blocking is None:
        raise Refusal("The post has changed since, so this can no longer be undone.")
    raise Refusal(f"This post was {DONE[blocking.act]} later. Undo that first.")


def _check_shape(graph: Graph, posts: Collection[int]) -> None:
    """Raises Refusal if a post would be below itself, or would stand where the grammar does not allow it."""
    standing = {node.id for node in graph.bottom_up()}
    if any(node.id not in standing for node in graph.nodes.values() if node.state is not State.MERGED):
        raise Refusal("What it stood under has been moved below it since. Move that away first.")
    for post in posts:
        for node in (graph.nodes[post], *graph.replies(graph.kept(post))):
            if node.state is not State.MERGED and (why := labels.refusal(node.label, graph.place(node))):
                raise Refusal(f"Later acts stand in the way: {why}")
