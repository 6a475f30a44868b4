"""What a page depends on, in one statement: the version of what it shows, and of who looks at it."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum, auto
from typing import Any, NamedTuple

from sqlalchemy import FromClause, Select, bindparam, func, literal_column, select

from deliberate.models import Person, Post, Proposal, SignIn, SiteVersion
from deliberate.models.direct import Direct


class Kind(Enum):
    """What a page shows."""

    # Anything of the site.
    SITE = auto()
    # A proposal and what belongs to it: `key` is its slug, or the number of one of its posts.
    PROPOSAL = auto()
    POST = auto()


class Shown(NamedTuple):
    """What is shown, at which version."""

    id: int
    version: int


class Viewer(NamedTuple):
    """A browser that somebody is signed in with, and the version of what the person is."""

    last_used: datetime
    version: int
    is_local: bool


class Versions:
    def __init__(self, direct: Direct) -> None:
        self._direct = direct
        self._of = {kind: direct.written(select(shown.c.id, shown.c.version)) for kind, shown in _SHOWN.items()}
        self._with = {kind: direct.written(_with_viewer(shown)) for kind, shown in _SHOWN.items()}

    def find(self, kind: Kind, key: str | int | None, token_hash: str | None) -> tuple[Shown, Viewer | None] | None:
        """None where there is nothing of the kind; no viewer where the token leads to nobody."""
        if token_hash is None:
            rows = self._direct.ask(self._of[kind], {"key": key} if kind is not Kind.SITE else {})
            return (Shown(rows[0][0], int(rows[0][1])), None) if rows else None
        values = {"key": key, "token": token_hash} if kind is not Kind.SITE else {"token": token_hash}
        rows = self._direct.ask(self._with[kind], values)
        if not rows:
            return None
        ((id, version, last_used, viewer_version, is_local),) = rows
        viewer = None if last_used is None else Viewer(_time(last_used), viewer_version, bool(is_local))
        return Shown(id, int(version)), viewer


def _shown() -> dict[Kind, FromClause]:
    numbered = select(Proposal.id, Proposal.version)
    total = func.coalesce(func.sum(SiteVersion.version), literal_column("0"))
    return {
        Kind.SITE: select(literal_column("0").label("id"), total.label("version")).subquery(),
        Kind.PROPOSAL: numbered.where(Proposal.slug == bindparam("key", type_=Proposal.slug.type)).subquery(),
        Kind.POST: numbered.join(Post, Post.proposal_id == Proposal.id)
        .where(Post.id == bindparam("key", type_=Post.id.type))
        .subquery(),
    }


def _with_viewer(shown: FromClause) -> Select[Any]:
    token = bindparam("token", type_=SignIn.token_hash.type)
    return select(shown.c.id, shown.c.version, SignIn.last_used, Person.version, Person.is_local).select_from(
        shown.outerjoin(SignIn, SignIn.token_hash == token).outerjoin(Person, Person.id == SignIn.person_id)
    )


_SHOWN = _shown()


def _time(found: str | datetime) -> datetime:
    """SQLite's driver gives a text without a zone."""
    time = datetime.fromisoformat(found) if isinstance(found, str) else found
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time
