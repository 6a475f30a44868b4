"""What moderators do to posts and threads. Each act is one public log entry with its reason, and can be undone once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.evaluating import evaluate
from deliberate.actions.posting import Outdated
from deliberate.actions.transaction import lock_proposal, transaction
from deliberate.domain import labels, permissions
from deliberate.domain.graph import Graph, Refusal, State, check_merge, check_move, check_relabel
from deliberate.domain.labels import Ground, Label
from deliberate.domain.permissions import Act
from deliberate.models import Flag, LogEntry, Person, Post, Proposal, ProposalStatus, now
from deliberate.queries.graphs import load_graph
from deliberate.queries.proposals import has_passage

# Fields that decide what stands under what.
_SHAPE = {"label", "parent_id", "merged_into_id"}
REASON_LENGTH = range(3, 501)

# What each act did, in the past tense: for the sentence that says what stands in the way.
DONE = {
    Act.APPROVE: "approved",
    Act.RELABEL: "relabelled",
    Act.MOVE: "moved",
    Act.MERGE: "merged",
    Act.HIDE: "hidden",
    Act.RESTORE: "restored",
    Act.LOCK: "locked",
    Act.UNLOCK: "unlocked",
    Act.DISMISS: "left as it is",
}
# How a field comes back from the log, where it is plain JSON.
_READ: dict[str, Callable[[Any], Any]] = {
    "state": State,
    "label": Label,
    "ground": Ground,
    "status": ProposalStatus,
}


@dataclass(frozen=True)
class Brief:
    """Who acts, why, and on which version of the post they looked."""

    moderator: Person
    reason: str
    version: int | None = None


def approve_post(session: Session, brief: Brief, post_id: int) -> LogEntry:
    """Shows the post and all that was held of the same message; from now on its author's posts need no approval."""
    with _curate(session, brief, Act.APPROVE, post_id) as case:
        together = select(Post).where(Post.message_id == case.post.message_id, Post.state == State.HELD)
        held = session.scalars(together.order_by(Post.id)).all()
        if case.post.state not in (State.HELD, State.VISIBLE):
            raise Refusal("Only a post that is waiting or visible can be approved. Restore or undo instead.")
        if not held and case.post.author.trusted:
            raise Refusal("There is nothing to approve: the post is visible, and its author was approved before.")
        for post in held:
            case.change(post, state=State.VISIBLE)
        if not case.post.author.trusted:
            case.post.author.trusted = True
            case.inverse["trusted"] = case.post.author_id
    return case.entry


def relabel_post(session: Session, brief: Brief, post_id: int, label: Label) -> LogEntry:
    with _curate(session, brief, Act.RELABEL, post_id) as case:
        _refuse_merged(case.post)
        check_relabel(case.graph, post_id, label)
        rule = labels.rule(label)
        if rule.takes_replacement and not case.post.replacement:
            raise Refusal("An amendment says how the passage should read, and this post does not.")
        case.details = {"from": str(case.post.label), "to": str(label)}
        case.change(case.post, label=label, ground=case.post.ground if rule.takes_ground else None)
    return case.entry


def move_post(session: Session, brief: Brief, post_id: int, parent: int | None, anchor: str | None) -> LogEntry:
    """Puts the post, with all that is below it, under another post, else a passage, else the proposal."""
    with _curate(session, brief, Act.MOVE, post_id) as case:
        _refuse_merged(case.post)
        parent = None if parent is None else _found(case.graph, parent)
        anchor = anchor if parent is None else None
        check_place(session, case.proposal, case.graph, post_id, parent, anchor)
        before = case.post.place
        case.change(case.post, parent_id=parent, anchor=anchor)
        case.details = {"from": before, "to": case.post.place}
    return case.entry


def check_place(
    session: Session, proposal: Proposal, graph: Graph, post_id: int, parent: int | None, anchor: str | None
) -> None:
    """Raises Refusal if the post may not be moved there."""
    node = graph.nodes[post_id]
    if (graph.parent(node), node.anchor) == (parent, anchor):
        raise Refusal("The post is there already. Choose another place.")
    if parent is not None and graph.nodes[parent].state is not State.VISIBLE:
        raise Refusal("The post to move it under is not visible. Restore it first, or choose another place.")
    if anchor and not has_passage(session, proposal, anchor):
        raise Refusal("There is no such passage in the text that is in force. Choose another place.")
    check_move(graph, post_id, parent, anchor)


def merge_posts(session: Session, brief: Brief, duplicate: int, keep: int) -> LogEntry:
    """Replies of the duplicate are shown under the kept post. Every vote stays where it was cast and a person counts
    once: the vote on the kept post wins."""
    with _curate(session, brief, Act.MERGE, duplicate) as case:
        keep = _found(case.graph, keep)
        check_twins(case.graph, keep, duplicate)
        case.change(case.post, state=State.MERGED, merged_into_id=keep)
        case.details = {"into": keep}
    return case.entry


def check_twins(graph: Graph, keep: int, duplicate: int) -> None:
    """Raises Refusal if the duplicate may not be merged into the other.

    The words of a merged post are public, so what is hidden or held has to be shown first.
    """
    if graph.kept(duplicate) == keep != duplicate:
        raise Refusal("This post is already merged into that one.")
    check_merge(graph, keep, duplicate)
    if graph.nodes[duplicate].state is not State.VISIBLE:
        raise Refusal("This post is not visible. Approve or restore it first, then merge it.")


def hide_post(session: Session, brief: Brief, post_id: int) -> LogEntry:
    with _curate(session, brief, Act.HIDE, post_id) as case:
        _refuse_merged(case.post)
        if case.post.state is State.HIDDEN:
            raise Refusal("This post is hidden already.")
        case.change(case.post, state=State.HIDDEN)
    return case.entry


def restore_post(session: Session, brief: Brief, post_id: int) -> LogEntry:
    with _curate(session, brief, Act.RESTORE, post_id) as case:
        if case.post.state is not State.HIDDEN:
            raise Refusal("Only a hidden post can be restored.")
        case.change(case.post, state=State.VISIBLE)
    return case.entry


def dismiss_flags(session: Session, brief: Brief, post_id: int) -> LogEntry:
    """Leaves the post as it is; its flags are dealt with."""
    with _curate(session, brief, Act.DISMISS, post_id) as case:
        if not _open_flags(session, post_id):
            raise Refusal("Nobody has flagged this post, or its flags have been dealt with.")
    return case.entry


def lock_thread(session: Session, brief: Brief, proposal_id: int) -> LogEntry:
    """Afterwards the thread can be read, but nothing can be added, changed or voted on."""
    return _set_status(session, brief, Act.LOCK, proposal_id, ProposalStatus.OPEN, ProposalStatus.LOCKED)


def unlock_thread(session: Session, brief: Brief, proposal_id: int) -> LogEntry:
    return _set_status(session, brief, Act.UNLOCK, proposal_id, ProposalStatus.LOCKED, ProposalStatus.OPEN)


def undo(session: Session, brief: Brief, entry_id: int) -> LogEntry:
    """Restores what the act had changed, as an act of its own; Refusal if it was undone or a later act stands on it."""
    proposal_id = session.scalars(select(LogEntry.proposal_id).where(LogEntry.id == entry_id)).one()
    with transaction(session):
        proposal = lock_proposal(session, proposal_id)
        reason = _checked(brief, Act.UNDO)
        entry = session.get_one(LogEntry, entry_id)
        inverse = _undoable(session, entry)
        changes = [_Change(session.get_one(Post, one["post"]), one["before"], one["after"]) for one in inverse["posts"]]
        for change in changes:
            _refuse_changed_since(session, entry, change)
        for change in changes:
            _write(change.post, change.before)
            change.post.version += 1
        if status := inverse.get("proposal"):
            if proposal.status != status["after"]:
                raise Refusal("The thread was locked or unlocked again since. Undo that first.")
            proposal.status = ProposalStatus(status["before"])
        if trusted := inverse.get("trusted"):
            session.get_one(Person, trusted).trusted = False
        for flag in session.scalars(select(Flag).where(Flag.id.in_(inverse["flags"]))):
            flag.settled_at = None
        undone = LogEntry(
            proposal_id=proposal.id,
            post_id=entry.post_id,
            moderator_id=brief.moderator.id,
            act=Act.UNDO,
            reason=reason,
            details={**entry.details, "act": str(entry.act)},
            undoes_id=entry.id,
        )
        session.add(undone)
        session.flush()
        _check_shape(load_graph(session, proposal.id), [one.post.id for one in changes if one.after.keys() & _SHAPE])
        evaluate(session, proposal, retally=_touched(changes))
        return undone


@dataclass(frozen=True)
class _Change:
    """Fields of a post before and after an act, as the log keeps them."""

    post: Post
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass
class _Case:
    """One post before the moderator: what is changed through it can be undone."""

    post: Post
    proposal: Proposal
    graph: Graph
    entry: LogEntry
    details: dict[str, Any] = field(default_factory=dict)
    inverse: dict[str, Any] = field(default_factory=dict)
    changes: list[_Change] = field(default_factory=list)

    def change(self, post: Post, **fields: Any) -> None:
        before = {name: getattr(post, name) for name in fields}
        self.changes.append(_Change(post, before, fields))
        _write(post, fields)
        if post is not self.post:
            post.version += 1


@contextmanager
def _curate(session: Session, brief: Brief, act: Act, post_id: int) -> Iterator[_Case]:
    """A transaction with the post as it is now; at the end the log entry, settled flags and new standings."""
    proposal_id = session.scalars(select(Post.proposal_id).where(Post.id == post_id)).one()
    with transaction(session):
        proposal = lock_proposal(session, proposal_id)
        reason = _checked(brief, act)
        post = session.get_one(Post, post_id)
        if post.version != brief.version:
            raise Outdated("Somebody changed this post since you opened it. Look at it again before you decide.")
        entry = LogEntry(proposal_id=proposal.id, post_id=post.id, moderator_id=brief.moderator.id, act=act)
        case = _Case(post, proposal, load_graph(session, proposal.id), entry)
        yield case
        post.version += 1
        flags = _open_flags(session, post.id)
        for flag in flags:
            flag.settled_at = now()
        posts = [{"post": one.post.id, "before": one.before, "after": one.after} for one in case.changes]
        entry.reason, entry.details = reason, case.details
        entry.inverse = {"posts": posts, "flags": [flag.id for flag in flags], **case.inverse}
        session.add(entry)
        evaluate(session, proposal, retally=_touched(case.changes))


def _set_status(
    session: Session, brief: Brief, act: Act, proposal_id: int, before: ProposalStatus, after: ProposalStatus
) -> LogEntry:
    with transaction(session):
        proposal = lock_proposal(session, proposal_id)
        reason = _checked(brief, act)
        if proposal.status is after:
            raise Outdated(f"This thread is {DONE[act]} already.")
        if proposal.status is not before:
            raise Refusal("This proposal is decided, so its thread stays closed.")
        proposal.status = after
        entry = LogEntry(
            proposal_id=proposal.id,
            moderator_id=brief.moderator.id,
            act=act,
            reason=reason,
            details={"from": str(before), "to": str(after)},
            inverse={"posts": [], "flags": [], "proposal": {"before": before, "after": after}},
        )
        session.add(entry)
        return entry


def _checked(brief: Brief, act: Act) -> str:
    """The reason, if this person may do this and gives one."""
    if why := permissions.refusal(brief.moderator.actor(), act):
        raise Refusal(why)
    reason = brief.reason.strip()
    if len(reason) not in REASON_LENGTH:
        raise Refusal("Give a reason of 3 to 500 characters. Everybody can read it in the log.")
    return reason


def _refuse_merged(post: Post) -> None:
    if post.state is State.MERGED:
        raise Refusal("This post is merged into another one. Undo the merge first, or act on the post that was kept.")


def _found(graph: Graph, post_id: int) -> int:
    """The post of this thread that stands for `post_id`."""
    if post_id not in graph.nodes:
        raise Refusal(f"There is no post {post_id} in this thread. Give the number of one that is.")
    return graph.kept(post_id)


def _open_flags(session: Session, post_id: int) -> list[Flag]:
    return list(session.scalars(select(Flag).where(Flag.post_id == post_id, Flag.settled_at.is_(None))))


def _touched(changes: Collection[_Change]) -> set[int]:
    """The posts whose votes have to be counted again; what stands for them is counted in their place."""
    kept = {fields.get("merged_into_id") for change in changes for fields in (change.before, change.after)}
    return {change.post.id for change in changes} | {id for id in kept if id is not None}


def _write(post: Post, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(post, name, value if value is None else _READ.get(name, _same)(value))


def _same(value: Any) -> Any:
    return value


def _undoable(session: Session, entry: LogEntry) -> dict[str, Any]:
    if entry.act is Act.UNDO:
        raise Refusal("An undo is not undone: do the act again instead.")
    if entry.inverse is None:
        raise Refusal("This was done before the thread was brought here, so it cannot be undone here.")
    if session.scalar(select(LogEntry.id).where(LogEntry.undoes_id == entry.id)):
        raise Outdated("This was undone already.")
    return entry.inverse


def _refuse_changed_since(session: Session, entry: LogEntry, change: _Change) -> None:
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
