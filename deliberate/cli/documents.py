"""`deliberate document`."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from deliberate.cli.opening import open_site
from deliberate.cli.transfer import write_out
from deliberate.domain.numbers import LARGEST
from deliberate.domain.words import say
from deliberate.formats.registry import documents

_REVISION = click.IntRange(1, LARGEST)


@click.command("document")
@click.argument("slug")
@click.option("--revision", type=_REVISION, metavar="N", help="This revision; without it, the one in force.")
@click.option("--since", type=_REVISION, metavar="M", help="With what changed from revision M on as tracked changes.")
@click.option("--format", "name", type=click.Choice(list(documents())), default="md", show_default=True)
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def document_command(slug: str, revision: int | None, since: int | None, name: str, output: Path | None) -> None:
    """The text of a proposal alone, without its thread."""
    from sqlalchemy import select

    from deliberate.formats.errors import FormatError
    from deliberate.models import Proposal
    from deliberate.tools.documents import write_document

    format = documents()[name]
    if since is not None and format.tracker is None:
        can = ", ".join(name for name, one in documents().items() if one.tracker)
        raise click.UsageError(f"--since needs a format with tracked changes: {can}")
    with ExitStack() as stack:
        session = stack.enter_context(open_site())
        proposal = session.scalar(select(Proposal).where(Proposal.slug == slug))
        if proposal is None:
            raise FormatError(say("there is no proposal “%(slug)s” here", slug=slug))
        write_out([write_document(session, proposal, format, revision, since)], output)
