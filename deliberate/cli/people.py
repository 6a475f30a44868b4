"""People and roles."""

from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING, Any

import click

from deliberate.cli.opening import open_site, print_json
from deliberate.domain.permissions import Role

if TYPE_CHECKING:
    from deliberate.models import Person

_ROLE = click.Choice([role.value for role in Role])
_from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input; otherwise a random one is made."
)


@click.group()
def user() -> None:
    """Who can sign in."""


@user.command()
@click.argument("name")
@click.option("--email", default="")
@click.option("--role", type=_ROLE, default=Role.MEMBER.value, show_default=True)
@_from_stdin
def add(name: str, email: str, role: str, password_stdin: bool) -> None:
    """Make an account."""
    from deliberate.actions import accounts

    password = _password(password_stdin)
    with open_site() as session:
        person = accounts.register(session, name, password, email)
        accounts.set_role(session, person, Role(role))
        print_json(_shown(person) | ({} if password_stdin else {"password": password}))


@user.command("list")
def list_people() -> None:
    """Everybody with an account."""
    from sqlalchemy import select

    from deliberate.models import Person

    with open_site() as session:
        people = session.scalars(select(Person).where(Person.password_hash.is_not(None)).order_by(Person.name_key))
        print_json([_shown(person) for person in people])


@user.command()
@click.argument("name")
@click.argument("role", type=_ROLE)
def role(name: str, role: str) -> None:
    """Make somebody a member or a moderator."""
    _give_role(name, Role(role))


@user.command()
@click.argument("name")
@_from_stdin
def password(name: str, password_stdin: bool) -> None:
    """Give somebody a new password; all their sessions end."""
    from deliberate.actions import accounts

    new = _password(password_stdin)
    with open_site() as session:
        person = accounts.find_person(session, name)
        accounts.set_password(session, person, new)
        print_json(_shown(person) | ({} if password_stdin else {"password": new}))


@click.group()
def moderator() -> None:
    """Who may moderate."""


@moderator.command("add")
@click.argument("name")
def add_moderator(name: str) -> None:
    """Make somebody a moderator."""
    _give_role(name, Role.MODERATOR)


@moderator.command("remove")
@click.argument("name")
def remove_moderator(name: str) -> None:
    """Make a moderator a member again."""
    _give_role(name, Role.MEMBER)


def _give_role(name: str, role: Role) -> None:
    from deliberate.actions import accounts

    with open_site() as session:
        person = accounts.find_person(session, name)
        accounts.set_role(session, person, role)
        print_json(_shown(person))


def _password(from_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\r\n") if from_stdin else secrets.token_urlsafe(12)


def _shown(person: Person) -> dict[str, Any]:
    return {"name": person.name, "email": person.email, "role": person.role, "local": person.is_local}
