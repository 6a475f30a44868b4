"""Who is signed in, and where else they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, func, inspect, select
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.util import identity_key

from deliberate.domain.browsers import STAYS_SIGNED_IN
from deliberate.models import Person, SignIn, now


@dataclass(frozen=True)
class SignedIn:
    """Whose a browser is, by its row, and the token that leads there."""

    token: str
    id: int
    last_used: datetime
    person: Person

    # What Flask-Login asks of whoever signs in, beside `get_id`.
    is_authenticated = is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What a session remembers, and the row is found by again."""
        return self.token


def hash_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


# Asked by every page.
_SIGNED_IN = (
    select(SignIn.id, SignIn.last_used, Person)
    .join(Person, Person.id == SignIn.person_id)
    .where(SignIn.token_hash == bindparam("token_hash"), SignIn.last_used > bindparam("since"))
)


def find_signed_in(session: Session, token: str) -> SignedIn | None:
    wanted = {"token_hash": hash_of(token), "since": now() - STAYS_SIGNED_IN}
    row = session.execute(_SIGNED_IN, wanted).one_or_none()
    return SignedIn(token, *row) if row else None


@dataclass(frozen=True)
class Known:
    """Somebody who was signed in, with what the row of the person held; without what only signing in needs."""

    id: int
    last_used: datetime
    row: Mapping[str, Any]


def known(found: SignedIn) -> Known:
    row = {name: getattr(found.person, name) for name in _KEPT}
    return Known(found.id, found.last_used, row)


def signed_in_again(session: Session, token: str, known: Known) -> SignedIn:
    """The same person in this session, without asking the database; for whoever knows that nothing has changed."""
    person: Person | None = session.identity_map.get(identity_key(Person, known.row["id"]))
    if person is None:
        person = Person()
        inspect(person).dict.update(known.row)
        make_transient_to_detached(person)
        session.add(person)
    return SignedIn(token, known.id, known.last_used, person)


_KEPT = tuple(column.key for column in Person.__mapper__.column_attrs if column.key != "password_hash")


def sign_ins(session: Session, person_id: int) -> Sequence[SignIn]:
    """The one used last comes first."""
    mine = select(SignIn).where(SignIn.person_id == person_id, SignIn.last_used > now() - STAYS_SIGNED_IN)
    return session.scalars(mine.order_by(SignIn.last_used.desc(), SignIn.id.desc())).all()


def count_sign_ins(session: Session, person_id: int) -> int:
    mine = SignIn.person_id == person_id, SignIn.last_used > now() - STAYS_SIGNED_IN
    return session.scalars(select(func.count()).select_from(SignIn).where(*mine)).one()
