"""Registering, checking and changing passwords, roles."""

from __future__ import annotations

import re

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from deliberate import passwords
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Role
from deliberate.domain.texts import names
from deliberate.domain.texts import passwords as rules
from deliberate.domain.texts.looks import looks
from deliberate.domain.words import Explained, Sayable, say
from deliberate.models import Person, SignIn
from deliberate.upkeep.transaction import lock_names, lock_person, transaction

LONGEST_ABOUT = 500
# No name is longer; what is looked for is cut there before it is made comparable.
LONGEST_NAME = 200

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class AccountError(Explained):
    """What is wrong with something that was entered, in a sentence; `field` names the box it was entered in."""

    def __init__(self, field: str, words: Sayable) -> None:
        super().__init__(words)
        self.field = field


def register(session: Session, name: str, password: str, email: str = "", *, is_local: bool = False) -> Person:
    """Makes an account; raises AccountError for a name, e-mail address or password that cannot be had.

    Whether somebody else gave the same address is told to nobody.
    """
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
    with transaction(session):
        lock_names(session)
        _check_free(session, name)
        session.add(person)
    return person


def check(session: Session, name: str, password: str) -> Person | None:
    """The person with this name, if that is their password; unknown names take as long to refuse."""
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
    """Asks for the current password; afterwards the person is signed out everywhere."""
    if not passwords.matches(current, person.password_hash):
        raise AccountError("current_password", say("This is not your current password."))
    set_password(session, person, new)


def set_password(session: Session, person: Person, password: str) -> None:
    """Without asking for the current one; afterwards the person is signed out everywhere."""
    _check_password(password, person.name, person.email)
    new_hash = passwords.hashed(password)
    with transaction(session):
        person.password_hash = new_hash
        session.execute(delete(SignIn).where(SignIn.person_id == person.id))


def set_about(session: Session, person: Person, about: str, *, hold: bool = False) -> None:
    """With `hold` nobody else sees it until a moderator approves it; so it is with what replaces a text that is out of
    sight."""
    about = about.replace("\r\n", "\n").strip()
    if len(about) > LONGEST_ABOUT:
        raise AccountError("about", say("This is too long. Please use at most 500 characters."))
    with transaction(session):
        person = lock_person(session, person.id)
        if about == person.about:
            return
        if person.about_state is not State.VISIBLE or (hold and about):
            person.about_state = State.HELD
        person.about = about
        person.about_version += 1


def set_role(session: Session, person: Person, role: Role) -> None:
    """What a moderator writes needs no moderator's approval."""
    with transaction(session):
        person.role = role
        person.trusted = person.trusted or role is Role.MODERATOR


def find_person(session: Session, name: str) -> Person:
    """The person with this name; raises AccountError if there is none."""
    person = _find(session, name)
    if person is None:
        raise AccountError("name", say("There is nobody with this name."))
    return person


def _find(session: Session, name: str) -> Person | None:
    if len(name) > LONGEST_NAME or "\0" in name:  # PostgreSQL refuses to look for it
        return None
    return session.scalar(select(Person).where(Person.name_key == names.key(name)))


def _checked_name(name: str) -> str:
    name = names.tidy(name[:LONGEST_NAME])
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
    if why := rules.refusal(password, name, email):
        raise AccountError("password", why)


def _check_free(session: Session, name: str) -> None:
    """Nobody has the name, or one that looks like it."""
    if session.scalar(select(exists().where(Person.name_key == names.key(name)))):
        raise AccountError("name", say("Somebody here already has this name. Choose another one."))
    look = looks(name)
    alike = or_(Person.look == look.shown, Person.look_small == look.small, Person.look_capital == look.capital)
    if session.scalar(select(exists().where(alike))):
        raise AccountError("name", say("This name looks like one that somebody here has. Add something to it."))
