"""What most commands begin with and how they end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@contextmanager
def open_site() -> Iterator[Session]:
    """A session on the site's database, which is created and brought up to date first."""
    from deliberate import create_app, extensions, migrating

    app = create_app()
    with app.app_context():
        if migrating.bring_up_to_date(app):
            click.echo("The database is up to date.", err=True)
        yield extensions.session()


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
