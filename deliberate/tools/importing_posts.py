"""Writing the posts of an imported proposal, so many at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.formats.sites import SitePost, SiteStatus
from deliberate.models import (
    Acceptance,
    AddressingClaim,
    Base,
    EarlierWording,
    Judgement,
    Message,
    Post,
    Proposal,
    Revision,
    StatusChange,
    Whereabouts,
)

# So many posts are held in memory.
_AT_ONCE = 1_000


class PostsWriter:
    """Writes the posts of one proposal; `posts` and `messages` say which ids those have here that they come with, and
    `person` whose a name is."""

    def __init__(
        self,
        session: Session,
        proposal: Proposal,
        posts: Mapping[int, int],
        messages: Mapping[int, int],
        person: Callable[[str], int],
    ) -> None:
        self._session = session
        self._proposal = proposal
        self._posts = posts
        self._messages = messages
        self._person = person
        self._revisions = dict(
            session.execute(select(Revision.number, Revision.id).where(Revision.proposal_id == proposal.id)).all()
        )
        # The ids here of what has been written, and when each message began.
        self._written: set[int] = set()
        self._begun: dict[int, datetime] = {}
        # What points to posts that are not here yet.
        self._pointing: list[dict[str, Any]] = []
        self._changes: list[tuple[int, SiteStatus]] = []

    def write(self, posts: Iterable[SitePost], advance: Callable[[int], None]) -> int:
        """Returns how many messages they are of; `advance` is told of how many posts have been written."""
        rest = iter(posts)
        while part := list(islice(rest, _AT_ONCE)):
            self._write_messages(part)
            self._insert(Post, [self._row(post) for post in part])
            self._write_beside(part)
            advance(len(part))
        if self._pointing:
            table = _table(Post)
            named: dict[str, Any] = {name: bindparam(name) for name in ("parent_id", "merged_into_id", "state")}
            statement = update(table).where(table.c.id == bindparam("which")).values(named)
            self._session.execute(statement, self._pointing)
        self._write_changes(self._changes)
        return len(self._begun)

    def _insert(self, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
        """Past the identity map, which would hold and compare what is never looked at."""
        if rows:
            self._session.execute(insert(_table(model)), rows)

    def _write_messages(self, posts: Sequence[SitePost]) -> None:
        """A message begins with the first of its posts."""
        fresh: dict[int, SitePost] = {}
        earlier: dict[int, datetime] = {}
        for post in posts:
            id = self._messages[post.message]
            if id not in self._begun:
                fresh[id] = post
            elif post.created < self._begun[id]:
                earlier[id] = post.created
            self._begun[id] = min(post.created, self._begun.get(id, post.created))
        self._insert(
            Message,
            [
                {
                    "id": id,
                    "proposal_id": self._proposal.id,
                    "author_id": self._person(post.author),
                    "created": self._begun[id],
                }
                for id, post in sorted(fresh.items())
            ],
        )
        for id in earlier.keys() - fresh.keys():
            self._session.execute(update(Message).where(Message.id == id).values(created=self._begun[id]))

    def _row(self, post: SitePost) -> dict[str, Any]:
        """Without what points to posts that are not here yet."""
        id = self._posts[post.id]
        pointing = {
            "parent_id": None if post.parent is None else self._posts[post.parent],
            "merged_into_id": None if post.merged_into is None else self._posts[post.merged_into],
            "state": post.state,
        }
        if any(pointing[key] not in self._written for key in ("parent_id", "merged_into_id") if pointing[key]):
            self._pointing.append({"which": id} | pointing)
            state = State.VISIBLE if post.state is State.MERGED else post.state
            pointing = {"parent_id": None, "merged_into_id": None, "state": state}
        self._written.add(id)
        votes = {"agree": post.agree, "passes": post.passes, "disagree": post.disagree, "earlier": post.earlier_votes}
        return {
            "id": id,
            "proposal_id": self._proposal.id,
            "message_id": self._messages[post.message],
            "author_id": self._person(post.author),
            "anchor": post.passage,
            "label": post.label,
            "ground": post.ground,
            "created": post.created,
            "wording": post.wording,
            "worded_at": post.worded or post.created,
            "withdrawn_at": post.withdrawn,
            "heir_id": self._person(post.taken_over_by) if post.taken_over_by else None,
            "standing": post.standing,
            "status": post.status,
            **pointing,
            **vars(post.words),
            **votes,
            **{f"carried_{name}": number for name, number in votes.items()},
            "carried_raisers": post.raisers,
            "carried_favoured": post.favoured,
            "carried_voice": post.voice,
            "carried_rejected": post.rejected,
        }

    def _write_beside(self, posts: Collection[SitePost]) -> None:
        self._insert(
            EarlierWording,
            [
                {"post_id": self._posts[post.id], "number": wording.number, "worded_at": wording.worded}
                | asdict(wording.words)
                for post in posts
                for wording in post.earlier
            ],
        )
        self._insert(
            Acceptance,
            [
                {"post_id": self._posts[post.id], "person_id": self._person(post.accepted_by)}
                for post in posts
                if post.accepted_by
            ],
        )
        self._insert(
            Whereabouts,
            [
                {
                    "post_id": self._posts[post.id],
                    "person_id": self._person(said.who),
                    "created": said.at,
                    "revision": said.revision,
                    "anchor": said.passage,
                    "agreed": said.agreed,
                    "answered": said.answered,
                    "decided": said.decided,
                }
                for post in posts
                for said in post.where
            ],
        )
        self._write_claims(posts)
        now: list[tuple[int, SiteStatus]] = []
        for post in posts:
            id = self._posts[post.id]
            about = {self._posts.get(change.post) for change in post.statuses if change.post is not None}
            later = self._changes if about - self._written - {None} else now
            later += [(id, change) for change in post.statuses]
        self._write_changes(now)

    def _write_changes(self, changes: Iterable[tuple[int, SiteStatus]]) -> None:
        self._insert(
            StatusChange,
            [
                {
                    "post_id": id,
                    "at": change.at,
                    "before": change.before,
                    "after": change.after,
                    "cause": change.why,
                    "by_post_id": self._posts.get(change.post) if change.post is not None else None,
                }
                for id, change in changes
            ],
        )

    def _write_claims(self, posts: Iterable[SitePost]) -> None:
        """What the person who raised a point says is public and kept as theirs; of others only the counts came."""
        rows = [
            (post, claim, AddressingClaim(post_id=self._posts[post.id], revision_id=self._revisions[claim.revision]))
            for post in posts
            for claim in post.claims
        ]
        for _, claim, row in rows:
            row.carried_holds = claim.holds - (claim.raiser is True)
            row.carried_fails = claim.fails - (claim.raiser is False)
            row.carried_rejected = claim.rejected
        self._session.add_all(row for *_, row in rows)
        self._session.flush()
        self._session.add_all(
            Judgement(claim_id=row.id, person_id=self._person(post.taken_over_by or post.author), holds=claim.raiser)
            for post, claim, row in rows
            if claim.raiser is not None
        )


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]
