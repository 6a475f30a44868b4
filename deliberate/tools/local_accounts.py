"""The three accounts that `deliberate serve` makes for trying the site on one's own machine."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate import passwords
from deliberate.domain.permissions import Role
from deliberate.domain.texts import names
from deliberate.models import Person, SignIn
from deliberate.upkeep.transaction import transaction

ROLES = {"author": Role.MEMBER, "member": Role.MEMBER, "moderator": Role.MODERATOR}


def make_local_accounts(session: Session) -> dict[str, str]:
    """Names and new random passwords; a name that somebody registered here is left to them."""
    made = {name: secrets.token_urlsafe(12) for name in ROLES}
    hashes = {name: passwords.hashed(password) for name, password in made.items()}
    with transaction(session):
        for name, role in ROLES.items():
            person = session.scalar(select(Person).where(Person.name_key == names.key(name)))
            if person is None:
                person = Person(name=name, name_key=names.key(name), role=role, is_local=True, trusted=True)
                session.add(person)
            elif not person.is_local:
                del made[name]
                continue
            person.password_hash = hashes[name]
            session.execute(delete(SignIn).where(SignIn.person_id == person.id))
    return made


def has_local_accounts(session: Session) -> bool:
    return session.scalar(select(Person.id).where(Person.is_local).limit(1)) is not None
