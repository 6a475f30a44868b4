"""One post before a moderator: what is changed through it is logged and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.posting import Outdated
from deliberate.actions.thread import Thread, thread_of
from deliberate.domain.acts import Act, curation
from deliberate.domain.arranging import Refusal
from deliberate.domain.details import Details
from deliberate.domain.graph import Graph
from deliberate.domain.inverses import Change, Inverse
from deliberate.domain.telling import OnAct, details
from deliberate.domain.words import say
from deliberate.models import Flag, LogEntry, Person, Post, now
from deliberate.queries.appeals import answered_by

REASON_LENGTH = range(3, 501)

Action = TypeVar("Action", bound=Callable[..., LogEntry])
# What does each act: given a session, a mandate, the post or proposal, and what else the act needs.
ACTIONS: dict[Act, Callable[..., LogEntry]] = {}


def does(act: Act) -> Callable[[Action], Action]:
    """Names the act that an action does."""

    def register(action: Action) -> Action:
        ACTIONS[act] = action
        return action

    return register


@dataclass(frozen=True)
class Mandate:
    """Who acts, why, and on which version of the post, the proposal's text or the profile text they looked."""

    moderator: Person
    reason: str
    version: int | None = None


@dataclass
class Case:
    """One post before the moderator: what is changed through it can be undone."""

    thread: Thread
    post: Post
    entry: LogEntry
    details: Details = field(default_factory=Details)
    trusted: int | None = None
    decided: int | None = None
    changes: list[Change] = field(default_factory=list)

    @property
    def graph(self) -> Graph:
        """All that acts on the post and on those it reaches, as it was before the act."""
        return self.thread.graph

    def change(self, post: Post, **fields: Any) -> None:
        """Only fields that the table names can be put back again."""
        if beyond := fields.keys() - curation(self.entry.act).restores:
            raise LookupError(f"{self.entry.act} does not restore {', '.join(sorted(beyond))}")
        self.changes.append(Change(post.id, {name: getattr(post, name) for name in fields}, fields))
        write(post, fields)
        if post is not self.post:
            post.version += 1


@contextmanager
def curate(session: Session, mandate: Mandate, act: Act, post_id: int, beside: int | None = None) -> Iterator[Case]:
    """A transaction with the post as it is now, and with another one that the act is about; at the end the log entry,
    handled flags and new standings."""
    others = [] if beside is None else [beside]
    with thread_of(session, mandate.moderator, act, post=post_id, beside=others) as thread:
        reason = checked_reason(mandate)
        post = session.get_one(Post, post_id)
        checked_version(mandate, post.version)
        entry = LogEntry(proposal_id=thread.proposal.id, post_id=post.id, moderator_id=mandate.moderator.id, act=act)
        case = Case(thread, post, entry)
        yield case
        post.version += 1
        flags = open_flags(session, post.id)
        for flag in flags:
            flag.handled_at = now()
        entry.reason, entry.details = reason, case.details.as_json()
        undo = Inverse(tuple(case.changes), tuple(flag.id for flag in flags), case.trusted, decided=case.decided)
        entry.inverse = undo.as_json()
        log(session, entry)
        thread.touch()
        rearrange(thread, case.changes)


def log(session: Session, entry: LogEntry) -> None:
    """Makes it public; if somebody had appealed against what it changes, this is the answer."""
    entry.answers_id = answered_by(session, entry)
    session.add(entry)


def entry_about(on: LogEntry, person: Person, act: Act, reason: str, *, sealed: bool = False) -> LogEntry:
    """What tells that something was done about an act: it was undone, appealed against or upheld."""
    return LogEntry(
        proposal_id=on.proposal_id,
        person_id=on.person_id,
        post_id=on.post_id,
        moderator_id=person.id,
        act=act,
        reason=reason,
        details=OnAct(on.act, details(on.act, on.details), sealed).as_json(),
    )


def rearrange(thread: Thread, changes: Collection[Change]) -> None:
    """The posts that were changed, and those that they stood under or for before and do so now."""
    posts = {id for change in changes for id in (change.post, thread.session.get_one(Post, change.post).parent_id)}
    fields = [fields for change in changes for fields in (change.before, change.after)]
    posts |= {values.get(end) for values in fields for end in ("parent_id", "merged_into_id")}
    if changes:
        thread.rearrange({id for id in posts if id is not None}, votes=True)


def checked_reason(mandate: Mandate) -> str:
    """Raises Refusal without one."""
    reason = mandate.reason.strip()
    if len(reason) not in REASON_LENGTH:
        raise Refusal(say("Give a reason of 3 to 500 characters. Everybody can read it in the log."))
    return reason


def checked_version(mandate: Mandate, version: int) -> None:
    """Raises Outdated for a moderator who looked at something else than is there now."""
    if version != mandate.version:
        raise Outdated(say("Somebody changed this since you opened it. Look at it again before you decide."))


def trust(author: Person) -> int | None:
    """From now on nothing of theirs waits for approval; gives who was not trusted before."""
    if author.trusted:
        return None
    author.trusted = True
    return author.id


def open_flags(session: Session, post_id: int) -> list[Flag]:
    return list(session.scalars(select(Flag).where(Flag.post_id == post_id, Flag.handled_at.is_(None))))


def write(post: Post, fields: Any) -> None:
    for name, value in fields.items():
        setattr(post, name, value)
