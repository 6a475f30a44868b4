"""What most commands begin with and how they end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deliberate.cli.progress import progress
from deliberate.domain.words import Sentence, say

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session


@contextmanager
def open_site() -> Iterator[Session]:
    """A session on the site's database, which is created and brought up to date first."""
    from deliberate import create_app, extensions

    app = create_app()
    with app.app_context():
        session = extensions.session()
        prepare(app, session)
        yield session


def prepare(app: Flask, session: Session) -> None:
    """Creates the database or brings it up to date. A new site adopts the rules in the settings; later only `serve`
    makes it adopt others, since a command may be run where the settings are not."""
    from deliberate.queries.rules import has_rules
    from deliberate.tools.rules import adopt_rules

    if migrated(app):
        tell(say("The database is up to date."))
    if is_empty(session) and not has_rules(session):
        adopt_rules(session, app.extensions["deliberate"].rules)


def migrated(app: Flask) -> bool:
    """Brings the database up to date; whether there was something to do."""
    from deliberate import migrating

    if not (steps := migrating.steps()):
        return False
    with progress(say("Migrating"), steps) as advance:
        return migrating.bring_up_to_date(app, advance)


def is_empty(session: Session) -> bool:
    from sqlalchemy import select

    from deliberate.models import Proposal

    return session.scalar(select(Proposal.id).limit(1)) is None


def tell(sentence: Sentence) -> None:
    """To the person at the keyboard, in English, as is all that a command says."""
    click.echo(str(sentence), err=True)


def failure(why: Sentence) -> click.ClickException:
    """Ends the command, when it is raised."""
    return click.ClickException(str(why))


@contextmanager
def naming(file: Path) -> Iterator[None]:
    """Says which file is wrong."""
    from deliberate.formats.errors import FormatError

    try:
        yield
    except FormatError as error:
        raise FormatError(error.why, at=str(file)) from error


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
