"""What a page depends on, in one statement: the version of what it shows, and of who looks at it."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum, auto
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, exists, func, literal_column, select

from deliberate.models import Person, Post, Proposal, SignIn, SiteFact, SiteVersion
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
    # Whether the whole site is a demo.
    simulated: bool


class Viewer(NamedTuple):
    """A browser that somebody is signed in with, and the version of what the person is."""

    last_used: datetime
    version: int
    is_local: bool


class Versions:
    def __init__(self, direct: Direct) -> None:
        self._direct = direct
        self._of = {kind: direct.written(select(*_of(shown))) for kind, shown in _SHOWN.items()}
        self._whose = direct.written(_whose())
        self._with = {kind: direct.written(_with_viewer(shown)) for kind, shown in _SHOWN.items()}

    def viewer(self, token_hash: str) -> Viewer | None:
        """None where the token leads to nobody."""
        rows = self._direct.ask(self._whose, {"token": token_hash})
        return _viewer(*rows[0]) if rows else None

    def find(self, kind: Kind, key: str | int | None, token_hash: str | None) -> tuple[Shown, Viewer | None] | None:
        """None where there is nothing of the kind; no viewer where the token leads to nobody."""
        if token_hash is None:
            rows = self._direct.ask(self._of[kind], {"key": key} if kind is not Kind.SITE else {})
            return (_found(*rows[0]), None) if rows else None
        values = {"key": key, "token": token_hash} if kind is not Kind.SITE else {"token": token_hash}
        rows = self._direct.ask(self._with[kind], values)
        if not rows:
            return None
        ((*shown, last_used, version, is_local),) = rows
        return _found(*shown), None if last_used is None else _viewer(last_used, version, is_local)


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


def _of(shown: FromClause) -> tuple[ColumnElement[Any], ...]:
    return shown.c.id, shown.c.version, exists().where(SiteFact.name == literal_column("'simulated'"))


def _with_viewer(shown: FromClause) -> Select[Any]:
    token = bindparam("token", type_=SignIn.token_hash.type)
    return select(*_of(shown), SignIn.last_used, Person.version, Person.is_local).select_from(
        shown.outerjoin(SignIn, SignIn.token_hash == token).outerjoin(Person, Person.id == SignIn.person_id)
    )


def _whose() -> Select[*tuple[Any, ...]]:
    token = bindparam("token", type_=SignIn.token_hash.type)
    whose = select(SignIn.last_used, Person.version, Person.is_local).join(Person, Person.id == SignIn.person_id)
    return whose.where(SignIn.token_hash == token)


_SHOWN = _shown()


def _found(id: int, version: Any, simulated: object) -> Shown:
    return Shown(id, int(version), bool(simulated))


def _viewer(last_used: str | datetime, version: int, is_local: object) -> Viewer:
    return Viewer(_time(last_used), version, bool(is_local))


def _time(found: str | datetime) -> datetime:
    """SQLite's driver gives a text without a zone."""
    time = datetime.fromisoformat(found) if isinstance(found, str) else found
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time
