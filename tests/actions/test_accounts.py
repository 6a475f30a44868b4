from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from deliberate import passwords
from deliberate.actions import accounts, signing_in
from deliberate.actions.accounts import AccountError
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Role
from deliberate.extensions import db
from deliberate.models import Person
from deliberate.queries.sign_ins import count_sign_ins
from tests.factories import PersonFactory

GOOD = "four words in a row"


@pytest.fixture
def grace(session: Session) -> Person:
    return accounts.register(session, "Grace Hopper", GOOD, "Grace@Example.org")


@pytest.mark.parametrize(
    "name", ["Grace Hopper", "grace  hopper", "GRACE HOPPER", " Grace\u00a0Hopper ", "Ｇrace Hopper"]
)
def test_a_person_is_known_by_name_in_any_case(session: Session, grace: Person, name: str) -> None:
    assert accounts.check(session, name, GOOD) is grace
    assert accounts.check(session, name, "four words in a raw") is None


def test_the_password_is_kept_as_a_hash_only(grace: Person) -> None:
    assert grace.password_hash is not None
    assert grace.password_hash.startswith("$argon2id$")
    assert GOOD not in grace.password_hash
    assert not grace.is_local


@pytest.mark.parametrize(
    ("field", "name", "password", "email"),
    [
        ("name", "grace hopper", GOOD, ""),
        ("name", "Gr\u00e4ce\u200b", GOOD, ""),
        ("name", "moderator", GOOD, ""),
        ("name", "our plan for the coast", GOOD, ""),
        ("name", "Grace H\u043epper", GOOD, ""),
        ("name", "Gr\u00e1ce Hopper", GOOD, ""),
        ("name", "0ur Plan for the Coast", GOOD, ""),
        ("name", "g" * 2_000_000, GOOD, ""),
        ("email", "Somebody Else", GOOD, "grace at example.org"),
        ("email", "Somebody Else", GOOD, "a@b@example.org"),
        ("email", "Somebody Else", GOOD, "grace@localhost"),
        ("password", "Somebody Else", "7 signs", ""),
        ("password", "Somebody Else", "password1", ""),
        ("password", "Somebody Else", "1234567890" * 500, ""),
        ("password", "Somebody Else", "somebody else", ""),
        ("password", "Somebody Else", "someone@example.org", "Someone@example.org"),
        ("password", "Somebody Else", "aaaaaaaaaaaaaa", ""),
    ],
)
def test_what_cannot_be_had_is_refused_beside_its_box(
    session: Session, grace: Person, field: str, name: str, password: str, email: str
) -> None:
    PersonFactory(name="Our Plan for the Coast")
    session.commit()
    with pytest.raises(AccountError) as refused:
        accounts.register(session, name, password, email)
    assert refused.value.field == field
    assert session.query(Person).count() == 2


@pytest.mark.parametrize(
    "email", ["grace@navy.example.org", "grace+ships@example.org", "g@x.de", f"{'g' * 242}@example.org"]
)
def test_an_address_may_be_long_and_of_any_domain(session: Session, email: str) -> None:
    assert accounts.register(session, "Grace Hopper", GOOD, email).email == email
    with pytest.raises(AccountError, match="not an e-mail address"):
        accounts.register(session, "Ada Lovelace", GOOD, f"{'g' * 243}@example.org")


@pytest.mark.parametrize("password", ["8 signs!", "16 characters it" * 8, "  schön, früh  "])
def test_a_password_is_kept_to_the_letter(session: Session, password: str) -> None:
    grace = accounts.register(session, "Grace Hopper", password)
    assert accounts.check(session, "Grace Hopper", password) is grace
    assert accounts.check(session, "Grace Hopper", unicodedata.normalize("NFD", password)) is grace
    for wrong in (password[:-1], password + " ", password + "x" * 2000, password.upper()):
        assert accounts.check(session, "Grace Hopper", wrong) is None


def test_an_account_of_before_stays_whatever_would_be_refused_today(session: Session) -> None:
    """Its name looks like another's and speaks as the site, its password is common, or hashed as it was typed."""
    passwords_of_before = {
        "Moderator": "password",
        "Ada": "n" * 1000,
        "\u0410da": "schro\u0308dinger",
        "Аdа": "1234567",
    }
    for name, password in passwords_of_before.items():
        PersonFactory(name=name, password_hash=passwords._hasher().hash(password))
    session.commit()
    for name, password in passwords_of_before.items():
        person = accounts.check(session, name, password)
        assert person is not None
        assert person.name == name


def test_an_address_may_stand_at_several_people_and_signs_none_of_them_in(session: Session, grace: Person) -> None:
    other = accounts.register(session, "Somebody Else", "other words in a row", "GRACE@example.org")
    assert other.email == grace.email
    for password in (GOOD, "other words in a row"):
        assert accounts.check(session, "grace@example.org", password) is None
    with pytest.raises(AccountError):
        accounts.find_person(session, "grace@example.org")


def test_two_who_register_alike_names_at_once_do_not_both_get_them(app: Flask, session: Session) -> None:
    """On PostgreSQL too, where several write at a time: whoever comes second sees the name of the first."""
    ready, taken = Barrier(2), []

    def register(name: str) -> None:
        with app.app_context():
            ready.wait()
            try:
                accounts.register(db.session(), name, GOOD)
            except AccountError:
                taken.append(name)
            db.session.remove()

    for pair in range(5):
        both = [Thread(target=register, args=[name]) for name in (f"Olga {pair} A", f"Оlga {pair} A")]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
    assert len(taken) == 5


def test_two_people_without_an_address_can_register(session: Session) -> None:
    accounts.register(session, "One", GOOD)
    accounts.register(session, "Two", GOOD)
    assert session.query(Person).filter(Person.email.is_(None)).count() == 2


def test_nobody_signs_in_with_a_signature(session: Session) -> None:
    PersonFactory(name="A document")
    session.commit()
    assert accounts.check(session, "A document", "") is None
    assert accounts.check(session, "A document", "nobody's password") is None


def test_an_unknown_name_costs_as_much_as_a_known_one(
    session: Session, grace: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    real = passwords._hasher()

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            verified.append(kept)
            return real.verify(kept, password)

        def hash(self, password: str) -> str:
            return real.hash(password)

        def check_needs_rehash(self, kept: str) -> bool:
            return real.check_needs_rehash(kept)

    counting = Counting()
    monkeypatch.setattr(passwords, "_hasher", lambda: counting)
    for password in ("wrong words in a row", "wro\u0308ng words", "7" * 5000, "7" * 2_000_000):
        verified.clear()
        for name in ("Grace Hopper", "Unknown", "grace@example.org", "x" * 2_000_000, "A\0B"):
            assert accounts.check(session, name, password) is None
        known, *unknown = (verified[n : n + len(verified) // 5] for n in range(0, len(verified), len(verified) // 5))
        assert set(known) == {grace.password_hash}
        assert [len(kept) for kept in unknown] == [len(known)] * 4
        costs = {kept.rsplit("$", 2)[0] for kept in verified}
        assert len(costs) == 1, "the same cost"


def test_signing_in_brings_an_old_hash_to_the_cost_of_today(
    app: Flask, session: Session, grace: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap = grace.password_hash
    dearer = dataclasses.replace(app.extensions["deliberate"], argon2_memory=128)
    monkeypatch.setitem(app.extensions, "deliberate", dearer)
    assert accounts.check(session, "Grace Hopper", "wrong words in a row") is None
    assert grace.password_hash == cheap
    assert accounts.check(session, "Grace Hopper", GOOD) is grace
    assert grace.password_hash is not None
    assert "m=128" in grace.password_hash
    assert accounts.check(session, "Grace Hopper", GOOD) is grace


def test_changing_the_password_asks_the_current_one_and_signs_out(session: Session, grace: Person) -> None:
    ada: Person = PersonFactory(name="Ada")
    session.commit()
    for person in (grace, grace, ada):
        signing_in.begin(session, person, "")
    with pytest.raises(AccountError) as refused:
        accounts.change_password(session, grace, "not the password", "other words in a row")
    assert refused.value.field == "current_password"
    assert count_sign_ins(session, grace.id) == 2
    accounts.change_password(session, grace, GOOD, "other words in a row")
    assert (count_sign_ins(session, grace.id), count_sign_ins(session, ada.id)) == (0, 1)
    assert accounts.check(session, "Grace Hopper", GOOD) is None
    assert accounts.check(session, "Grace Hopper", "other words in a row") is grace


def test_a_new_password_follows_the_same_rules(session: Session, grace: Person) -> None:
    with pytest.raises(AccountError):
        accounts.set_password(session, grace, "GRACE HOPPER")
    accounts.set_password(session, grace, "other words in a row")
    assert accounts.check(session, "Grace Hopper", "other words in a row") is grace


def test_a_moderator_waits_for_no_moderator(session: Session, grace: Person) -> None:
    assert not grace.trusted
    accounts.set_role(session, grace, Role.MODERATOR)
    assert grace.role is Role.MODERATOR
    assert grace.trusted
    accounts.set_role(session, grace, Role.MEMBER)
    assert grace.role is Role.MEMBER
    assert grace.trusted


def test_about_is_at_most_500_characters(session: Session, grace: Person) -> None:
    accounts.set_about(session, grace, " I build\r\nships. ")
    assert grace.about == "I build\nships."
    accounts.set_about(session, grace, "x" * 500)
    with pytest.raises(AccountError):
        accounts.set_about(session, grace, "x" * 501)


def test_people_are_found_by_name_or_refused_in_words(session: Session, grace: Person) -> None:
    assert accounts.find_person(session, "grace hopper") is grace
    for name in ("Nobody", "Grace\0Hopper", "grace@elsewhere.org", "grace hopper" * 1000):
        with pytest.raises(AccountError):
            accounts.find_person(session, name)


@pytest.mark.parametrize(("name", "statements"), [("g" * 200, 1), ("g" * 201, 0), ("Grace\0Hopper", 0)])
def test_a_name_that_nobody_can_have_is_not_looked_for(
    session: Session,
    name: str,
    statements: int,
    count_statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    with count_statements() as seen:
        assert accounts._find(session, name) is None
    assert len([statement for statement in seen if "FROM people" in statement]) == statements


def test_a_name_that_somebody_takes_while_others_are_waited_for_is_refused(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "lock_names", lambda own: PersonFactory(name="Grace Hopper"))
    with pytest.raises(AccountError, match="already has this name"):
        accounts.register(session, "Grace Hopper", GOOD)


def test_a_text_that_is_held_waits_and_no_text_needs_no_moderator(session: Session, grace: Person) -> None:
    accounts.set_about(session, grace, "", hold=True)
    assert grace.about_state is State.VISIBLE
    accounts.set_about(session, grace, "I build ships.")
    assert grace.about_state is State.VISIBLE
    accounts.set_about(session, grace, "", hold=True)
    assert grace.about_state is State.VISIBLE
    accounts.set_about(session, grace, "I sell ships.", hold=True)
    assert grace.about_state is State.HELD
