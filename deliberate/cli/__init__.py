"""The `deliberate` command: JSON on standard output, messages on standard error.

Exit 0; 1 when the input or a setting is wrong, with one line that says where; 2 when the command is used wrongly.
Each command loads what it needs when it runs, so that the others start quickly.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from deliberate.cli.analyse import analyse
from deliberate.cli.checking import doctor, migrate
from deliberate.cli.demo import demo
from deliberate.cli.documents import document_command
from deliberate.cli.people import moderator, user
from deliberate.cli.serving import serve
from deliberate.cli.transfer import export_command, import_command
from deliberate.cli.working import worker
from deliberate.domain.words import say


@click.group(name="deliberate", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deliberate", message="%(version)s")
def cli() -> None:
    """Structured public deliberation. Settings come from the environment; the README lists them."""


_SITE = (serve, migrate, doctor, worker, demo, user, moderator)
_FILES = (import_command, export_command, document_command, analyse)
for command in (*_SITE, *_FILES):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    try:
        cli.main(args=arguments, prog_name="deliberate")
    except Exception as error:
        from deliberate.models.trouble import is_of_a_database, traced

        line = _one_line(error)
        if line is None and is_of_a_database(error):
            click.echo(traced(error), err=True)
            sys.exit(1)
        if line is None:
            raise
        # The name of a file may hold any character, also the end of a line.
        printable = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
        click.echo(f"deliberate: {printable}", err=True)
        sys.exit(1)
    sys.exit(0)


def _one_line(error: Exception) -> str | None:
    """For what the person at the keyboard can do something about; None for a mistake of ours."""
    from sqlalchemy.exc import DBAPIError, OperationalError

    from deliberate.actions.accounts import AccountError
    from deliberate.formats.errors import FormatError
    from deliberate.migrating import MigrationError
    from deliberate.models.trouble import trouble
    from deliberate.settings import SettingsError

    if isinstance(error, SettingsError | FormatError | AccountError | MigrationError):
        return str(error)
    if isinstance(error, OperationalError) or (isinstance(error, DBAPIError) and trouble(error)):
        return str(say("the database cannot be used: %(why)s", why=" ".join(str(error.orig).split())))
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    return None
