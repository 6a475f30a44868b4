"""Registering, checking and changing passwords, roles."""

from __future__ import annotations

import re

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deliberate import passwords
from deliberate.domain.permissions import Role
from deliberate.domain.texts import names
from deliberate.domain.words import Explained, Sayable, say
from deliberate.models import Person
from deliberate.upkeep.transaction import transaction

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1000
LONGEST_ABOUT = 500
# No name or address that is kept is longer; what is looked for is cut there before it is made comparable.
LONGEST_NAME = 254

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class AccountError(Explained):
    """What is wrong with something that was entered, in a sentence; `field` names the box it was entered in."""

    def __init__(self, field: str, words: Sayable) -> None:
        super().__init__(words)
        self.field = field


def register(session: Session, name: str, password: str, email: str = "", *, is_local: bool = False) -> Person:
    """Makes an account; raises AccountError for a name, e-mail address or password that cannot be had."""
    name = _checked_name(name)
    address = _checked_email(email)
    _check_password(password, name, address)
    person = Person(
        name=name,
        name_key=names.key(name),
        email=address,
        password_hash=passwords.hashed(password),
        is_local=is_local,
    )
    try:
        with transaction(session):
            _check_free(session, name, address)
            session.add(person)
    except IntegrityError as error:
        raise AccountError("name", say("Somebody took this name or address just now. Choose another one.")) from error
    return person


def check(session: Session, name: str, password: str) -> Person | None:
    """The person with this name or e-mail address, if that is their password; unknown names take as long to refuse."""
    person = _find(session, name)
    kept = person.password_hash if person else None
    if not passwords.matches(password, kept) or person is None:
        return None
    if kept is not None and passwords.is_outdated(kept):
        new_hash = passwords.hashed(password)
        with transaction(session):
            person.password_hash = new_hash
    return person


def change_password(session: Session, person: Person, current: str, new: str) -> None:
    """Asks for the current password; afterwards every session of the person is signed out."""
    if not passwords.matches(current, person.password_hash):
        raise AccountError("current_password", say("This is not your current password."))
    set_password(session, person, new)


def set_password(session: Session, person: Person, password: str) -> None:
    """Without asking for the current one; afterwards every session of the person is signed out."""
    _check_password(password, person.name, person.email)
    new_hash = passwords.hashed(password)
    with transaction(session):
        person.password_hash = new_hash
        person.forget_sessions()


def set_about(session: Session, person: Person, about: str) -> None:
    about = about.replace("\r\n", "\n").strip()
    if len(about) > LONGEST_ABOUT:
        raise AccountError("about", say("This is too long. Please use at most 500 characters."))
    with transaction(session):
        person.about = about


def set_role(session: Session, person: Person, role: Role) -> None:
    """What a moderator writes needs no moderator's approval."""
    with transaction(session):
        person.role = role
        person.trusted = person.trusted or role is Role.MODERATOR


def find_person(session: Session, name: str) -> Person:
    """The person with this name or e-mail address; raises AccountError if there is none."""
    person = _find(session, name)
    if person is None:
        raise AccountError("name", say("There is nobody with this name."))
    return person


def _find(session: Session, name: str) -> Person | None:
    if len(name) > LONGEST_NAME or "\0" in name:  # PostgreSQL refuses to look for it
        return None
    by_email = Person.email == name.strip().lower()
    by_name = Person.name_key == names.key(name)
    # No name that can sign in holds an @, so at most one person fits.
    return session.scalar(select(Person).where(by_email if "@" in name else by_name))


def _checked_name(name: str) -> str:
    name = names.tidy(name)
    if why := names.refusal(name):
        raise AccountError("name", why)
    return name


def _checked_email(email: str) -> str | None:
    email = email.strip().lower()
    if not email:
        return None
    if len(email) > 254 or not email.isprintable() or not _EMAIL.fullmatch(email):
        raise AccountError("email", say("This is not an e-mail address. It looks like name@example.org."))
    return email


def _check_password(password: str, name: str, email: str | None) -> None:
    if len(password) < SHORTEST_PASSWORD:
        too_short = say("A password has at least 10 characters. A few words in a row are easy to keep.")
        raise AccountError("password", too_short)
    if len(password) > LONGEST_PASSWORD:
        raise AccountError("password", say("A password has at most 1000 characters."))
    if password.casefold() in {name.casefold(), email} or len(set(password)) == 1:
        raise AccountError("password", say("This is your name, your address or one character: too easy to guess."))


def _check_free(session: Session, name: str, email: str | None) -> None:
    if session.scalar(select(exists().where(Person.name_key == names.key(name)))):
        raise AccountError("name", say("Somebody here already has this name. Choose another one."))
    if email and session.scalar(select(exists().where(Person.email == email))):
        raise AccountError("email", say("There is already an account with this e-mail address. Sign in instead."))
