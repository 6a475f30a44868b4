"""Accounts for one's own machine."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import accounts, signing_in
from deliberate.domain.permissions import Role
from deliberate.models import Person
from deliberate.queries.sign_ins import count_sign_ins
from deliberate.tools.local_accounts import has_local_accounts, make_local_accounts
from tests.factories import PersonFactory


def test_the_three_accounts_can_sign_in_and_are_marked_as_local(session: Session) -> None:
    assert not has_local_accounts(session)
    made = make_local_accounts(session)
    assert has_local_accounts(session)
    for name, password in made.items():
        person = accounts.check(session, name, password)
        assert person
        assert person.is_local
        assert person.trusted
        assert len(password) == 16
        assert (person.role is Role.MODERATOR) == (name == "moderator")


def test_making_them_again_gives_new_passwords_and_ends_their_sessions(session: Session) -> None:
    first = make_local_accounts(session)
    member = session.scalars(select(Person).where(Person.name == "member")).one()
    ada = PersonFactory()
    session.commit()
    for person in (member, ada):
        signing_in.begin(session, person, "")
    second = make_local_accounts(session)
    assert accounts.check(session, "member", first["member"]) is None
    assert accounts.check(session, "member", second["member"])
    assert (count_sign_ins(session, member.id), count_sign_ins(session, ada.id)) == (0, 1)


def test_a_name_that_somebody_registered_stays_theirs(session: Session) -> None:
    PersonFactory(name="Member", password_hash="theirs")
    session.commit()
    assert set(make_local_accounts(session)) == {"author", "moderator"}
    member = session.scalars(select(Person).where(Person.name_key == "member")).one()
    assert (member.password_hash, member.is_local) == ("theirs", False)
