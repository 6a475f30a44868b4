"""One post before a moderator: what is changed through it is logged and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.posting import Outdated
from deliberate.domain import permissions
from deliberate.domain.graph import Graph, Refusal, State
from deliberate.domain.labels import Ground, Label
from deliberate.domain.permissions import Act
from deliberate.models import Flag, LogEntry, Person, Post, Proposal, now
from deliberate.queries.graphs import load_graph
from deliberate.upkeep.evaluating import evaluate
from deliberate.upkeep.transaction import lock_proposal, transaction
from deliberate.upkeep.work import votes_changed

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
}


@dataclass(frozen=True)
class Mandate:
    """Who acts, why, and on which version of the post they looked."""

    moderator: Person
    reason: str
    version: int | None = None


@dataclass(frozen=True)
class Change:
    """Fields of a post before and after an act, as the log keeps them."""

    post: Post
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass
class Case:
    """One post before the moderator: what is changed through it can be undone."""

    post: Post
    proposal: Proposal
    graph: Graph
    entry: LogEntry
    details: dict[str, Any] = field(default_factory=dict)
    inverse: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def change(self, post: Post, **fields: Any) -> None:
        before = {name: getattr(post, name) for name in fields}
        self.changes.append(Change(post, before, fields))
        write(post, fields)
        if post is not self.post:
            post.version += 1


@contextmanager
def curate(session: Session, mandate: Mandate, act: Act, post_id: int) -> Iterator[Case]:
    """A transaction with the post as it is now; at the end the log entry, handled flags and new standings."""
    proposal_id = session.scalars(select(Post.proposal_id).where(Post.id == post_id)).one()
    with transaction(session):
        proposal = lock_proposal(session, proposal_id)
        reason = checked_reason(mandate, act)
        post = session.get_one(Post, post_id)
        if post.version != mandate.version:
            raise Outdated("Somebody changed this post since you opened it. Look at it again before you decide.")
        entry = LogEntry(proposal_id=proposal.id, post_id=post.id, moderator_id=mandate.moderator.id, act=act)
        case = Case(post, proposal, load_graph(session, proposal.id), entry)
        yield case
        post.version += 1
        flags = open_flags(session, post.id)
        for flag in flags:
            flag.handled_at = now()
        posts = [{"post": one.post.id, "before": one.before, "after": one.after} for one in case.changes]
        entry.reason, entry.details = reason, case.details
        entry.inverse = {"posts": posts, "flags": [flag.id for flag in flags], **case.inverse}
        session.add(entry)
        evaluate(session, proposal, retally=touched(case.changes))
        votes_changed(session, proposal)


def checked_reason(mandate: Mandate, act: Act) -> str:
    """The reason, if this person may do this and gives one."""
    permissions.check(mandate.moderator.actor(), act)
    reason = mandate.reason.strip()
    if len(reason) not in REASON_LENGTH:
        raise Refusal("Give a reason of 3 to 500 characters. Everybody can read it in the log.")
    return reason


def open_flags(session: Session, post_id: int) -> list[Flag]:
    return list(session.scalars(select(Flag).where(Flag.post_id == post_id, Flag.handled_at.is_(None))))


def touched(changes: Collection[Change]) -> set[int]:
    """The posts whose votes have to be counted again; what stands for them is counted in their place."""
    kept = {fields.get("merged_into_id") for change in changes for fields in (change.before, change.after)}
    return {change.post.id for change in changes} | {id for id in kept if id is not None}


def write(post: Post, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(post, name, value if value is None else _READ.get(name, _same)(value))


def _same(value: Any) -> Any:
    return value
